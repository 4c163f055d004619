"""The canvas of pixels: paints a draw list on a pygame surface, with no display.

Everything is baked once at its final size and then copied, so a frame is a few hundred small copies. The
same draw list gives the same bytes: what is baked depends on nothing but the item and the canvas's size.
"""

from collections import OrderedDict

import pygame

from apanim.canvas.lens import by_lens, nearest_level, resampled, still_origin, widened
from apanim.canvas.painter import Painter
from apanim.canvas.shelf import Shelf
from apanim.errors import UserError
from apanim.picture.drawlist import DrawList, Scenery
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme

_SMALLEST, _LARGEST = (320, 180), (7680, 4320)
_NEAR_KEPT = 4  # of the painters at other scales than the frame's own


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
        self._shelf = Shelf()
        self._plain = Painter(self._scale, self._theme, self._shelf)
        self._near: OrderedDict[float, Painter] = OrderedDict()

    def paint(self, draw_list: DrawList) -> None:
        """Draw all of `draw_list` over what was there."""
        if self._shelf.tidy():
            for painter in (self._plain, *self._near.values()):
                painter.forget()
        for lens, run in by_lens(draw_list.items):
            level = nearest_level(lens)
            painter = self._painter(level)
            if level == lens.scale:
                origin = still_origin(lens, self._picture.get_size(), self._scale)
                painter.paint(self._picture, run, origin)
            elif lens.glides:
                for item in run:
                    if isinstance(item, Scenery):
                        stamp = painter.layer(item).stamp
                        widened(self._picture, stamp, item.opacity, lens, level, self._scale)
            else:
                resampled(self._picture, painter.paint, run, lens, level, self._scale)

    def buffer(self) -> memoryview:
        """The pixels, bytes B, G, R, unused, row after row; the surface is locked while it lives."""
        return memoryview(self.surface.get_buffer())  # type: ignore[arg-type]  # it has the protocol

    def _painter(self, level: float) -> Painter:
        """The one that draws `level` times as large; the last few are kept, each with its stamps."""
        if level == 1.0:
            return self._plain
        if level not in self._near:
            self._near[level] = Painter(self._scale * level, self._theme, self._shelf, level)
            if len(self._near) > _NEAR_KEPT:
                self._near.popitem(last=False)
        self._near.move_to_end(level)
        return self._near[level]
