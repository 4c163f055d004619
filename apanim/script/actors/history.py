"""The scene's own physics, solved while the script runs: a course of the patch, one step a world step.

The steps are those that the tape will take, so what a claim measures here is what the viewer will see.
"""

from apanim.physics import patch
from apanim.physics.course import Course
from apanim.physics.protocol import Act
from apanim.physics.sets import MembraneSet
from apanim.script.actors.forecast import STEP_NS, Forecast
from apanim.script.actors.moments import Columns, Moment


class History(Course):
    """A course from rest; what was and what will be of it on a fine grid, by `find`."""

    def __init__(
        self, membrane: MembraneSet, receptors_mS_cm2: float = 0.0, begins_mV: float | None = None
    ) -> None:
        super().__init__(membrane, receptors_mS_cm2, start=patch.init(membrane, begins_mV))
        self._forecasts: dict[int, Forecast] = {}  # by the model time of their start

    def act(self, act: Act) -> None:
        """See `Course.act`; from then on every forecast goes on under it."""
        super().act(act)
        old = self._forecasts.items()
        self._forecasts = {start: one.under(act) for start, one in old if start <= act.start_ns}

    def forecast(self, from_ns: int) -> Forecast:
        """The patch from `from_ns` on, the model time of a world step or one that is to come, if nothing
        else is done to it."""
        if from_ns not in self._forecasts:
            fork = self.fork(from_ns)
            while fork.now_ns < from_ns:
                fork.step(min(fork.now_ns + STEP_NS, from_ns))
            self._forecasts[from_ns] = Forecast(fork.fork())
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
