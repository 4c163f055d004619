"""The whole neuron, in the colours of its voltage (style frame 3)."""

from apanim.picture.onstage import Upper
from apanim.picture.views.neuron.anchors import find
from apanim.picture.views.neuron.frame import frame
from apanim.picture.views.neuron.layers import home, layers
from apanim.picture.views.neuron.targets import targets, thing
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan

__all__ = ["GROUND", "PANELS", "UPPER", "draws", "find", "frame", "home", "layers", "targets", "thing"]

PANELS = frozenset[str]()
GROUND = dict.fromkeys(("water", "water_tall"), "")
# All of it, for it fills the frame from top to bottom, and its dendrites beside the title.
UPPER = Upper(scale=0.625, above_px=54.0, right_px=150.0)


def draws(timeline: Timeline) -> bool:
    """Whether the scene is about a whole neuron."""
    return isinstance(timeline.plan, CablePlan) and timeline.plan.view == "neuron"
