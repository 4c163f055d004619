"""Looking ahead: what the membrane will do if nobody touches it again.

A script needs the time of a peak before it comes, to end a sentence there, and its height before a
sentence says it. The patch is cheap and knows no chance, so it is simply run on from the last stimulus.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from apanim.physics.patch import PatchState
from apanim.physics.protocol import Protocol, advance, ligand_conductances
from apanim.physics.sets import MembraneSet
from apanim.units import NS_PER_MS

STEP_NS = 2_000
CHUNK_STEPS = 1_000
FURTHEST_NS = 60 * NS_PER_MS


@dataclass
class Forecast:
    """The patch from `start_ns` on, computed as far as anybody has asked.

    `gates()` is (k, 4): V (mV), m, h, n every 2 us from the start.
    """

    membrane: MembraneSet
    start_ns: int
    state: PatchState
    protocol: Protocol
    _rows: list[tuple[float, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows.append(tuple(float(x) for x in self.state))

    def gates(self) -> NDArray[np.float64]:
        return np.array(self._rows)

    def times_ns(self) -> NDArray[np.int64]:
        """(k,) model times of the rows."""
        return self.start_ns + STEP_NS * np.arange(len(self._rows), dtype=np.int64)

    @property
    def end_ns(self) -> int:
        return self.start_ns + STEP_NS * (len(self._rows) - 1)

    def extend(self) -> bool:
        """Compute a stretch more; False once nothing more is worth waiting for."""
        if self.end_ns - self.start_ns >= FURTHEST_NS:
            return False
        times_ns = self.end_ns + STEP_NS * np.arange(CHUNK_STEPS + 1, dtype=np.int64)
        for conductance in ligand_conductances(self.protocol, self.membrane, times_ns):
            now = self.end_ns
            went = advance(self.state, self.membrane, self.protocol, now, now + STEP_NS, conductance)
            self.state = went.after
            self._rows.append(tuple(float(x) for x in self.state))
        return True

    def reach(self, ns: int) -> None:
        """Compute at least to model time `ns`."""
        while self.end_ns < ns and self.extend():
            pass
