"""The phases of each spike on a tape, found in V(t) itself, as physics.measure defines them."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

BACK_WITHIN_MV = 1.0
SPIKE_ABOVE_MV = 0.0


class Phase(IntEnum):
    """Where a patch is in its action potential."""

    REST = 0
    RISING = 1  # from threshold to the peak
    FALLING = 2  # from the peak to the first return to rest
    UNDERSHOOT = 3  # until V is within 1 mV of rest again


def phase_starts(v_mV: NDArray[np.float64], rest_mV: float, threshold_mV: float) -> list[tuple[int, Phase]]:
    """(row, phase) of every phase that begins in `v_mV`, (k,), in order. A weak pulse begins none."""
    found: list[tuple[int, Phase]] = []
    at = 0
    while (top := _peak(v_mV, at)) is not None:
        below = np.flatnonzero(v_mV[at:top] < threshold_mV)
        if len(below):
            found.append((at + int(below[-1]) + 1, Phase.RISING))
        found.append((top, Phase.FALLING))
        at = top + 1
        crossed = np.flatnonzero(v_mV[top:] <= rest_mV)
        if not len(crossed):
            continue  # the next spike comes first, or the tape ends
        at = top + int(crossed[0])
        found.append((at, Phase.UNDERSHOOT))
        next_top = _peak(v_mV, at)
        rows = v_mV[at:next_top]
        back = np.flatnonzero(
            (rows[1:] >= rest_mV - BACK_WITHIN_MV) & (rows[:-1] < rest_mV - BACK_WITHIN_MV)
        )
        if len(back):
            found.append((at + int(back[0]) + 1, Phase.REST))
    return found


def _peak(v_mV: NDArray[np.float64], first: int) -> int | None:
    """The row of the next local maximum above 0 mV at or after `first`."""
    v = v_mV[max(first, 1) - 1 :]
    tops = np.flatnonzero((v[1:-1] > v[:-2]) & (v[1:-1] >= v[2:]) & (v[1:-1] > SPIKE_ABOVE_MV))
    return max(first, 1) + int(tops[0]) if len(tops) else None
