"""A picture without a ground, cut out: straight alpha, so that it lies right on any other ground.

What is drawn knows of no alpha but its own. So it is drawn twice, on black and on white: where both are
alike it is opaque, where they are as far apart as black and white there is nothing, and all that lies over
each other on the way (shadow, light, a lens) comes out by itself (Smith and Blinn 1996, "Blue screen
matting", theorem 4). Light that is added to what it falls on becomes as opaque as it is bright, in its own
hue.
"""

from collections.abc import Iterable

import pygame
from numpy import int64, uint32
from numpy.typing import NDArray

from apanim.canvas.painter import dimmed
from apanim.canvas.raster import Picture, RasterCanvas
from apanim.canvas.tiles import TILE_HEIGHT, everywhere
from apanim.compiled import compiled, pixels_at
from apanim.picture.drawlist import Dim, Dissolve, DrawList, Item
from apanim.picture.theme import Theme
from apanim.picture.theme import theme as usual_theme

Lost = tuple[float, float, float]  # red, green, blue, 0..255
# Tints of a theme whose light is shaded may be brighter, by their rounding, than white leaves room for.
_WHITE, _NEARLY_WHITE = 255, 240
_FAINTEST = 4  # of 255: where all was dimmed the two pictures are rounded apart by as much


class CutOutCanvas:
    """As RasterCanvas, for draw lists without a ground; its pictures have straight alpha, 0..255."""

    def __init__(self, size: tuple[int, int], theme: Theme | None = None) -> None:
        self._theme = theme or usual_theme()
        self._on_black = RasterCanvas(size, self._theme)
        self._white = _NEARLY_WHITE if self._theme.shaded else _WHITE
        self._on_white = RasterCanvas(size, self._theme, behind=(self._white, self._white, self._white))
        self.surface = pygame.Surface(size, pygame.SRCALPHA, 32)

    def paint(self, draw_list: DrawList) -> Picture:
        """Make `draw_list` the picture; it is cut out where it differs from the one before."""
        black, damage = self._on_black.paint(draw_list)
        white, _ = self._on_white.paint(draw_list)
        kept, lost = _dims(draw_list.items, self._theme)
        one, other, out = (pygame.surfarray.pixels2d(each).T for each in (black, white, self.surface))
        red, green, blue = (round(256 * channel) for channel in lost)
        faintest = _FAINTEST if kept < 1.0 else 1
        brighter = round(65536 / kept * _WHITE / self._white)
        where = damage or everywhere(black.get_size())
        _cut(one, other, out, *where, brighter, faintest, red, green, blue)
        return Picture(self.surface, damage)


def canvas(size: tuple[int, int], theme: Theme | None, ground: bool) -> RasterCanvas | CutOutCanvas:
    """What paints pictures of `size` with their ground, or those that have none. Raises UserError."""
    return RasterCanvas(size, theme) if ground else CutOutCanvas(size, theme)


def _dims(items: Iterable[Item], theme: Theme) -> tuple[float, Lost]:
    """What is left of the light of an empty place when all is drawn, and what has come to it instead."""
    kept, lost = 1.0, (0.0, 0.0, 0.0)
    for item in items:
        if isinstance(item, Dim):
            bright, tint = dimmed(item.strength, theme)
            kept, lost = kept * bright, _sum(lost, bright, tint, 1.0)
        elif isinstance(item, Dissolve):
            share, (other, tint) = item.opacity, _dims(item.items, theme)
            kept = kept * (1.0 - share) + other * share
            lost = _sum(lost, 1.0 - share, tint, share)
    return kept, lost


def _sum(one: Lost, times: float, other: Lost, share: float) -> Lost:
    red, green, blue = (times * a + share * b for a, b in zip(one, other, strict=True))
    return red, green, blue


@compiled
def _cut(
    black: NDArray[uint32], white: NDArray[uint32], out: NDArray[uint32], starts: NDArray[int64],
    spans: NDArray[int64], brighter: int, faintest: int, red: int, green: int, blue: int,
) -> None:  # fmt: skip
    """Fill `out` (h, w), 0xAARRGGBB, from the pictures on black and on white, where `starts` and `spans`
    say (see tiles.Damage).

    `brighter` of 65536 is what undoes the dimming of the difference; red, green and blue, in 256ths, are
    what dimming has put where there was nothing.
    """
    on_black, on_white = pixels_at(black.ctypes.data), pixels_at(white.ctypes.data)
    to, wide = pixels_at(out.ctypes.data), out.strides[0] // 4
    one_wide, other_wide = black.strides[0] // 4, white.strides[0] // 4
    for y in range(out.shape[0]):
        band = y // TILE_HEIGHT
        for s in range(starts[band], starts[band + 1]):
            for x in range(spans[s, 0], spans[s, 1]):
                p, q = int64(on_black[y * one_wide + x]), int64(on_white[y * other_wide + x])
                b, g, r = p & 255, p >> 8 & 255, p >> 16 & 255
                clear = min((q & 255) - b, (q >> 8 & 255) - g, (q >> 16 & 255) - r)
                clear = min(max(clear * brighter + 32768 >> 16, 0), 255)
                alpha = 255 - clear
                if alpha < faintest:
                    to[y * wide + x] = uint32(0)
                    continue
                half = alpha >> 1
                b = min(max(b * 255 - (blue * clear >> 8) + half, 0) // alpha, 255)
                g = min(max(g * 255 - (green * clear >> 8) + half, 0) // alpha, 255)
                r = min(max(r * 255 - (red * clear >> 8) + half, 0) // alpha, 255)
                to[y * wide + x] = uint32(alpha << 24 | r << 16 | g << 8 | b)
