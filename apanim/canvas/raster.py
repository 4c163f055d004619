"""The canvas of pixels: paints a draw list on a pygame surface, with no display.

Most is baked once at its final size and then copied, so a frame is a few hundred small copies. The
same draw list gives the same bytes: what is baked depends on nothing but the item and the canvas's size.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pygame
import pygame.surfarray
from cachetools import LRUCache
from numpy.typing import NDArray

from apanim.canvas.atlas import BakedCache, limit_bytes
from apanim.canvas.blit import COPY, FULL, veil_row
from apanim.canvas.lens import PLAIN, by_lens, nearest_level, resampled, still_origin, stretched
from apanim.canvas.painter import Painter
from apanim.canvas.strokes import Blits, Copies, Redrawn, Stroke, copies
from apanim.canvas.tiles import Damage, differing, everywhere, no_hashes
from apanim.errors import UserError
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Dissolve, DrawList, Item, Lens, Scenery
from apanim.picture.frames import Frame, frame_for
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme

_SMALLEST, _LARGEST = (320, 180), (7680, 4320)
_NEAR_KEPT = 4  # of the painters at other scales than the frame's own


class Picture(NamedTuple):
    """A picture that was painted, until the next is: `damage` is where it differs from the one before it;
    None: it may anywhere."""

    surface: pygame.Surface
    damage: Damage | None = None


class RasterCanvas:
    """Pixels of `size` (width, height), both even; the picture is letterboxed in what is not its shape.

    `behind` (red, green, blue) is seen there, and where nothing is drawn. Raises UserError for a size that
    cannot be encoded.
    """

    def __init__(
        self, size: tuple[int, int], theme: Theme | None = None, behind: tuple[int, int, int] = (0, 0, 0)
    ) -> None:
        self._theme, self._behind = theme or usual_theme(), behind
        width, height = size
        if width % 2 or height % 2:
            raise UserError(f"size {width}x{height}: both numbers must be even, as video needs")
        long, short = max(size), min(size)
        if not (_SMALLEST[0] <= long <= _LARGEST[0] and _SMALLEST[1] <= short <= _LARGEST[1]):
            raise UserError(f"size {width}x{height}: choose between 320x180 and 7680x4320")
        self._frame = frame_for(size)
        wide, high = self._frame.size
        by_width, by_height = width / wide, height / high
        # 854x480 is a hair wider than 16 to 9: fill it rather than leave a black column.
        nearly = abs(by_width / by_height - 1.0) < 1.5 / min(size)
        self._scale = max(by_width, by_height) if nearly else min(by_width, by_height)
        used = min(width, round(wide * self._scale)), min(height, round(high * self._scale))
        corner = (width - used[0]) // 2, (height - used[1]) // 2
        self.surface = pygame.Surface(size, 0, 32)
        self.surface.fill(behind)
        self._picture = self.surface.subsurface((*corner, *used))
        self._cache = BakedCache(limit_bytes(size))
        self._plain = Painter(self._scale, self._theme, self._cache)
        self._near: LRUCache[float, Painter] = LRUCache(_NEAR_KEPT)
        self._middle = _stage_middle(self._frame, used, self._scale)
        self._hashes, self._drawn = no_hashes(used), list[Stroke]()
        self._other: tuple[tuple[Item, ...], pygame.Surface] | None = None  # what is dissolved into

    def paint(self, draw_list: DrawList) -> Picture:
        """Make `draw_list` the picture: it is painted where it differs from the one before.

        It is of the frame whose shape is nearest to the canvas's.
        """
        if self._cache.tidy():
            for painter in (self._plain, *self._near.values()):
                painter.forget()
        size = self._picture.get_size()
        strokes = self._all_strokes(draw_list.items)
        first = strokes[0] if strokes else None
        if not (isinstance(first, Blits) and first.cover(size)):
            strokes.insert(0, Blits([Copies(veil_row(size, 1.0, self._behind))]))
        hashes = no_hashes(size)
        for stroke in strokes:
            stroke.hash(hashes)
        damage = differing(self._hashes, hashes, size[0])
        for stroke in strokes:
            stroke.draw(self._picture, damage)
        # The strokes are kept, and so the pixels whose addresses the hashes were made from.
        self._hashes, self._drawn = hashes, strokes
        return Picture(self.surface, damage if self._picture.get_offset() == (0, 0) else None)

    def _all_strokes(self, items: Iterable[Item]) -> list[Stroke]:
        return [stroke for lens, run in by_lens(items) for stroke in self._strokes(lens, run)]

    def _dissolve(self, item: Dissolve) -> Blits:
        """The other picture, painted once, laid over this one."""
        if self._other is None or self._other[0] is not item.items:
            size = self._picture.get_size()
            surface = pygame.Surface(size, 0, 32)
            surface.fill(self._behind)
            for stroke in self._all_strokes(item.items):
                stroke.draw(surface, everywhere(size))
            self._other = item.items, surface
        return Blits([copies(COPY, [(self._other[1], (0, 0))], round(FULL * item.opacity))])

    def _strokes(self, lens: Lens, run: list[Item]) -> list[Stroke]:
        """What shows items that are seen through one lens."""
        if isinstance(run[0], Dissolve):
            return [self._dissolve(run[0])]
        level, size, middle = nearest_level(lens), self._picture.get_size(), self._middle
        painter = self._painter(level)
        if level == lens.scale:
            plain = lens == PLAIN and not self._frame.stacked  # of rounded sizes, too, to the pixel
            return painter.strokes(
                size, run, (0.0, 0.0) if plain else still_origin(lens, middle, self._scale)
            )
        if not lens.glides:
            return [
                Redrawn(
                    lambda target: resampled(target, painter.paint, run, lens, level, self._scale, middle)
                )
            ]
        layers = [(painter.layer(item).stamp, item.opacity) for item in run if isinstance(item, Scenery)]

        def glide(target: pygame.Surface) -> None:
            for stamp, opacity in layers:
                stretched(target, stamp, opacity, lens, level, self._scale, middle)

        return [Redrawn(glide)]

    def pixels(self) -> NDArray[np.uint32]:
        """(width, height), a pixel each, as bytes B, G, R, unused; the surface is locked while it lives."""
        return pygame.surfarray.pixels2d(self.surface)

    def buffer(self) -> memoryview:
        """The pixels, bytes B, G, R, unused, row after row; the surface is locked while it lives."""
        return memoryview(self.surface.get_buffer())  # type: ignore[arg-type]  # it has the protocol

    def _painter(self, level: float) -> Painter:
        """The one that draws `level` times as large; the last few are kept, each with its stamps."""
        if level == 1.0:
            return self._plain
        if level not in self._near:
            self._near[level] = Painter(self._scale * level, self._theme, self._cache, level)
        return self._near[level]


def _stage_middle(frame: Frame, used: tuple[int, int], scale: float) -> tuple[float, float]:
    """Pixels from the corner of a picture of `used` pixels to the middle of the stage."""
    x, y = frame.middle
    return used[0] / 2 + (WIDTH / 2 - x) * scale, used[1] / 2 + (HEIGHT / 2 - y) * scale
