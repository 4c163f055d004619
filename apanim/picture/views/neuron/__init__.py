"""The whole neuron, in the colours of its voltage (style frame 3)."""

from apanim.picture.views.neuron.anchors import find
from apanim.picture.views.neuron.frame import frame
from apanim.picture.views.neuron.layers import layers
from apanim.picture.views.neuron.targets import targets

__all__ = ["find", "frame", "layers", "targets"]
