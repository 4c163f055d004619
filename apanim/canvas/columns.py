"""What changes every frame and column by column: light along an axon, its profile, its bands.

Nothing here is baked: what is known by column is drawn pixel by pixel.
"""

import math
from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.blit import OVER
from apanim.canvas.column_loops import ADDED, SCREENED, TAKEN, Light, UnderCurve
from apanim.canvas.layers import BakedLayer
from apanim.canvas.strokes import Copies, copies
from apanim.picture.design_frame import WIDTH
from apanim.picture.drawlist import COLUMN_PX, COLUMNS, Bands, ColumnCurve, ColumnLight, Tint
from apanim.picture.theme import Theme, rgb

_SOLID = "columns", "row"  # scratch surfaces that need no opacity
_DARKEST = 4.0  # of 255: less light than this is not laid on
_STEPS = 8  # of a pixel, in the profile's table of opacities
_REACH = 512  # pixels above and below the line that the table covers
_LINE, _HALO, _HALO_OPACITY = 5.5, 12.0, 0.22
_FILL_OPACITY = 0.25
_PIECE_PX = 200  # of the curve that is drawn at once
_CORNER, _HATCH_PITCH, _HATCH_WIDTH, _HATCH_OPACITY = 8.0, 16.0, 5.0, 0.15
_BAR_OPACITY = 0.94

Float = NDArray[np.floating]
Point = tuple[int, int]
Piece = tuple[int, int, int, int]


def shine(
    layer: BakedLayer, item: ColumnLight, scale: float, theme: Theme, origin: Point = (0, 0)
) -> Light | None:
    """`layer` in the colours of `item`, where any column is lit.

    Added; or screened, so that light on light never clips, where the item says so. Where a theme has shades
    for light, what the colour lacks of white is taken away instead.
    """
    stamp, screened = layer.stamp, item.screen or theme.shaded
    colours = _light(item, theme)
    lit = np.flatnonzero(colours.max(axis=0) >= _DARKEST)
    if len(lit) == 0:
        return None
    width = round(WIDTH * scale)
    left = max(stamp.left, math.floor((lit[0] - 1) * COLUMN_PX * scale))
    right = min(stamp.left + stamp.surface.get_width(), math.ceil((lit[-1] + 1) * COLUMN_PX * scale), width)
    if right <= left:
        return None
    row = _between(colours, width)[left:right]
    corner = left - stamp.left, 0
    seen = stamp.surface.subsurface((*corner, right - left, stamp.surface.get_height()))
    at = left - origin[0], stamp.top - origin[1]
    rows = np.array(layer.runs, np.int64).reshape(-1, 2)
    return Light(seen, at, rows, row, TAKEN if theme.shaded else SCREENED if screened else ADDED)


def profile(item: ColumnCurve, scale: float, theme: Theme, origin: Point = (0, 0)) -> UnderCurve:
    """The curve: fill, halo and line in one look-up by the distance from the line.

    Piece by piece of the curve only the rows about it are looked up; above there is nothing, below fill.
    """
    left, right = round(item.left * scale), round(item.right * scale)
    top, floor = round(item.top_y * scale), round(item.floor_y * scale)
    y = _at_pixels(item.y, left, right - left, scale) * scale - top
    steps = (_STEPS / np.hypot(1.0, np.gradient(y))).astype(np.float32)
    begin = np.float32(_REACH + 0.5) - y.astype(np.float32) * steps
    pieces = np.array(
        [_piece(first, y, steps, floor - top, scale) for first in range(0, len(y), _PIECE_PX)]
    )
    row = _between(_colours(item.tint, theme), round(WIDTH * scale))[left:right]
    at = left - origin[0], top - origin[1]
    return UnderCurve(at, floor - top, row, begin, steps, pieces, _alphas(scale))


def _piece(first: int, y: Float, steps: NDArray[np.float32], height: int, scale: float) -> Piece:
    """Of the curve from the column `first` on: that, its end, and the rows from and to which it is."""
    end = min(first + _PIECE_PX, len(y))
    reach = (_HALO * scale / 2 + 1.0) * _STEPS / float(steps[first:end].min())
    upper = min(max(math.floor(y[first:end].min() - reach), 0), height)
    return first, end, upper, min(max(math.ceil(y[first:end].max() + reach), upper), height)


def bands(item: Bands, scale: float, theme: Theme, origin: Point = (0, 0)) -> Copies:
    """The bars, each cut from a long one with round ends; a hatched one has slanting stripes."""
    height, corner = round(item.height * scale), math.ceil(_CORNER * scale)
    y = round(item.y * scale) - origin[1]
    blits = []
    for left, right, tint, hatch in item.bars:
        first, last = round(left * scale), round(right * scale)
        if last - first < 2 * corner:
            continue
        wide = math.ceil(WIDTH * scale)
        long = _long_bar(wide, height, theme.hex(tint), theme.hex(hatch), scale)
        first, last = first - origin[0], last - origin[0]
        body = long.subsurface((0, 0, min(last - first - corner, wide), height))
        end = long.subsurface((wide - corner, 0, corner, height))
        blits += [(body, (first, y)), (end, (last - corner, y))]
    return copies(OVER, blits)


@lru_cache(maxsize=16)
def _long_bar(width: int, height: int, tint: str, hatch: str, scale: float) -> pygame.Surface:
    x, y = np.arange(width)[None, :] + 0.5, np.arange(height)[:, None] + 0.5
    inside = _rounded(x, y, width, height, _CORNER * scale)
    bar = pygame.Surface((width, height), pygame.SRCALPHA, 32)
    _tinted(bar, _packed(np.rint(255.0 * _BAR_OPACITY * inside).astype(np.uint32)), rgb(tint))
    if hatch:
        share = _HATCH_OPACITY * inside * _hatch(x, y, scale)
        _tinted(bar, _packed(np.rint(255.0 * share).astype(np.uint32)), rgb(hatch))
    return bar


def _light(item: ColumnLight, theme: Theme) -> Float:
    """(3, COLUMNS), 0..255, the light at every column; or what it lacks of white, where that is taken away.

    What is screened is so on what shines beside it too: each colour leaves its part of what others lack.
    """
    full = theme.rgbs(item.tint.colours).T.astype(np.float32)
    full = 255.0 - full if theme.shaded else full
    if not (item.screen or theme.shaded) or full.shape[1] == 1:
        return full @ item.tint.shares
    lacks = 1.0 - (full[:, :, None] / 255.0) * item.tint.shares
    return 255.0 * (1.0 - lacks.prod(axis=1))


def _colours(tint: Tint, theme: Theme) -> Float:
    """(3, n), 0..255, of a tint of n places."""
    return theme.rgbs(tint.colours).T.astype(np.float32) @ tint.shares


def _between(colours: Float, width: int) -> NDArray[np.uint32]:
    """(width,) pixels over the whole frame, from colours (3, COLUMNS), between its columns."""
    columns = _scratch((COLUMNS, 1), "columns")
    pixels = pygame.surfarray.pixels3d(columns)
    pixels[:, 0, :] = np.minimum(colours.T + 0.5, 255.0)
    del pixels
    row = pygame.transform.smoothscale(columns, (width, 1), _scratch((width, 1), "row"))
    return pygame.surfarray.array2d(row)[:, 0].astype(np.uint32)


def _at_pixels(values: NDArray[np.floating], left: int, width: int, scale: float) -> Float:
    """(width,) of values by column (COLUMNS,), between them, at the middles of pixels from `left` on."""
    place = (np.arange(left, left + width) + 0.5) / (scale * COLUMN_PX)
    return np.interp(place, np.arange(COLUMNS), values)


def _tinted(target: pygame.Surface, alpha: NDArray[np.uint32], colour: tuple[int, int, int]) -> None:
    """Lay one colour over all of `target`, as far as `alpha` says."""
    plate = _plate(alpha)
    plate.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
    target.blit(plate, (0, 0), None, pygame.BLEND_PREMULTIPLIED)


@lru_cache(maxsize=32)
def _scratch(size: tuple[int, int], use: str) -> pygame.Surface:
    """A surface to work on; every pixel is written before it is read. New ones cost more than the work."""
    return pygame.Surface(size, 0 if use in _SOLID else pygame.SRCALPHA, 32)


def _plate(alpha: NDArray[np.uint32]) -> pygame.Surface:
    plate = _scratch(alpha.shape[::-1], "plate")
    pixels = pygame.surfarray.pixels2d(plate)
    pixels.T[:] = alpha
    del pixels
    return plate


def _packed(alpha: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return alpha * np.uint32(0x01010101)


@lru_cache(maxsize=4)
def _alphas(scale: float) -> NDArray[np.uint8]:
    """The profile's opacity by the distance below its line, in steps of an eighth of a pixel."""
    away = np.arange(-_REACH, _REACH) / _STEPS
    line = np.clip(_LINE * scale / 2 + 0.5 - np.abs(away), 0.0, 1.0)
    halo = _HALO_OPACITY * np.clip(_HALO * scale / 2 + 0.5 - np.abs(away), 0.0, 1.0)
    fill = _FILL_OPACITY * np.clip(away + 0.5, 0.0, 1.0)
    rest = 1.0 - (1.0 - line) * (1.0 - halo) * (1.0 - fill)
    return np.rint(255.0 * rest).astype(np.uint8)


def _rounded(x: Float, y: Float, width: float, height: float, corner: float) -> Float:
    """How much of each pixel a rounded rectangle from (0, 0) covers."""
    dx = np.abs(x - width / 2) - (width / 2 - corner)
    dy = np.abs(y - height / 2) - (height / 2 - corner)
    away = np.hypot(np.maximum(dx, 0.0), np.maximum(dy, 0.0)) + np.minimum(np.maximum(dx, dy), 0.0)
    return np.clip(corner - away + 0.5, 0.0, 1.0)


def _hatch(x: Float, y: Float, scale: float) -> Float:
    """Stripes at 45 degrees, smooth at their edges."""
    along = ((x + y) / (scale * np.sqrt(2.0))) % _HATCH_PITCH
    away = np.abs(along - _HATCH_PITCH / 2)
    return np.clip((_HATCH_WIDTH / 2 - away) * scale + 0.5, 0.0, 1.0)
