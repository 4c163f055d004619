"""A tape that grows: a patch of membrane that goes on from a world of another tape, step by step.

It has all that a tape has. What lies before its beginning is that other tape's; from there on it is lived
as it is asked for. A live tape only ever grows: what is done to it makes another (`redone`), which shares
what stays, so that nothing that was worked out of one can remember a future that did not come.
"""

from contextlib import suppress
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.measure import measure_rest_mV, measure_threshold_mV
from apanim.physics.patch import NonFiniteStateError
from apanim.tape.events import EventKind, Row, changes
from apanim.tape.growing import GrowingArray, Stop, Worlds, stop_of, until
from apanim.tape.phases import KnownPhase, PhaseFinder
from apanim.tape.reader import Tape
from apanim.units import TICKS_PER_STEP
from apanim.world import Plan, Series, World, step
from apanim.world.session import series_row

FURTHEST_MV = 1000.0  # a membrane that is beyond has left all bounds
NEVER = 1 << 62  # a step that does not come


class LiveTape(Tape):
    """The life of `plan`, whose first `begin` steps are those of `origin`: its own setup, clock and acts
    up to there. The clock of `plan` may reach far ahead; `steps` is how far it has been lived.

    `stopped` says why once it cannot go on.
    """

    def __init__(self, origin: Tape, plan: Plan, begin: int) -> None:
        start = origin.step(begin)
        self._begin_as(origin, plan, begin, Worlds(begin, start))
        self._rows = GrowingArray(_records(origin.series, begin + 1))
        events = origin.events[: until(origin.events, begin)]
        self._happened = GrowingArray(events[events["kind"] != EventKind.PHASE])
        self._phases = self._finder(None, 0)
        if self._phases is not None:
            self._tell(self._phases.all_of(self._rows.view["v_mV"]))

    def _begin_as(self, origin: Tape, plan: Plan, begin: int, worlds: Worlds) -> None:
        self.origin, self.plan, self.begin, self._worlds = origin, plan, begin, worlds
        self.stopped: Stop | None = None
        self._chunks = origin._chunks  # only the origin's own records are read in chunks
        self._seen: tuple[int, Series] | None = None

    def redone(self, plan: Plan, number: int) -> "LiveTape":
        """The life of another `plan` that is the same up to step `number`; this one is over."""
        other = LiveTape.__new__(LiveTape)
        self._worlds.cut(number)
        other._begin_as(self.origin, plan, self.begin, self._worlds)
        other._rows = GrowingArray(self._rows.view[: number + 1])
        events = self._happened.view[: until(self._happened.view, number)]
        other._happened = GrowingArray(events[events["kind"] != EventKind.PHASE])
        other._phases = other._finder(self._phases, number)
        if other._phases is not None:
            other._tell(other._phases.known)
        return other

    # -- it grows -------------------------------------------------------------------------------

    def reach(self, number: int) -> None:
        """Live on to step `number`, or as far as its clock goes, or until it leaves all bounds."""
        while self.steps < min(number, self.plan.steps) and not self.stopped:
            before = self._worlds.at(self.steps, self._onward)
            try:
                after = self._bounded(self._onward(before))
            except (ArithmeticError, ValueError, LookupError, UserError) as error:
                self.stopped = stop_of(error, int(self.plan.model_ns[self.steps + 1]))
            else:
                self._add(before, after)

    def _onward(self, world: World) -> World:
        to_ns = int(self.plan.model_ns[int(world.step) + 1])
        return step(world, self.plan.setup, self.plan.protocol, to_ns)

    def _bounded(self, world: World) -> World:
        """`world` if it is one. Raises NonFiniteStateError."""
        if not abs(float(world.patch.v_mV)) <= FURTHEST_MV:
            raise NonFiniteStateError("V is out of all bounds")
        for name in ("m", "h", "n"):
            if not 0.0 <= float(getattr(world.patch, name)) <= 1.0:
                raise NonFiniteStateError(f"{name} is out of all bounds")
        if not np.isfinite(world.carried).all():
            raise NonFiniteStateError("I is out of all bounds")
        return world

    def _add(self, before: World, after: World) -> None:
        self._worlds.add(after)
        self._rows.add(series_row(after))
        rows = changes(before, after, self.plan.setup.layout)
        rows += [
            (self.duration_tick, EventKind.RELEASE, -1, -1)
            for at_ns in self.plan.protocol.releases_ns
            if before.model_ns < at_ns <= after.model_ns
        ]
        self._happened.add(*sorted(rows))
        if self._phases is not None:
            self._tell(self._phases.after(self._rows.view["v_mV"]))

    def _tell(self, known: list[KnownPhase]) -> None:
        for one in known:
            row = (one.row * TICKS_PER_STEP, int(EventKind.PHASE), int(one.phase), -1)
            self._happened.insert(_place(self._happened.view, row), row)

    def _finder(self, before: PhaseFinder | None, number: int) -> PhaseFinder | None:
        """What finds the phases of spikes from step `number` on: none where a clamp holds, and none on a
        tape that has none. `before` found them until then."""
        setup, protocol, now_ns = self.plan.setup, self.plan.protocol, int(self.plan.model_ns[number])
        if self.origin.plan.protocol.holds:
            return None
        try:
            levels = float(self._rows.view["v_mV"][0]), measure_threshold_mV(setup.membrane)
        except UserError:
            return None
        membrane = protocol.membrane(setup.membrane, now_ns)
        if membrane is not setup.membrane:
            with suppress(UserError):  # one that does not rest or fire keeps the levels that it had
                levels = measure_rest_mV(membrane), measure_threshold_mV(membrane)
        if before is None:
            return PhaseFinder(*levels)
        known = [one for one in before.known if one.known_at <= number]
        if protocol.holding(now_ns) is not None:
            return PhaseFinder(*levels, known, NEVER)
        same = before.levels == levels and before.first <= number
        return PhaseFinder(*levels, known, before.first if same else number)

    # -- what a tape has ------------------------------------------------------------------------

    @property
    def steps(self) -> int:
        return len(self._rows) - 1

    @property
    def series(self) -> Series:  # pyright: ignore[reportIncompatibleVariableOverride]
        if self._seen is None or self._seen[0] != len(self._rows):
            rows = self._rows.view
            self._seen = len(rows), Series(**{f.name: rows[f.name] for f in fields(Series)})
        return self._seen[1]

    @property
    def events(self) -> NDArray[Any]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._happened.view

    def step(self, number: int) -> World:
        if not 0 <= number <= self.steps:
            raise IndexError(f"step {number} is outside the tape's 0..{self.steps}")
        return self.origin.step(number) if number < self.begin else self._worlds.at(number, self._onward)

    def let_go(self) -> None:
        """A run that is lived keeps what it has at hand."""
        self.origin.let_go()


def _records(series: Series, count: int) -> NDArray[Any]:
    """The first rows of `series` as records."""
    columns = {f.name: series[f.name][:count] for f in fields(Series)}
    dtype = np.dtype([(name, column.dtype, column.shape[1:]) for name, column in columns.items()])
    records = np.empty(count, dtype)
    for name, column in columns.items():
        records[name] = column
    return records


def _place(events: NDArray[Any], row: Row) -> int:
    """Where `row` stands among `events`, which are in order."""
    first, last = (int(np.searchsorted(events["tick"], row[0], side=side)) for side in ("left", "right"))
    return first + sum(tuple(event) < row for event in events[first:last].tolist())
