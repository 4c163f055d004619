"""The tiles of a picture: where it differs from the one before, and so has to be painted.

Each tile has a mark, a number that tells all that is laid on it, in order: what has the same mark as before
looks the same. Two different tiles would have the same mark once in 2^64 times.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.compiled import compiled

TILE_WIDTH, TILE_HEIGHT = (
    32,
    8,
)  # pixels; both even, for the colours of two rows and columns are encoded as one

Marks = NDArray[np.uint64]  # (rows of tiles, columns of tiles)

_FIRST, _SECOND = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
)  # large, odd, without a pattern
_HALF = np.uint64(31)


class Where(NamedTuple):
    """Parts of a target. spans (n, 2) are columns (first, end) of pixels; starts (bands + 1,): those from
    starts[k] to starts[k + 1] are of the pixels' rows from k TILE_HEIGHT on, a tile's height."""

    starts: NDArray[np.int64]
    spans: NDArray[np.int64]


def no_marks(size: tuple[int, int]) -> Marks:
    """The tiles of a target of `size` (width, height) on which nothing is laid."""
    return np.zeros((-(-size[1] // TILE_HEIGHT), -(-size[0] // TILE_WIDTH)), np.uint64)


def everywhere(size: tuple[int, int]) -> Where:
    """All of a target of `size`."""
    bands = -(-size[1] // TILE_HEIGHT)
    return Where(np.arange(bands + 1), np.tile(np.array([0, size[0]]), (bands, 1)))


def differing(before: Marks, now: Marks, width: int) -> Where:
    """The tiles, of a target so wide, whose marks are not the same."""
    bands, columns = now.shape
    starts, spans = np.empty(bands + 1, np.int64), np.empty((bands * (columns // 2 + 1), 2), np.int64)
    return Where(starts, spans[: _spans(before, now, width, starts, spans)])


def touches(where: Where, left: int, top: int, width: int, height: int) -> bool:
    """Whether any of a box of pixels, which may lie outside, is of `where`."""
    starts, spans = where
    first, end = max(top, 0) // TILE_HEIGHT, min((top + height - 1) // TILE_HEIGHT + 1, len(starts) - 1)
    seen = spans[starts[first] : starts[end]] if first < end else spans[:0]
    return bool(np.any((seen[:, 0] < left + width) & (seen[:, 1] > left)))


@compiled
def _spans(
    before: Marks, now: Marks, width: int, starts: NDArray[np.int64], spans: NDArray[np.int64]
) -> int:
    count = 0
    for band in range(now.shape[0]):
        starts[band] = count
        going = False
        for column in range(now.shape[1]):
            differs = now[band, column] != before[band, column]
            if differs and not going:
                spans[count, 0] = column * TILE_WIDTH
            if going and not differs:
                spans[count, 1] = column * TILE_WIDTH
                count += 1
            going = differs
        if going:
            spans[count, 1] = width
            count += 1
    starts[now.shape[0]] = count
    return count


@compiled
def mixed(mark: Any, number: Any) -> Any:
    """A mark with another number taken into it, both uint64; the order counts."""
    mark = (mark ^ number) * _FIRST
    return (mark ^ mark >> _HALF) * _SECOND


@compiled
def mark_box(marks: Marks, left: int, top: int, right: int, bottom: int, number: Any) -> None:
    """Take a number into the marks of all tiles that a box of pixels touches; it may lie outside."""
    first, end = max(left, 0) // TILE_WIDTH, min((right - 1) // TILE_WIDTH + 1, marks.shape[1])
    for band in range(max(top, 0) // TILE_HEIGHT, min((bottom - 1) // TILE_HEIGHT + 1, marks.shape[0])):
        for column in range(first, end):
            marks[band, column] = mixed(marks[band, column], number)
