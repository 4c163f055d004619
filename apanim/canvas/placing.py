"""Places what is baked: which stamps show an item, and where on the target they go."""

import math
from collections.abc import Callable, Hashable
from typing import NamedTuple

import pygame

from apanim.canvas import vector
from apanim.canvas.extent import rig_reach
from apanim.canvas.layers import Layer, bake_layer, layer_bytes
from apanim.canvas.lens import Origin
from apanim.canvas.lines import flat_stamp
from apanim.canvas.loops import ADD, COPY, FULL, OVER, shades
from apanim.canvas.rasterise import stamped
from apanim.canvas.shelf import Shelf
from apanim.canvas.sprites import ANGLE_STEPS, SIZE_STEPS, SpritePress
from apanim.canvas.stamp import (
    SUBPIXELS,
    Stamp,
    split,
    stamp_bytes,
)
from apanim.canvas.strokes import Copy, copy_of
from apanim.picture.drawlist import Curve, Glow, Scenery, Shades, Sprite
from apanim.picture.stage import Box
from apanim.picture.theme import Theme

Placed = Sprite | Scenery | vector.Flat
NOWHERE = Copy(b"", ())


class View(NamedTuple):
    """Where a target of `size` lies in the scene: its corner's whole pixel, and the rest of that."""

    origin: tuple[int, int]
    rest: tuple[float, float]
    size: tuple[int, int]


def view_of(size: tuple[int, int], origin: Origin) -> View:
    """The view of a target of `size` whose corner lies `origin` pixels from the scene's."""
    (x, fx), (y, fy) = split(origin[0]), split(origin[1])
    return View((x, y), (fx / SUBPIXELS, fy / SUBPIXELS), size)


class Placer:
    """Finds the stamps of items at one scale, pixels to a design unit, or has them baked."""

    def __init__(self, scale: float, theme: Theme, shelf: Shelf, level: float) -> None:
        self._scale, self._theme, self._shelf, self._level = scale, theme, shelf, level
        self._sprites = SpritePress(scale, theme, shelf)

    def copy(self, item: Placed, view: View) -> Copy:
        """How `item` is shown in `view`."""
        if isinstance(item, Sprite):
            return self._sprite(item, view)
        return self._scenery(item, view) if isinstance(item, Scenery) else self._flat(item, view)

    def _stamp(self, key: Hashable, make: Callable[[], Stamp]) -> Stamp:
        return self._shelf.get((self._scale, key), make, stamp_bytes)

    def _spot(self, x: float, y: float, view: View) -> tuple[tuple[int, int], tuple[int, int]]:
        """The target's pixel, and the quarters of it, that a design point falls on."""
        (px, fx), (py, fy) = split(x * self._scale - view.rest[0]), split(y * self._scale - view.rest[1])
        return (px - view.origin[0], py - view.origin[1]), (fx, fy)

    def _shown(self, stamp: Stamp, at: tuple[int, int], opacity: float, *, lit: bool) -> Copy:
        """A stamp with its origin on the target's pixel `at`; `lit` is added as light."""
        place = at[0] + stamp.left, at[1] + stamp.top
        return copy_of(self.mix(lit), [(stamp.surface, place)], round(FULL * opacity))

    def mix(self, lit: bool) -> int:
        return ADD if lit and not self._theme.shaded else OVER

    # ---- parts and whole rigs

    def _sprite(self, item: Sprite, view: View) -> Copy:
        at, quarters = self._spot(item.x, item.y, view)
        if self._beyond(item, at, view):
            return NOWHERE
        return self._shown(self.look(item, quarters), at, item.opacity, lit=item.additive)

    def look(self, item: Sprite, quarters: tuple[int, int]) -> Stamp:
        """`item` at full opacity with its origin on those quarters of a pixel."""
        angle, scale = round(item.angle * ANGLE_STEPS), round(item.scale * SIZE_STEPS)
        key = (item.rig, item.part, item.pose, item.shape, scale, angle, item.mirror, quarters)
        return self._stamp(key, lambda: self._sprites.bake(item, scale, angle, quarters))

    def _beyond(self, item: Sprite, at: tuple[int, int], view: View) -> bool:
        """Wholly outside the target, so that it need not be baked."""
        reach = math.ceil(rig_reach(item.rig) * item.scale * self._scale) + 2
        width, height = view.size
        return not (-reach < at[0] < width + reach and -reach < at[1] < height + reach)

    # ---- still layers

    def _scenery(self, item: Scenery, view: View) -> Copy:
        """The parts of a layer that are not empty."""
        layer, level = self.layer(item, view), round(FULL * item.opacity)
        surface, left, top = layer.stamp
        places = [
            (part, (left - view.origin[0] + part[0], top - view.origin[1] + part[1]))
            for part in layer.parts
        ]
        if layer.opacities is not None and not item.additive:
            seen = [(layer.opacities[y : y + h, x : x + w], at) for (x, y, w, h), at in places]
            return Copy(shades(seen, level), (layer.opacities,))
        solid = not surface.get_flags() & pygame.SRCALPHA
        mix = COPY if solid else self.mix(item.additive)
        return copy_of(mix, [(surface.subsurface(part), at) for part, at in places], level)

    def layer(self, item: Scenery, view: View) -> Layer:
        """A still layer as it is kept, at full opacity."""
        key = self._scale, "layer", item.name, item.proteins, view.rest

        def bake() -> Layer:
            return bake_layer(item, self._theme, self._scale, view.rest, self._level)

        return self._shelf.get(key, bake, layer_bytes)

    # ---- flat things

    def _flat(self, item: vector.Flat, view: View) -> Copy:
        plain, at_x, at_y = vector.at_origin(item)
        at, quarters = self._spot(at_x, at_y, view)
        lit = isinstance(item, Glow)
        if lit:  # too soft for quarters of a pixel, and too large to bake at each
            quarters = 0, 0
        stamp = self._stamp(
            (plain, quarters), lambda: flat_stamp(plain, quarters, self._scale, self._theme)
        )
        return self._shown(stamp, at, item.opacity, lit=lit)

    def revealed(
        self, item: Curve | Shades, key: object, drawing: Callable[[], vector.Drawing], view: View
    ) -> Copy:
        """What is baked whole and shown as far as its `reveal_x`."""
        stamp = self._stamp(key, lambda: self._bake(*drawing(), (0, 0)))
        shown = round(item.reveal_x * self._scale) - stamp.left
        if shown <= 0:
            return NOWHERE
        area = (0, 0, min(shown, stamp.surface.get_width()), stamp.surface.get_height())
        cut = Stamp(stamp.surface.subsurface(area), stamp.left, stamp.top)
        at = -view.origin[0], round(item.shift_y * self._scale) - view.origin[1]
        return self._shown(cut, at, item.opacity, lit=False)

    def _bake(self, markup: str, box: Box, quarters: tuple[int, int]) -> Stamp:
        return stamped(self._theme.markup(markup), box, quarters, self._scale)
