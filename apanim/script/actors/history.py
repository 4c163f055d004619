"""The scene's own physics, solved while the script runs: one state of the patch a world step.

The steps are those that the tape will take, so what a claim measures here is what the viewer will see.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from apanim.physics import patch
from apanim.physics.patch import PatchState
from apanim.physics.protocol import Hold, Protocol, advance
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse
from apanim.script.actors.forecast import STEP_NS, Forecast
from apanim.script.actors.moments import Columns, Moment


@dataclass
class History:
    """Model time and states so far; what was and what will be on a fine grid, by `find`."""

    membrane: MembraneSet
    model_ns: list[int] = field(default_factory=lambda: [0])
    pulses: list[Pulse] = field(default_factory=list)
    states: list[PatchState] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    releases_ns: list[int] = field(default_factory=list)
    receptors_mS_cm2: float = 0.0
    _forecasts: dict[int, Forecast] = field(default_factory=dict)  # by the model time of their start

    def __post_init__(self) -> None:
        self.states.append(patch.init(self.membrane))

    @property
    def now_ns(self) -> int:
        return self.model_ns[-1]

    @property
    def protocol(self) -> Protocol:
        """All that has been done to the membrane so far."""
        return Protocol(
            tuple(self.pulses), tuple(self.holds), tuple(self.releases_ns), self.receptors_mS_cm2
        )

    def advance(self, to_ns: int) -> None:
        """One world step, to model time `to_ns`."""
        went = advance(self.states[-1], self.membrane, self.protocol, self.now_ns, to_ns)
        self.states.append(went.after)
        self.model_ns.append(to_ns)

    def stimulate(self, pulse: Pulse) -> None:
        """A pulse from now on."""
        self.pulses.append(pulse)
        self._foresee_anew()

    def hold(self, hold: Hold) -> None:
        """A clamp takes hold of the membrane now, or lets go."""
        self.holds = [h for h in self.holds if h.start_ns != hold.start_ns] + [hold]
        self._foresee_anew()

    def release(self) -> None:
        """Transmitter is released onto the receptors now."""
        self.releases_ns.append(self.now_ns)
        self._foresee_anew()

    def forecast(self, from_ns: int) -> Forecast:
        """The patch from `from_ns` on, the model time of a world step, if nothing else is done to it."""
        if from_ns not in self._forecasts:
            row = bisect_right(self.model_ns, from_ns) - 1
            self._forecasts[from_ns] = Forecast(self.membrane, from_ns, self.states[row], self.protocol)
        return self._forecasts[from_ns]

    def time_ns(self, moment: Moment) -> int:
        """Model time of `moment`. Raises LookupError if it does not come."""
        return moment.from_ns + STEP_NS * self.find(moment)[0] if moment.at_ns is None else moment.at_ns

    def find(self, moment: Moment) -> tuple[int, Columns]:
        """(row, columns) of `moment` in its forecast. Raises LookupError if it does not come."""
        ahead = self.forecast(moment.from_ns)
        row = ahead.find(moment.rule) if moment.at_ns is None else ahead.row_at(moment.at_ns)
        if row is None:
            raise LookupError(f"{moment.name} does not come within 60 ms of model time")
        return row, ahead.columns

    def _foresee_anew(self) -> None:
        """Something is done from now on: every forecast goes on from here under it."""
        old = self._forecasts
        self._forecasts = {start: one.under(self.protocol, self.now_ns) for start, one in old.items()}

    def column(self, name: str) -> NDArray[np.float64]:
        """(k,) V (mV) or a gate at every world step so far."""
        place = PatchState._fields.index(name)
        return np.array([float(state[place]) for state in self.states])

    def times_ns(self) -> NDArray[np.int64]:
        """(k,) model times of the world steps so far."""
        return np.array(self.model_ns, dtype=np.int64)
