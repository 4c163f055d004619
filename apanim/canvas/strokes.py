"""Strokes: what a picture is made of, back to front. Each says what it lays on which tiles, and lays it."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, Protocol

import numpy as np
import pygame

from apanim.canvas.loops import Rows, covers, lay, mark, numbers
from apanim.canvas.tiles import Marks, Where


class Stroke(Protocol):
    """What is laid on a target that it was made for."""

    def mark(self, marks: Marks) -> None:
        """Take into the marks of all tiles that it may touch what it lays on them."""
        ...

    def lay(self, target: pygame.Surface, where: Where) -> None:
        """Lay it on the target; outside of `where` only what is there already."""
        ...


class Pieces:
    """Rows for `loops.lay`, and what keeps in memory the pixels that they mean."""

    def __init__(self, rows: Rows, kept: Sequence[Any]) -> None:
        self._rows, self._kept = numbers(rows), kept

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
