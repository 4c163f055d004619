"""Where the drawn proteins stand in the membrane, and the box of fluid around them.

Frame: x along the membrane from the middle of the picture, y outward from the mid-plane (outside is
positive), z backwards into the picture; nm. One nm is 32 px at 1080p.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

PX_PER_NM = 32.0


class Kind(IntEnum):
    """The drawn proteins."""

    NA_CHANNEL = 0
    K_CHANNEL = 1
    NA_LEAK = 2
    K_LEAK = 3
    CL_LEAK = 4
    PUMP = 5


RIG = ("na_channel", "k_channel", "leak_na", "leak_k", "leak_cl", "pump")

# The middle of the row is the style frames' own: (kind, place in px at 1080p, from the left edge).
_MIDDLE = (
    (Kind.K_LEAK, 104), (Kind.NA_CHANNEL, 292), (Kind.K_CHANNEL, 496), (Kind.PUMP, 716),
    (Kind.NA_CHANNEL, 950), (Kind.NA_LEAK, 1116), (Kind.K_CHANNEL, 1272), (Kind.NA_CHANNEL, 1456),
    (Kind.CL_LEAK, 1624), (Kind.NA_CHANNEL, 1862),
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """The proteins of one membrane, left to right, and half the width of its box.

    kind (p,) uint8; x_nm (p,) float64; half_width_nm.
    """

    kind: NDArray[np.uint8]
    x_nm: NDArray[np.float64]
    half_width_nm: float

    def sites(self, kind: Kind) -> NDArray[np.intp]:
        """Row numbers of the proteins of `kind`, left to right."""
        return np.flatnonzero(self.kind == kind)
