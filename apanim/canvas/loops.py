"""Pieces of a picture as rows of numbers, and their laying by machine code on pygame's surfaces in place.

A frame lays some hundred pieces: one call for many of them costs less than each would as an object.
"""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas import mixing
from apanim.canvas.tiles import TILE_HEIGHT, Marks, Where, everywhere, mark_box, mixed
from apanim.compiled import bytes_at, compiled, pixels_at

Blit = tuple[pygame.Surface, tuple[int, int]]
Rows = Sequence[bytes] | NDArray[np.int64]
COPY, OVER, ADD = 0, pygame.BLEND_PREMULTIPLIED, pygame.BLEND_RGB_ADD
SHADE = 4  # a black piece that is opacities only, a byte each: a quarter of the memory to go through
DIM, VEIL = 5, 6  # what changes all that is there; it has numbers for the address and the pitch
_PIECE = struct.Struct("8q").pack
ROW = 8  # numbers to a piece: address, pitch in pixels, left, top, width, height, mix, level
LEFT, TOP, LEVEL = 2, 3, 7  # which of them; a piece is laid at level / FULL of its opacity
FULL = 255


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


def dimming(size: tuple[int, int], own: float, grey: float, lost: tuple[int, int, int]) -> bytes:
    """A row for `lay`: all of a target of `size` becomes `own` times itself, `grey` times its brightness
    and `lost` (red, green, blue).

    The two shares and what is lost, of 255, are not more than 1 together.
    """
    first, both = round(own * 256), round((own + grey) * 256)
    most = 255 - (255 * both + 128 >> 8)  # so that rounding never overflows
    return _PIECE(first << 16 | both - first, _packed(lost, most), 0, 0, *size, DIM, FULL)


def veiling(size: tuple[int, int], opacity: float, tint: tuple[int, int, int]) -> bytes:
    """A row for `lay`: a colour (red, green, blue) laid over all of a target of `size`."""
    kept = round(255 * (1.0 - opacity))
    return _PIECE(
        kept, _packed([round(channel * opacity) for channel in tint], 255 - kept), 0, 0, *size, VEIL, FULL
    )


def _packed(channels: Iterable[int], most: int) -> int:
    red, green, blue = (min(channel, most) for channel in channels)
    return red << 16 | green << 8 | blue


def lay(target: pygame.Surface, rows: Rows, where: Where | None = None) -> None:
    """Lay pieces (n, ROW) on a 32-bit surface, the first at the bottom; what lies outside is cut off, and
    what lies outside `where`, if that is given."""
    if len(rows) == 0:
        return
    _lay(*place(target), *(where or everywhere(target.get_size())), numbers(rows))


def mark(marks: Marks, rows: Rows) -> None:
    """Take each piece into the marks of the tiles that it may touch. What it shows is known by its address:
    until the next marks are made its pixels have to stay as they are, and where they are."""
    if len(rows):
        _mark(marks, numbers(rows))


def covers(row: NDArray[np.int64], size: tuple[int, int]) -> bool:
    """Whether a piece (ROW,) hides all of a target of `size`."""
    kept, _, left, top, width, height, mix, _ = row.tolist()
    all_over = left <= 0 and top <= 0 and left + width >= size[0] and top + height >= size[1]
    return all_over and (mix == COPY or (mix == VEIL and kept == 0))


def numbers(rows: Rows) -> NDArray[np.int64]:
    """(n, ROW) from rows as bytes."""
    return (
        rows if isinstance(rows, np.ndarray) else np.frombuffer(b"".join(rows), np.int64).reshape(-1, ROW)
    )


def place(surface: pygame.Surface) -> tuple[int, int, int, int]:
    """Address, pixels from row to row, width, height."""
    return surface._pixels_address, surface.get_pitch() // 4, *surface.get_size()


@compiled
def _mark(marks: Marks, rows: NDArray[np.int64]) -> None:
    for k in range(rows.shape[0]):
        if rows[k, 7] == 0:
            continue
        number = np.uint64(0)
        for field in range(rows.shape[1]):
            number = mixed(number, np.uint64(rows[k, field]))
        left, top = rows[k, 2], rows[k, 3]
        mark_box(marks, left, top, left + rows[k, 4], top + rows[k, 5], number)


@compiled
def _lay(
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
                    _rows(target, pitch, rows[k], first, count, upper, lower)


@compiled
def _rows(
    target: Any, pitch: int, piece: NDArray[np.int64], first: int, count: int, upper: int, lower: int
) -> None:
    """Of one piece `count` columns from `first` on, in the rows from `upper` to `lower`."""
    mix, level = piece[6], np.uint32(piece[7])
    source, opacities = pixels_at(piece[0]), bytes_at(piece[0])
    for y in range(upper, lower):
        at, here = y * pitch + first, (y - piece[3]) * piece[1] + first - piece[2]
        if mix == OVER and level == FULL:
            mixing.over(target, at, source, here, count)
        elif mix == OVER:
            mixing.over_faded(target, at, source, here, count, level)
        elif mix == ADD and level == FULL:
            mixing.add(target, at, source, here, count)
        elif mix == ADD:
            mixing.add_faded(target, at, source, here, count, level)
        elif mix == SHADE:
            mixing.shade(target, at, opacities, here, count, level)
        elif mix == DIM:
            mixing.dim(target, at, count, piece[0] >> 16, piece[0] & 0xFFFF, piece[1])
        elif mix == VEIL:
            mixing.veil(target, at, count, piece[0], piece[1])
        else:
            for x in range(count):
                target[at + x] = source[here + x]
