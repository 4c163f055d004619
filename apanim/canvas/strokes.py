"""Strokes: what a picture is made of, in order. Each tells the tiles what it draws on them, and draws."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import NamedTuple, Protocol

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas import blit
from apanim.canvas.tiles import Damage, Hashes, hash_rows


class Stroke(Protocol):
    """What is drawn on a target that it was made for."""

    def hash(self, hashes: Hashes) -> None:
        """Take what it draws into the hashes of all tiles that it may touch."""
        ...

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        """Draw it on the target; outside of `damage` only what is there already."""
        ...


class Copies(NamedTuple):
    """How an item is shown by blits: rows for `blit.draw`, and what holds the pixels meant."""

    rows: bytes
    pixels: Sequence[pygame.Surface | NDArray[np.uint8]] = ()


def copies(mode: int, blits: Iterable[blit.Blit], level: int = blit.FULL) -> Copies:
    """Surfaces at places, all drawn in the same way."""
    blits = tuple(blits)
    return Copies(blit.surface_rows(mode, blits, level), tuple(surface for surface, _ in blits))


class Blits:
    """Copies, drawn together. What is copied is known by its address: until the next picture is made its
    pixels stay as they are, and where they are."""

    def __init__(self, parts: Sequence[Copies]) -> None:
        self._rows, self._parts = blit.numbers([part.rows for part in parts]), parts

    def hash(self, hashes: Hashes) -> None:
        hash_rows(hashes, self._rows)

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        blit.draw(target, self._rows, damage)

    def cover(self, size: tuple[int, int]) -> bool:
        """Whether the first of them leaves nothing to be seen of what was on a target of `size`."""
        return len(self._rows) > 0 and blit.covers(self._rows[0], size)


class Redrawn:
    """What never is as it was, all over the frame: a moment of a move."""

    _moments = count(1)

    def __init__(self, draw: Callable[[pygame.Surface], None]) -> None:
        self._draw, self._moment = draw, np.uint64(next(self._moments))

    def hash(self, hashes: Hashes) -> None:
        hashes += self._moment

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        self._draw(target)
