"""Loops over pixels as machine code: numba compiles a function when it is first called, and keeps the code.

They count in whole numbers, or add and multiply: no function is called whose last digit is a matter of the
machine, so that all give the same bytes.
"""

import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from numba import njit
from numba.core.caching import FunctionCache


class _Kept(FunctionCache):
    """Code kept beside its source or in the user's cache. What cannot be kept or read is compiled again."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            return super().load_overload(sig, target_context)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` as machine code, made for the types of arguments that it is called with.

    It sees plain numbers and arrays only; an index that is out of bounds is not noticed.
    """
    kernel: Any = njit(nogil=True)(function)
    with suppress(RuntimeError):  # where no folder may be written
        kernel._cache = _Kept(function)  # what njit(cache=True) does, but forgiving
    return kernel
