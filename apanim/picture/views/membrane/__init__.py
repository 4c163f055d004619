"""The membrane from near: proteins, ions one by one, and what is measured of them (style frames 1, 2)."""

from apanim.picture.onstage import UPPER
from apanim.picture.views.membrane.frame import frame
from apanim.picture.views.membrane.labels import find
from apanim.picture.views.membrane.layers import layers
from apanim.picture.views.membrane.targets import targets
from apanim.picture.views.membrane.things import thing
from apanim.script.timeline import Timeline
from apanim.world import Plan

__all__ = ["UPPER", "draws", "find", "frame", "layers", "targets", "thing"]


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a patch of membrane."""
    return isinstance(timeline.plan, Plan)
