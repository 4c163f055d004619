"""Flat things as stamps; resvg's time goes with the area that it draws, and with the number of lines.

Lines are worked out pixel by pixel, in a tenth of resvg's time: the leader of a label that follows what
moves is another line in every frame, and so is a loop of current. A panel is the same all along its middle,
so its ends are drawn and the middle is stretched. A large glow has no edge, so it is drawn coarsely.
"""

import math
from itertools import pairwise

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image

from apanim.canvas import vector
from apanim.canvas.rasterise import rasterise_tight, stamped
from apanim.canvas.stamp import SUBPIXELS, Stamp, surface_of, surface_over
from apanim.compiled import compiled
from apanim.picture.drawlist import Glow, Line, Panel
from apanim.picture.theme import Theme

_UNDER_OPACITY = 0.6  # as in vector's lines
_END_PX = 40.0  # design pixels of a panel that hold its corner and its shadow
_COARSER = 4  # pixels of a large glow to one that is drawn, each way
_LARGE_PX = 160  # of the picture

Point = tuple[float, float]


def flat_stamp(plain: vector.Flat, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A flat item that `vector.at_origin` moved, `scale` pixels to the unit, on quarters of a pixel."""
    if isinstance(plain, Line) and is_whole(plain):
        return line(plain, quarters, scale, theme)
    if isinstance(plain, Panel):
        return _panel(plain, quarters, scale, theme)
    if isinstance(plain, Glow):
        return _glow(plain, scale, theme)
    markup, box = vector.drawing(plain)
    return stamped(theme.markup(markup), box, quarters, scale)


def is_whole(item: Line) -> bool:
    """Whether `line` can draw it: without dashes, and of some length between any two points."""
    return item.dash is None and all(a != b for a, b in pairwise(item.points))


def line(item: Line, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A line that `is_whole`, `scale` pixels to the unit, its origin on `quarters` of a pixel.

    Round where it turns, and cut off straight at its ends; if it comes back to its start it has none.
    """
    points = np.array(item.points, float) * scale + np.array(quarters) / SUBPIXELS
    reach = max(item.width, item.under_width) * scale / 2 + 1.0
    left, top = (math.floor(least) for least in points.min(axis=0) - reach)
    right, bottom = (math.ceil(most) for most in points.max(axis=0) + reach)
    widths = (item.width * scale, item.under_width * scale) if item.under else (item.width * scale, 0.0)
    covers = np.zeros((2, bottom - top, right - left), np.float32)
    closed = item.points[0] == item.points[-1]
    _cover(covers, points - (left + 0.5, top + 0.5), np.array(widths), closed)
    tints = np.array([theme.rgb(item.colour), theme.rgb(item.under or item.colour)])
    pixels = np.empty((bottom - top, right - left), np.uint32)
    _blend(pixels, covers, _UNDER_OPACITY, tints)
    return Stamp(surface_over(pixels), left, top)


def _panel(item: Panel, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A panel at its origin, on `quarters` of a pixel: the same bytes as if it was drawn whole, nearly."""
    more = max(0, math.floor((item.width - 2 * _END_PX) * scale))
    markup, box = vector.drawing(item._replace(width=item.width - more / scale))
    narrow = stamped(theme.markup(markup), box, quarters, scale)
    if more == 0:
        return narrow
    width, height = narrow.surface.get_size()
    half = width // 2
    wide = pygame.Surface((width + more, height), pygame.SRCALPHA, 32)
    middle = pygame.transform.scale(narrow.surface.subsurface((half, 0, 1, height)), (more, height))
    parts = ((narrow.surface.subsurface((0, 0, half, height)), 0), (middle, half))
    for part, x in (*parts, (narrow.surface.subsurface((half, 0, width - half, height)), half + more)):
        wide.blit(part, (x, 0), None, pygame.BLEND_PREMULTIPLIED)
    return Stamp(wide, narrow.left, narrow.top)


def _glow(item: Glow, scale: float, theme: Theme) -> Stamp:
    """A glow at its origin, on a whole pixel."""
    markup, box = vector.drawing(item)
    if 2 * max(item.rx, item.ry) * scale < _LARGE_PX:
        return stamped(theme.markup(markup), box, (0, 0), scale)
    left, top, right, bottom = (_COARSER * math.floor(side * scale / _COARSER) for side in box)
    size = right - left + 2 * _COARSER, bottom - top + 2 * _COARSER
    window = (left / scale, top / scale, size[0] / scale, size[1] / scale)
    image, column, row = rasterise_tight(theme.markup(markup), window, scale / _COARSER)
    small = Image.new("RGBa", (size[0] // _COARSER, size[1] // _COARSER))
    small.paste(image, (column, row))
    return Stamp(surface_of(small.resize(size, Image.Resampling.BICUBIC)), left, top)


@compiled
def _cover(
    covers: NDArray[np.float32], points: NDArray[np.float64], widths: NDArray[np.float64], closed: bool
) -> None:
    """How much of each pixel (2, h, w) two lines of `widths` (2,) through points (n, 2) cover, from 0 on.

    The middle of the first pixel is at (0, 0).
    """
    reach, last = max(widths[0], widths[1]) / 2 + 1.0, points.shape[0] - 2
    for k in range(last + 1):
        x0, y0 = points[k]
        dx, dy = points[k + 1, 0] - x0, points[k + 1, 1] - y0
        length = math.sqrt(dx * dx + dy * dy)
        way, starts, ends = (dx / length, dy / length), k == 0 and not closed, k == last and not closed
        rows = min(y0, y0 + dy) - reach, max(y0, y0 + dy) + reach
        for row in range(max(int(rows[0]), 0), min(int(rows[1]) + 2, covers.shape[1])):
            y = row - y0
            first, end = _near(y, x0, way, length, reach, covers.shape[2])
            for column in range(first, end):
                x = column - x0
                along = x * way[0] + y * way[1]
                beyond, cut = max(-along, along - length, 0.0), 1.0
                if (starts and along < length / 2) or (ends and along >= length / 2):
                    cut, beyond = min(max(min(along, length - along) + 0.5, 0.0), 1.0), 0.0
                aside = x * way[1] - y * way[0]
                away = math.sqrt(aside * aside + beyond * beyond)
                for which in range(2):
                    seen = min(max(widths[which] / 2 + 0.5 - away, 0.0), min(widths[which], 1.0)) * cut
                    covers[which, row, column] = max(covers[which, row, column], np.float32(seen))


@compiled
def _near(y: float, x0: float, way: Point, length: float, reach: float, columns: int) -> tuple[int, int]:
    """Of the row `y` below a stretch's start the columns (first, end) from where it may be seen."""
    low, high = min(0.0, way[0] * length), max(0.0, way[0] * length)
    if abs(way[1]) > 0.01:
        middle, away = y * way[0] / way[1], reach / abs(way[1])
        low, high = max(low, middle - away), min(high, middle + away)
    first, end = int(x0 + low - reach), int(x0 + high + reach) + 2
    return min(max(first, 0), columns), min(max(end, 0), columns)


@compiled
def _blend(
    pixels: NDArray[np.uint32], covers: NDArray[np.float32], under_opacity: float, tints: NDArray[np.int64]
) -> None:
    """Fill `pixels` (h, w), premultiplied, with the first line over the second, in `tints` (2, 3)."""
    for row in range(pixels.shape[0]):
        for column in range(pixels.shape[1]):
            line = float(covers[0, row, column])
            under = float(covers[1, row, column]) * (1.0 - line) * under_opacity
            packed = int((line + under) * 255.0 + 0.5)
            for k in range(3):
                packed = packed << 8 | int(line * tints[0, k] + under * tints[1, k] + 0.5)
            pixels[row, column] = packed
