"""Sprites alike: one look for each part of a pixel and opacity that there is, copied to many places."""

from collections.abc import Callable

import numpy as np

from apanim.canvas.loops import FULL
from apanim.canvas.rack import Rack
from apanim.canvas.stamp import SUBPIXELS, Stamp
from apanim.canvas.strokes import Copy
from apanim.picture.drawlist import OPACITY_LEVELS, Sprite, Sprites

Point = tuple[int, int]


class Looks:
    """The looks of sprites alike that were drawn at one scale: one for each part of a pixel."""

    def __init__(self) -> None:
        self._racks: dict[Sprite, Rack] = {}

    def copies(
        self, item: Sprites, scale: float, rest: tuple[float, float], origin: Point, mix: int,
        on: Callable[[Sprite, Point], Stamp],
    ) -> Copy:  # fmt: skip
        """How they are shown on a frame whose corner lies `origin` and `rest` pixels from the scene's.

        `on` bakes a sprite with its origin on quarters of a pixel.
        """
        x, y = (
            np.rint(((at + places) * scale - part) * SUBPIXELS).astype(np.int64)
            for at, places, part in ((item.like.x, item.x, rest[0]), (item.like.y, item.y, rest[1]))
        )
        rack = self._racks.setdefault(item.like, Rack())
        phases = zip((x % SUBPIXELS).tolist(), (y % SUBPIXELS).tolist(), strict=True)
        numbers = rack.numbers(phases, lambda phase: on(item.like, phase), mix)
        levels = np.rint(FULL * item.like.opacity / OPACITY_LEVELS * item.opacity).astype(np.int64)
        rows = rack.placed(numbers, x // SUBPIXELS - origin[0], y // SUBPIXELS - origin[1], levels)
        return Copy(rows.tobytes(), rack.surfaces)


def each(item: Sprites) -> list[Sprite]:
    """The sprites one by one."""
    like, columns = item.like, (item.x, item.y, item.opacity / OPACITY_LEVELS)
    return [
        like._replace(x=like.x + x, y=like.y + y, opacity=like.opacity * seen)
        for x, y, seen in zip(*(c.tolist() for c in columns), strict=True)
    ]
