"""A cable's tape that grows: a cable that goes on from a step of another tape, as it is asked for."""

import mmap
import tempfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.cable.course import GRID_NS, CableCourse
from apanim.physics.patch import NonFiniteStateError
from apanim.physics.rates import Array
from apanim.physics.stimulus import Release
from apanim.tape.cable import ARRIVES_MV, EXACT_EVERY, CablePlan, CableSeries, CableTape, stations
from apanim.tape.events import EventKind
from apanim.tape.growing import GrowingArray, Stop, stop_of, until
from apanim.units import TICKS_PER_STEP

FURTHEST_MV = 1000.0  # a membrane that is beyond has left all bounds
GRID_KEPT = 512  # states of the solver's grid that are at hand
AHEAD_STEPS = {
    "axon": 48
}  # a view that shows ions on their way to a pore needs to know so much of what comes


class States:
    """States of one shape, (shape) each, in a file without a name: they grow, and take no memory."""

    def __init__(self, first: NDArray[Any]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as this
        self._shape, self._dtype = first.shape[1:], first.dtype
        self._room: NDArray[Any] = first[:0]
        self._map: mmap.mmap | None = None
        self.count = 0
        for state in first:
            self.add(state)

    def add(self, state: NDArray[Any]) -> None:
        """One more at the end."""
        if self.count == len(self._room):
            self._grow(max(1024, 2 * self.count))
        self._room[self.count] = state
        self.count += 1
        if self.count % 1024 == 0 and self._map is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)  # its pages are the file's

    def cut(self, count: int) -> None:
        """Forget all but the first `count`."""
        self.count = count

    @property
    def view(self) -> NDArray[Any]:
        """All so far."""
        return self._room[: self.count]

    def _grow(self, rows: int) -> None:
        size = rows * int(np.prod(self._shape)) * self._dtype.itemsize
        self._file.truncate(size)
        self._map = mmap.mmap(self._file.fileno(), size)
        self._room = np.frombuffer(self._map, self._dtype).reshape(rows, *self._shape)


class LiveCable(CableTape):
    """The life of `plan`, whose first `begin` steps are those of `origin`. It is to a cable's tape what
    `tape.live.LiveTape` is to a patch's."""

    def __init__(self, origin: CableTape, plan: CablePlan, begin: int) -> None:
        ns = int(plan.model_ns[begin])
        rows = States(origin.rows[: begin + 1])
        exact = States(origin.exact[: ns // (EXACT_EVERY * GRID_NS) + 1])
        happened = GrowingArray(origin.events[: until(origin.events, begin)])
        self._begin_as(origin, plan, begin, rows, exact, happened)

    def _begin_as(
        self,
        origin: CableTape,
        plan: CablePlan,
        begin: int,
        rows: States,
        exact: States,
        happened: GrowingArray,
    ) -> None:
        self.origin, self.plan, self.begin = origin, plan, begin
        self.stopped: Stop | None = None
        self._rows_, self._exact_, self._happened = rows, exact, happened
        self._stations = list(stations(plan))
        self._course = self._course_from(rows.count - 1)

    def redone(self, plan: CablePlan, number: int) -> "LiveCable":
        """The life of another `plan` that is the same up to step `number`; this one is over."""
        ns = int(plan.model_ns[number])
        self._rows_.cut(number + 1)
        self._exact_.cut(min(self._exact_.count, ns // (EXACT_EVERY * GRID_NS) + 1))
        happened = GrowingArray(self.events[: until(self.events, number)])
        other = LiveCable.__new__(LiveCable)
        other._begin_as(self.origin, plan, self.begin, self._rows_, self._exact_, happened)
        return other

    # -- it grows -------------------------------------------------------------------------------

    def reach(self, number: int) -> None:
        """Live on to step `number`, or as far as its clock goes, or until it leaves all bounds."""
        last = min(number + AHEAD_STEPS.get(self.plan.view, 0), self.plan.steps)
        while self.steps < last and not self.stopped:
            try:
                self._add(self.steps + 1)
            except (ArithmeticError, ValueError, LookupError, UserError) as error:
                self.stopped = stop_of(error, int(self.plan.model_ns[self.steps + 1]))

    def _add(self, number: int) -> None:
        ns = int(self.plan.model_ns[number])
        row = self._course.read(np.array([ns]))[0]
        if not float(np.abs(row[0]).max()) < FURTHEST_MV:
            raise NonFiniteStateError("V is out of all bounds")
        before = self.rows[-1][0]
        self._keep_exact(ns)
        self._rows_.add(row.astype(np.float32))
        tick, now = number * TICKS_PER_STEP, self.rows[-1][0]
        came = [
            (tick, EventKind.ARRIVAL, k, -1) for k in self._stations if now[k] > ARRIVES_MV >= before[k]
        ]
        self._happened.add(*sorted([*came, *self._releases(number, tick)]))
        if ns // GRID_NS - self._course_first > GRID_KEPT:
            self._course = self._course_from(number)

    def _releases(self, number: int, tick: int) -> list[Any]:
        names = [name for name, _ in self.plan.synapses]
        first, last = self.plan.model_ns[number - 1 : number + 1].tolist()
        return [
            (tick, EventKind.RELEASE, names.index(act.synapse), -1)
            for act in self.plan.acts
            if isinstance(act, Release) and first < act.start_ns <= last
        ]

    def _keep_exact(self, ns: int) -> None:
        """Keep the states of the grid up to `ns` from which the run can be solved on."""
        while (at_ns := self._exact_.count * EXACT_EVERY * GRID_NS) <= ns:
            self._exact_.add(self._course.grid(at_ns, at_ns)[0])

    def _course_from(self, number: int) -> CableCourse:
        """A course that goes on from a step, and keeps nothing of before."""
        course = self.fork(number)
        self._course_first = int(self.plan.model_ns[number]) // GRID_NS
        return course

    # -- what a tape has ------------------------------------------------------------------------

    @property
    def rows(self) -> NDArray[np.float32]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._rows_.view

    @property
    def exact(self) -> Array:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._exact_.view

    @property
    def steps(self) -> int:
        return self._rows_.count - 1

    @property
    def series(self) -> CableSeries:  # pyright: ignore[reportIncompatibleVariableOverride]
        rows = self.rows
        return CableSeries(self.plan.model_ns[: len(rows)], *(rows[:, i] for i in range(4)))

    @property
    def events(self) -> NDArray[Any]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._happened.view
