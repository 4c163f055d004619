"""Looking ahead: what the membrane will do if nobody touches it again.

A script needs the time of a peak before it comes, to end a sentence there, and its height before a
sentence says it. The patch is cheap and knows no chance, so it is simply run on from the last stimulus.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from apanim.physics import patch
from apanim.physics.patch import PatchState
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse, mean_current_uA_cm2
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
    pulses: tuple[Pulse, ...]
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
        for _ in range(CHUNK_STEPS):
            now = self.end_ns
            current = mean_current_uA_cm2(self.pulses, now, now + STEP_NS)
            self.state = patch.step(self.state, self.membrane, STEP_NS / NS_PER_MS, current)
            self._rows.append(tuple(float(x) for x in self.state))
        return True

    def reach(self, ns: int) -> None:
        """Compute at least to model time `ns`."""
        while self.end_ns < ns and self.extend():
            pass
