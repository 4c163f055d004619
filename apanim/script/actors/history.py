"""The scene's own physics, solved while the script runs: a course of the patch, one step a world step,
and run ahead from an instant on.

The steps are those that the tape will take, so what a claim measures here is what the viewer will see.
"""

from functools import cached_property

import numpy as np

from apanim.physics import patch
from apanim.physics.course import Course
from apanim.physics.measure import Trace
from apanim.physics.protocol import Act
from apanim.physics.sets import MembraneSet
from apanim.script.actors.moments import Columns, Moment, Rule, columns_of
from apanim.units import NS_PER_MS

STEP_NS = 2_000
CHUNK_STEPS = 1_000
FURTHEST_NS = 60 * NS_PER_MS


class Forecast:
    """What `fork`, a course of its own, comes to, computed as far as anybody has asked."""

    def __init__(self, fork: Course) -> None:
        self._fork, self._start_ns = fork, fork.model_ns[0]

    @cached_property
    def columns(self) -> Columns:
        """All that is computed, a row every 2 us; see moments.columns_of."""
        return columns_of(self._fork)

    def find(self, rule: Rule) -> int | None:
        """The first row that `rule` finds, or None if it does not come within 60 ms."""
        while (row := rule(self.columns, 0)) is None and self._fork.now_ns - self._start_ns < FURTHEST_NS:
            self._extend()
        return row

    def row_at(self, ns: int) -> int:
        """The row of model time `ns`, or the first after it, computed if need be."""
        while self._fork.now_ns < ns:
            self._extend()
        return -(-(ns - self._start_ns) // STEP_NS)

    def trace(self, length_ms: float) -> Trace:
        """Its first `length_ms`, for physics.measure; times from its start."""
        end = self.row_at(self._start_ns + round(length_ms * NS_PER_MS)) + 1
        t_ms = np.arange(end, dtype=np.float64) * STEP_NS / NS_PER_MS
        return Trace(t_ms, *(column[:end] for column in self._fork.read()[1:]))

    def under(self, act: Act) -> "Forecast":
        """The same with one act more, from its start on: what came before is kept."""
        fork = self._fork.fork(act.start_ns, past=True)
        fork.act(act)
        return Forecast(fork)

    def _extend(self) -> None:
        self._fork.run(CHUNK_STEPS, STEP_NS)
        self.__dict__.pop("columns", None)


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
