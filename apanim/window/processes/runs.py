"""What pictures come from: a run gives timeline, tape and tick of its own for any of its instants."""

from bisect import bisect_right
from typing import Any

from apanim.narration.voices import Voices
from apanim.script.programme import kept_plan, open_plan, row_of
from apanim.script.timeline import Timeline, dissolved, in_a_row
from apanim.tape import CablePlan
from apanim.units import TICKS_PER_STEP
from apanim.window.processes.messages import Start
from apanim.world import Plan

BEGINNING_STEPS = 600  # world steps, 60 a second: so much of a scene is baked before the rest of it
FIRST_STEPS = 90  # and so much of the first one before anything else


def beginning(timeline: Timeline, shown_steps: int = BEGINNING_STEPS) -> Plan | CablePlan:
    """The plan of so much of a scene that one can begin to look; all of a short one."""
    plan, steps = timeline.plan, timeline.from_tick // TICKS_PER_STEP + shown_steps
    return plan if plan.steps <= steps else plan.beginning(steps)


class Lecture:
    """The scenes in a row, as far as they are read and baked by now."""

    def __init__(self) -> None:
        self._timelines: list[Timeline] = []
        self._tapes: dict[int, Any] = {}
        self._starts, self._zeros, self._end = [0], [0], 0
        self._shown = 0

    def find(self, start: Start) -> bool:
        """Take the first scene from what is kept on disk, to wait for nobody; False if it is not there."""
        part = row_of(start.spec).parts[0]
        kept = part.kept(Voices(start.voice), start.language)
        if kept:
            self.read(0, kept.timeline)
            plan = kept.timeline.plan
            tape = kept_plan(plan) or kept_plan(beginning(kept.timeline))
            self._tapes.update({0: tape} if tape else {})
        return 0 in self._tapes

    def read(self, number: int, timeline: Timeline) -> None:
        """A scene was read, the one after those before it. One that is known already is kept."""
        if number == len(self._timelines):
            self._timelines.append(timeline)
            starts, self._zeros, self._end = in_a_row(self._timelines)
            self._starts = [*starts, self._end]

    def baked(self, number: int, steps: int) -> None:
        """A scene's first `steps` world steps are on disk."""
        plan = self._timelines[number].plan
        if number not in self._tapes or self._tapes[number].steps < steps:
            self._tapes[number] = open_plan(plan if steps == plan.steps else plan.beginning(steps))

    def has(self, tick: int) -> bool:
        """Whether there is a picture at `tick` by now."""
        number = self.number(tick)
        if number not in self._tapes:
            return False
        if self._dissolves(tick) and number + 1 not in self._tapes:
            return False
        tape = self._tapes[number]
        whole = tape.steps == self._timelines[number].plan.steps
        return whole or tick - self._zeros[number] <= tape.steps * TICKS_PER_STEP

    def at(self, tick: int) -> tuple[Timeline, Any, int]:
        """The scene at `tick`, its tape, and the tick of its own."""
        number = self.number(tick)
        if number != self._shown:
            if self._shown in self._tapes:
                self._tapes[self._shown].let_go()  # a long lecture needs no more memory than a short one
            self._shown = number
        return self._timelines[number], self._tapes[number], tick - self._zeros[number]

    def into(self, tick: int) -> tuple[Timeline, Any] | None:
        """The scene into which the one at `tick` dissolves then, and its tape as far as it is baked."""
        number = self.number(tick) + 1
        return (self._timelines[number], self._tapes[number]) if self._dissolves(tick) else None

    def _dissolves(self, tick: int) -> bool:
        number = self.number(tick)
        return dissolved(self._timelines[number], tick - self._zeros[number]) > 0.0

    def knows(self, tick: int) -> dict[str, Any]:
        """Where it ends, as far as it is read."""
        return {"end_tick": self._end}

    def number(self, tick: int) -> int:
        """The number of the scene at `tick`, of those that are read."""
        return max(0, min(bisect_right(self._starts, tick) - 1, len(self._timelines) - 1))
