"""Depth: how a bead looks the farther it is behind the picture plane. Fine levels, so that nothing pops."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies

LEVELS = 40
SHARP_NM = 6.0  # up to here a bead is in focus, and in front of the membrane's edge
_SHRINK = 0.46  # of the size, from the nearest to the farthest
_BLUR_PX = 2.6  # sigma of the farthest
_FADE = 2.8  # how fast it dims out of focus


class DepthLook(NamedTuple):
    """Size, blur (sigma, px at 1080p) and opacity of a bead at one level."""

    scale: float
    blur: float
    opacity: float


def look(level: int) -> DepthLook:
    """How beads of `level` (0 nearest .. LEVELS - 1) look."""
    z = (level + 0.5) / LEVELS
    focus = SHARP_NM / lies.DEPTH.value
    beyond = max(0.0, (z - focus) / (1.0 - focus))
    opacity = 0.02 + 0.98 * (1.0 - 0.10 * min(1.0, z / focus)) * (1.0 - beyond) ** _FADE
    return DepthLook(1.06 - _SHRINK * z, _BLUR_PX * beyond**0.7, opacity)


def levels(z_nm: NDArray[np.floating]) -> NDArray[np.uint8]:
    """The level of each depth `z_nm`; any shape."""
    share = np.minimum(np.maximum(z_nm / lies.DEPTH.value, 0.0), 1.0)
    return np.minimum(share * LEVELS, LEVELS - 1).astype(np.uint8)


SHARP_LEVEL = int(SHARP_NM / lies.DEPTH.value * LEVELS)  # the first level out of focus
