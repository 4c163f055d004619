"""Memory that the window no longer needs, given back to the system."""

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """Collect what is only held by itself, and hand free pages back, where the C library can (glibc).

    Widgets know each other, so they wait for the collector; and of their pictures, freed one by one, the
    library keeps the pages: a window that is pulled to and fro would hold three times what it uses.
    """
    gc.collect()
    with suppress(AttributeError, OSError, TypeError):  # another system's library
        ctypes.CDLL(None).malloc_trim(0)
