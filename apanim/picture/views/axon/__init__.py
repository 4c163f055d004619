"""The axon cut open: what a spike looks like on its way (style frame 4)."""

from apanim.picture.views.axon.frame import frame
from apanim.picture.views.axon.labels import find
from apanim.picture.views.axon.layers import layers
from apanim.picture.views.axon.targets import targets

__all__ = ["find", "frame", "layers", "targets"]
