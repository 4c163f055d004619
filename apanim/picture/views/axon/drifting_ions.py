"""The ions that drift round and inside the axon, far out of focus: there for depth, they take no part."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import OPACITY_LEVELS, Beads
from apanim.picture.views.axon.geometry import CENTRE_Y, INSIDE_BOTTOM, INSIDE_TOP, RADIUS
from apanim.units import TICKS_PER_S

_NA, _K, _CL = 0, 1, 2
_KEPT_FREE = ((60, 40, 640, 240), (1320, 40, 1860, 190))  # title, and the arrow of travel
_LEVELS = (15, 21)  # of depth: out of focus, and small

Float = NDArray[np.float64]


@cache
def _crowd() -> tuple[NDArray[np.uint8], Float, Float, Float, NDArray[np.uint8]]:
    """rig (n,), home (n, 2), period_s (n, 2), phase (n, 2), depth (n,)."""
    rng = np.random.default_rng(14)
    homes, rigs = [], []
    while len(homes) < 46:
        y = rng.choice((rng.uniform(40, CENTRE_Y - RADIUS - 34), rng.uniform(CENTRE_Y + RADIUS + 26, 670)))
        x = rng.uniform(30, 1890)
        if not any(a < x < c and b < y < d for a, b, c, d in _KEPT_FREE):
            homes.append((x, y))
            rigs.append(_CL if len(homes) % 4 == 0 else _NA)
    for i in range(40):
        homes.append((rng.uniform(150, 1770), rng.uniform(INSIDE_TOP + 40, INSIDE_BOTTOM - 40)))
        rigs.append(_NA if i % 8 == 7 else _K)
    count = len(homes)
    return (
        np.array(rigs, np.uint8), np.array(homes), rng.uniform(7, 15, (count, 2)),
        rng.uniform(0, 2 * np.pi, (count, 2)), rng.integers(*_LEVELS, count).astype(np.uint8),
    )  # fmt: skip


def drifting(tick: int) -> Beads:
    """The crowd at `tick`: each bead on its own slow round."""
    rig, home, period_s, phase, depth = _crowd()
    at = home + 16.0 * np.sin(2 * np.pi * tick / (TICKS_PER_S * period_s) + phase)
    x, y = at.T.astype(np.float32)
    return Beads(rig, x, y, depth, _opacity())


@cache
def _opacity() -> NDArray[np.uint8]:
    return np.full(len(_crowd()[0]), OPACITY_LEVELS, np.uint8)
