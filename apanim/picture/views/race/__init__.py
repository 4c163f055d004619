"""A race: axons whole, one beneath the other on one clock, with their nodes and their myelin."""

from apanim.picture.camera import WHOLE, Sight, fitting
from apanim.picture.onstage import UPPER
from apanim.picture.plots.places import view_room
from apanim.picture.shot import Look
from apanim.picture.views.race import voltage_along
from apanim.picture.views.race.frame import frame
from apanim.picture.views.race.geometry import EXTENT
from apanim.picture.views.race.labels import find
from apanim.picture.views.race.layers import layers
from apanim.picture.views.race.targets import targets, thing
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan

__all__ = ["GROUND", "PANELS", "UPPER", "draws", "find", "frame", "home", "layers", "targets", "thing"]

PANELS = frozenset[str]()
GROUND = {"back": "", "back_tall": ""}


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about axons."""
    return isinstance(timeline.plan, CablePlan) and timeline.plan.view in ("axon", "axons")


def home(timeline: Timeline, look: Look) -> Sight:
    """All of the stretch that is seen, above V along it."""
    if not look.frame.stacked:
        return WHOLE
    left, top, right, _ = view_room(timeline, look)
    return fitting((left, top, right, voltage_along.room(look).box[1]), EXTENT)
