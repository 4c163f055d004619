"""Paints items at one scale: everything is baked once at its final size and then copied."""

import dataclasses
from collections.abc import Callable, Iterable
from typing import TypeVar, cast, get_args

import numpy as np
import pygame

from apanim.canvas import columns, neuron, vector
from apanim.canvas.alike import Blit, Copy, Looks
from apanim.canvas.beads import BeadPress
from apanim.canvas.dim import dim
from apanim.canvas.extent import rig_reach
from apanim.canvas.layers import Layer, bake_layer
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
from apanim.picture.drawlist import (
    Bands,
    Beads,
    Curve,
    Dim,
    Glow,
    Item,
    NeuronBody,
    Profile,
    Scenery,
    Shades,
    Shine,
    SoftLight,
    Sprite,
    Sprites,
    Trails,
    Veil,
)  # fmt: skip
from apanim.picture.stage import Box
from apanim.picture.theme import Theme

_STAMPS_BYTES = 160 << 20

_MOST_PLACED = 2048

Swarm = TypeVar("Swarm", Beads, Trails)
Placed = Sprite | Scenery | vector.Flat


NOWHERE = Copy(pygame.BLEND_PREMULTIPLIED, ())
_PLACED = frozenset(get_args(Placed))


class Painter:
    """Draws items at one scale, pixels to a design unit, as a part of a picture that may be larger.

    That is `level` times the scale of the whole view.
    """

    def __init__(self, scale: float, theme: Theme, level: float = 1.0) -> None:
        self._scale, self._theme, self._level = scale, theme, level
        self._target = pygame.Surface((1, 1), 0, 32)
        self._origin, self._rest = (0, 0), (0.0, 0.0)
        self._stamps: Shelf[Stamp] = Shelf(_STAMPS_BYTES, stamp_bytes)
        self._layers: dict[object, Layer] = {}
        self._placed: dict[object, dict[object, Copy]] = {}  # by where the frame lies, and then by item
        self._looks = Looks()
        self._beads = BeadPress(scale, theme)
        self._sprites = SpritePress(scale, theme)
        self._skin: neuron.Skin | None = None

    def paint(self, target: pygame.Surface, items: Iterable[Item], origin: Origin = (0.0, 0.0)) -> None:
        """Draw `items` on `target`, whose corner lies `origin` pixels from theirs."""
        self._target = target
        (x, fx), (y, fy) = split(origin[0]), split(origin[1])
        self._origin, self._rest = (x, y), (fx / SUBPIXELS, fy / SUBPIXELS)
        if sum(map(len, self._placed.values())) > _MOST_PLACED:
            self._placed.clear()
            self._looks.clear()
        placed = self._placed.setdefault((self._origin, self._rest, target.get_size()), {})
        waiting: list[Blit] = []
        mix = pygame.BLEND_PREMULTIPLIED
        for item in items:
            if type(item) in _PLACED:
                copy = placed.get(item)
                if copy is None:
                    copy = placed[item] = self._place(cast(Placed, item))
                if copy.mix != mix and waiting:
                    target.fblits(waiting, mix)
                    waiting = []
                mix = copy.mix
                waiting += copy.blits
            else:
                if waiting:
                    target.fblits(waiting, mix)
                    waiting = []
                self._paint(item)
        target.fblits(waiting, mix)

    def _place(self, item: Placed) -> Copy:
        if isinstance(item, Sprite):
            return self._sprite(item)
        return self._scenery(item) if isinstance(item, Scenery) else self._flat(item)

    def _paint(self, item: Item) -> None:
        match item:
            case Sprites():
                blits = self._looks.blits(item, self._scale, self._rest, self._origin, self._on)
                self._target.fblits(blits, self._mix(item.like.additive))
            case Beads():
                self._beads.paint(self._target, self._moved(item))
            case Trails():
                self._beads.paint_trails(self._target, self._moved(item))
            case Veil():
                self._veil(item)
            case Dim():
                dim(self._target, item.strength, self._theme)
            case Curve():
                key = (item.points.tobytes(), item.colour, item.top_y, item.floor_y, item.bare)
                self._revealed(item, key, lambda: vector.curve(item))
            case Shades():
                key = (item.areas, item.top_y, item.floor_y)
                self._revealed(item, key, lambda: vector.shades(item))
            case Shine():
                layer = self._layer(item.name)
                columns.shine(self._target, layer, item, self._scale, self._theme, self._origin)
            case Profile():
                columns.profile(self._target, item, self._scale, self._theme, self._origin)
            case Bands():
                columns.bands(self._target, item, self._scale, self._theme, self._origin)
            case SoftLight():
                neuron.soft_light(self._target, item, self._scale, self._theme, self._origin)
            case NeuronBody():
                self._skin = self._skin or neuron.skin(self._scale, self._theme)
                neuron.paint(self._target, self._skin, item, self._origin)
            case _:
                pass

    def _moved(self, item: Swarm) -> Swarm:
        """Beads or trails in the target's own coordinates."""
        if self._origin == (0, 0) and self._rest == (0.0, 0.0):
            return item
        dx, dy = ((o + r) / self._scale for o, r in zip(self._origin, self._rest, strict=True))
        return dataclasses.replace(item, x=item.x - np.float32(dx), y=item.y - np.float32(dy))

    def _spot(self, x: float, y: float) -> tuple[tuple[int, int], tuple[int, int]]:
        """The target's pixel, and the quarters of it, that a design point falls on."""
        (px, fx), (py, fy) = split(x * self._scale - self._rest[0]), split(y * self._scale - self._rest[1])
        return (px - self._origin[0], py - self._origin[1]), (fx, fy)

    def _seen(self, key: object, stamp: Stamp, at: tuple[int, int], opacity: float, additive: bool) -> Copy:
        step = round(opacity * OPACITY_STEPS)
        if step <= 0:
            return NOWHERE
        if step < OPACITY_STEPS:
            stamp = self._stamps.get((key, "faded", step), lambda: trimmed(faded(stamp, step)))
        return Copy(self._mix(additive), ((stamp.surface, (at[0] + stamp.left, at[1] + stamp.top)),))

    def _mix(self, additive: bool) -> int:
        lit = additive and not self._theme.shaded
        return pygame.BLEND_RGB_ADD if lit else pygame.BLEND_PREMULTIPLIED

    # ---- parts and whole rigs

    def _sprite(self, item: Sprite) -> Copy:
        at, quarters = self._spot(item.x, item.y)
        return NOWHERE if self._beyond(item, at) else self._on(item, at, quarters)

    def _on(self, item: Sprite, at: tuple[int, int], quarters: tuple[int, int]) -> Copy:
        """`item` with its origin on those quarters of the target's pixel `at`."""
        fx, fy = quarters
        angle, scale = round(item.angle * ANGLE_STEPS), round(item.scale * SIZE_STEPS)
        key = (item.rig, item.part, item.pose, item.shape, scale, angle, item.mirror, fx, fy)
        stamp = self._stamps.get(key, lambda: self._sprites.bake(item, scale, angle, (fx, fy)))
        return self._seen(key, stamp, at, item.opacity, item.additive)

    def _beyond(self, item: Sprite, at: tuple[int, int]) -> bool:
        """Wholly outside the target, so that it need not be baked."""
        reach = rig_reach(item.rig) * item.scale * self._scale + 2
        width, height = self._target.get_size()
        return not (-reach < at[0] < width + reach and -reach < at[1] < height + reach)

    # ---- still layers

    def _scenery(self, item: Scenery) -> Copy:
        key = (Scenery(item.name, proteins=item.proteins), self._rest)
        stamp, parts, _, _ = self._layer(item.name, item.proteins)
        left, top = stamp.left - self._origin[0], stamp.top - self._origin[1]
        if not stamp.surface.get_flags() & pygame.SRCALPHA:
            return Copy(0, ((stamp.surface, (left, top)),))
        step = round(item.opacity * OPACITY_STEPS)
        if step <= 0:
            return NOWHERE
        if step < OPACITY_STEPS:
            stamp = self._stamps.get((key, step), lambda: faded(stamp, step))
        blits = ((stamp.surface.subsurface(part), (left + part[0], top + part[1])) for part in parts)
        return Copy(self._mix(item.additive), tuple(blits))

    def layer(self, item: Scenery) -> Stamp:
        """A still layer as it is kept."""
        return self._layer(item.name, item.proteins).stamp

    def _layer(self, name: str, proteins: tuple[tuple[str, float], ...] = ()) -> Layer:
        item = Scenery(name, proteins=proteins)
        key = (item, self._rest)
        if key not in self._layers:
            self._layers[key] = bake_layer(item, self._theme, self._scale, self._rest, self._level)
        return self._layers[key]

    def _veil(self, item: Veil) -> None:
        kept = round(255 * (1.0 - item.opacity))
        tint = [round(channel * item.opacity) for channel in self._theme.rgb(item.colour)]
        self._target.fill((kept, kept, kept), special_flags=pygame.BLEND_RGB_MULT)
        self._target.fill(tint, special_flags=pygame.BLEND_RGB_ADD)

    # ---- flat things

    def _flat(self, item: vector.Flat) -> Copy:
        plain, at_x, at_y = vector.at_origin(item)
        at, (fx, fy) = self._spot(at_x, at_y)
        if isinstance(item, Glow):  # too soft for quarters of a pixel, and too large to bake at each
            fx = fy = 0
        key = (plain, fx, fy)
        stamp = self._stamps.get(key, lambda: flat_stamp(plain, (fx, fy), self._scale, self._theme))
        return self._seen(key, stamp, at, item.opacity, isinstance(item, Glow))

    def _revealed(self, item: Curve | Shades, key: object, drawing: Callable[[], vector.Drawing]) -> None:
        """What is baked whole and shown as far as its `reveal_x`."""
        stamp = self._stamps.get(key, lambda: self._bake(*drawing(), 0, 0))
        shown = round(item.reveal_x * self._scale) - stamp.left
        if shown <= 0:
            return
        area = (0, 0, min(shown, stamp.surface.get_width()), stamp.surface.get_height())
        cut = Stamp(stamp.surface.subsurface(area), stamp.left, stamp.top)
        at = -self._origin[0], round(item.shift_y * self._scale) - self._origin[1]
        mix, blits = self._seen((key, shown), cut, at, item.opacity, additive=False)
        self._target.fblits(blits, mix)

    def _bake(self, markup: str, box: Box, fx: int, fy: int) -> Stamp:
        return stamped(self._theme.markup(markup), box, (fx, fy), self._scale)
