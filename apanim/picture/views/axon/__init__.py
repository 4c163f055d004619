"""The axon cut open: what a spike looks like on its way (style frame 4)."""

from apanim.picture.onstage import UPPER
from apanim.picture.views.axon.frame import frame
from apanim.picture.views.axon.labels import find
from apanim.picture.views.axon.layers import layers
from apanim.picture.views.axon.targets import targets
from apanim.picture.views.axon.things import thing
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan

__all__ = ["UPPER", "draws", "find", "frame", "layers", "targets", "thing"]


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about an axon."""
    return isinstance(timeline.plan, CablePlan) and timeline.plan.view == "axon"
