"""Sprites alike: one look for each part of a pixel and opacity that there is, copied to many places."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pygame

from apanim.canvas.stamp import SUBPIXELS
from apanim.picture.drawlist import OPACITY_LEVELS, Sprite, Sprites

Blit = tuple[pygame.Surface, tuple[int, int]]
Point = tuple[int, int]


class Copy(NamedTuple):
    """What a frame does to show an item that it has shown before."""

    mix: int
    blits: tuple[Blit, ...]


class Looks:
    """The looks of sprites alike that were drawn at one scale."""

    def __init__(self) -> None:
        self._known: dict[Sprite, dict[int, Copy]] = {}

    def clear(self) -> None:
        """Forget them."""
        self._known.clear()

    def blits(
        self, item: Sprites, scale: float, rest: tuple[float, float], origin: Point,
        on: Callable[[Sprite, Point, Point], Copy],
    ) -> list[Blit]:  # fmt: skip
        """Where to copy what, on a frame whose corner lies `origin` and `rest` pixels from the scene's.

        `on` bakes a sprite with its origin on a pixel and on quarters of it.
        """
        x, y = (
            np.rint(((at + places) * scale - part) * SUBPIXELS).astype(np.int64)
            for at, places, part in ((item.like.x, item.x, rest[0]), (item.like.y, item.y, rest[1]))
        )
        looks = (x % SUBPIXELS * SUBPIXELS + y % SUBPIXELS) * OPACITY_LEVELS + item.opacity - 1
        known = self._known.setdefault(item.like, {})
        for look in set(looks.tolist()).difference(known):
            phase, level = divmod(look, OPACITY_LEVELS)
            one = item.like._replace(opacity=item.like.opacity * (level + 1) / OPACITY_LEVELS)
            known[look] = on(one, (0, 0), divmod(phase, SUBPIXELS))
        across, down = x // SUBPIXELS - origin[0], y // SUBPIXELS - origin[1]
        return [
            (surface, (left + px, top + py))
            for look, px, py in zip(looks.tolist(), across.tolist(), down.tolist(), strict=True)
            for surface, (left, top) in known[look].blits
        ]


def each(item: Sprites) -> list[Sprite]:
    """The sprites one by one."""
    like, columns = item.like, (item.x, item.y, item.opacity / OPACITY_LEVELS)
    return [
        like._replace(x=like.x + x, y=like.y + y, opacity=like.opacity * seen)
        for x, y, seen in zip(*(c.tolist() for c in columns), strict=True)
    ]
