"""The phases of each spike on a tape, found in V(t) itself, as physics.measure defines them."""

from collections.abc import Iterable
from dataclasses import dataclass
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
    start = max(first, 1) - 1
    tops = peaks(v_mV[start:])
    return start + int(tops[0]) if len(tops) else None


def peaks(v_mV: NDArray[np.float64]) -> NDArray[np.intp]:
    """The rows at which `v_mV` (k,) comes to a maximum above 0 mV, from which it falls again.

    Where model time stands V does too: that alone is no maximum.
    """
    if len(v_mV) < 3:  # none is looked for where a clamp holds
        return np.zeros(0, np.intp)
    comes = np.flatnonzero(np.concatenate(([True], v_mV[1:] != v_mV[:-1])))
    v = v_mV[comes]
    tops = (v[1:-1] > v[:-2]) & (v[1:-1] > v[2:]) & (v[1:-1] > SPIKE_ABOVE_MV)
    return comes[1:-1][tops]


@dataclass(frozen=True)
class KnownPhase:
    """A phase that began at `row`, as was known once V had come to row `known_at`."""

    row: int
    phase: Phase
    known_at: int


class PhaseFinder:
    """The phases of a V(t) that grows, each found as soon as it can be known; see `phase_starts`.

    `known` are those of before; `first` is the row from which further ones are looked for.
    """

    def __init__(
        self, rest_mV: float, threshold_mV: float, known: Iterable[KnownPhase] = (), first: int = 0
    ) -> None:
        self.known, self.levels, self.first = list(known), (rest_mV, threshold_mV), first
        self._from = first

    def after(self, v_mV: NDArray[np.float64]) -> list[KnownPhase]:
        """The phases that are known now that V has one row more, `v_mV` (k,) up to it."""
        if len(v_mV) < 3 or v_mV[-1] == v_mV[-2]:  # where model time stands nothing turns
            return []
        came = len(v_mV) - 3
        while came > 0 and v_mV[came] == v_mV[-2]:
            came -= 1
        return self.all_of(v_mV) if self._turns(*v_mV[[came, -2, -1]].tolist()) else []

    def all_of(self, v_mV: NDArray[np.float64]) -> list[KnownPhase]:
        """The phases in all of `v_mV` that are not known yet."""
        have = {(one.row, one.phase) for one in self.known}
        found = [(self._from + row, phase) for row, phase in phase_starts(v_mV[self._from :], *self.levels)]
        fresh = [KnownPhase(row, phase, len(v_mV) - 1) for row, phase in found if (row, phase) not in have]
        self.known += fresh
        if found and found[-1][1] is Phase.REST:  # what comes next is a spike of its own
            self._from = next(row for row, phase in reversed(found) if phase is Phase.UNDERSHOOT)
        return fresh

    def _turns(self, before: float, at: float, now: float) -> bool:
        rest = self.levels[0]
        peaks = before < at >= now and at > SPIKE_ABOVE_MV
        return peaks or now <= rest < at or at < rest - BACK_WITHIN_MV <= now
