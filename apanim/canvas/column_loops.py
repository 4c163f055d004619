"""Light and curves that change with every frame, column by column, laid by machine code on a surface."""

from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.loops import pixels_at, place
from apanim.compiled import compiled

_U = np.uint32
_BYTE, _ONE, _EVEN, _ONES = _U(0xFF), _U(1), _U(0x00FF00FF), _U(0x00010001)
_S8, _S16, _ALPHA = _U(8), _U(16), _U(0xFF000000)


def shine(
    target: pygame.Surface, layer: pygame.Surface, at: tuple[int, int], rows: tuple[int, int],
    colours: NDArray[np.uint32], *, screened: bool, taken: bool,
) -> None:  # fmt: skip
    """Lay light through the `rows` (first, end) of `layer`, whose corner lies `at` in `target`.

    colours (w,), each 0x00RRGGBB, one for each column of the layer. Added; screened, so that light on light
    never clips; or, if it is `taken`, only hidden.
    """
    how = 2 if taken else int(screened)
    _shine(*place(target), *place(layer), *at, *rows, np.ascontiguousarray(colours), how)


@compiled
def _shine(
    address: int, pitch: int, width: int, height: int, layer: int, layer_pitch: int, layer_width: int,
    layer_height: int, left: int, top: int, row: int, end: int, colours: NDArray[np.uint32], how: int,
) -> None:  # fmt: skip
    target, light = pixels_at(address), pixels_at(layer)
    first = max(-left, 0)
    count = min(layer_width, len(colours), width - left) - first
    for y in range(max(row, -top), min(end, layer_height, height - top)):
        at, here = (y + top) * pitch + left + first, y * layer_pitch + first
        for x in range(count):
            through, tint, below = light[here + x], colours[first + x], target[at + x]
            red = ((through >> _S16 & _BYTE) * (tint >> _S16 & _BYTE) + _BYTE) >> _S8
            green = ((through >> _S8 & _BYTE) * (tint >> _S8 & _BYTE) + _BYTE) >> _S8
            blue = ((through & _BYTE) * (tint & _BYTE) + _BYTE) >> _S8
            r, g, b = below >> _S16 & _BYTE, below >> _S8 & _BYTE, below & _BYTE
            if how == 0:
                r, g, b = min(r + red, _BYTE), min(g + green, _BYTE), min(b + blue, _BYTE)
            else:
                r, g, b = (
                    (r * (_BYTE - red) + _BYTE) >> _S8,
                    (g * (_BYTE - green) + _BYTE) >> _S8,
                    (b * (_BYTE - blue) + _BYTE) >> _S8,
                )
            if how == 1:
                r, g, b = r + red, g + green, b + blue
            target[at + x] = below & _ALPHA | r << _S16 | g << _S8 | b


def under_curve(
    target: pygame.Surface, at: tuple[int, int], rows: int, colours: NDArray[np.uint32],
    begin: NDArray[np.float32], step: NDArray[np.float32], pieces: NDArray[np.int64],
    table: NDArray[np.uint8],
) -> None:  # fmt: skip
    """Lay columns of `rows` pixels on `target` from the pixel `at` on, in colours (w,), each 0x00RRGGBB.

    The opacity of the middle of row y is that of `table` at begin + (y + 1/2) step, both (w,). Each of the
    `pieces` (n, 4) is columns (first, end), the row above which nothing shows, and the one from which on
    all is as at the table's end.
    """
    _under_curve(*place(target), *at, rows, np.ascontiguousarray(colours), begin, step, pieces, table)


@compiled
def _under_curve(
    address: int, pitch: int, width: int, height: int, left: int, top: int, rows: int,
    colours: NDArray[np.uint32], begin: NDArray[np.float32], step: NDArray[np.float32],
    pieces: NDArray[np.int64], table: NDArray[np.uint8],
) -> None:  # fmt: skip
    target, last = pixels_at(address), len(table) - 1
    full = _U(table[last])
    for k in range(pieces.shape[0]):
        first, end = max(pieces[k, 0], -left), min(pieces[k, 1], width - left)
        for y in range(max(pieces[k, 2], -top), min(rows, height - top)):
            at = (y + top) * pitch + left
            if y < pieces[k, 3]:
                middle = np.float32(y) + np.float32(0.5)
                for x in range(first, end):
                    entry = min(max(int(begin[x] + middle * step[x]), 0), last)
                    target[at + x] = _laid(colours[x], target[at + x], _U(table[entry]))
            else:
                for x in range(first, end):
                    target[at + x] = _laid(colours[x], target[at + x], full)


@compiled
def _laid(colour: Any, below: Any, alpha: Any) -> Any:
    """A plain colour laid on a pixel at an opacity: two channels in one multiplication."""
    share = alpha + (alpha >> _U(7))  # of 256
    rest = _U(256) - share
    even = ((colour & _EVEN) * share + (below & _EVEN) * rest) >> _S8 & _EVEN
    odd = (colour >> _S8 & _BYTE) * share + (below >> _S8 & _BYTE) * rest & _U(0x0000FF00)
    return below & _ALPHA | even | odd
