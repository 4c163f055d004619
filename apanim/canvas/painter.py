"""Items as strokes at one scale: which stamps show an item, and where on the target they go."""

import dataclasses
import math
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast, get_args

import numpy as np
import pygame

from apanim.canvas import blit, columns, vector
from apanim.canvas.atlas import Atlas, BakedCache
from apanim.canvas.beads import BeadBaker
from apanim.canvas.blit import ADD, COPY, FULL, OVER
from apanim.canvas.flat import flat_stamp
from apanim.canvas.layers import BakedLayer, bake_layer, layer_bytes
from apanim.canvas.lens import Origin, rig_reach
from apanim.canvas.rasterise import stamped
from apanim.canvas.soft_light import SoftLightStroke
from apanim.canvas.sprites import ANGLE_STEPS, SIZE_STEPS, SpriteBaker
from apanim.canvas.stamp import SUBPIXELS, Stamp, split, stamp_bytes
from apanim.canvas.strokes import Blits, Copies, Stroke, copies
from apanim.canvas.tiles import everywhere
from apanim.picture import drawlist as d
from apanim.picture.theme import Theme, colour

if TYPE_CHECKING:
    from apanim.canvas.lit_shape import Body

_MOST_PLACED = 2048
Placed = d.Sprite | d.Scenery | vector.Flat
_PLACED = frozenset(get_args(Placed))
_NOTHING = Copies(b"")

Swarm = TypeVar("Swarm", d.Beads, d.Trails)
Pixel = tuple[int, int]


class TargetView(NamedTuple):
    """Where a target of `size` lies in the scene: its corner's whole pixel, and the rest of that."""

    origin: Pixel
    rest: tuple[float, float]
    size: tuple[int, int]


_WHOLE = TargetView((0, 0), (0.0, 0.0), (1, 1))


class Painter:
    """Turns items into strokes at one scale, pixels to a design unit, for a part of a picture or the whole.

    That is `level` times the scale of the whole view. What it bakes is in `cache`.
    """

    def __init__(self, scale: float, theme: Theme, cache: BakedCache, level: float = 1.0) -> None:
        self._scale, self._theme, self._cache, self._level = scale, theme, cache, level
        self._view = _WHOLE
        self._placed: dict[TargetView, dict[Placed, Copies]] = {}
        self._atlases: dict[d.Sprite, Atlas] = {}  # of sprites alike, by parts of a pixel
        self._sprites = SpriteBaker(scale, theme, cache)
        self._beads = BeadBaker(scale, theme, cache)
        self._bodies: dict[d.Silhouette, Body] = {}

    def strokes(
        self, size: tuple[int, int], items: Iterable[d.Item], origin: Origin = (0.0, 0.0)
    ) -> list[Stroke]:
        """What shows `items` on a target of `size` whose corner lies `origin` pixels from theirs.

        To be drawn before this painter is asked for others.
        """
        (x, fx), (y, fy) = split(origin[0]), split(origin[1])
        self._view = TargetView((x, y), (fx / SUBPIXELS, fy / SUBPIXELS), size)
        if sum(map(len, self._placed.values())) > _MOST_PLACED:
            self.forget()
        placed = self._placed.setdefault(self._view, {})
        strokes: list[Stroke] = []
        waiting: list[Copies] = []
        for item in items:
            if type(item) in _PLACED:
                shown = placed.get(item)  # type: ignore[arg-type]
                if shown is None:
                    item = cast(Placed, item)
                    shown = placed[item] = self._place(item)
            else:
                shown = self._unplaced(item)
            if isinstance(shown, Copies):
                waiting.append(shown)
            elif shown is not None:
                strokes += (Blits(waiting), shown)
                waiting = []
        return [*strokes, Blits(waiting)]

    def paint(self, target: pygame.Surface, items: Iterable[d.Item], origin: Origin = (0.0, 0.0)) -> None:
        """Draw `items` on all of `target`, whose corner lies `origin` pixels from theirs."""
        size = target.get_size()
        for stroke in self.strokes(size, items, origin):
            stroke.draw(target, everywhere(size))

    def forget(self) -> None:
        """Forget where things were put, and so what the cache has thrown away."""
        self._placed.clear()
        self._atlases.clear()

    def layer(self, item: d.Scenery, rest: tuple[float, float] = (0.0, 0.0)) -> BakedLayer:
        """A still layer as it is kept, at full opacity, moved left and up by the part `rest` of a pixel."""
        key = self._scale, "layer", item.name, item.proteins, rest
        return self._cache.get(
            key, lambda: bake_layer(item, self._theme, self._scale, rest, self._level), layer_bytes
        )

    # ---- what may stand where it stood: it is looked up by the item itself

    def _place(self, item: Placed) -> Copies:
        if isinstance(item, d.Sprite):
            at, quarters = self._spot(item.x, item.y)
            if self._beyond(item, at):
                return _NOTHING
            return self._shown(self._look(item, quarters), at, item.opacity, lit=item.additive)
        if isinstance(item, d.Scenery):
            return self._scenery(item)
        plain, x, y = vector.at_origin(item)
        at, quarters = self._spot(x, y)
        lit = isinstance(item, d.Glow)
        if lit:  # too soft for quarters of a pixel, and too large to bake at each
            quarters = 0, 0
        stamp = self._stamp(
            (plain, quarters), lambda: flat_stamp(plain, quarters, self._scale, self._theme)
        )
        return self._shown(stamp, at, item.opacity, lit=lit)

    def _stamp(self, key: Hashable, make: Callable[[], Stamp]) -> Stamp:
        return self._cache.get((self._scale, key), make, stamp_bytes)

    def _spot(self, x: float, y: float) -> tuple[Pixel, Pixel]:
        """The target's pixel, and the quarters of it, that a design point falls on."""
        (left, top), rest = self._view.origin, self._view.rest
        (px, fx), (py, fy) = split(x * self._scale - rest[0]), split(y * self._scale - rest[1])
        return (px - left, py - top), (fx, fy)

    def _shown(self, stamp: Stamp, at: Pixel, opacity: float, *, lit: bool) -> Copies:
        """A stamp with its origin on the target's pixel `at`; `lit` is added as light."""
        place = at[0] + stamp.left, at[1] + stamp.top
        return copies(self._mode(lit), [(stamp.surface, place)], round(FULL * opacity))

    def _mode(self, lit: bool) -> int:
        return ADD if lit and not self._theme.shaded else OVER

    def _look(self, item: d.Sprite, quarters: Pixel) -> Stamp:
        """`item` at full opacity with its origin on those quarters of a pixel."""
        angle, scale = round(item.angle * ANGLE_STEPS), round(item.scale * SIZE_STEPS)
        key = (item.rig, item.part, item.pose, item.shape, scale, angle, item.mirror, quarters)
        return self._stamp(key, lambda: self._sprites.bake(item, scale, angle, quarters))

    def _beyond(self, item: d.Sprite, at: Pixel) -> bool:
        """Wholly outside the target, so that it need not be baked."""
        reach = math.ceil(rig_reach(item.rig) * item.scale * self._scale) + 2
        width, height = self._view.size
        return not (-reach < at[0] < width + reach and -reach < at[1] < height + reach)

    def _scenery(self, item: d.Scenery) -> Copies:
        """The parts of a layer that are not empty."""
        layer, level = self.layer(item, self._view.rest), round(FULL * item.opacity)
        surface, left, top = layer.stamp
        left, top = left - self._view.origin[0], top - self._view.origin[1]
        parts = [(part, (left + part[0], top + part[1])) for part in layer.parts]
        if layer.opacities is not None and not item.additive:
            seen = [(layer.opacities[y : y + h, x : x + w], at) for (x, y, w, h), at in parts]
            return Copies(blit.shade_rows(seen, level), (layer.opacities,))
        mode = self._mode(item.additive) if surface.get_flags() & pygame.SRCALPHA else COPY
        return copies(mode, [(surface.subsurface(part), at) for part, at in parts], level)

    # ---- what is another in every frame

    def _unplaced(self, item: d.Item) -> Copies | Stroke | None:
        scale, theme, (origin, rest, size) = self._scale, self._theme, self._view
        match item:
            case d.Sprites():
                return self._alike(item)
            case d.Beads():
                return self._beads.beads(self._moved(item))
            case d.Trails():
                return self._beads.trails(self._moved(item))
            case d.Veil():
                return Copies(blit.veil_row(size, item.opacity, theme.rgb(item.colour)))
            case d.Dim():
                return Copies(dim_row(size, item.strength, theme))
            case d.Curve():
                key = (item.points.tobytes(), item.colour, item.top_y, item.floor_y, item.bare)
                return self._revealed(item, key, lambda: vector.curve(item))
            case d.Shades():
                key = (item.areas, item.top_y, item.floor_y)
                return self._revealed(item, key, lambda: vector.shades(item))
            case d.ColumnLight():
                return columns.shine(self.layer(d.Scenery(item.name), rest), item, scale, theme, origin)
            case d.ColumnCurve():
                return columns.profile(item, scale, theme, origin)
            case d.Bands():
                return columns.bands(item, scale, theme, origin)
            case d.SoftLight():
                return SoftLightStroke(item, scale, theme, origin)
            case d.LitShape():
                from apanim.canvas import lit_shape  # scipy comes with it

                if item.shape not in self._bodies:
                    self._bodies[item.shape] = lit_shape.bake_body(item.shape, scale, theme)
                return lit_shape.BodyStroke(self._bodies[item.shape], item, origin)
            case _:
                return None

    def _alike(self, item: d.Sprites) -> Copies:
        """One look for each part of a pixel and opacity that there is, copied to many places."""
        like, (origin, rest, _) = item.like, self._view
        x, y = (
            np.rint(((at + places) * self._scale - part) * SUBPIXELS).astype(np.int64)
            for at, places, part in ((like.x, item.x, rest[0]), (like.y, item.y, rest[1]))
        )
        atlas = self._atlases.setdefault(like, Atlas())
        phases = zip((x % SUBPIXELS).tolist(), (y % SUBPIXELS).tolist(), strict=True)
        numbers = atlas.numbers(phases, lambda phase: self._look(like, phase), self._mode(like.additive))
        levels = np.rint(FULL * like.opacity / d.OPACITY_LEVELS * item.opacity).astype(np.int64)
        rows = atlas.placed(numbers, x // SUBPIXELS - origin[0], y // SUBPIXELS - origin[1], levels)
        return Copies(rows.tobytes(), atlas.surfaces)

    def _moved(self, item: Swarm) -> Swarm:
        """Beads or trails in the target's own coordinates."""
        origin, rest, _ = self._view
        if origin == (0, 0) and rest == (0.0, 0.0):
            return item
        dx, dy = ((o + r) / self._scale for o, r in zip(origin, rest, strict=True))
        return dataclasses.replace(item, x=item.x - np.float32(dx), y=item.y - np.float32(dy))

    def _revealed(
        self, item: d.Curve | d.Shades, key: Hashable, drawing: Callable[[], vector.VectorDrawing]
    ) -> Copies:
        """What is baked whole and shown as far as its `reveal_x`."""

        def bake() -> Stamp:
            markup, box = drawing()
            return stamped(self._theme.markup(markup), box, (0, 0), self._scale)

        stamp, origin = self._stamp(key, bake), self._view.origin
        shown = round(item.reveal_x * self._scale) - stamp.left
        if shown <= 0:
            return _NOTHING
        area = (0, 0, min(shown, stamp.surface.get_width()), stamp.surface.get_height())
        cut = Stamp(stamp.surface.subsurface(area), stamp.left, stamp.top)
        at = -origin[0], round(item.shift_y * self._scale) - origin[1]
        return self._shown(cut, at, item.opacity, lit=False)


def dim_row(size: tuple[int, int], strength: float, theme: Theme) -> bytes:
    """A row for `blit.draw` that dims a target of `size`.

    It goes the share `strength` of the way to the theme's brightness and saturation: what is dimmed becomes
    brightness * (saturation * colour + (1 - saturation) * its grey), and the light that it lost is that of
    the colour "focus.toward".
    """
    bright, (red, green, blue) = dimmed(strength, theme)
    colourful = 1.0 - strength * (1.0 - theme.number("focus.saturation"))
    lost = round(red), round(green), round(blue)
    return blit.dim_row(size, bright * colourful, bright * (1.0 - colourful), lost)


def dimmed(strength: float, theme: Theme) -> tuple[float, tuple[float, float, float]]:
    """The share of its brightness that what is dimmed keeps, and the light (red, green, blue) that all of
    it gets for that."""
    bright = 1.0 - strength * (1.0 - theme.number("focus.brightness"))
    red, green, blue = (channel * (1.0 - bright) for channel in theme.rgb(colour("focus.toward")))
    return bright, (red, green, blue)
