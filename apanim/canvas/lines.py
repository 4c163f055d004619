"""Flat things as stamps. Lines are worked out pixel by pixel: resvg takes ten times as long.

The leader of a label that follows what moves is another line in every frame, and so is a loop of current.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from apanim.canvas import vector, widen
from apanim.canvas.rasterise import stamped
from apanim.canvas.stamp import SUBPIXELS, Stamp, surface_over
from apanim.compiled import compiled
from apanim.picture.drawlist import Glow, Line, Panel
from apanim.picture.theme import Theme

_UNDER_OPACITY = 0.6  # as in vector's lines

Point = tuple[float, float]


def flat_stamp(plain: vector.Flat, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A flat item that `vector.at_origin` moved, `scale` pixels to the unit, on quarters of a pixel."""
    if isinstance(plain, Line) and is_whole(plain):
        return line(plain, quarters, scale, theme)
    if isinstance(plain, Panel):
        return widen.panel(plain, quarters, scale, theme)
    if isinstance(plain, Glow):
        return widen.glow(plain, scale, theme)
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
