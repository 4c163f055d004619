"""Flat things as stamps. Straight lines are worked out pixel by pixel: resvg takes ten times as long.

The leader of a label that follows what moves is another line in every frame.
"""

import math

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
Colour = tuple[int, ...]


def flat_stamp(plain: vector.Flat, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A flat item that `vector.at_origin` moved, `scale` pixels to the unit, on quarters of a pixel."""
    if isinstance(plain, Line) and is_straight(plain):
        return straight(plain, quarters, scale, theme)
    if isinstance(plain, Panel):
        return widen.panel(plain, quarters, scale, theme)
    if isinstance(plain, Glow):
        return widen.glow(plain, scale, theme)
    markup, box = vector.drawing(plain)
    return stamped(theme.markup(markup), box, quarters, scale)


def is_straight(item: Line) -> bool:
    """Whether `straight` can draw it: between two points, whole."""
    return len(item.points) == 2 and item.dash is None and item.points[0] != item.points[1]


def straight(item: Line, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A line that `is_straight`, `scale` pixels to the unit, its origin on `quarters` of a pixel."""
    (x0, y0), (x1, y1) = (
        (x * scale + quarters[0] / SUBPIXELS, y * scale + quarters[1] / SUBPIXELS) for x, y in item.points
    )
    reach = max(item.width, item.under_width) * scale / 2 + 1.0
    left, top = math.floor(min(x0, x1) - reach), math.floor(min(y0, y1) - reach)
    right, bottom = math.ceil(max(x0, x1) + reach), math.ceil(max(y0, y1) + reach)
    length = math.hypot(x1 - x0, y1 - y0)
    cos, sin = (x1 - x0) / length, (y1 - y0) / length
    above, below = theme.rgb(item.colour), theme.rgb(item.under or item.colour)
    pixels = np.zeros((bottom - top, right - left, 4), np.uint8)
    _fill(
        pixels, (left + 0.5 - x0, top + 0.5 - y0), (cos, sin), length, item.width * scale,
        item.under_width * scale, _UNDER_OPACITY if item.under else 0.0, above[::-1], below[::-1],
    )  # fmt: skip
    surface = surface_over(pixels.view(np.uint32)[..., 0])
    return Stamp(surface, left, top)


@compiled
def _fill(
    pixels: NDArray[np.uint8], corner: Point, way: Point, length: float, width: float, under_width: float,
    under_opacity: float, above: Colour, below: Colour,
) -> None:  # fmt: skip
    """Fill `pixels` (h, w, 4), premultiplied, the first of which lies at `corner` from the line's start.

    It goes `way` (cosine, sine); colours are blue first, as the canvas has them.
    """
    reach = max(width, under_width) / 2 + 1.0
    for row in range(pixels.shape[0]):
        y = corner[1] + row
        for column in range(*_near(y, corner[0], way, reach, pixels.shape[1])):
            x = corner[0] + column
            away, along = abs(x * way[1] - y * way[0]), x * way[0] + y * way[1]
            ends = min(max(min(along, length - along) + 0.5, 0.0), 1.0)
            line = _cover(away, width) * ends
            under = _cover(away, under_width) * ends * (1.0 - line) * under_opacity
            for k in range(3):
                pixels[row, column, k] = int(line * above[k] + under * below[k] + 0.5)
            pixels[row, column, 3] = int((line + under) * 255.0 + 0.5)


@compiled
def _near(y: float, corner_x: float, way: Point, reach: float, columns: int) -> tuple[int, int]:
    """Of the row at `y` the columns (first, end) that are so near to the line that it may be seen there."""
    if abs(way[1]) < 0.01:
        return 0, columns
    middle, away = y * way[0] / way[1] - corner_x, reach / abs(way[1])
    return min(max(int(middle - away), 0), columns), min(max(int(middle + away) + 2, 0), columns)


@compiled
def _cover(away: float, width: float) -> float:
    """How much of a pixel whose middle is so far from the middle of a line the line covers."""
    return min(max(width / 2 + 0.5 - away, 0.0), min(width, 1.0))
