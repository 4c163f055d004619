"""What an author has written, run so that whatever it does is a mistake with a place, and does no harm.

A script is Python, and may do anything. What it raises, of any kind, is its author's; threads of its own
have to have ended with it, and what goes wrong in one is its mistake. Afterwards the interpreter is as it
was.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apanim.errors import UserError
from apanim.road import unloaded
from apanim.stop import Stopped, came

_running: list[Path] = []  # the folders of what runs now
_ENDS_S = 0.5  # how long threads of a script's own may take to end once it has


@contextmanager
def contained(folder: Path) -> Iterator[None]:
    """Inside the `with` runs what an author has written, with the modules of that `folder` first.

    Raises what it raises, in a thread of its own too; and UserError for one that goes on, or for streams
    that are closed.
    """
    sys_path, modules, streams = list(sys.path), dict(sys.modules), (sys.stdout, sys.stderr)
    limit, here, hooks = sys.getrecursionlimit(), os.getcwd(), (threading.excepthook, sys.excepthook)
    threads, wrong = set(threading.enumerate()), list[BaseException]()
    threading.excepthook = lambda one: wrong.append(one.exc_value or SystemExit())
    sys.path.insert(0, str(folder))
    _running.append(folder)
    try:
        yield
        _check_threads(set(threading.enumerate()) - threads)
        if wrong:
            raise wrong[0]
    finally:
        _running.pop()
        threading.excepthook, sys.excepthook = hooks
        sys.stdout, sys.stderr = streams
        sys.path[:] = sys_path
        for name, module in modules.items():
            sys.modules.setdefault(name, module)
        with suppress(RecursionError):
            sys.setrecursionlimit(limit)
        with suppress(OSError):
            os.chdir(here)
    if any(stream is not None and stream.closed for stream in streams):
        raise UserError("it has closed standard output; leave that open")


def at_work() -> str:
    """The file and line that an author's code is at in the main thread; "" if none runs."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    while frame is not None and _running:
        name = frame.f_code.co_filename
        if name.startswith(f"{_running[-1]}{os.sep}"):
            return f"{os.path.basename(name)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def raised(error: BaseException) -> BaseException:
    """What an author's code has raised. A stop that came meanwhile is none of his, and goes on; so does a
    library of ours that found no memory."""
    if isinstance(error, Stopped) or came() or unloaded(error):
        raise error
    by_hand = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if by_hand and isinstance(error, KeyboardInterrupt):
        raise error
    return error


def _check_threads(begun: set[threading.Thread]) -> None:
    until_s = time.monotonic() + _ENDS_S
    for thread in begun:
        with suppress(RuntimeError):
            thread.join(max(0.0, until_s - time.monotonic()))
        if thread.is_alive():
            raise UserError(
                "it has begun a thread that goes on when it has ended; take that out, or join it"
            )
