"""A field of membrane, from outside and above: all channels of a patch, lights that wake and die."""

from apanim.picture.camera import WHOLE, Sight, fitting
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.onstage import UPPER
from apanim.picture.plots.places import view_room
from apanim.picture.shot import Look
from apanim.picture.views.field.frame import frame
from apanim.picture.views.field.geometry import room_for
from apanim.picture.views.field.labels import find
from apanim.picture.views.field.layers import layers
from apanim.picture.views.field.targets import targets, thing
from apanim.script.timeline import Timeline
from apanim.world import Plan

__all__ = ["GROUND", "PANELS", "UPPER", "draws", "find", "frame", "home", "layers", "targets", "thing"]

PANELS = frozenset({"under"})
GROUND = dict.fromkeys(("cool", "cool_tall", "warm", "warm_tall", "vignette", "vignette_tall"), "")
_TOP = 160  # of the picture: above this is water only


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a patch of membrane with voltage-gated channels, all of which fit."""
    return isinstance(timeline.plan, Plan) and room_for(timeline.plan.setup.layout)


def home(timeline: Timeline, look: Look) -> Sight:
    """All of its width; in a low room the nearest rows lie under what stands below it."""
    if not look.frame.stacked:
        return WHOLE
    left, top, right, bottom = view_room(timeline, look)
    scale = (right - left) / WIDTH
    return fitting((left, top, right, max(bottom, top + scale * (HEIGHT - _TOP))), (0, _TOP, WIDTH, HEIGHT))
