"""The patch on a fine grid, from an instant of the scene on: what will be, and what has been.

A script needs the time of a peak before it comes, to end a sentence there, and its height before a
sentence says it. The patch is cheap and knows no chance, so it is simply run on; and as world steps may be
coarse, what has been is measured on the same grid, so that a spike is as high at any clock.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apanim.physics.measure import Trace
from apanim.physics.patch import PatchState
from apanim.physics.protocol import Protocol, advance, ligand_conductances
from apanim.physics.sets import MembraneSet
from apanim.script.actors.moments import Columns, Rule, columns_of
from apanim.units import NS_PER_MS

STEP_NS = 2_000
CHUNK_STEPS = 1_000
FURTHEST_NS = 60 * NS_PER_MS


@dataclass
class Forecast:
    """The patch from `start_ns` on under `protocol`, computed as far as anybody has asked."""

    membrane: MembraneSet
    start_ns: int
    start: PatchState
    protocol: Protocol
    _rows: list[tuple[float, ...]] = field(default_factory=list)  # V (mV), m, h, n

    def __post_init__(self) -> None:
        if not self._rows:
            self._rows.append(tuple(float(x) for x in self.start))

    @property
    def end_ns(self) -> int:
        return self.start_ns + STEP_NS * (len(self._rows) - 1)

    @cached_property
    def columns(self) -> Columns:
        """All that is computed, a row every 2 us; see moments.columns_of."""
        times_ns = self.start_ns + STEP_NS * np.arange(len(self._rows), dtype=np.int64)
        return columns_of(np.array(self._rows), times_ns, self.membrane, self.protocol)

    def find(self, rule: Rule) -> int | None:
        """The first row that `rule` finds, or None if it does not come within 60 ms."""
        while (row := rule(self.columns, 0)) is None and self.end_ns - self.start_ns < FURTHEST_NS:
            self._extend()
        return row

    def row_at(self, ns: int) -> int:
        """The row of model time `ns`, or the first after it, computed if need be."""
        while self.end_ns < ns:
            self._extend()
        return -(-(ns - self.start_ns) // STEP_NS)

    def trace(self, length_ms: float) -> Trace:
        """Its first `length_ms`, for physics.measure; times from its start."""
        end = self.row_at(self.start_ns + round(length_ms * NS_PER_MS)) + 1
        v, m, h, n = np.array(self._rows[:end]).T
        return Trace(np.arange(end, dtype=np.float64) * STEP_NS / NS_PER_MS, v, m, h, n)

    def under(self, protocol: Protocol, from_ns: int) -> "Forecast":
        """The same under another protocol, which differs from `from_ns` on: what came before is kept."""
        kept = self._rows[: max(0, from_ns - self.start_ns) // STEP_NS + 1]
        return Forecast(self.membrane, self.start_ns, self.start, protocol, kept)

    def _extend(self) -> None:
        """Compute a stretch more."""
        times_ns: NDArray[np.int64] = self.end_ns + STEP_NS * np.arange(CHUNK_STEPS + 1, dtype=np.int64)
        state = PatchState(*map(np.asarray, self._rows[-1]))
        conductances = ligand_conductances(self.protocol, self.membrane, times_ns)
        for now, conductance in zip(times_ns[:-1].tolist(), conductances, strict=True):
            state = advance(state, self.membrane, self.protocol, now, now + STEP_NS, conductance).after
            self._rows.append(tuple(float(x) for x in state))
        self.__dict__.pop("columns", None)
