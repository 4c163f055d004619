"""Ctrl-C, and the signals by which a system ends a program or a terminal closes: all end a command alike.

Where something is half made (`unwinding`) each is an exception, so that it is taken away on the way out;
elsewhere the command leaves at once. An exception may be swallowed by what it comes amid: an import, a
finaliser, numpy asking a thing what it is. So it comes again until it is on its way. It may also come on
the way into or out of a `with`, whose end is then not run: what must not stay behind is taken away once
more before the command leaves (`at_last`). It leaves with 128 and the signal's number (130 for Ctrl-C), as
shells count. Signals that are ignored stay so (`nohup`).
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
_last_acts: list[Callable[[], None]] = []
_AGAIN_S = 0.2
MESSAGE = "apanim: stopped; nothing half-made is left behind"


class Stopped(BaseException):
    """The command is to end; `code` is what it leaves with. No `except Exception` may swallow it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by signal {number}")
        self.code = 128 + number


def on_signal(act: Callable[[int, FrameType | None], None]) -> None:
    """From now on a stop calls `act`: `interrupt`, or `leave` where there is nothing to take away. One that
    came before is done with."""
    _come_again(0)
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, act)


def at_last(act: Callable[[], None]) -> None:
    """From now on a stopped command calls `act` before it leaves."""
    _last_acts.append(act)


def clear_away() -> None:
    """Do what was asked for `at_last`."""
    for act in _last_acts:
        act()


def interrupt(number: int, _: FrameType | None) -> None:
    """Raises Stopped wherever the program is, and again as long as it is nowhere on its way; a second stop
    does not disturb what the first takes away."""
    _came.append(number)
    if len(_came) > 1 and _on_its_way():
        return
    if len(_came) == 1:
        _tell_of_no_stop()
    _come_again(_AGAIN_S)
    raise Stopped(number)


def _come_again(after_s: float) -> None:
    """See to it that `_again` is called from then on; never, for 0."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return  # there the next report of progress finds out
    if after_s and signal.getsignal(signal.SIGALRM) in (signal.SIG_DFL, _again):
        signal.signal(signal.SIGALRM, _again)
        signal.setitimer(signal.ITIMER_REAL, after_s, after_s)
    elif signal.getsignal(signal.SIGALRM) is _again:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _again(_: int, frame: FrameType | None) -> None:
    """Do what the signal that came would do now, if its exception has been swallowed."""
    if not _came:
        _come_again(0)
    elif not _on_its_way() and callable(act := signal.getsignal(_came[0])):
        act(_came[0], frame)


def _on_its_way() -> bool:
    """Whether what runs is run by an exception of a stop: something is being taken away."""
    error = sys.exception()
    while error is not None:
        if isinstance(error, Stopped | GeneratorExit):  # a generator is closed when its last holder is gone
            return True
        error = error.__context__
    return False


def _tell_of_no_stop() -> None:
    """What nobody could catch is told as it was, but for a stop: that comes again."""
    tell = sys.unraisablehook
    sys.unraisablehook = lambda what: None if isinstance(what.exc_value, Stopped) else tell(what)


def came() -> int:
    """What the command is to leave with, if it was interrupted; 0 if it was not."""
    return 128 + _came[0] if _came else 0


def insist() -> None:
    """Raises Stopped if an interruption has been swallowed by what it came amid, an import maybe."""
    if _came:
        raise Stopped(_came[0])


@contextmanager
def unwinding() -> Iterator[None]:
    """Inside the `with`, a stop that would leave at once is an exception: something is to be taken away.

    Raises Stopped at its end if one has been swallowed within.
    """
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
    if leaving:
        insist()


def leave(number: int, _: FrameType | None) -> None:
    """Leave this instant: an exception amid imports would come out as a traceback, or as another one."""
    clear_away()
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
