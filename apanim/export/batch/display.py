"""One display for a whole course: how many films are made, what is done now, and a table in the end."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from apanim.export.progress import Telling, watching, write_json
from apanim.export.summary import Summary, size_of
from apanim.units import clock, ticks


@dataclass(frozen=True)
class Outcome:
    """What became of a film: it was made, it was there, or `trouble` tells why it is not."""

    path: Path
    summary: Summary | None = None
    trouble: str = ""

    @property
    def line(self) -> str:
        if self.trouble:
            return f"{self.path.name}: not made: {self.trouble}"
        return self.summary.line() if self.summary else f"{self.path.name}: is made already"


class Display:
    """`with Display(total, telling) as display: ... display.begin(path) ... display.end(outcome)`.

    On a terminal two bars; elsewhere a line a film. Written to standard error; JSON to standard output.
    """

    def __init__(self, total: int, telling: Telling) -> None:
        self._total, self._done, self._telling = total, 0, telling
        self._console = Console(stderr=True)
        self._watching: AbstractContextManager[None] = watching(self._heard)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[note]}"),
        )
        self._bars = Progress(*columns, TimeElapsedColumn(), console=self._console)
        self._all = self._bars.add_task("films", total=total, note=f"0 of {total}")
        self._now = self._bars.add_task("", total=1, note="")

    def __enter__(self) -> "Display":
        self._watching.__enter__()
        if self._telling is Telling.SHOWN and self._console.is_terminal:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars.live.is_started:  # else a line would be ended that nobody began
            self._bars.stop()
        self._watching.__exit__(kind, error, trace)

    def begin(self, path: Path) -> None:
        """This film is looked at now."""
        self._bars.update(self._now, description=path.name, completed=0, note="")

    def end(self, outcome: Outcome) -> None:
        """This became of it."""
        self._done += 1
        self._bars.update(self._all, completed=self._done, note=f"{self._done} of {self._total}")
        if self._telling is Telling.JSON:
            if outcome.summary:
                outcome.summary.say(Telling.JSON)
            else:
                write_json(
                    film=str(outcome.path), trouble=outcome.trouble, made_already=not outcome.trouble
                )
        elif self._telling is Telling.SHOWN:
            self._console.print(
                f"{self._done} of {self._total}  {outcome.line}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )

    def _heard(self, what: str, unit: str, done: int, total: int, note: str) -> None:
        told = f"{what}, {done} of {total} {unit}" + (f", {note}" if note else "")
        self._bars.update(self._now, total=total, completed=done, note=told)


def say_table(outcomes: Sequence[Outcome], telling: Telling) -> None:
    """What became of all of them, on standard output."""
    if telling is not Telling.SHOWN:
        return
    table = Table(
        "film", "length", "size", "Mbit/s", "made in", "times real time", "segments made", box=None
    )
    for outcome in outcomes:
        made = outcome.summary
        if made is None:
            table.add_row(outcome.path.name, "", "", "", "not made" if outcome.trouble else "was there")
            continue
        length, took = (clock(ticks(round(span_s, 1))) for span_s in (made.length_s, made.took_s))
        counts = f"{made.counts.made} of {made.counts.made + made.counts.kept}" if made.counts else ""
        pace = (f"{8e-6 * made.bytes / made.length_s:.2f}", took, f"{made.length_s / made.took_s:.2g}")
        table.add_row(outcome.path.name, length, size_of(made.bytes), *pace, counts)
    console = Console()
    console.print(table) if console.is_terminal else Console(width=140).print(table)
