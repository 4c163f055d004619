"""The renderer's branches: runs that live on from an instant of another run by what the viewer does."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from apanim.data import scenes_dir
from apanim.lab.branch import Branch
from apanim.lab.commands import Command
from apanim.lab.instants import Instant
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import FOLDER, USUAL_S, AtRest, LabSetup
from apanim.picture.shot import Look
from apanim.script.programme import row_of
from apanim.script.timeline import Timeline
from apanim.units import seconds, ticks
from apanim.window.film import TimeMark
from apanim.window.processes.event_marks import Teller
from apanim.window.processes.messages import Start
from apanim.window.processes.runs import Lecture

_LOOKS_S = 0.1  # while it stands, for what has happened


class Run(Protocol):
    """Where pictures come from. Its ticks are the window's: the lecture's, where it comes from it."""

    def has(self, tick: int) -> bool:
        """Whether there is a picture at `tick` by now."""
        ...

    def at(self, tick: int) -> tuple[Timeline, Any, int]:
        """The timeline at `tick`, its tape, and the tick of its own."""
        ...

    def into(self, tick: int) -> tuple[Timeline, Any] | None:
        """The scene into which the one at `tick` dissolves then, and its tape."""
        ...

    def knows(self, tick: int) -> dict[str, Any]:
        """What the run itself knows of a readout at `tick`, by field."""
        ...


@dataclass
class Lived:
    """A branch as a run: its own tick 0 is the window's `first_tick`."""

    run: SetupRun
    first_tick: int = 0
    _marks: dict[int, TimeMark] = field(default_factory=dict)
    _teller: Teller = field(default_factory=Teller)

    @classmethod
    def forked(cls, start: Start, lecture: Lecture, tick: int) -> "Lived":
        """A branch of the lecture, which was opened with `start`, from an instant on that it has."""
        timeline, tape, own = lecture.at(tick)
        branch = Branch(timeline, tape, own)
        file = row_of(start.spec).parts[lecture.number(tick)].file
        return cls(SetupRun(_setup(start, file, timeline, branch.begin_tick), branch=branch), tick - own)

    def has(self, tick: int) -> bool:
        """It lives on as far as it is asked to."""
        return True

    def at(self, tick: int) -> tuple[Timeline, Any, int]:
        """The branch lived to `tick`, or as far as it can."""
        own = tick - self.first_tick
        self.run.reach(own)
        branch = self.run.branch
        return branch.timeline, branch.tape, min(own, max(branch.end_tick, 0))

    def into(self, tick: int) -> None:
        """A branch leads into no other scene."""
        return

    def knows(self, tick: int) -> dict[str, Any]:
        """Where it ends so far, why it stopped, and what is in force."""
        branch = self.run.branch
        return {
            "branch": True,
            "end_tick": self.first_tick + branch.end_tick,
            "status": branch.status,
            "settings": branch.settings(tick - self.first_tick),
        }

    def events(self, look: Look) -> tuple[TimeMark, ...]:
        """What has happened in it and could be seen; after a long life what was found in a little while."""
        branch, ends_s = self.run.branch, time.perf_counter() + _LOOKS_S
        while time.perf_counter() < ends_s:
            found = self._teller.next(branch.timeline, branch.tape, look)
            if found is None:
                break
            tick, mark = self.first_tick + found[0], found[1]
            self._marks.pop(tick, None)
            if mark is not None:
                self._marks[tick] = replace(mark, tick=tick)
        return tuple(self._marks[tick] for tick in sorted(self._marks))

    def do(self, tick: int, command: Command) -> None:
        """Do something at `tick`. Raises UserError for what cannot be done; then nothing is changed."""
        self.run.do(tick - self.first_tick, command)
        self._teller.cut(tick - self.first_tick)
        self._marks = {at: mark for at, mark in self._marks.items() if at <= tick}


def _setup(start: Start, file: Path, timeline: Timeline, tick: int) -> LabSetup:
    """What begins at `tick` of the scene in `file`, on its own clock."""
    if file.parent == scenes_dir() / FOLDER and tick == 0:
        return LabSetup(file.stem, AtRest(file.stem), (), ticks(USUAL_S))
    instant = Instant.of(timeline, file, tick, start.voice, start.language)
    return LabSetup(f"{timeline.name}-{seconds(tick):.2f}", instant, (), tick + ticks(USUAL_S))
