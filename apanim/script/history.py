"""The scene's own physics, solved while the script runs: one state of the patch a world step.

The steps are those that the tape will take, so what a claim measures here is what the viewer will see.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from apanim.physics import patch
from apanim.physics.patch import PatchState
from apanim.physics.protocol import Hold, Protocol, advance
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse
from apanim.script.forecast import Forecast
from apanim.script.moments import Columns, Moment, columns_of


@dataclass
class History:
    """Model time and states so far; the future by `forecast`."""

    membrane: MembraneSet
    model_ns: list[int] = field(default_factory=lambda: [0])
    pulses: list[Pulse] = field(default_factory=list)
    states: list[PatchState] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    releases_ns: list[int] = field(default_factory=list)
    receptors_mS_cm2: float = 0.0
    _forecast: Forecast | None = None

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
        """A pulse from now on; the future has to be foreseen anew."""
        self.pulses.append(pulse)
        self._forecast = None

    def hold(self, hold: Hold) -> None:
        """A clamp takes hold of the membrane now, or lets go."""
        self.holds = [h for h in self.holds if h.start_ns != hold.start_ns] + [hold]
        self._forecast = None

    def release(self) -> None:
        """Transmitter is released onto the receptors now."""
        self.releases_ns.append(self.now_ns)
        self._forecast = None

    def forecast(self) -> Forecast:
        """What will happen if nobody touches the membrane after the last stimulus."""
        if self._forecast is None:
            self._forecast = Forecast(self.membrane, self.now_ns, self.states[-1], self.protocol)
        return self._forecast

    def columns(self) -> Columns:
        """What has happened so far, a row a world step; see moments.columns_of."""
        gates = np.array(self.states, dtype=float)
        return columns_of(gates, self.times_ns(), self.membrane, self.protocol)

    def find(self, moment: Moment) -> tuple[NDArray[np.int64], int, Columns]:
        """(times ns, row, columns) of `moment`: in what has happened, else in the forecast.

        Raises LookupError if it does not come.
        """
        assert moment.rule is not None
        past, times = self.columns(), self.times_ns()
        start = int(np.searchsorted(times, moment.from_ns, side="right")) - 1
        row = moment.rule(past, start)
        if row is not None:
            return times, row, past
        ahead = self.forecast()
        # The forecast starts at the last stimulus; what it shows before the start is not "from then on".
        first = max(0, (moment.from_ns - ahead.start_ns) // 2_000)
        ahead.reach(moment.from_ns)
        while True:
            columns = columns_of(ahead.gates(), ahead.times_ns(), self.membrane, ahead.protocol)
            row = moment.rule(columns, first)
            if row is not None:
                return ahead.times_ns(), row, columns
            if not ahead.extend():
                raise LookupError(f"{moment.name} does not come within 60 ms of model time")

    def column(self, name: str) -> NDArray[np.float64]:
        """(k,) V (mV) or a gate at every world step so far."""
        place = PatchState._fields.index(name)
        return np.array([float(state[place]) for state in self.states])

    def times_ns(self) -> NDArray[np.int64]:
        """(k,) model times of the world steps so far."""
        return np.array(self.model_ns, dtype=np.int64)
