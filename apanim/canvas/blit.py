"""Blits as rows of numbers, and their copying by machine code on pygame's surfaces in place.

A frame copies some hundred pieces: one call for many of them costs less than each would as an object. The
bytes are those that pygame's own blits give; colours are multiplied by their opacity.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.tiles import TILE_HEIGHT, Damage, everywhere
from apanim.compiled import bytes_at, compiled, pixels_at

Blit = tuple[pygame.Surface, tuple[int, int]]
Rows = Sequence[bytes] | NDArray[np.int64]
COPY, OVER, ADD = 0, pygame.BLEND_PREMULTIPLIED, pygame.BLEND_RGB_ADD
SHADE = 4  # black of which only opacities are kept, a byte each: a quarter of the memory to go through
DIM, VEIL = 5, 6  # what changes all that is there; it has numbers for the address and the pitch
_ROW = struct.Struct("8q").pack
ROW = 8  # numbers to a blit: address, pitch in pixels, left, top, width, height, mode, level
LEFT, TOP, LEVEL = 2, 3, 7  # which of them; it is drawn at level / FULL of its opacity
FULL = 255


def surface_rows(mode: int, blits: Iterable[Blit], level: int = FULL) -> bytes:
    """Rows for `draw`. The surfaces must live, unchanged in size, until they are drawn."""
    return b"".join(
        _ROW(one._pixels_address, one.get_pitch() // 4, x, y, *one.get_size(), mode, level)
        for one, (x, y) in blits
    )


def shade_rows(parts: Iterable[tuple[NDArray[np.uint8], tuple[int, int]]], level: int = FULL) -> bytes:
    """Rows for `draw` of black, opacities (h, w) 0..255 at places. The arrays must live till then."""
    rows = [(one.ctypes.data, one.strides[0], *at, *one.shape[::-1], SHADE, level) for one, at in parts]
    return np.array(rows, np.int64).tobytes()


def dim_row(size: tuple[int, int], own: float, grey: float, lost: tuple[int, int, int]) -> bytes:
    """A row for `draw`: all of a target of `size` becomes `own` times itself, `grey` times its brightness
    and `lost` (red, green, blue).

    The two shares and what is lost, of 255, are not more than 1 together.
    """
    first, both = round(own * 256), round((own + grey) * 256)
    most = 255 - (255 * both + 128 >> 8)  # so that rounding never overflows
    return _ROW(first << 16 | both - first, _packed(lost, most), 0, 0, *size, DIM, FULL)


def veil_row(size: tuple[int, int], opacity: float, tint: tuple[int, int, int]) -> bytes:
    """A row for `draw`: a colour (red, green, blue) over all of a target of `size`."""
    kept = round(255 * (1.0 - opacity))
    return _ROW(
        kept, _packed([round(channel * opacity) for channel in tint], 255 - kept), 0, 0, *size, VEIL, FULL
    )


def _packed(channels: Iterable[int], most: int) -> int:
    red, green, blue = (min(channel, most) for channel in channels)
    return red << 16 | green << 8 | blue


def draw(target: pygame.Surface, rows: Rows, damage: Damage | None = None) -> None:
    """Draw blits (n, ROW) on a 32-bit surface, the first at the bottom; what lies outside is cut off, and
    what lies outside `damage`, if that is given."""
    if len(rows) == 0:
        return
    _draw(*place(target), *(damage or everywhere(target.get_size())), numbers(rows))


def covers(row: NDArray[np.int64], size: tuple[int, int]) -> bool:
    """Whether a blit (ROW,) hides all of a target of `size`."""
    kept, _, left, top, width, height, mode, level = row.tolist()
    all_over = left <= 0 and top <= 0 and left + width >= size[0] and top + height >= size[1]
    return all_over and ((mode == COPY and level == FULL) or (mode == VEIL and kept == 0))


def numbers(rows: Rows) -> NDArray[np.int64]:
    """(n, ROW) from rows as bytes."""
    return (
        rows if isinstance(rows, np.ndarray) else np.frombuffer(b"".join(rows), np.int64).reshape(-1, ROW)
    )


def place(surface: pygame.Surface) -> tuple[int, int, int, int]:
    """Address, pixels from row to row, width, height."""
    return surface._pixels_address, surface.get_pitch() // 4, *surface.get_size()


@compiled
def _draw(
    address: int, pitch: int, width: int, height: int, starts: NDArray[np.int64], spans: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> None:  # fmt: skip
    target = pixels_at(address)
    for k in range(rows.shape[0]):
        left, top = rows[k, 2], rows[k, 3]
        right, bottom = min(left + rows[k, 4], width), min(top + rows[k, 5], height)
        if right <= max(left, 0) or bottom <= max(top, 0) or rows[k, 7] == 0:
            continue
        for band in range(max(top, 0) // TILE_HEIGHT, (bottom - 1) // TILE_HEIGHT + 1):
            upper, lower = max(top, 0, band * TILE_HEIGHT), min(bottom, (band + 1) * TILE_HEIGHT)
            for s in range(starts[band], starts[band + 1]):
                first = max(left, spans[s, 0])
                count = min(right, spans[s, 1]) - first
                if count > 0:
                    _draw_rows(target, pitch, rows[k], first, count, upper, lower)


@compiled
def _draw_rows(
    target: Any, pitch: int, row: NDArray[np.int64], first: int, count: int, upper: int, lower: int
) -> None:
    """Of one blit `count` columns from `first` on, in the rows from `upper` to `lower`."""
    mode, level = row[6], np.uint32(row[7])
    source, opacities = pixels_at(row[0]), bytes_at(row[0])
    for y in range(upper, lower):
        at, here = y * pitch + first, (y - row[3]) * row[1] + first - row[2]
        if mode == OVER and level == FULL:
            _over(target, at, source, here, count)
        elif mode == OVER:
            _over_faded(target, at, source, here, count, level)
        elif mode == ADD and level == FULL:
            _add(target, at, source, here, count)
        elif mode == ADD:
            _add_faded(target, at, source, here, count, level)
        elif mode == SHADE:
            _shade(target, at, opacities, here, count, level)
        elif mode == DIM:
            _dim(target, at, count, row[0] >> 16, row[0] & 0xFFFF, row[1])
        elif mode == VEIL:
            _veil(target, at, count, row[0], row[1])
        elif level == FULL:
            for x in range(count):
                target[at + x] = source[here + x]
        else:
            _mix(target, at, source, here, count, level)


# ---- rows of pixels: `count` of them, from target[at] and source[here] on

_U = np.uint32
_BYTE, _HALF, _EVEN, _ODD, _ONES = _U(0xFF), _U(0x80), _U(0x00FF00FF), _U(0xFF00FF00), _U(0x00010001)
_LOW7, _TOP, _COLOUR, _ALPHA = _U(0x7F7F7F7F), _U(0x80808080), _U(0x00FFFFFF), _U(0xFF000000)
_RED, _GREEN, _BLUE = _U(77), _U(150), _U(29)  # brightness, of 256
_GREEN_BYTE = _U(0x0000FF00)
_S7, _S8, _S16, _S24 = _U(7), _U(8), _U(16), _U(24)


@compiled
def _over(target: Any, at: int, source: Any, here: int, count: int) -> None:
    """s + d - (d + 1) a / 256."""
    for x in range(count):
        target[at + x] = _above(source[here + x], target[at + x])


@compiled
def _over_faded(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    """The same with `_faded` pixels."""
    for x in range(count):
        target[at + x] = _above(_faded(source[here + x], level), target[at + x])


@compiled
def _mix(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    """The same with pixels that hide all below them, whatever stands in their byte for opacity."""
    for x in range(count):
        target[at + x] = _above(_faded(source[here + x] | _ALPHA, level), target[at + x])


@compiled
def _shade(target: Any, at: int, opacities: Any, here: int, count: int, level: int) -> None:
    """The same with black of which only the opacities are kept."""
    for x in range(count):
        alpha = (_U(opacities[here + x]) * level + _BYTE) >> _S8
        target[at + x] = _above(alpha << _S24, target[at + x])


@compiled
def _above(above: Any, below: Any) -> Any:
    """One pixel over another, two channels in one multiplication."""
    alpha = above >> _S24
    even = (((below & _EVEN) + _ONES) * alpha >> _S8) & _EVEN
    odd = (((below >> _S8 & _EVEN) + _ONES) * alpha) & _ODD
    return above + (below - even - odd)


@compiled
def _add(target: Any, at: int, source: Any, here: int, count: int) -> None:
    """min(s + d, 255) of all channels but opacity."""
    for x in range(count):
        target[at + x] = _sum(source[here + x] & _COLOUR, target[at + x])


@compiled
def _add_faded(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    """The same with `_faded` pixels."""
    for x in range(count):
        target[at + x] = _sum(_faded(source[here + x], level) & _COLOUR, target[at + x])


@compiled
def _sum(more: Any, below: Any) -> Any:
    """min(s + d, 255) of four bytes: a sum that would run into the next byte is all ones."""
    low = (more & _LOW7) + (below & _LOW7)
    over = ((more & below) | ((more | below) & low)) & _TOP
    return (low ^ ((more ^ below) & _TOP)) | (over >> _S7) * _BYTE


@compiled
def _faded(pixel: Any, level: Any) -> Any:
    """(s level + 255) / 256 of all channels; at FULL, as it is."""
    even = ((pixel & _EVEN) * level + _EVEN) >> _S8 & _EVEN
    return even | ((pixel >> _S8 & _EVEN) * level + _EVEN) & _ODD


@compiled
def _dim(target: Any, at: int, count: int, own: int, grey: int, lost: int) -> None:
    """`own` of 256 of what is there, `grey` of 256 of its brightness, and `lost`, a colour.

    Brightness is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601-7, 2.5.1). No sum may be more than 255.
    """
    mine, levelled, more = _U(own), _U(grey), _U(lost)
    for x in range(at, at + count):
        pixel = target[x]
        red, green, blue = pixel >> _S16 & _BYTE, pixel >> _S8 & _BYTE, pixel & _BYTE
        grey_level = (_RED * red + _GREEN * green + _BLUE * blue) >> _S8
        light = (levelled * grey_level + _HALF) * _ONES
        even = ((pixel & _EVEN) * mine + light) >> _S8 & _EVEN
        odd = green * mine + light & _GREEN_BYTE
        target[x] = pixel & _ALPHA | (even | odd) + more


@compiled
def _veil(target: Any, at: int, count: int, kept: int, tint: int) -> None:
    """(kept d + 255) / 256 of what is there, and `tint`, a colour. No sum may be more than 255.

    Whatever stood in the byte for opacity is forgotten: it is for targets that have none.
    """
    share, more = _U(kept), _U(tint)
    for x in range(at, at + count):
        pixel = target[x]
        even = ((pixel & _EVEN) * share + _EVEN) >> _S8 & _EVEN
        odd = ((pixel & _GREEN_BYTE) >> _S8) * share + _BYTE & _GREEN_BYTE
        target[x] = (even | odd) + more
