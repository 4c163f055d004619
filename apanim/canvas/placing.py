"""Places what is baked: which stamps show an item, and where on the target they go."""

import math
from collections.abc import Callable, Hashable
from typing import NamedTuple

import pygame

from apanim.canvas import vector
from apanim.canvas.alike import Copy
from apanim.canvas.dim import dimmed
from apanim.canvas.extent import rig_reach
from apanim.canvas.layers import Layer, bake_layer, layer_bytes, shades
from apanim.canvas.lens import Origin
from apanim.canvas.rasterise import stamped
from apanim.canvas.shelf import Shelf
from apanim.canvas.sprites import ANGLE_STEPS, SIZE_STEPS, SpritePress
from apanim.canvas.stamp import (
    OPACITY_STEPS,
    SUBPIXELS,
    Stamp,
    faded,
    split,
    stamp_bytes,
    trimmed,
)
from apanim.canvas.straight import flat_stamp
from apanim.picture.drawlist import Curve, Glow, Scenery, Shades, Sprite
from apanim.picture.stage import Box
from apanim.picture.theme import Theme

Placed = Sprite | Scenery | vector.Flat
NOWHERE = Copy(pygame.BLEND_PREMULTIPLIED, ())


class View(NamedTuple):
    """Where a target of `size` lies in the scene: its corner's whole pixel, and the rest of that.

    It is `clear` if it has opacity of its own; with `dim` what it shows is dimmed.
    """

    origin: tuple[int, int]
    rest: tuple[float, float]
    size: tuple[int, int]
    clear: bool
    dim: bool


def view_of(target: pygame.Surface, origin: Origin, *, dim: bool) -> View:
    """The view of a target whose corner lies `origin` pixels from the scene's."""
    (x, fx), (y, fy) = split(origin[0]), split(origin[1])
    clear = bool(target.get_flags() & pygame.SRCALPHA)
    return View((x, y), (fx / SUBPIXELS, fy / SUBPIXELS), target.get_size(), clear, dim)


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

    def _seen(
        self, key: object, stamp: Stamp, at: tuple[int, int], opacity: float, *, lit: bool, dim: bool
    ) -> Copy:
        """The stamp kept under `key` at an opacity; `lit` is added as light."""
        step = round(opacity * OPACITY_STEPS)
        if step <= 0:
            return NOWHERE
        if step < OPACITY_STEPS:
            key = key, "faded", step
            stamp = self._stamp(key, lambda plain=stamp: trimmed(faded(plain, step)))
        if dim:
            stamp = self._stamp((key, "dim"), lambda plain=stamp: dimmed(plain, self._theme))
        return Copy(self.mix(lit), ((stamp.surface, (at[0] + stamp.left, at[1] + stamp.top)),))

    def mix(self, lit: bool) -> int:
        return pygame.BLEND_RGB_ADD if lit and not self._theme.shaded else pygame.BLEND_PREMULTIPLIED

    # ---- parts and whole rigs

    def _sprite(self, item: Sprite, view: View) -> Copy:
        at, quarters = self._spot(item.x, item.y, view)
        return NOWHERE if self._beyond(item, at, view) else self.on(item, at, quarters, view)

    def on(self, item: Sprite, at: tuple[int, int], quarters: tuple[int, int], view: View) -> Copy:
        """`item` with its origin on those quarters of the target's pixel `at`."""
        angle, scale = round(item.angle * ANGLE_STEPS), round(item.scale * SIZE_STEPS)
        key = (item.rig, item.part, item.pose, item.shape, scale, angle, item.mirror, quarters)
        stamp = self._stamp(key, lambda: self._sprites.bake(item, scale, angle, quarters))
        return self._seen(key, stamp, at, item.opacity, lit=item.additive, dim=view.dim)

    def _beyond(self, item: Sprite, at: tuple[int, int], view: View) -> bool:
        """Wholly outside the target, so that it need not be baked."""
        reach = math.ceil(rig_reach(item.rig) * item.scale * self._scale) + 2
        width, height = view.size
        return not (-reach < at[0] < width + reach and -reach < at[1] < height + reach)

    # ---- still layers

    def _scenery(self, item: Scenery, view: View) -> Copy:
        key, mix = ("layer", item.name, item.proteins, view.rest), self.mix(item.additive)
        layer = self.layer(item, view)
        if not layer.stamp.surface.get_flags() & pygame.SRCALPHA:
            return _in_parts(layer, 0, view)
        step = round(item.opacity * OPACITY_STEPS)
        if step <= 0:
            return NOWHERE
        stamp = layer.stamp
        if step < OPACITY_STEPS:
            key = key, step
            stamp = self._stamp(key, lambda plain=stamp: faded(plain, step))
        if layer.black and not (view.clear or item.additive):
            return self._shaded(key, layer, stamp, view)
        return _in_parts(layer, mix, view, stamp)

    def _shaded(self, key: object, layer: Layer, stamp: Stamp, view: View) -> Copy:
        """A black layer, at the opacity of `stamp`, multiplied with what is below it."""
        kept = self._shelf.get(
            (self._scale, key, "shades"),
            lambda: shades(stamp, layer.parts),
            lambda shades: sum(4 * one.get_width() * one.get_height() for one in shades),
        )
        left, top = stamp.left - view.origin[0], stamp.top - view.origin[1]
        places = ((left + part[0], top + part[1]) for part in layer.parts)
        return Copy(pygame.BLEND_RGB_MULT, tuple(zip(kept, places, strict=True)))

    def layer(self, item: Scenery, view: View) -> Layer:
        """A still layer as it is kept, at full opacity."""
        key = self._scale, "layer", item.name, item.proteins, view.rest

        def bake() -> Layer:
            return bake_layer(item, self._theme, self._scale, view.rest, self._level)

        layer = self._shelf.get(key, bake, layer_bytes)
        if not view.dim or layer.black:
            return layer
        return self._shelf.get((key, "dim"), lambda: Layer(dimmed(layer.stamp, self._theme)), layer_bytes)

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
        return self._seen((plain, quarters), stamp, at, item.opacity, lit=lit, dim=view.dim)

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
        return self._seen((key, shown), cut, at, item.opacity, lit=False, dim=False)

    def _bake(self, markup: str, box: Box, quarters: tuple[int, int]) -> Stamp:
        return stamped(self._theme.markup(markup), box, quarters, self._scale)


def _in_parts(layer: Layer, mix: int, view: View, stamp: Stamp | None = None) -> Copy:
    """The parts of a layer that are not empty, as `stamp` shows them."""
    surface, left, top = stamp or layer.stamp
    left, top = left - view.origin[0], top - view.origin[1]
    blits = ((surface.subsurface(part), (left + part[0], top + part[1])) for part in layer.parts)
    return Copy(mix, tuple(blits))
