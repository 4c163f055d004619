"""A course of the patch run ahead, from an instant of the scene on: what will be, and what has been.

A script needs the time of a peak before it comes, to end a sentence there, and its height before a
sentence says it. World steps may be coarse, so a forecast takes finer ones, and a spike is as high at any
clock.
"""

from functools import cached_property

import numpy as np

from apanim.physics.course import Course
from apanim.physics.measure import Trace
from apanim.physics.protocol import Act
from apanim.script.actors.moments import Columns, Rule, columns_of
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
