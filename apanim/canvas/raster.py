"""The canvas of pixels: paints a draw list on a pygame surface, with no display.

Everything is baked once at its final size and then copied, so a frame is a few hundred small copies. The
same draw list gives the same bytes: what is baked depends on nothing but the item and the canvas's size.
"""

from collections import OrderedDict

import pygame

from apanim.canvas.lens import by_lens, nearest_level, resampled, still_origin, widened
from apanim.canvas.loops import veiling
from apanim.canvas.painter import Painter
from apanim.canvas.shelf import Shelf
from apanim.canvas.strokes import Anew, Copy, Pieces, Stroke
from apanim.canvas.tiles import Where, differing, no_marks
from apanim.errors import UserError
from apanim.picture.drawlist import DrawList, Item, Lens, Scenery
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
        self._marks, self._laid = no_marks(used), list[Stroke]()
        self.changed: Where | None = None  # where the picture differs from the one before, if that is known

    def paint(self, draw_list: DrawList) -> None:
        """Make `draw_list` the picture, on black: it is painted where it differs from the one before."""
        if self._shelf.tidy():
            for painter in (self._plain, *self._near.values()):
                painter.forget()
        strokes: list[Stroke] = []
        for lens, run in by_lens(draw_list.items):
            strokes += self._strokes(lens, run)
        first = strokes[0] if strokes else None
        if not (isinstance(first, Pieces) and first.cover(self._picture.get_size())):
            strokes.insert(0, Pieces([Copy(veiling(self._picture.get_size(), 1.0, (0, 0, 0)), ())]))
        marks = no_marks(self._picture.get_size())
        for stroke in strokes:
            stroke.mark(marks)
        where = differing(self._marks, marks, self._picture.get_width())
        for stroke in strokes:
            stroke.lay(self._picture, where)
        # The strokes are kept, and so the pixels whose addresses the marks were made from.
        self._marks, self._laid = marks, strokes
        self.changed = where if self._picture.get_offset() == (0, 0) else None

    def _strokes(self, lens: Lens, run: list[Item]) -> list[Stroke]:
        """What shows items that are seen through one lens."""
        level, size = nearest_level(lens), self._picture.get_size()
        painter = self._painter(level)
        if level == lens.scale:
            return painter.strokes(size, run, still_origin(lens, size, self._scale))
        if not lens.glides:
            return [Anew(lambda target: resampled(target, painter.paint, run, lens, level, self._scale))]
        layers = [(painter.layer(item).stamp, item.opacity) for item in run if isinstance(item, Scenery)]

        def glide(target: pygame.Surface) -> None:
            for stamp, opacity in layers:
                widened(target, stamp, opacity, lens, level, self._scale)

        return [Anew(glide)]

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
