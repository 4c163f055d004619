"""The canvas of pixels: paints a draw list on a pygame surface, with no display.

Everything is baked once at its final size and then copied, so a frame is a few hundred small copies. The
same draw list gives the same bytes: what is baked depends on nothing but the item and the canvas's size.
"""

import math

import pygame
from PIL import Image

from apanim.canvas import columns, turn, vector
from apanim.canvas.beads import BeadPress
from apanim.canvas.dim import dim
from apanim.canvas.rasterise import rasterise, rasterise_tight
from apanim.canvas.shelf import Shelf
from apanim.canvas.stamp import OPACITY_STEPS, SUBPIXELS, Stamp, faded, split, stamp_bytes, surface_of
from apanim.canvas.turn import Master
from apanim.errors import UserError
from apanim.picture import scenery, svg
from apanim.picture.drawlist import (
    Bands,
    Beads,
    Curve,
    Dim,
    DrawList,
    Glow,
    Item,
    Profile,
    Scenery,
    Shine,
    Sprite,
    Trails,
    Veil,
)  # fmt: skip
from apanim.picture.rigs import part_markup, rig, rig_markup
from apanim.picture.stage import HEIGHT, WIDTH, Box
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme

_STAMPS_BYTES, _MASTERS_BYTES = 160 << 20, 64 << 20
_ANGLE_STEPS, _SIZE_STEPS = 10, 128  # the finest turn (of a degree) and size that are baked
_SMALLEST, _LARGEST = (320, 180), (7680, 4320)


class RasterCanvas:
    """Pixels of `size` (width, height), both even; the picture is letterboxed if it is not 16 to 9.

    Raises UserError for a size that cannot be encoded.
    """

    def __init__(self, size: tuple[int, int], theme: Theme | None = None) -> None:
        self._theme = theme or usual_theme()
        width, height = size
        if width % 2 or height % 2:
            raise UserError(f"size {width}x{height}: both numbers must be even, as video needs")
        if not (_SMALLEST[0] <= width <= _LARGEST[0] and _SMALLEST[1] <= height <= _LARGEST[1]):
            raise UserError(f"size {width}x{height}: choose between 320x180 and 7680x4320")
        by_width, by_height = width / WIDTH, height / HEIGHT
        # 854x480 is a hair wider than 16 to 9: fill it rather than leave a black column.
        nearly = abs(by_width / by_height - 1.0) < 1.5 / min(size)
        self._scale = max(by_width, by_height) if nearly else min(by_width, by_height)
        used = min(width, round(WIDTH * self._scale)), min(height, round(HEIGHT * self._scale))
        corner = (width - used[0]) // 2, (height - used[1]) // 2
        self.surface = pygame.Surface(size, 0, 32)
        self._picture = self.surface.subsurface((*corner, *used))
        self._stamps: Shelf[Stamp] = Shelf(_STAMPS_BYTES, stamp_bytes)
        self._masters: Shelf[Master] = Shelf(_MASTERS_BYTES, lambda m: 4 * m.image.width * m.image.height)
        self._layers: dict[Scenery, Stamp] = {}
        self._beads = BeadPress(self._scale, self._theme)

    def paint(self, draw_list: DrawList) -> None:
        """Draw all of `draw_list` over what was there."""
        for item in draw_list.items:
            self._paint(item)

    def buffer(self) -> memoryview:
        """The pixels, bytes B, G, R, unused, row after row; the surface is locked while it lives."""
        return memoryview(self.surface.get_buffer())  # type: ignore[arg-type]  # it has the protocol

    def _paint(self, item: Item) -> None:
        match item:
            case Beads():
                self._beads.paint(self._picture, item)
            case Trails():
                self._beads.paint_trails(self._picture, item)
            case Sprite():
                self._sprite(item)
            case Scenery():
                self._scenery(item)
            case Veil():
                self._veil(item)
            case Dim():
                dim(self._picture, item.strength, self._theme)
            case Curve():
                self._curve(item)
            case Shine():
                columns.shine(self._picture, self._layer(item.name), item, self._scale, self._theme)
            case Profile():
                columns.profile(self._picture, item, self._scale, self._theme)
            case Bands():
                columns.bands(self._picture, item, self._scale, self._theme)
            case _:
                self._flat(item)

    def _put(self, key: object, stamp: Stamp, at: tuple[int, int], opacity: float, additive: bool) -> None:
        step = round(opacity * OPACITY_STEPS)
        if step <= 0:
            return
        if step < OPACITY_STEPS:
            stamp = self._stamps.get((key, "faded", step), lambda: faded(stamp, step))
        lit = additive and not self._theme.shaded
        flags = pygame.BLEND_RGB_ADD if lit else pygame.BLEND_PREMULTIPLIED
        self._picture.blit(stamp.surface, (at[0] + stamp.left, at[1] + stamp.top), None, flags)

    # ---- parts and whole rigs

    def _sprite(self, item: Sprite) -> None:
        (x, fx), (y, fy) = split(item.x * self._scale), split(item.y * self._scale)
        angle, scale = round(item.angle * _ANGLE_STEPS), round(item.scale * _SIZE_STEPS)
        key = (item.rig, item.part, item.pose, item.shape, scale, angle, item.mirror, fx, fy)
        stamp = self._stamps.get(key, lambda: self._bake_sprite(item, scale, angle, (fx, fy)))
        self._put(key, stamp, (x, y), item.opacity, item.additive)

    def _bake_sprite(self, item: Sprite, scale: int, angle: int, quarters: tuple[int, int]) -> Stamp:
        this, size, turn_deg = rig(item.rig), scale / _SIZE_STEPS, angle / _ANGLE_STEPS
        if not item.part:
            left, top, width, height = this.view_box
            reach = size * math.hypot(max(-left, left + width), max(-top, top + height))
            stand = (
                f'<g transform="rotate({turn_deg:g}) scale({size:g} {-size if item.mirror else size:g})">'
                f"{self._theme.sprite(item.rig, rig_markup(item.rig, item.pose))}</g>"
            )
            return self._bake(stand, (-reach, -reach, reach, reach), *quarters)
        zoom = self._scale * size
        source = self._masters.get(
            (item.rig, item.part, item.shape, scale),
            lambda: turn.master(
                self._theme.sprite(item.rig, part_markup(item.rig, item.part, item.shape)),
                this.view_box,
                zoom,
            ),
        )
        px, py = this.pivot(item.part)
        return turn.turned(source, (px * zoom, py * zoom), turn_deg, quarters)

    # ---- still layers

    def _scenery(self, item: Scenery) -> None:
        key = Scenery(item.name, proteins=item.proteins)
        stamp = self._layer(item.name, item.proteins)
        if stamp.surface.get_flags() & pygame.SRCALPHA:
            self._put(key, stamp, (0, 0), item.opacity, item.additive)
        else:
            self._picture.blit(stamp.surface, (0, 0))

    def _layer(self, name: str, proteins: tuple[tuple[str, float], ...] = ()) -> Stamp:
        key = Scenery(name, proteins=proteins)
        if key not in self._layers:
            self._layers[key] = self._bake_layer(key)
        return self._layers[key]

    def _bake_layer(self, item: Scenery) -> Stamp:
        layer = scenery.layer(item)
        size = self._picture.get_size()
        small = math.ceil(size[0] * layer.fineness), math.ceil(size[1] * layer.fineness)
        # A little too large rather than short of the last row: what was there before must not show through.
        zoom = max(small[0] / WIDTH, small[1] / HEIGHT) if layer.fineness < 1.0 else self._scale
        image, left, top = rasterise_tight(self._theme.markup(layer.markup), (0, 0, WIDTH, HEIGHT), zoom)
        if layer.fineness < 1.0:
            whole = Image.new("RGBa", small)
            whole.paste(image, (left, top))
            image, left, top = whole.resize(size, Image.Resampling.BICUBIC), 0, 0
        if image.size == size and image.getchannel("a").getextrema() == (255, 255):
            return Stamp(surface_of(image, opaque=True), 0, 0)
        bounds = image.getbbox() or (0, 0, 1, 1)
        return Stamp(surface_of(image.crop(bounds)), left + bounds[0], top + bounds[1])

    def _veil(self, item: Veil) -> None:
        kept = round(255 * (1.0 - item.opacity))
        tint = [round(channel * item.opacity) for channel in self._theme.rgb(item.colour)]
        self._picture.fill((kept, kept, kept), special_flags=pygame.BLEND_RGB_MULT)
        self._picture.fill(tint, special_flags=pygame.BLEND_RGB_ADD)

    # ---- flat things

    def _flat(self, item: vector.Flat) -> None:
        plain, at_x, at_y = vector.at_origin(item)
        (x, fx), (y, fy) = split(at_x * self._scale), split(at_y * self._scale)
        if isinstance(item, Glow):  # too soft for quarters of a pixel, and too large to bake at each
            fx = fy = 0
        key = (plain, fx, fy)
        stamp = self._stamps.get(key, lambda: self._bake(*vector.drawing(plain), fx, fy))
        self._put(key, stamp, (x, y), item.opacity, isinstance(item, Glow))

    def _curve(self, item: Curve) -> None:
        key = (item.points.tobytes(), item.colour, item.top_y, item.floor_y)
        stamp = self._stamps.get(key, lambda: self._bake(*vector.curve(item), 0, 0))
        shown = round(item.reveal_x * self._scale) - stamp.left
        if shown <= 0:
            return
        area = (0, 0, min(shown, stamp.surface.get_width()), stamp.surface.get_height())
        cut = Stamp(stamp.surface.subsurface(area), stamp.left, stamp.top)
        self._put((key, shown), cut, (0, 0), item.opacity, additive=False)

    def _bake(self, markup: str, box: Box, fx: int, fy: int) -> Stamp:
        """SVG `markup` round an origin that falls on the quarters (fx, fy) of its pixel, within `box`."""
        dx, dy = fx / SUBPIXELS, fy / SUBPIXELS
        left, top, right, bottom = (side * self._scale for side in box)
        x, y = math.floor(left + dx) - 1, math.floor(top + dy) - 1
        width, height = math.ceil(right + dx) + 1 - x, math.ceil(bottom + dy) + 1 - y
        place = f"translate({dx - x:g} {dy - y:g}) scale({self._scale:.8f})"
        body = f'<g transform="{place}">{self._theme.markup(markup)}</g>'
        if "<text" in markup:
            image = rasterise(svg.document(body, 0, 0, width, height), width, height, text=True)
            return Stamp(surface_of(image), x, y)
        image, column, row = rasterise_tight(body, (0, 0, width, height), 1.0)
        return Stamp(surface_of(image), x + column, y + row)
