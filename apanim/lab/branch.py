"""A branch: a run that begins at an instant of another and goes on by what a viewer does to it.

Its clock is that of the run it comes from while nobody touches it, then the viewer's pace.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.lab.acts import PatchNow
from apanim.lab.cable_acts import CableNow
from apanim.lab.commands import Clamp, Command, Pace
from apanim.lab.settings import settings_of
from apanim.lab.shown import shown
from apanim.physics.protocol import Protocol
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan
from apanim.tape.live import LiveTape
from apanim.tape.live_cable import LiveCable
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

FURTHEST_STEPS = 600 * STEPS_PER_S  # how far ahead of the last command a clock is known
Paces = Sequence[tuple[int, float]]  # from which step on so much model time passes in a second, ms
LONGEST_STEPS = 3600 * STEPS_PER_S  # of a branch
PACES_MS_PER_S = {"membrane": 0.4, "neuron": 0.5, "axon": 0.25, "race": 0.2}  # a viewer's, until one is set


def _clock(recorded_ns: NDArray[np.int64], paces: Paces, last: int) -> NDArray[np.int64]:
    """(last + 1,) model time at each step: as recorded up to the step of the first pace, and then even."""
    parts = [recorded_ns[: paces[0][0] + 1]]
    ends = [step for step, _ in paces[1:]]
    for (first, ms_per_s), end in zip(paces, [*ends, last], strict=True):
        ns_per_s = round(ms_per_s * NS_PER_MS)
        parts.append(
            parts[-1][-1] + ns_per_s * np.arange(1, end - first + 1, dtype=np.int64) // STEPS_PER_S
        )
    return np.concatenate(parts)


@dataclass(frozen=True)
class _Done:
    """A command, the step from which it acts, and what it does to the world."""

    step: int
    command: Command
    acts: tuple[Any, ...]


class Branch:
    """A run that shares with the run of `timeline` and `tape` what lies before `tick`, and then lives.

    Until something is done it lives on as that run was recorded, its acts and clock included. From the
    first command on, only what its viewer does happens to it, at the viewer's pace. `tape` has all that a
    tape has, and `timeline` all that a picture needs; after a command both are others, which share what
    lies before it. The same commands at the same ticks give the same bytes. Raises UserError for a tick
    that the tape has not: it may be the beginning of a run that is still being made ready.
    """

    def __init__(self, timeline: Timeline, tape: Any, tick: int) -> None:
        if not 0 <= tick <= tape.duration_tick:
            had_s, asked_s = tape.duration_tick / TICKS_PER_S, tick / TICKS_PER_S
            raise UserError(f"{asked_s:g} s is not there to begin from; this run is ready to {had_s:g} s")
        self._from, self._recorded = timeline, tape
        self._plan = timeline.plan  # of the whole run, of which the tape may be the beginning
        self._begin = ceil(tick / TICKS_PER_STEP)
        self._done: tuple[_Done, ...] = ()
        self.tape: Any = None
        self._asked = self._begin  # the step that has been asked for last of all
        self._renew(self._begin)

    @property
    def view(self) -> str:
        """What draws it: "membrane", "neuron", "axon"."""
        return self._from.view

    @property
    def begin_tick(self) -> int:
        """Where it leaves the run that it comes from."""
        return self._begin * TICKS_PER_STEP

    @property
    def end_tick(self) -> int:
        """How far it has been lived."""
        return self._asked * TICKS_PER_STEP

    @property
    def commands(self) -> tuple[tuple[int, Command], ...]:
        """What was done, and the tick from which it acts, in order."""
        return tuple((done.step * TICKS_PER_STEP, done.command) for done in self._done)

    @property
    def status(self) -> str:
        """Why it cannot go on, in a sentence of the timeline's language; "" while it can."""
        word, stop = self.timeline.word, self.tape.stopped
        if stop is not None:
            at = f"{word('at')} {stop.at_ms:.2f} {word('ms')}"
            return f"{word(stop.quantity)} {word('left all bounds')} {at}; {word('go back, and try less')}"
        over = self._asked - self._begin >= LONGEST_STEPS
        return word("This has gone on for an hour; go back, or begin anew") if over else ""

    def reach(self, tick: int) -> None:
        """Live on at least to `tick`, if it can, and at most for an hour."""
        number = min(ceil(tick / TICKS_PER_STEP), self._begin + LONGEST_STEPS)
        if number > self.tape.plan.steps:
            self._renew(self.tape.steps, ahead=number)
        self.tape.reach(number)
        self._asked = max(self._asked, min(number, self.tape.steps))

    def do(self, tick: int, command: Command) -> None:
        """Do something at `tick`: what was lived or done beyond it is dropped.

        It acts from the next world step on, so that the picture at `tick` stays as it is. Raises UserError
        for what cannot be done to it; then nothing is changed.
        """
        self.reach(tick)
        number = min(max(ceil(tick / TICKS_PER_STEP), self._begin), self._asked)
        kept = [one for one in self._done if one.step < number]
        now = [one.command for one in self._done if one.step == number]
        if command.slot is not None:
            others = [one for one in now if one.slot != command.slot]
            taken_back = len(others) < len(now) and command == Clamp(None) and not self._holds(number, kept)
            now = others if taken_back else [*others, command]
        else:
            now = [*now, command]
        for one in now:
            kept.append(_Done(number, one, self._acts_of(one, number, kept)))
        self._done, self._asked = tuple(kept), number
        self._renew(number)

    def settings(self, tick: int) -> dict[str, float]:
        """What is in force at `tick`, by its name in the table of ranges."""
        return settings_of(self.timeline, self._pace, self.commands, tick)

    # -- inside ---------------------------------------------------------------------------------

    def _acts_of(self, command: Command, number: int, before: list[_Done]) -> tuple[Any, ...]:
        acts, plan = self._acts(before or [_Done(number, command, ())]), self._plan
        now_ns = int(self.tape.plan.model_ns[number])
        if isinstance(plan, CablePlan):
            return CableNow(plan, acts, now_ns).does(command)
        v_mV = float(self.tape.step(number).patch.v_mV)
        return PatchNow(plan.setup, acts, now_ns, v_mV).does(command)

    def _holds(self, number: int, done: list[_Done]) -> bool:
        """Whether a clamp that was set before holds the membrane at a step."""
        plan = self._plan
        ns = int(self.tape.plan.model_ns[number])
        return not isinstance(plan, CablePlan) and Protocol(self._acts(done)).holding(ns) is not None

    def _acts(self, done: list[_Done]) -> tuple[Any, ...]:
        """Everything that happens to the world: what had begun when it was first touched, and since then
        what its viewer does."""
        recorded = self._plan
        if not done:
            return recorded.acts
        touched_ns = int(self._recorded_ns(done[0].step))
        begun = (act for act in recorded.acts if act.start_ns < touched_ns)
        return (*begun, *(act for one in done for act in one.acts))

    def _recorded_ns(self, number: int) -> int:
        return int(self._untouched_clock(number)[number])

    def _untouched_clock(self, last: int) -> Any:
        """The clock up to step `last` of a branch that nobody touches: beyond what was recorded it goes
        on at the usual pace."""
        recorded = self._plan.model_ns
        if last < len(recorded):
            return recorded[: last + 1]
        return _clock(recorded, [(self._plan.steps, self._pace)], last)

    @property
    def _pace(self) -> float:
        return PACES_MS_PER_S.get(self._from.view, PACES_MS_PER_S["membrane"])

    def _paces(self) -> list[tuple[int, float]]:
        """Every pace since the first touch."""
        if not self._done:
            return []
        paces = {self._done[0].step: self._pace}
        paces.update(
            {one.step: one.command.ms_per_s for one in self._done if isinstance(one.command, Pace)}
        )
        return sorted(paces.items())

    def _clock(self, last: int) -> Any:
        paces = self._paces()
        if not paces:
            return self._untouched_clock(last)
        return _clock(self._untouched_clock(paces[0][0]), paces, last)

    def _renew(self, number: int, ahead: int = 0) -> None:
        """Another life from step `number` on, whose clock reaches far beyond."""
        last = max(number, ahead) + FURTHEST_STEPS
        acts = self._acts(list(self._done))
        plan = replace(self._plan, model_ns=self._clock(last), acts=acts)
        if self.tape is None:
            live: Any = LiveCable if isinstance(plan, CablePlan) else LiveTape
            self.tape = live(self._recorded, plan, self._begin)
        else:
            self.tape = self.tape.redone(plan, number)
        done = [(one.step, one.command, one.acts) for one in self._done]
        self.timeline = shown(self._from, self._begin, plan, done)
