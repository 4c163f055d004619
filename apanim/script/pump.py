"""The drawn pump as an author waits for it: where its cycle is at any model time.

A drawn turn stands for as many real ones as the quantum says, and its pace is the model's pump current.
"""

import math
from dataclasses import dataclass

from apanim.particles.pumping import START_TURN
from apanim.physics.pump import K_BOUND_TURN, K_RELEASED_TURN, NA_BOUND_TURN, NA_RELEASED_TURN, turns_per_ms
from apanim.physics.sets import MembraneSet
from apanim.script.moments import Appointment
from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class PumpCycle:
    """The first drawn pump of a patch with `pumps` of them on the `area_um2` that it stands for."""

    membrane: MembraneSet
    area_um2: float
    pumps: int
    quantum: int

    @property
    def takes_na(self) -> Appointment:
        """The third Na+ is in its site, and the gate inside shuts."""
        return self._at("the pump taking its Na+", max(NA_BOUND_TURN))

    @property
    def frees_na(self) -> Appointment:
        """The third Na+ has left outside."""
        return self._at("the pump freeing its Na+", max(NA_RELEASED_TURN))

    @property
    def takes_k(self) -> Appointment:
        """The second K+ is in its site, and the gate outside shuts."""
        return self._at("the pump taking its K+", max(K_BOUND_TURN))

    @property
    def frees_k(self) -> Appointment:
        """The second K+ has left inside."""
        return self._at("the pump freeing its K+", max(K_RELEASED_TURN))

    def _at(self, name: str, place: float) -> Appointment:
        per_ms = turns_per_ms(self.membrane.pump_uA_cm2, self.area_um2, self.quantum) / max(1, self.pumps)

        def next_ns(now_ns: int) -> int:
            turn = START_TURN + per_ms * now_ns / NS_PER_MS
            ahead = (place - turn) % 1.0
            return now_ns + max(1, math.ceil(ahead / per_ms * NS_PER_MS))

        return Appointment(name, next_ns)
