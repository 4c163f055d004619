"""The whole neuron, in the colours of its voltage (style frame 3)."""

from apanim.picture.views.neuron.anchors import find
from apanim.picture.views.neuron.frame import frame
from apanim.picture.views.neuron.layers import layers
from apanim.picture.views.neuron.targets import targets
from apanim.picture.views.neuron.things import thing
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan

__all__ = ["draws", "find", "frame", "layers", "targets", "thing"]


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a whole neuron."""
    return isinstance(timeline.plan, CablePlan) and timeline.plan.view == "neuron"
