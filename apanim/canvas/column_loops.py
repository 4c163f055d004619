"""Light and curves that change with every frame, column by column, worked out by machine code in place."""

from typing import Any, NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.blit import place
from apanim.canvas.tiles import TILE_HEIGHT, TILE_WIDTH, Damage, Hashes, column_numbers, hash_tiles
from apanim.compiled import bytes_at, compiled, floats_at, pixels_at

ADDED, SCREENED, TAKEN = 0, 1, 2  # ways of drawing light

_U = np.uint32
_BYTE, _EVEN = _U(0xFF), _U(0x00FF00FF)
_ALL_BITS = (1 << 64) - 1
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

    def hash(self, hashes: Hashes) -> None:
        """As a stroke does."""
        address, _, width, height = place(self.layer)
        left, top = self.at
        # The same, whichever part of the layer is lit.
        own = hash((address - 4 * left, top, self.how)) & _ALL_BITS
        tiles, numbers = column_numbers(hashes, self.colours[None, :width], left, own)
        for first, end in self.rows.tolist():
            begin, end = max(first + top, 0), min(end, height) + top
            bands = slice(begin // TILE_HEIGHT, max(end - 1, -1) // TILE_HEIGHT + 1)
            hash_tiles(hashes, (bands, tiles), numbers)

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        """As a stroke does."""
        here = *place(target), *place(self.layer)
        _shine(*here, *self.at, self.rows, self.colours, self.how, *damage)


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

    def hash(self, hashes: Hashes) -> None:
        """As a stroke does."""
        left, top = self.at
        own = hash((self.table.ctypes.data, left, top, self.rows)) & _ALL_BITS
        values = np.stack((self.colours, self.begin.view(np.uint32), self.step.view(np.uint32)))
        tiles, numbers = column_numbers(hashes, values, left, own)
        lower = max(self.rows + top - 1, -1) // TILE_HEIGHT + 1
        for first, end, upper, _ in self.pieces.tolist():
            begin = max((first + left) // TILE_WIDTH, tiles.start)
            stop = max(min((end + left - 1) // TILE_WIDTH + 1, tiles.stop), begin)
            area = slice(max(upper + top, 0) // TILE_HEIGHT, lower), slice(begin, stop)
            hash_tiles(hashes, area, numbers[begin - tiles.start : stop - tiles.start])

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        """As a stroke does."""
        _under_curve(*place(target), *self.at, self.rows, *self[2:], *damage)


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
                        target[at + x] = _mixed(tints[x], target[at + x], _U(opacity[entry]))
                else:
                    for x in range(first, end):
                        target[at + x] = _mixed(tints[x], target[at + x], full)


@compiled
def _mixed(colour: Any, below: Any, alpha: Any) -> Any:
    """A plain colour over a pixel at an opacity: two channels in one multiplication."""
    share = alpha + (alpha >> _U(7))  # of 256
    rest = _U(256) - share
    even = ((colour & _EVEN) * share + (below & _EVEN) * rest) >> _S8 & _EVEN
    odd = (colour >> _S8 & _BYTE) * share + (below >> _S8 & _BYTE) * rest & _U(0x0000FF00)
    return below & _ALPHA | even | odd
