"""Rigs and their parts baked: turned and moved from masters, so that a new pose costs resvg nothing."""

import math
from collections.abc import Callable
from typing import TypeVar

from apanim.canvas import turn
from apanim.canvas.assembly import assembled
from apanim.canvas.rasterise import stamped
from apanim.canvas.shelf import Shelf
from apanim.canvas.stamp import Stamp
from apanim.canvas.turn import SHRUNK_FINER, Master, Turnable
from apanim.picture.drawlist import Sprite
from apanim.picture.rigs import part_markup, rig, rig_markup
from apanim.picture.theme import Theme

ANGLE_STEPS, SIZE_STEPS = 10, 128  # the finest turn (of a degree) and size that are baked
_SMALL_PX, _LEAST_SIZE = 100, 0.5  # rigs that are cut from one master, and how far they may shrink
_ROOM = math.ceil(3 * SHRUNK_FINER / _LEAST_SIZE)

Drawn = TypeVar("Drawn", Master, Turnable)


class SpritePress:
    """Bakes sprites for one scale (pixels to a design unit) and one theme."""

    def __init__(self, scale: float, theme: Theme, shelf: Shelf) -> None:
        self._scale, self._theme, self._shelf = scale, theme, shelf

    def bake(self, item: Sprite, size: int, angle: int, quarters: tuple[int, int]) -> Stamp:
        """`item` at size / SIZE_STEPS, turned by angle / ANGLE_STEPS degrees, on quarters of a pixel."""
        share, turn_deg = size / SIZE_STEPS, angle / ANGLE_STEPS
        if item.part:
            return self._part(item, share, turn_deg, quarters)
        longest = self._scale * max(rig(item.rig).view_box[2:])
        plain = not (turn_deg or item.pose or item.mirror)
        if plain and share >= _LEAST_SIZE and longest <= _SMALL_PX:
            source = self._kept((item.rig, "small"), lambda: self._small(item.rig))
            return turn.shrunk(source, _ROOM, SHRUNK_FINER / share, quarters)
        if item.pose and not turn_deg and rig(item.rig).pivots:
            return assembled(item, self._scale * share, quarters, self._unposed)
        return self._whole(item, share, turn_deg, quarters)

    def _kept(self, key: tuple, make: Callable[[], Drawn]) -> Drawn:
        return self._shelf.get(("master", self._scale, *key), make, turn.master_bytes)

    def _part(self, item: Sprite, size: float, turn_deg: float, quarters: tuple[int, int]) -> Stamp:
        zoom = self._scale * size
        px, py = rig(item.rig).pivot(item.part)
        source = self._unposed(item.rig, item.part, item.shape, zoom)
        return turn.turned(source, (px * zoom, py * zoom), turn_deg, quarters)

    def _unposed(self, name: str, part: str, shape: str, zoom: float) -> Turnable:
        """One part of a rig, `zoom` pixels to the unit, for every pose that it may stand in."""

        def drawn() -> Turnable:
            markup = self._theme.sprite(name, part_markup(name, part, shape))
            return turn.to_turn(turn.master(markup, rig(name).view_box, zoom))

        return self._kept((name, part, shape, zoom), drawn)

    def _small(self, name: str) -> Master:
        """What is small is seen in many sizes and places: one master serves them all."""
        markup = self._theme.sprite(name, rig_markup(name))
        return turn.roomy(turn.master(markup, rig(name).view_box, self._scale, SHRUNK_FINER), _ROOM)

    def _whole(self, item: Sprite, size: float, turn_deg: float, quarters: tuple[int, int]) -> Stamp:
        left, top, width, height = rig(item.rig).view_box
        reach = size * math.hypot(max(-left, left + width), max(-top, top + height))
        stand = (
            f'<g transform="rotate({turn_deg:g}) scale({size:g} {-size if item.mirror else size:g})">'
            f"{self._theme.sprite(item.rig, rig_markup(item.rig, item.pose))}</g>"
        )
        return stamped(stand, (-reach, -reach, reach, reach), quarters, self._scale)
