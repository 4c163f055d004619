"""The axon cut open: what a spike looks like on its way (style frame 4)."""

from apanim.picture.camera import WHOLE, Sight, fitting
from apanim.picture.onstage import UPPER
from apanim.picture.plots.places import view_room
from apanim.picture.shot import Look
from apanim.picture.views.axon import voltage_along
from apanim.picture.views.axon.frame import frame
from apanim.picture.views.axon.geometry import EXTENT
from apanim.picture.views.axon.labels import find
from apanim.picture.views.axon.layers import layers
from apanim.picture.views.axon.targets import targets
from apanim.picture.views.axon.things import thing
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan

__all__ = ["GROUND", "PANELS", "UPPER", "draws", "find", "frame", "home", "layers", "targets", "thing"]

PANELS = frozenset[str]()
GROUND = {"back": "within", "back_tall": "within"}


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about an axon."""
    return isinstance(timeline.plan, CablePlan) and timeline.plan.view == "axon"


def home(timeline: Timeline, look: Look) -> Sight:
    """All of the stretch that is seen, above V along it."""
    if not look.frame.stacked:
        return WHOLE
    left, top, right, _ = view_room(timeline, look)
    return fitting((left, top, right, voltage_along.room(look).box[1]), EXTENT)
