"""The renderer's branches: runs that live on from an instant of another run by what the viewer does."""

from dataclasses import dataclass
from typing import Any, Protocol

from apanim.lab.branch import Branch
from apanim.lab.commands import Command
from apanim.script.timeline import Timeline


class Run(Protocol):
    """Where pictures come from. Its ticks are the window's: the lecture's, where it comes from it."""

    def has(self, tick: int) -> bool:
        """Whether there is a picture at `tick` by now."""
        ...

    def at(self, tick: int) -> tuple[Timeline, Any, int]:
        """The timeline at `tick`, its tape, and the tick of its own."""
        ...

    def knows(self, tick: int) -> dict[str, Any]:
        """What the run itself knows of a readout at `tick`, by field."""
        ...


@dataclass
class Lived:
    """A branch as a run: its own tick 0 is the window's `first_tick`."""

    branch: Branch
    first_tick: int

    @classmethod
    def forked(cls, run: Run, tick: int) -> "Lived":
        """A branch of `run` from an instant on that it has."""
        timeline, tape, own = run.at(tick)
        return cls(Branch(timeline, tape, own), tick - own)

    def has(self, tick: int) -> bool:
        """It lives on as far as it is asked to."""
        return True

    def at(self, tick: int) -> tuple[Timeline, Any, int]:
        """The branch lived to `tick`, or as far as it can."""
        own = tick - self.first_tick
        self.branch.reach(own)
        return self.branch.timeline, self.branch.tape, min(own, max(self.branch.end_tick, 0))

    def knows(self, tick: int) -> dict[str, Any]:
        """Where it ends so far, why it stopped, and what is in force."""
        branch = self.branch
        return {
            "branch": True,
            "end_tick": self.first_tick + branch.end_tick,
            "status": branch.status,
            "settings": branch.settings(tick - self.first_tick),
        }

    def do(self, tick: int, command: Command) -> None:
        """Do something at `tick`. Raises UserError for what cannot be done; then nothing is changed."""
        self.branch.do(tick - self.first_tick, command)
