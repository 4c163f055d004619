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

_DARKEST = 4.0  # of 255: less light than this is not laid on
_STEPS = 8  # of a pixel, in the profile's table of opacities
_REACH = 512  # pixels above and below the line that the table covers
_LINE, _HALO, _HALO_OPACITY = 5.5, 12.0, 0.22
_FILL_OPACITY = 0.25
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
    stamp = layer.stamp
    colours = _at_pixels(
        _colours(item.tint, theme, absent=theme.shaded), stamp.left, stamp.surface.get_width(), scale
    )
    lit = np.flatnonzero(colours.max(axis=1) >= _DARKEST)
    if len(lit) == 0:
        return
    left, right = int(lit[0]), int(lit[-1]) + 1
    colours = np.rint(colours[left:right])
    strip, lack = _strip(colours), _strip(255.0 - colours)
    for top, end in layer.runs:
        size, at = (right - left, end - top), (stamp.left + left - origin[0], stamp.top + top - origin[1])
        light = _scratch(stamp.surface.get_size(), "light").subsurface((0, 0, *size))
        pygame.transform.scale(strip, size, light)
        if not layer.white:
            light.blit(stamp.surface, (0, 0), (left, top, *size), pygame.BLEND_RGB_MULT)
        if item.screen or theme.shaded:
            rest = _scratch(stamp.surface.get_size(), "rest").subsurface((0, 0, *size))
            if layer.white:
                pygame.transform.scale(lack, size, rest)
            else:
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
    y = _at_pixels(item.y[:, None], left, width, scale)[:, 0] * scale - top
    steps = (_STEPS / np.hypot(1.0, np.gradient(y))).astype(np.float32)
    place = np.arange(0.5, height, dtype=np.float32)[:, None] * steps
    place += np.float32(_REACH + 0.5) - y.astype(np.float32) * steps
    alpha = _alphas(scale).take(place.astype(np.intp), mode="clip")
    colours = _at_pixels(_colours(item.tint, theme), left, width, scale)
    _blend(target, alpha, colours, (left - origin[0], top - origin[1]))


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


def _colours(tint: Tint, theme: Theme, *, absent: bool = False) -> Float:
    """(n, 3), 0..255, of a tint of n places; or what its light lacks of white."""
    full = theme.rgbs(tint.colours)
    return tint.shares.T @ (255.0 - full if absent else full)


def _at_pixels(values: NDArray[np.floating], left: int, width: int, scale: float) -> Float:
    """(width, c) of a column-wise (COLUMNS, c), between its samples, at pixels from `left` on."""
    place = np.clip((np.arange(left, left + width) + 0.5) / (scale * COLUMN_PX), 0, COLUMNS - 1.001)
    index = place.astype(np.intp)
    share = (place - index)[:, None]
    return values[index] * (1.0 - share) + values[index + 1] * share


def _strip(colours: Float) -> pygame.Surface:
    """One row of pixels; colours (w, 3)."""
    strip = pygame.Surface((len(colours), 1), pygame.SRCALPHA, 32)
    pixels = pygame.surfarray.pixels3d(strip)
    pixels[:, 0, :] = np.clip(np.rint(colours), 0, 255)
    del pixels
    alpha = pygame.surfarray.pixels_alpha(strip)
    alpha[:] = 255
    del alpha
    return strip


def _blend(target: pygame.Surface, alpha: NDArray[np.uint32], colours: Float, at: tuple[int, int]) -> None:
    """Lay `colours` (w, 3) over `target`, as far as `alpha` (h, w), packed in all four bytes, says."""
    plate = _plate(alpha)
    strip = _scratch(alpha.shape[::-1], "light")
    pygame.transform.scale(_strip(colours), alpha.shape[::-1], strip)
    plate.blit(strip, (0, 0), None, pygame.BLEND_RGBA_MULT)
    target.blit(plate, at, None, pygame.BLEND_PREMULTIPLIED)


def _tinted(target: pygame.Surface, alpha: NDArray[np.uint32], colour: tuple[int, int, int]) -> None:
    """Lay one colour over all of `target`, as far as `alpha` says."""
    plate = _plate(alpha)
    plate.fill((*colour, 255), special_flags=pygame.BLEND_RGBA_MULT)
    target.blit(plate, (0, 0), None, pygame.BLEND_PREMULTIPLIED)


@lru_cache(maxsize=32)
def _scratch(size: tuple[int, int], use: str) -> pygame.Surface:
    """A surface to work on; every pixel is written before it is read. New ones cost more than the work."""
    return pygame.Surface(size, pygame.SRCALPHA, 32)


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
