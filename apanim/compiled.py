"""Loops over pixels as machine code: numba compiles a function when it is first called, and keeps the code.

They count in whole numbers, or add and multiply: no function is called whose last digit is a matter of the
machine, so that all give the same bytes.
"""

import hashlib
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from numba import njit, types
from numba.core.caching import FunctionCache, IndexDataCacheFile
from numba.extending import intrinsic


class _Kept(FunctionCache):
    """Code kept beside its source or in the user's cache. What cannot be kept or read is compiled again.

    Numba holds it for good as long as the function's own file is what it was. But in it is what it calls,
    and the numbers that it names, from other files: so all of the package's have to be what they were.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        place = self._cache_path, self._impl.filename_base
        self._cache_file = IndexDataCacheFile(*place, source_stamp=_package_stamp())

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            return super().load_overload(sig, target_context)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)


@cache
def _package_stamp() -> str:
    """What tells this source of the package from any other."""
    stamp = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        stamp.update(file.read_bytes())
    return stamp.hexdigest()


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` as machine code, made for the types of arguments that it is called with.

    It sees plain numbers and arrays only; an index that is out of bounds is not noticed.
    """
    kernel: Any = njit(nogil=True)(function)
    with suppress(RuntimeError, OSError):  # where no folder may be written
        kernel._cache = _Kept(function)  # what njit(cache=True) does, but forgiving
    return kernel


def _at_address(kind: Any) -> Any:
    """What turns an address into the numbers of a kind that lie there: no index is checked, so that loops
    over them run in vectors, wherever they begin."""

    def typed(typing_context: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

        return types.CPointer(kind)(types.int64), generate

    return intrinsic(typed)


pixels_at, bytes_at, floats_at = map(_at_address, (types.uint32, types.uint8, types.float32))
