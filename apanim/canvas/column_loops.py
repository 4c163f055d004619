"""Light and curves that change with every frame, column by column, laid by machine code on a surface.

With each goes what tells the tiles of a picture whether they change.
"""

from typing import Any, NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.loops import place
from apanim.canvas.tiles import TILE_HEIGHT, TILE_WIDTH, Marks, Where, mark_box, mixed
from apanim.compiled import bytes_at, compiled, floats_at, pixels_at

ADDED, SCREENED, TAKEN = 0, 1, 2  # ways of laying light

_U = np.uint32
_BYTE, _EVEN = _U(0xFF), _U(0x00FF00FF)
_S8, _S16, _ALPHA = _U(8), _U(16), _U(0xFF000000)


class Light(NamedTuple):
    """Light through the `rows` (n, 2), from and to, of `layer`, whose corner lies `at` in the target.

    colours (w,), each 0x00RRGGBB, one for each column of the layer. It is ADDED; SCREENED, so that light on
    light never clips; or TAKEN, that is hidden.
    """

    layer: pygame.Surface
    at: tuple[int, int]
    rows: NDArray[np.int64]
    colours: NDArray[np.uint32]
    how: int

    def mark(self, marks: Marks) -> None:
        """As a stroke does."""
        _mark_light(marks, *place(self.layer), *self.at, self.rows, self.colours, self.how)

    def lay(self, target: pygame.Surface, where: Where) -> None:
        """As a stroke does."""
        here = *place(target), *place(self.layer)
        _shine(*here, *self.at, self.rows, self.colours, self.how, *where)


@compiled
def _mark_light(
    marks: Marks, layer: int, layer_pitch: int, layer_width: int, layer_height: int, left: int, top: int,
    rows: NDArray[np.int64], colours: NDArray[np.uint32], how: int,
) -> None:  # fmt: skip
    width = min(layer_width, len(colours))
    first_of_target = layer - 4 * left  # the same, whichever part of the layer is lit
    own = mixed(mixed(np.uint64(first_of_target), np.uint64(top)), np.uint64(how))
    last = min((left + width - 1) // TILE_WIDTH, marks.shape[1] - 1)
    for column in range(max(left, 0) // TILE_WIDTH, last + 1):
        number = own
        for x in range(max(column * TILE_WIDTH - left, 0), min((column + 1) * TILE_WIDTH - left, width)):
            number = mixed(number, np.uint64(colours[x]))
        for k in range(rows.shape[0]):
            end = min(rows[k, 1], layer_height) + top
            mark_box(marks, column * TILE_WIDTH, rows[k, 0] + top, column * TILE_WIDTH + 1, end, number)


@compiled
def _shine(
    address: int, pitch: int, width: int, height: int, layer: int, layer_pitch: int, layer_width: int,
    layer_height: int, left: int, top: int, rows: NDArray[np.int64], colours: NDArray[np.uint32], how: int,
    starts: NDArray[np.int64], spans: NDArray[np.int64],
) -> None:  # fmt: skip
    target, light, tints = pixels_at(address), pixels_at(layer), pixels_at(colours.ctypes.data)
    right = min(left + min(layer_width, len(colours)), width)
    for k in range(rows.shape[0]):
        for y in range(max(rows[k, 0] + top, 0), min(min(rows[k, 1], layer_height) + top, height)):
            band = y // TILE_HEIGHT
            for s in range(starts[band], starts[band + 1]):
                first = max(left, spans[s, 0])
                count, here = min(right, spans[s, 1]) - first, (y - top) * layer_pitch + first - left
                _shine_row(target, y * pitch + first, light, here, tints, first - left, count, how)


@compiled
def _shine_row(
    target: Any, at: int, light: Any, here: int, colours: Any, first: int, count: int, how: int
) -> None:
    for x in range(count):
        through, tint, below = light[here + x], colours[first + x], target[at + x]
        red = ((through >> _S16 & _BYTE) * (tint >> _S16 & _BYTE) + _BYTE) >> _S8
        green = ((through >> _S8 & _BYTE) * (tint >> _S8 & _BYTE) + _BYTE) >> _S8
        blue = ((through & _BYTE) * (tint & _BYTE) + _BYTE) >> _S8
        r, g, b = below >> _S16 & _BYTE, below >> _S8 & _BYTE, below & _BYTE
        if how == ADDED:
            r, g, b = min(r + red, _BYTE), min(g + green, _BYTE), min(b + blue, _BYTE)
        else:
            r, g, b = (
                (r * (_BYTE - red) + _BYTE) >> _S8,
                (g * (_BYTE - green) + _BYTE) >> _S8,
                (b * (_BYTE - blue) + _BYTE) >> _S8,
            )
        if how == SCREENED:
            r, g, b = r + red, g + green, b + blue
        target[at + x] = below & _ALPHA | r << _S16 | g << _S8 | b


class UnderCurve(NamedTuple):
    """Columns of `rows` pixels from `at` in the target on, in colours (w,), each 0x00RRGGBB.

    The opacity of the middle of row y is that of `table` at begin + (y + 1/2) step, both (w,). Each of the
    `pieces` (n, 4) is columns (first, end), the row above which nothing shows, and the one from which on
    all is as at the table's end.
    """

    at: tuple[int, int]
    rows: int
    colours: NDArray[np.uint32]
    begin: NDArray[np.float32]
    step: NDArray[np.float32]
    pieces: NDArray[np.int64]
    table: NDArray[np.uint8]

    def mark(self, marks: Marks) -> None:
        """As a stroke does."""
        slopes = self.begin.view(np.uint32), self.step.view(np.uint32)
        own = np.uint64(self.table.ctypes.data)
        _mark_curve(marks, *self.at, self.rows, self.colours, *slopes, self.pieces, own)

    def lay(self, target: pygame.Surface, where: Where) -> None:
        """As a stroke does."""
        _under_curve(*place(target), *self.at, self.rows, *self[2:], *where)


@compiled
def _mark_curve(
    marks: Marks, left: int, top: int, rows: int, colours: NDArray[np.uint32], begin: NDArray[np.uint32],
    step: NDArray[np.uint32], pieces: NDArray[np.int64], own: Any,
) -> None:  # fmt: skip
    own = mixed(mixed(mixed(own, np.uint64(left)), np.uint64(top)), np.uint64(rows))
    for k in range(pieces.shape[0]):
        first, end = max(pieces[k, 0], -left), min(pieces[k, 1], len(colours))
        for column in range(max(first + left, 0) // TILE_WIDTH, marks.shape[1]):
            begun = max(column * TILE_WIDTH - left, first)
            ended = min((column + 1) * TILE_WIDTH - left, end)
            if begun >= ended:
                break
            plain = own
            for x in range(begun, ended):
                plain = mixed(plain, np.uint64(colours[x]))
            curved = plain
            for x in range(begun, ended):
                curved = mixed(mixed(curved, np.uint64(begin[x])), np.uint64(step[x]))
            here, upper, full = column * TILE_WIDTH, pieces[k, 2] + top, pieces[k, 3] + top
            mark_box(marks, here, upper, here + 1, full, curved)
            mark_box(marks, here, full, here + 1, rows + top, plain)


@compiled
def _under_curve(
    address: int, pitch: int, width: int, height: int, left: int, top: int, rows: int,
    colours: NDArray[np.uint32], begin: NDArray[np.float32], step: NDArray[np.float32],
    pieces: NDArray[np.int64], table: NDArray[np.uint8], starts: NDArray[np.int64],
    spans: NDArray[np.int64],
) -> None:  # fmt: skip
    target, last, tints = pixels_at(address), len(table) - 1, pixels_at(colours.ctypes.data)
    starting, slope = floats_at(begin.ctypes.data), floats_at(step.ctypes.data)
    opacity = bytes_at(table.ctypes.data)
    full = _U(table[last])
    for k in range(pieces.shape[0]):
        for y in range(max(pieces[k, 2], -top), min(rows, height - top)):
            at, band = (y + top) * pitch + left, (y + top) // TILE_HEIGHT
            middle = np.float32(y) + np.float32(0.5)
            for s in range(starts[band], starts[band + 1]):
                first = max(pieces[k, 0], -left, spans[s, 0] - left)
                end = min(pieces[k, 1], width - left, spans[s, 1] - left)
                if y < pieces[k, 3]:
                    for x in range(first, end):
                        entry = min(max(int(starting[x] + middle * slope[x]), 0), last)
                        target[at + x] = _laid(tints[x], target[at + x], _U(opacity[entry]))
                else:
                    for x in range(first, end):
                        target[at + x] = _laid(tints[x], target[at + x], full)


@compiled
def _laid(colour: Any, below: Any, alpha: Any) -> Any:
    """A plain colour laid on a pixel at an opacity: two channels in one multiplication."""
    share = alpha + (alpha >> _U(7))  # of 256
    rest = _U(256) - share
    even = ((colour & _EVEN) * share + (below & _EVEN) * rest) >> _S8 & _EVEN
    odd = (colour >> _S8 & _BYTE) * share + (below >> _S8 & _BYTE) * rest & _U(0x0000FF00)
    return below & _ALPHA | even | odd
