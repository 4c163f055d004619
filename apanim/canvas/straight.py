"""Flat things as stamps. Straight lines are worked out pixel by pixel: resvg takes ten times as long.

The leader of a label that follows what moves is another line in every frame.
"""

import math

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas import vector, widen
from apanim.canvas.rasterise import stamped
from apanim.canvas.stamp import SUBPIXELS, Stamp
from apanim.picture.drawlist import Glow, Line, Panel
from apanim.picture.theme import Theme

_UNDER_OPACITY = 0.6  # as in vector's lines

Float = NDArray[np.float32]


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
    x = np.arange(left + 0.5 - x0, right - x0, dtype=np.float32)
    y = np.arange(top + 0.5 - y0, bottom - y0, dtype=np.float32)[:, None]
    away, along = np.abs(x * sin - y * cos), x * cos + y * sin
    ends = np.clip(np.minimum(along, length - along) + 0.5, 0.0, 1.0)
    line = _cover(away, item.width * scale) * ends
    under = (
        _cover(away, item.under_width * scale)
        * ends
        * (1.0 - line)
        * (_UNDER_OPACITY if item.under else 0.0)
    )
    pixels = np.empty((*line.shape, 4), np.uint8)
    above, below = theme.rgb(item.colour), theme.rgb(item.under or item.colour)
    for k, channel in enumerate((2, 1, 0)):  # blue first, as the canvas has it
        pixels[..., k] = line * above[channel] + under * below[channel] + 0.5
    pixels[..., 3] = (line + under) * 255.0 + 0.5
    return Stamp(pygame.image.frombuffer(pixels.tobytes(), line.shape[::-1], "BGRA").copy(), left, top)


def _cover(away: Float, width: float) -> Float:
    """How much of a pixel whose middle is so far from the middle of a line the line covers."""
    return np.clip(width / 2 + 0.5 - away, 0.0, min(width, 1.0))
