"""Strokes: what a picture is made of, back to front. Each says what it lays on which tiles, and lays it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import NamedTuple, Protocol

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.loops import FULL, Blit, covers, lay, mark, numbers, pieces
from apanim.canvas.tiles import Marks, Where


class Stroke(Protocol):
    """What is laid on a target that it was made for."""

    def mark(self, marks: Marks) -> None:
        """Take into the marks of all tiles that it may touch what it lays on them."""
        ...

    def lay(self, target: pygame.Surface, where: Where) -> None:
        """Lay it on the target; outside of `where` only what is there already."""
        ...


class Copy(NamedTuple):
    """What a frame does to show an item: rows for `loops.lay`, and what holds the pixels meant."""

    rows: bytes
    pixels: Sequence[pygame.Surface | NDArray[np.uint8]]


def copy_of(mix: int, blits: Iterable[Blit], level: int = FULL) -> Copy:
    """Surfaces laid at places, all mixed in the same way."""
    blits = tuple(blits)
    return Copy(pieces(mix, blits, level), tuple(surface for surface, _ in blits))


class Pieces:
    """Copies, laid together."""

    def __init__(self, copies: Sequence[Copy]) -> None:
        self._rows, self._copies = numbers([copy.rows for copy in copies]), copies

    def mark(self, marks: Marks) -> None:
        mark(marks, self._rows)

    def lay(self, target: pygame.Surface, where: Where) -> None:
        lay(target, self._rows, where)

    def cover(self, size: tuple[int, int]) -> bool:
        """Whether the first of them leaves nothing to be seen of what was on a target of `size`."""
        return len(self._rows) > 0 and covers(self._rows[0], size)


class Anew:
    """What never is as it was, all over the frame: a moment of a move."""

    _moments = count(1)

    def __init__(self, draw: Callable[[pygame.Surface], None]) -> None:
        self._draw, self._moment = draw, np.uint64(next(self._moments))

    def mark(self, marks: Marks) -> None:
        marks += self._moment

    def lay(self, target: pygame.Surface, where: Where) -> None:
        self._draw(target)
