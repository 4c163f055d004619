"""A field of membrane, from outside and above: all channels of a patch, lights that wake and die."""

from apanim.picture.onstage import UPPER
from apanim.picture.views.field.frame import frame
from apanim.picture.views.field.geometry import room_for
from apanim.picture.views.field.labels import find
from apanim.picture.views.field.layers import layers
from apanim.picture.views.field.targets import targets
from apanim.picture.views.field.things import thing
from apanim.script.timeline import Timeline
from apanim.world import Plan

__all__ = ["UPPER", "draws", "find", "frame", "layers", "targets", "thing"]


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a patch of membrane with voltage-gated channels, all of which fit."""
    return isinstance(timeline.plan, Plan) and room_for(timeline.plan.setup.layout)
