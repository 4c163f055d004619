"""Damage: the tiles in which a picture differs from the one before, the only ones that are painted anew.

Each tile has a hash of all that is drawn on it, in order: what has the hash that it had looks as it did.
Two different tiles would have the same one once in 2^64 times.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.compiled import compiled

# Pixels; both even, for the colours of two rows and columns are encoded as one.
TILE_WIDTH, TILE_HEIGHT = 32, 8

Hashes = NDArray[np.uint64]  # (rows of tiles, columns of tiles)

# Large, odd, without a pattern.
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_HALF, _ONE = np.uint64(31), np.uint64(1)
WEIGHTS = np.random.default_rng(1).integers(1 << 63, size=(3, 7680), dtype=np.uint64) * np.uint64(2) | _ONE


class Damage(NamedTuple):
    """Parts of a target. spans (n, 2) are columns (first, end) of pixels; starts (bands + 1,): those from
    starts[k] to starts[k + 1] are of the pixels' rows from k TILE_HEIGHT on, a tile's height."""

    starts: NDArray[np.int64]
    spans: NDArray[np.int64]

    def touches(self, left: int, top: int, width: int, height: int) -> bool:
        """Whether any of a box of pixels, which may lie outside, is damaged."""
        starts, spans = self
        first, end = max(top, 0) // TILE_HEIGHT, min((top + height - 1) // TILE_HEIGHT + 1, len(starts) - 1)
        seen = spans[starts[first] : starts[end]] if first < end else spans[:0]
        return bool(np.any((seen[:, 0] < left + width) & (seen[:, 1] > left)))


def no_hashes(size: tuple[int, int]) -> Hashes:
    """The tiles of a target of `size` (width, height) on which nothing is drawn."""
    return np.zeros((-(-size[1] // TILE_HEIGHT), -(-size[0] // TILE_WIDTH)), np.uint64)


def everywhere(size: tuple[int, int]) -> Damage:
    """All of a target of `size`."""
    bands = -(-size[1] // TILE_HEIGHT)
    return Damage(np.arange(bands + 1), np.tile(np.array([0, size[0]]), (bands, 1)))


def differing(before: Hashes, now: Hashes, width: int) -> Damage:
    """The tiles, of a target so wide, whose hashes are not the same."""
    bands, columns = now.shape
    starts, spans = np.empty(bands + 1, np.int64), np.empty((bands * (columns // 2 + 1), 2), np.int64)
    return Damage(starts, spans[: _spans(before, now, width, starts, spans)])


def column_numbers(
    hashes: Hashes, values: NDArray[np.integer], left: int, own: int
) -> tuple[slice, NDArray[np.uint64]]:
    """The columns of tiles that something touches, and a number for each, of what differs in it.

    values (n, w), n <= 3, for the w columns of pixels from `left` of the target on; `own` tells all else.
    """
    first, end = max(left, 0), min(left + values.shape[1], hashes.shape[1] * TILE_WIDTH)
    if first >= end:
        return slice(0, 0), np.zeros(0, np.uint64)
    seen = values[:, first - left : end - left] * WEIGHTS[: len(values), first:end]
    seen = seen[0] if len(seen) == 1 else seen.sum(axis=0)
    tiles = slice(first // TILE_WIDTH, (end - 1) // TILE_WIDTH + 1)
    starts = np.arange(tiles.start, tiles.stop) * TILE_WIDTH - first
    starts[0] = 0
    return tiles, np.add.reduceat(seen, starts) + np.uint64(own)


def hash_tiles(hashes: Hashes, where: Any, numbers: NDArray[np.uint64]) -> None:
    """Take numbers into the hashes at `where`, an index."""
    part = (hashes[where] ^ numbers) * _FIRST
    hashes[where] = (part ^ part >> _HALF) * _SECOND


@compiled
def hash_rows(hashes: Hashes, rows: NDArray[np.int64]) -> None:
    """Take each of the `blit` module's rows (n, ROW) into the tiles that it may touch."""
    for k in range(rows.shape[0]):
        if rows[k, 7] == 0:
            continue
        number = np.uint64(0)
        for field in range(rows.shape[1]):
            number = _mixed(number, np.uint64(rows[k, field]))
        left, top = rows[k, 2], rows[k, 3]
        right, bottom = left + rows[k, 4], top + rows[k, 5]
        first, end = max(left, 0) // TILE_WIDTH, min((right - 1) // TILE_WIDTH + 1, hashes.shape[1])
        upper, lower = max(top, 0) // TILE_HEIGHT, min((bottom - 1) // TILE_HEIGHT + 1, hashes.shape[0])
        for band in range(upper, lower):
            for column in range(first, end):
                hashes[band, column] = _mixed(hashes[band, column], number)


@compiled
def _mixed(hash: Any, number: Any) -> Any:
    """A hash with another number taken into it, both uint64; the order counts."""
    hash = (hash ^ number) * _FIRST
    return (hash ^ hash >> _HALF) * _SECOND


@compiled
def _spans(
    before: Hashes, now: Hashes, width: int, starts: NDArray[np.int64], spans: NDArray[np.int64]
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
