"""The items of a draw list that are many things in one: ions, their streaks, and sprites all alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.picture.by_value import ByValue
from apanim.picture.items import Sprite

BEAD_RIGS = (
    "ion_na", "ion_k", "ion_cl", "anion_protein", "ion_na_label", "ion_k_label", "ion_cl_label",
    "transmitter",
)  # fmt: skip
OPACITY_LEVELS = 8  # of beads and trails


@dataclass(frozen=True, eq=False)
class Beads(ByValue):
    """n ions, far ones first. rig (n,) index of BEAD_RIGS; x, y (n,) float32; depth (n,) level
    (picture.depth); opacity (n,) 1..OPACITY_LEVELS; tilt (n,) degrees, or None where all are upright."""

    rig: NDArray[np.uint8]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    depth: NDArray[np.uint8]
    opacity: NDArray[np.uint8]
    tilt: NDArray[np.int8] | None = None


@dataclass(frozen=True, eq=False)
class Sprites(ByValue):
    """n sprites that are all `like` one but for their place, x and y (n,) float32 added to its own, and
    opacity (n,) 1..OPACITY_LEVELS, as a share of its own. So many cost little more than one."""

    like: Sprite
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    opacity: NDArray[np.uint8]


TRAIL_RIGS = ("trail_na", "trail_k", "trail_cl")


@dataclass(frozen=True, eq=False)
class Trails(ByValue):
    """n streaks of light behind moving ions, additive. rig (n,) index of TRAIL_RIGS; x, y (n,) the head;
    angle (n,) int16 degrees of the way it moves; length (n,) int16; opacity (n,) 1..OPACITY_LEVELS."""

    rig: NDArray[np.uint8]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    angle: NDArray[np.int16]
    length: NDArray[np.int16]
    opacity: NDArray[np.uint8]
