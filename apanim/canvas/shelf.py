"""The shelf of baked things that all painters of a canvas share, so that a render's memory stays in bounds.

Beyond its limit the longest unused are thrown away, many at a time. Painters remember where they put what
they took, and so keep it in memory: when the shelf is tidied, they forget, and take what they use anew.
"""

import ctypes
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

LIMIT_BYTES = 256 << 20
_KEPT = 0.75  # of the limit, once what is unused was thrown away


class Shelf:
    """What is on it never changes a picture, only how soon the picture is there."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit = limit_bytes
        self._items: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._warned = False
        self.bytes = 0

    def get(self, key: Hashable, make: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """The thing under `key`, made now if it is not there; `size_of` is its memory in bytes."""
        found = self._items.get(key)
        if found is not None:
            self._items.move_to_end(key)
            return found[0]
        item = make()
        size = size_of(item)
        self._items[key] = item, size
        self.bytes += size
        return item

    def grown(self, key: Hashable, more_bytes: int) -> None:
        """Take into account that the thing under `key`, if it is there, has become larger."""
        if key in self._items:
            item, size = self._items[key]
            self._items[key] = item, size + more_bytes
            self.bytes += more_bytes

    def tidy(self) -> bool:
        """Keep the limit. To be called between two pictures; if true, what was taken is to be taken anew.

        At first every painter shows, through one picture, what it uses; at the next call the rest goes.
        """
        if self.bytes <= self._limit:
            self._warned = False
            return False
        if self._warned:
            while self.bytes > _KEPT * self._limit and len(self._items) > 1:
                self.bytes -= self._items.popitem(last=False)[1][1]
            _give_back()
        self._warned = not self._warned
        return True


def _give_back() -> None:
    """Ask the C library, where it can, to return what is free between pieces that are still in use."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
