"""Which of the drawn channels a drug blocks, where it leaves a part of them free."""

import numpy as np
from numpy.typing import NDArray

_GOLDEN = 0.618033988749895  # spreads the free ones evenly over the row, whatever their number


def blocked(rank: NDArray[np.int64], left: float) -> NDArray[np.bool_]:
    """(n,) whether each of a kind is blocked where the part `left` (0..1) is free.

    `rank` (n,) is Layout.rank: one in the middle of the picture is free for as long as any is, and free and
    blocked ones stand among each other. More drug only blocks more: nobody changes places.
    """
    n = len(rank)
    free = min(n, max(round(left * n), int(left > 0.0)))
    turn = np.empty(n)
    turn[np.argsort(rank, kind="stable")] = (np.arange(n) * _GOLDEN) % 1.0
    out = np.ones(n, bool)
    out[np.argsort(turn, kind="stable")[:free]] = False
    return out
