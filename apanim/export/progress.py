"""Progress with rate and time left, for work that takes longer than a second: a bar, lines, or JSON."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from apanim.stop import insist, unwinding
from apanim.units import clock, ticks

_QUIET_S = 1.0  # shorter work says nothing
_LINE_S = 10.0  # without a terminal, a line this often
_JSON_S = 1.0
_JUDGED_S, _JUDGED = 4.0, 24  # of work that was seen, before it is told when the rest will be done


class Telling(Enum):
    """How a command tells what it does: to people, not at all, or to a script, a JSON object a line."""

    SHOWN = "shown"
    QUIET = "quiet"
    JSON = "json"


# Told what is done, in which unit, how far, of how much, and where, in place of whom it would be told to.
Watch = Callable[[str, str, int, int, str], None]
_watch: ContextVar[Watch | None] = ContextVar("_watch", default=None)


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """All reports inside the `with` are for `watch`."""
    before = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(before)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} a second" if task.speed else "", style="progress.data.speed")


class Report:
    """`with Report("Rendering", "frames") as report: ... report(done, total)`.

    On a terminal a bar; elsewhere a plain line now and then. Written to standard error. As JSON it goes to
    standard output, a line a second and one at the end. `where` says where the work is, while there is
    nothing else to tell for long.
    """

    def __init__(
        self,
        what: str,
        unit: str,
        console: Console | None = None,
        telling: Telling = Telling.SHOWN,
        where: Callable[[], str] = str,
    ) -> None:
        self._what, self._unit, self._telling = what, unit, telling
        self._console = console or Console(stderr=True)
        self._start_s = self._line_s = self._told_s = time.monotonic()
        self._found: int | None = None  # what was done when the work began
        self._bar: Progress | None = None
        self._unwinding = unwinding()
        self._where, self._over = where, threading.Event()

    def __enter__(self) -> "Report":
        self._unwinding.__enter__()
        if _watch.get() is None and self._telling is Telling.SHOWN:
            threading.Thread(target=self._tell_alive, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._bar is not None:
            self._bar.stop()
        self._unwinding.__exit__(None, None, None)

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Tell that `done` of `total` are done, and where that is. The first call may tell of what was done
        before. Raises Stopped if the command is to end."""
        insist()
        if watch := _watch.get():
            watch(self._what, self._unit, done, total, note)
            return
        now_s = self._told_s = time.monotonic()
        if self._found is None:
            self._found = done if done > 1 else 0
            self._start_s = now_s if done > 1 else self._start_s
        if self._telling is Telling.JSON:
            if done >= total or now_s - self._line_s >= _JSON_S:
                self._line_s = now_s
                self._write_json(done, total, note, now_s)
        elif self._telling is Telling.QUIET or now_s - self._start_s < _QUIET_S:
            return
        elif self._console.is_terminal:
            self._show_bar(done, total, note)
        elif now_s - self._line_s >= _LINE_S:
            self._line_s = now_s
            rate, left_s = self._pace(done, total, now_s)
            share = f"{100 * done // total} %, {done} of {total} {self._unit}"
            line = f"{self._what}: {share}, {rate:.1f} a second"
            line += "" if left_s is None else f", {clock(ticks(round(left_s)))} left"
            line += f", {note}" if note else ""
            self._console.print(line, highlight=False, markup=False, soft_wrap=True)

    def _tell_alive(self) -> None:
        """While nothing can be told of how far it is, tell that it goes on, and where it is."""
        while not self._over.wait(_LINE_S):
            now_s = time.monotonic()
            if self._bar is None and now_s - self._told_s >= _LINE_S:
                self._line_s = now_s
                where = self._where()
                line = f"{self._what}: {now_s - self._start_s:.0f} s" + (f", at {where}" if where else "")
                self._console.print(line, highlight=False, markup=False, soft_wrap=True)

    def remark(self, text: str) -> None:
        """Tell something beside how far it is, a line."""
        if self._telling is Telling.JSON:
            write_json(remark=text)
        elif self._telling is Telling.SHOWN:
            self._console.print(f"apanim: {text}", highlight=False, markup=False, soft_wrap=True)

    def _pace(self, done: int, total: int, now_s: float) -> tuple[float, float | None]:
        """How many are done in a second, and the seconds that are left, once that can be told."""
        took_s, seen = now_s - self._start_s, done - (self._found or 0)
        rate = seen / took_s if took_s > 0 else 0.0
        if done < total and (took_s < _JUDGED_S or seen < _JUDGED):
            return rate, None
        return rate, (total - done) / rate if rate > 0 else 0.0

    def _write_json(self, done: int, total: int, note: str, now_s: float) -> None:
        rate, left_s = self._pace(done, total, now_s)
        write_json(
            doing=self._what, unit=self._unit, done=done, total=total, percent=round(100 * done / total, 1),
            a_second=round(rate, 2), left_s=None if left_s is None else round(left_s, 1), chapter=note,
        )  # fmt: skip

    def _show_bar(self, done: int, total: int, note: str) -> None:
        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                TextColumn("{task.percentage:.0f} %"),
                TextColumn("{task.completed:.0f}/{task.total:.0f} " + self._unit),
                _Rate(),
                TimeRemainingColumn(compact=True),
                TextColumn("{task.fields[note]}", markup=False),
                console=self._console,
            )
            self._bar.add_task(self._what, total=total, completed=self._found or 0, note=note)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, total=total, note=note)


def write_json(**told: object) -> None:
    """One line of JSON on standard output, there at once for who reads it."""
    print(json.dumps(told, ensure_ascii=False), file=sys.stdout, flush=True)
