"""Ctrl-C, and the signals by which a system ends a program or a terminal closes: all end a command alike.

Where something is half made (`unwinding`) each is an exception, so that it is taken away on the way out;
elsewhere the command leaves at once. It leaves with 128 and the signal's number (130 for Ctrl-C), as shells
count. Signals that are ignored stay so (`nohup`).
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_came: list[int] = []  # the signals that have interrupted this process
MESSAGE = "apanim: stopped; nothing half-made is left behind"


class Stopped(BaseException):
    """The command is to end; `code` is what it leaves with. No `except Exception` may swallow it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by signal {number}")
        self.code = 128 + number


def on_signal(act: Callable[[int, FrameType | None], None]) -> None:
    """From now on a stop calls `act`: `interrupt`, or `leave` where there is nothing to take away."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, act)


def interrupt(number: int, _: FrameType | None) -> None:
    """Raises Stopped wherever the program is."""
    _came.append(number)
    raise Stopped(number)


def came() -> int:
    """What the command is to leave with, if it was interrupted; 0 if it was not."""
    return 128 + _came[0] if _came else 0


def insist() -> None:
    """Raises Stopped if an interruption has been swallowed by what it came amid, an import maybe."""
    if _came:
        raise Stopped(_came[0])


@contextmanager
def unwinding() -> Iterator[None]:
    """Inside the `with`, a stop that would leave at once is an exception: something is to be taken away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    leaving = [number for number in _SIGNALS if signal.getsignal(number) is leave]
    for number in leaving:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in leaving:
            signal.signal(number, leave)


def leave(number: int, _: FrameType | None) -> None:
    """Leave this instant: an exception amid imports would come out as a traceback, or as another one."""
    with suppress(Exception):
        sys.stdout.flush()
    with suppress(OSError):
        os.write(2, f"{MESSAGE}\n".encode())
    os._exit(128 + number)


@contextmanager
def held_off() -> Iterator[None]:
    """A stop that comes inside the `with` takes effect at its end. For what is short and must be whole."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is ever interrupted
        return
    came: list[int] = []
    found = {number: signal.getsignal(number) for number in _SIGNALS}
    handlers = {number: handler for number, handler in found.items() if handler is not None}
    try:
        for number in handlers:
            signal.signal(number, lambda which, _: came.append(which))
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
