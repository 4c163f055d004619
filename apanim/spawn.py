"""Further processes of the program, alike on every system: nothing of their parent's is inherited."""

import errno
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

from apanim import road
from apanim.memory import load_blas

TERMINAL_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
_NO_MEMORY = errno.ENOMEM  # exit code of a process that could not even begin
SPAWN = multiprocessing.get_context("spawn")


def spawned(name: str, target: Callable[..., None], *args: Any) -> BaseProcess:
    """A process that has begun `target(*args)`; it ends with this one at the latest if that ends well. What
    goes wrong in it comes out by the same road."""
    given = (road.shows_traces(), target, *args)
    process = SPAWN.Process(target=_live, args=given, name=f"apanim {name}", daemon=True)
    with _no_main_module(), _deaf():
        process.start()
    return process


def _live(shows_traces: bool, target: Callable[..., None], *args: Any) -> None:
    road.prepare(shows_traces)
    try:
        load_blas()
    except MemoryError:
        raise SystemExit(_NO_MEMORY) from None
    target(*args)


def why_ended(name: str, process: BaseProcess) -> str:
    """In a line, why a process called `name` is no more that was to go on."""
    if process.exitcode == _NO_MEMORY:
        return road.told(MemoryError())[0]
    how = f" (exit code {process.exitcode})" if process.exitcode else ""
    return f"the {name} has ended unexpectedly{how}"


@contextmanager
def _deaf() -> Iterator[None]:
    """What begins inside the `with` never hears the signals that a terminal sends to all: they are for the
    parent, which tells the others."""
    found = {number: signal.getsignal(number) for number in TERMINAL_SIGNALS}
    try:
        for number in found:
            signal.signal(number, signal.SIG_IGN)
        yield
    finally:
        for number, handler in found.items():
            signal.signal(number, handler)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """A spawned process runs the main module again, unless none is to be found: it needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
