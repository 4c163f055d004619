"""Progress with rate and time left, for work that takes longer than a second."""

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from apanim.stop import insist, unwinding

_QUIET_S = 1.0  # shorter work says nothing
_LINE_S = 10.0  # without a terminal, a line this often


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} a second" if task.speed else "", style="progress.data.speed")


class Report:
    """`with Report("Rendering", "frames") as report: ... report(done, total)`.

    On a terminal a bar; elsewhere a plain line now and then. Written to standard error.
    """

    def __init__(self, what: str, unit: str, console: Console | None = None) -> None:
        self._what, self._unit = what, unit
        self._console = console or Console(stderr=True)
        self._start_s = self._line_s = time.monotonic()
        self._bar: Progress | None = None
        self._unwinding = unwinding()

    def __enter__(self) -> "Report":
        self._unwinding.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._unwinding.__exit__(None, None, None)

    def __call__(self, done: int, total: int) -> None:
        """Tell that `done` of `total` are done. Raises Stopped if the command is to end."""
        insist()
        now_s = time.monotonic()
        if now_s - self._start_s < _QUIET_S:
            return
        if self._console.is_terminal:
            self._show_bar(done, total)
        elif now_s - self._line_s >= _LINE_S:
            self._line_s = now_s
            rate = done / (now_s - self._start_s)
            left_s = (total - done) / rate if rate else 0.0
            line = f"{self._what}: {done} of {total} {self._unit}, {rate:.1f} a second, {left_s:.0f} s left"
            self._console.print(line, highlight=False, soft_wrap=True)

    def _show_bar(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:.0f}/{task.total:.0f} " + self._unit),
                _Rate(),
                TimeRemainingColumn(compact=True),
                console=self._console,
            )
            self._bar.add_task(self._what, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)
