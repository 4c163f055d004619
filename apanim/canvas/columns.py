"""What changes every frame and column by column: light along an axon, its profile, its bands.

Nothing here is baked: a strip of one pixel's height is stretched and multiplied, which is a few copies.
"""

import math
from functools import lru_cache

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.layers import Layer
from apanim.picture.drawlist import COLUMN_PX, COLUMNS, Bands, Profile, Shine, Tint
from apanim.picture.stage import WIDTH
from apanim.picture.theme import Theme, colour, rgb

_BAND_ROWS = 16
_SOLID = "columns", "row", "light", "lack", "through", "rest"  # scratch surfaces that need no opacity
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


def shine(
    target: pygame.Surface, layer: Layer, item: Shine, scale: float, theme: Theme, origin: Point = (0, 0)
) -> None:
    """Lay `layer` in the colours of `item` on `target`, where any column is lit.

    Added; or screened, so that light on light never clips, where the item says so. Where a theme has shades
    for light, what the colour lacks of white is taken away instead.
    """
    stamp, screened = layer.stamp, item.screen or theme.shaded
    colours = _light(item, theme)
    lit = np.flatnonzero(colours.max(axis=0) >= _DARKEST)
    if len(lit) == 0:
        return
    width = round(WIDTH * scale)
    left = max(stamp.left, math.floor((lit[0] - 1) * COLUMN_PX * scale))
    right = min(stamp.left + stamp.surface.get_width(), math.ceil((lit[-1] + 1) * COLUMN_PX * scale), width)
    if right <= left:
        return
    band = _band(_between(colours, width), left, right, "light")
    lack = _band(_between(255.0 - colours, width), left, right, "lack") if screened else band
    for top, end in layer.runs:
        at = left - origin[0], stamp.top + top - origin[1]
        if layer.white:
            if screened:
                _repeat(target, lack, at, end - top, pygame.BLEND_RGB_MULT)
            if not theme.shaded:
                _repeat(target, band, at, end - top, pygame.BLEND_RGB_ADD)
            continue
        size = right - left, end - top
        light = _scratch(stamp.surface.get_size(), "through").subsurface((0, 0, *size))
        _repeat(light, band, (0, 0), end - top, 0)
        light.blit(stamp.surface, (0, 0), (left - stamp.left, top, *size), pygame.BLEND_RGB_MULT)
        if screened:
            rest = _scratch(stamp.surface.get_size(), "rest").subsurface((0, 0, *size))
            rest.fill((255, 255, 255))
            rest.blit(light, (0, 0), None, pygame.BLEND_RGB_SUB)
            target.blit(rest, at, None, pygame.BLEND_RGB_MULT)
        if not theme.shaded:
            target.blit(light, at, None, pygame.BLEND_RGB_ADD)


def profile(
    target: pygame.Surface, item: Profile, scale: float, theme: Theme, origin: Point = (0, 0)
) -> None:
    """Draw the curve: fill, halo and line in one look-up by the distance from the line."""
    left, right = round(item.left * scale), round(item.right * scale)
    top, floor = round(item.top_y * scale), round(item.floor_y * scale)
    width, height = right - left, floor - top
    plate = _under_curve(_at_pixels(item.y, left, width, scale) * scale - top, height, scale)
    row = _between(_colours(item.tint, theme), round(WIDTH * scale))
    _repeat(plate, _band(row, left, right, "light"), (0, 0), height, pygame.BLEND_RGB_MULT)
    target.blit(plate, (left - origin[0], top - origin[1]), None, pygame.BLEND_PREMULTIPLIED)


def _under_curve(y: Float, height: int, scale: float) -> pygame.Surface:
    """White as plain as line, halo and fill are, where the line lies `y` (width,) pixels from the top.

    Piece by piece of the curve only the rows about it are looked up; above there is nothing, below fill.
    """
    plate = _scratch((len(y), height), "plate")
    pixels, table = pygame.surfarray.pixels2d(plate).T, _alphas(scale)
    steps = (_STEPS / np.hypot(1.0, np.gradient(y))).astype(np.float32)
    start = np.float32(_REACH + 0.5) - y.astype(np.float32) * steps
    for first in range(0, len(y), _PIECE_PX):
        piece = slice(first, first + _PIECE_PX)
        reach = (_HALO * scale / 2 + 1.0) * _STEPS / float(steps[piece].min())
        upper = min(max(math.floor(y[piece].min() - reach), 0), height)
        lower = min(max(math.ceil(y[piece].max() + reach), upper), height)
        place = np.arange(upper + 0.5, lower, dtype=np.float32)[:, None] * steps[piece] + start[piece]
        pixels[:upper, piece] = 0
        pixels[upper:lower, piece] = table.take(place.astype(np.intp), mode="clip")
        pixels[lower:, piece] = table[-1]
    return plate


def bands(target: pygame.Surface, item: Bands, scale: float, theme: Theme, origin: Point = (0, 0)) -> None:
    """Draw the bars, each cut from a long one with round ends; a hatched one has slanting stripes."""
    height, corner = round(item.height * scale), math.ceil(_CORNER * scale)
    y, hatch = round(item.y * scale) - origin[1], theme.hex(colour("axon.band_hatch"))
    for left, right, tint, hatched in item.bars:
        first, last = round(left * scale), round(right * scale)
        if last - first < 2 * corner:
            continue
        wide = math.ceil(WIDTH * scale)
        long = _long_bar(wide, height, theme.hex(tint), hatch if hatched else "", scale)
        first, last = first - origin[0], last - origin[0]
        target.blit(long, (first, y), (0, 0, last - first - corner, height), pygame.BLEND_PREMULTIPLIED)
        end = (long.get_width() - corner, 0, corner, height)
        target.blit(long, (last - corner, y), end, pygame.BLEND_PREMULTIPLIED)


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


def _light(item: Shine, theme: Theme) -> Float:
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


def _between(colours: Float, width: int) -> pygame.Surface:
    """One row of `width` pixels over the whole frame, from colours (3, COLUMNS), between its columns."""
    columns = _scratch((COLUMNS, 1), "columns")
    pixels = pygame.surfarray.pixels3d(columns)
    pixels[:, 0, :] = np.minimum(colours.T + 0.5, 255.0)
    del pixels
    return pygame.transform.smoothscale(columns, (width, 1), _scratch((width, 1), "row"))


def _band(row: pygame.Surface, left: int, right: int, use: str) -> pygame.Surface:
    """Some rows alike, the part of `row` from `left` to `right`."""
    band = _scratch((row.get_width(), _BAND_ROWS), use).subsurface((0, 0, right - left, _BAND_ROWS))
    seen = row.subsurface((left, 0, right - left, 1))
    band.fblits([(seen, (0, y)) for y in range(_BAND_ROWS)])
    return band


def _repeat(target: pygame.Surface, band: pygame.Surface, at: Point, height: int, mix: int) -> None:
    """Lay `band` on `target` again and again, `height` rows of it: quicker than one stretched copy."""
    whole, rest = divmod(height, _BAND_ROWS)
    blits = [(band, (at[0], at[1] + _BAND_ROWS * i)) for i in range(whole)]
    if rest:
        cut = band.subsurface((0, 0, band.get_width(), rest))
        blits.append((cut, (at[0], at[1] + _BAND_ROWS * whole)))
    target.fblits(blits, mix)


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
def _alphas(scale: float) -> NDArray[np.uint32]:
    """The profile's opacity by the distance below its line, in steps of an eighth of a pixel."""
    away = np.arange(-_REACH, _REACH) / _STEPS
    line = np.clip(_LINE * scale / 2 + 0.5 - np.abs(away), 0.0, 1.0)
    halo = _HALO_OPACITY * np.clip(_HALO * scale / 2 + 0.5 - np.abs(away), 0.0, 1.0)
    fill = _FILL_OPACITY * np.clip(away + 0.5, 0.0, 1.0)
    rest = 1.0 - (1.0 - line) * (1.0 - halo) * (1.0 - fill)
    return _packed(np.rint(255.0 * rest).astype(np.uint32))


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
