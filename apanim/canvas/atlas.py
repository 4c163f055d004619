"""What is baked and kept in memory: a cache that all painters of a canvas share, and atlases of stamps.

Beyond its limit the least recently used things are thrown away, many at a time. Painters remember where
they put what they took, and so keep it in memory: when the cache is tidied they forget, and take it anew.
"""

import ctypes
import math
import sys
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np
import pygame
from cachetools import LRUCache
from numpy.typing import NDArray

from apanim.canvas.blit import LEFT, LEVEL, ROW, TOP, surface_rows
from apanim.canvas.stamp import Stamp, stamp_bytes

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)

_BYTES_A_PIXEL, _LEAST_BYTES = 64, 96 << 20  # what is kept: a scene at any size, and little of the last
_KEPT = 0.75  # of the limit, once what is unused was thrown away
_ATLAS = 1 / 3  # of the limit is in one atlas, before it begins anew


def limit_bytes(size: tuple[int, int]) -> int:
    """How much a canvas of so many pixels keeps baked: what one scene needs grows with them."""
    return max(_LEAST_BYTES, _BYTES_A_PIXEL * size[0] * size[1])


class BakedCache:
    """What is in it never changes a picture, only how soon the picture is there."""

    def __init__(self, limit_bytes: int = _LEAST_BYTES) -> None:
        self._limit = limit_bytes
        self._items: LRUCache[Hashable, tuple[Any, int]] = LRUCache(math.inf, lambda sized: sized[1])
        self._warned = False

    @property
    def bytes(self) -> int:
        """Memory that all of it takes."""
        return int(self._items.currsize)

    def get(self, key: Hashable, make: Callable[[], T], size_of: Callable[[T], int]) -> T:
        """The thing under `key`, made now if it is not there; `size_of` is its memory in bytes."""
        found = self._items.get(key)
        if found is None:
            item = make()
            found = self._items[key] = item, size_of(item)
        return found[0]

    def atlas(self, key: Hashable) -> "Atlas":
        """The atlas under `key`, empty if it is new or had become too large."""
        atlas, _ = self._items.get(key) or (Atlas(), 0)
        if atlas.bytes > _ATLAS * self._limit:
            atlas.empty()
        self._items[key] = atlas, atlas.bytes  # what came since it was last asked for
        return atlas

    def tidy(self) -> bool:
        """Keep the limit. To be called between two pictures; if true, what was taken is to be taken anew.

        At first every painter shows, through one picture, what it uses; at the next call the rest goes.
        """
        if self.bytes <= self._limit:
            self._warned = False
            return False
        if self._warned:
            while self.bytes > _KEPT * self._limit and len(self._items) > 1:
                self._items.popitem()
            _give_back()
        self._warned = not self._warned
        return True


def _give_back() -> None:
    """Ask the C library, where it can, to return what is free between pieces that are still in use."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


class Atlas:
    """Baked stamps by key, each with its row for `blit.draw` at (0, 0), so that many are placed at once.

    Their `surfaces` stay in that list when the atlas is emptied, for whoever still holds it.
    """

    def __init__(self) -> None:
        self.empty()

    def empty(self) -> None:
        """Take every stamp away."""
        self._numbers: dict[Hashable, int] = {}
        self.surfaces: list[pygame.Surface] = []  # what is here stays in memory
        self._rows = np.zeros((64, ROW), np.int64)
        self.bytes = 0

    def numbers(self, keys: Iterable[Key], bake: Callable[[Key], Stamp], mode: int) -> NDArray[np.int64]:
        """The numbers of the stamps under `keys`; what is missing is baked, to be drawn in `mode`."""
        keys = list(keys)
        for key in set(keys).difference(self._numbers):
            self._numbers[key] = self._take(bake(key), mode)
        return np.array([self._numbers[key] for key in keys], np.int64)

    def _take(self, stamp: Stamp, mode: int) -> int:
        number = len(self.surfaces)
        if number == len(self._rows):
            self._rows = np.concatenate((self._rows, np.zeros_like(self._rows)))
        row = surface_rows(mode, [(stamp.surface, (stamp.left, stamp.top))])
        self._rows[number] = np.frombuffer(row, np.int64)
        self.surfaces.append(stamp.surface)
        self.bytes += stamp_bytes(stamp)
        return number

    def placed(
        self, numbers: NDArray[np.integer], x: NDArray[np.integer], y: NDArray[np.integer],
        levels: NDArray[np.integer],
    ) -> NDArray[np.int64]:  # fmt: skip
        """(n, ROW) for `blit.draw`: stamps by numbers (n,) at the pixels x, y (n,) and at levels (n,)."""
        rows = self._rows.take(numbers, axis=0)
        rows[:, LEFT] += x
        rows[:, TOP] += y
        rows[:, LEVEL] = levels
        return rows
