"""What every pixel of a picture goes through, as machine code, on pygame's surfaces in place.

Colours are multiplied by their opacity; the bytes are those that pygame's own blits give. A frame lays some
hundred pieces: one call for many of them costs less than each would as an object.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pygame
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from apanim.compiled import compiled

Blit = tuple[pygame.Surface, tuple[int, int]]
COPY, OVER, ADD, MULTIPLY = 0, pygame.BLEND_PREMULTIPLIED, pygame.BLEND_RGB_ADD, pygame.BLEND_RGB_MULT
SHADE = 4  # a black piece that is opacities only, a byte each: a quarter of the memory to go through
_PIECE = struct.Struct("8q").pack
ROW = 8  # numbers to a piece: address, pitch in pixels, left, top, width, height, mix, level
LEFT, TOP, LEVEL = 2, 3, 7  # which of them; a piece is laid at level / FULL of its opacity
FULL = 255

_U = np.uint32
_BYTE, _HALF, _EVEN, _ODD, _ONES = _U(0xFF), _U(0x80), _U(0x00FF00FF), _U(0xFF00FF00), _U(0x00010001)
_LOW7, _TOP, _COLOUR, _ALPHA = _U(0x7F7F7F7F), _U(0x80808080), _U(0x00FFFFFF), _U(0xFF000000)
_RED, _GREEN, _BLUE = _U(77), _U(150), _U(29)  # brightness, of 256
_GREEN_BYTE = _U(0x0000FF00)
_S7, _S8, _S16, _S24 = _U(7), _U(8), _U(16), _U(24)


def pieces(mix: int, blits: Iterable[Blit], level: int = FULL) -> bytes:
    """Rows for `lay`. The surfaces must live, unchanged in size, until they are laid."""
    return b"".join(
        _PIECE(one._pixels_address, one.get_pitch() // 4, x, y, *one.get_size(), mix, level)
        for one, (x, y) in blits
    )


def shades(parts: Iterable[tuple[NDArray[np.uint8], tuple[int, int]]], level: int = FULL) -> bytes:
    """Rows for `lay` of black pieces, opacities (h, w) 0..255 at places. The arrays must live till then."""
    rows = [(one.ctypes.data, one.strides[0], *at, *one.shape[::-1], SHADE, level) for one, at in parts]
    return np.array(rows, np.int64).tobytes()


def lay(target: pygame.Surface, rows: Sequence[bytes] | NDArray[np.int64]) -> None:
    """Lay pieces (n, ROW) on a 32-bit surface, the first at the bottom; what lies outside is cut off."""
    if len(rows) == 0:
        return
    if not isinstance(rows, np.ndarray):
        rows = np.frombuffer(b"".join(rows), np.int64).reshape(-1, ROW)
    _lay(*place(target), rows)


def dim(target: pygame.Surface, own: float, grey: float, lost: tuple[int, int, int]) -> None:
    """Every pixel becomes `own` times itself, `grey` times its brightness and `lost` (red, green, blue).

    The two shares and what is lost, of 255, are not more than 1 together.
    """
    first, both = round(own * 256), round((own + grey) * 256)
    most = 255 - (255 * both + 128 >> 8)
    red, green, blue = (min(channel, most) for channel in lost)  # so that rounding never overflows
    _dim(*place(target), first, both - first, red << 16 | green << 8 | blue)


def place(surface: pygame.Surface) -> tuple[int, int, int, int]:
    """Address, pixels from row to row, width, height."""
    return surface._pixels_address, surface.get_pitch() // 4, *surface.get_size()


def _from_address(kind: Any) -> Any:
    """What turns an address into the numbers of a kind that lie there: no index is checked, so that loops
    over them run in vectors."""

    def typed(typing_context: Any, address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

        return types.CPointer(kind)(types.int64), generate

    return intrinsic(typed)


pixels_at, _bytes_at = _from_address(types.uint32), _from_address(types.uint8)


@compiled
def _lay(address: int, pitch: int, width: int, height: int, rows: NDArray[np.int64]) -> None:
    target = pixels_at(address)
    for k in range(rows.shape[0]):
        left, top, mix, level = rows[k, 2], rows[k, 3], rows[k, 6], _U(rows[k, 7])
        first, count = max(left, 0), min(left + rows[k, 4], width) - max(left, 0)
        if count <= 0 or level == 0:
            continue
        source, opacities = pixels_at(rows[k, 0]), _bytes_at(rows[k, 0])
        for y in range(max(top, 0), min(top + rows[k, 5], height)):
            at, here = y * pitch + first, (y - top) * rows[k, 1] + first - left
            if mix == OVER and level == FULL:
                _over(target, at, source, here, count)
            elif mix == OVER:
                _over_faded(target, at, source, here, count, level)
            elif mix == ADD:
                _add(target, at, source, here, count, level)
            elif mix == MULTIPLY:
                _multiply(target, at, source, here, count)
            elif mix == SHADE:
                _shade(target, at, opacities, here, count, level)
            else:
                for x in range(count):
                    target[at + x] = source[here + x]


@compiled
def _over(target: Any, at: int, source: Any, here: int, count: int) -> None:
    """s + d - (d + 1) a / 256, two channels in one multiplication."""
    for x in range(count):
        above, below = source[here + x], target[at + x]
        alpha = above >> _S24
        even = (((below & _EVEN) + _ONES) * alpha >> _S8) & _EVEN
        odd = (((below >> _S8 & _EVEN) + _ONES) * alpha) & _ODD
        target[at + x] = above + (below - even - odd)


@compiled
def _over_faded(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    for x in range(count):
        above, below = _faded(source[here + x], level), target[at + x]
        alpha = above >> _S24
        even = (((below & _EVEN) + _ONES) * alpha >> _S8) & _EVEN
        odd = (((below >> _S8 & _EVEN) + _ONES) * alpha) & _ODD
        target[at + x] = above + (below - even - odd)


@compiled
def _shade(target: Any, at: int, opacities: Any, here: int, count: int, level: int) -> None:
    """Black over what is there, as `_over_faded` lays it."""
    for x in range(count):
        alpha, below = (_U(opacities[here + x]) * level + _BYTE) >> _S8, target[at + x]
        even = (((below & _EVEN) + _ONES) * alpha >> _S8) & _EVEN
        odd = (((below >> _S8 & _EVEN) + _ONES) * alpha) & _ODD
        target[at + x] = (alpha << _S24) + (below - even - odd)


@compiled
def _add(target: Any, at: int, source: Any, here: int, count: int, level: int) -> None:
    """min(s + d, 255) of all channels but opacity: a sum that would run into the next byte is all ones."""
    for x in range(count):
        more, below = _faded(source[here + x], level) & _COLOUR, target[at + x]
        low = (more & _LOW7) + (below & _LOW7)
        over = ((more & below) | ((more | below) & low)) & _TOP
        target[at + x] = (low ^ ((more ^ below) & _TOP)) | (over >> _S7) * _BYTE


@compiled
def _faded(pixel: Any, level: Any) -> Any:
    """(s level + 255) / 256 of all channels; at FULL, as it is."""
    even = ((pixel & _EVEN) * level + _EVEN) >> _S8 & _EVEN
    return even | ((pixel >> _S8 & _EVEN) * level + _EVEN) & _ODD


@compiled
def _multiply(target: Any, at: int, source: Any, here: int, count: int) -> None:
    """(s d + 255) / 256 of all channels but opacity."""
    for x in range(count):
        share, below = source[here + x], target[at + x]
        red = ((share >> _S16 & _BYTE) * (below >> _S16 & _BYTE) + _BYTE) >> _S8
        green = ((share >> _S8 & _BYTE) * (below >> _S8 & _BYTE) + _BYTE) >> _S8
        blue = ((share & _BYTE) * (below & _BYTE) + _BYTE) >> _S8
        target[at + x] = below & _ALPHA | red << _S16 | green << _S8 | blue


@compiled
def _dim(address: int, pitch: int, width: int, height: int, own: Any, grey: Any, lost: Any) -> None:
    """Brightness is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601-7, 2.5.1); `own` and `grey` are of 256."""
    target = pixels_at(address)
    own, grey, lost = _U(own), _U(grey), _U(lost)
    for y in range(height):
        for x in range(y * pitch, y * pitch + width):
            pixel = target[x]
            red, green, blue = pixel >> _S16 & _BYTE, pixel >> _S8 & _BYTE, pixel & _BYTE
            grey_level = (_RED * red + _GREEN * green + _BLUE * blue) >> _S8
            light = (grey * grey_level + _HALF) * _ONES
            even = ((pixel & _EVEN) * own + light) >> _S8 & _EVEN
            odd = green * own + light & _GREEN_BYTE
            target[x] = pixel & _ALPHA | (even | odd) + lost
