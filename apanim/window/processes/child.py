"""What the renderer and the preparer have in common: they end with the window, and on its word."""

import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process

from apanim.errors import UserError
from apanim.road import show_trace, told
from apanim.stop import Stopped
from apanim.window.processes.prepared import Trouble


def lived(life: Callable[[], None], window: Connection) -> None:
    """Live `life` until it ends or the window does; what goes wrong is told to the window in a line."""
    threading.Thread(target=_end_with_the_window, daemon=True).start()
    try:
        life()
    except (EOFError, ConnectionError, Stopped):
        pass  # the window has closed
    except Exception as error:
        if not isinstance(error, UserError):
            show_trace(error)
        text, code = told(error)
        _tell(window, Trouble(text, code=code))


def _end_with_the_window() -> None:
    window = parent_process()
    if window is not None:
        wait([window.sentinel])
        os._exit(0)


def _tell(window: Connection, trouble: Trouble) -> None:
    try:
        window.send(trouble)
    except OSError:
        print(f"apanim: {trouble.text}", file=sys.stderr)
