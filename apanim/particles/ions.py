"""Ions as columns of arrays: one row an ion, no object and no loop per ion."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Species(IntEnum):
    """What an ion is. A- stands for the large anions, mostly proteins, that never cross."""

    NA = 0
    K = 1
    CL = 2
    A = 3


CHARGE = np.array([+1, +1, -1, -1], dtype=np.float32)


class IonPhase(IntEnum):
    """What an ion is doing."""

    FREE = 0
    APPROACHING = 1
    OUTWARD = 2  # in a pore, on its way out of the cell
    BOUND = 3  # at its site in a pump
    INWARD = 4  # in a pore, on its way into the cell


_FREE = IonPhase.FREE  # an enum's member is dear to look up


class Ions(NamedTuple):
    """n ions as columns; the frame is that of particles.layout.

    pos (n, 3) float32 nm; vel (n, 3) float32 nm a lecture second; species, phase (n,) uint8;
    owner (n,) int16, the layout's row of the protein it is bound for, -1 if free;
    labelled (n,) bool, the few that carry their name and stay in front; guest (n,) uint8, 0 on the side
    that an ion belongs to, else how long it stays on the other (particles.baths).
    """

    pos: NDArray[np.float32]
    vel: NDArray[np.float32]
    species: NDArray[np.uint8]
    phase: NDArray[np.uint8]
    owner: NDArray[np.int16]
    labelled: NDArray[np.bool_]
    guest: NDArray[np.uint8]

    def free(self) -> NDArray[np.bool_]:
        """(n,) true where an ion moves by itself."""
        return self.phase == _FREE
