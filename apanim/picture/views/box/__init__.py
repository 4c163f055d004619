"""A box of membrane at true scale: every ion, at its size, its place and its pace; one channel, if any."""

from apanim.picture.camera import WHOLE, Sight, fitting
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.onstage import UPPER
from apanim.picture.plots.places import view_room
from apanim.picture.shot import Look
from apanim.picture.views.box.frame import frame
from apanim.picture.views.box.labels import find
from apanim.picture.views.box.layers import layers
from apanim.picture.views.box.targets import targets, thing
from apanim.script.timeline import Timeline
from apanim.world import Plan

__all__ = ["GROUND", "PANELS", "UPPER", "draws", "find", "frame", "home", "layers", "targets", "thing"]

PANELS = frozenset[str]()
GROUND = dict.fromkeys(("water", "water_tall", "haze_left", "haze_right"), "")


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a patch of membrane."""
    return isinstance(timeline.plan, Plan)


def home(timeline: Timeline, look: Look) -> Sight:
    """All of its width; in a low room its lower edge lies under what stands below it."""
    if not look.frame.stacked:
        return WHOLE
    left, top, right, bottom = view_room(timeline, look)
    high = (right - left) * HEIGHT / WIDTH
    return fitting((left, top, right, max(bottom, top + high)), (0, 0, WIDTH, HEIGHT))
