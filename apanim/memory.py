"""Where memory is limited (`ulimit -v`), what would wait for it for ever is loaded before all else.

OpenBLAS, which numpy and scipy bring one each of, asks the system for room as it is loaded and once more as
it is first used, again and again where there is none, or ends the program in words of its own: a command
that came to need scipy late would never end.
"""

import mmap
from importlib import import_module

_LIBRARIES = ("numpy.linalg", "scipy.linalg")
_ROOM_BYTES = 200 << 20  # of addresses, for either; they take 155 to 170 MB


def load_blas() -> None:
    """Load them if memory is limited. Raises MemoryError if there is not room enough."""
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
        return
    for library in _LIBRARIES:
        try:
            mmap.mmap(-1, _ROOM_BYTES).close()
        except OSError:
            raise MemoryError from None
        import_module(library).inv([[1.0]])
