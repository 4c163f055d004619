"""A rack: baked stamps by number, and where each lies in memory, so that many are placed at once."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.loops import LEFT, LEVEL, ROW, TOP, pieces
from apanim.canvas.stamp import Stamp, stamp_bytes

Key = TypeVar("Key", bound=Hashable)


class Rack:
    """Stamps in the order in which they came. `rows` (n, ROW): each as `loops.lay` lays it at (0, 0).

    Their `surfaces` stay in that list when the rack is emptied, for whoever still holds it.
    """

    def __init__(self) -> None:
        self.empty()

    def empty(self) -> None:
        """Take every stamp away."""
        self._numbers: dict[Hashable, int] = {}
        self.surfaces: list[pygame.Surface] = []  # what is here stays in memory
        self._room = np.zeros((64, ROW), np.int64)
        self.bytes = 0

    @property
    def rows(self) -> NDArray[np.int64]:
        return self._room[: len(self.surfaces)]

    def take(self, stamp: Stamp, mix: int) -> int:
        """Keep a stamp; returns its number."""
        number = len(self.surfaces)
        if number == len(self._room):
            self._room = np.concatenate((self._room, np.zeros_like(self._room)))
        row = pieces(mix, [(stamp.surface, (stamp.left, stamp.top))])
        self._room[number] = np.frombuffer(row, np.int64)
        self.surfaces.append(stamp.surface)
        self.bytes += stamp_bytes(stamp)
        return number

    def numbers(self, keys: Iterable[Key], make: Callable[[Key], Stamp], mix: int) -> NDArray[np.int64]:
        """The numbers of the stamps under `keys`; what is not there yet is made."""
        keys = list(keys)
        for key in set(keys).difference(self._numbers):
            self._numbers[key] = self.take(make(key), mix)
        return np.array([self._numbers[key] for key in keys], np.int64)

    def placed(
        self, numbers: NDArray[np.integer], x: NDArray[np.integer], y: NDArray[np.integer],
        levels: NDArray[np.integer],
    ) -> NDArray[np.int64]:  # fmt: skip
        """(n, ROW) for `loops.lay`: stamps by numbers (n,) at the pixels x, y (n,) and at levels (n,)."""
        rows = self.rows.take(numbers, axis=0)
        rows[:, LEFT] += x
        rows[:, TOP] += y
        rows[:, LEVEL] = levels
        return rows
