"""Light of the whole view that has no edges, from a coarse field of cells."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas.blit import OVER, draw, surface_rows
from apanim.canvas.stamp import frame_px
from apanim.canvas.tiles import TILE_HEIGHT, TILE_WIDTH, WEIGHTS, Damage, Hashes, hash_tiles
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import SoftLight
from apanim.picture.theme import Theme

_COVERS = 200.0  # how much of the ground full light hides, of 255
_STRIP = 6  # rows of cells that are lit at once
_FAINTEST = 2  # of 255: a cell of less light is not lit


class SoftLightStroke:
    """A coarse field of light, without edges between its cells.

    The target's corner lies at `origin`. It is drawn in strips, each as wide as it is lit.
    """

    def __init__(self, item: SoftLight, scale: float, theme: Theme, origin: tuple[int, int]) -> None:
        covers = 255.0 if theme.shaded else _COVERS
        self._table = _light_table(theme.rgb(item.low), theme.rgb(item.high), covers)
        self._cells, self._scale, self._origin = item.strength, scale, origin
        first = range(-1, item.strength.shape[0], _STRIP) if item.strength.any() else ()
        self._strips = [strip for strip in map(self._strip, first) if strip is not None]

    def _strip(self, first: int) -> "_Strip | None":
        """From the middle of the row `first` of cells to that of a row farther down, as far as any is lit.

        Beyond the frame are cells like the last.
        """
        rows, columns = self._cells.shape
        row = np.arange(first, min(first + _STRIP, rows) + 1)
        cells = self._cells.take(row, axis=0, mode="clip")
        lit = np.flatnonzero(cells.max(axis=0) >= _FAINTEST)
        if len(lit) == 0:
            return None
        column = np.arange(lit[0] - 1, lit[-1] + 2)  # a dark cell at either end
        left, right = (round((k + 0.5) * WIDTH * self._scale / columns) for k in (column[0], column[-1]))
        top, bottom = (round((k + 0.5) * HEIGHT * self._scale / rows) for k in (row[0], row[-1]))
        seen = np.ascontiguousarray(cells.take(column, axis=1, mode="clip"))
        return _Strip(seen, left - self._origin[0], top - self._origin[1], right - left, bottom - top)

    def hash(self, hashes: Hashes) -> None:
        """For each tile the cells whose light may fall on it, and the strip."""
        rows, columns = self._cells.shape
        sums = np.zeros((rows + 1, columns + 1), np.uint64)  # of cells above and left
        weighted = self._cells * WEIGHTS.reshape(-1)[: self._cells.size].reshape(rows, columns)
        np.cumsum(weighted.cumsum(axis=0), axis=1, out=sums[1:, 1:])
        high, wide = HEIGHT * self._scale / rows, WIDTH * self._scale / columns
        above, below = _around(hashes.shape[0], TILE_HEIGHT, self._origin[1], high, rows)
        first, end = _around(hashes.shape[1], TILE_WIDTH, self._origin[0], wide, columns)
        seen = sums[below] - sums[above]
        seen = seen[:, end] - seen[:, first]
        for _, left, top, width, height in self._strips:
            bands = slice(max(top, 0) // TILE_HEIGHT, max(top + height - 1, -1) // TILE_HEIGHT + 1)
            tiles = slice(max(left, 0) // TILE_WIDTH, max(left + width - 1, -1) // TILE_WIDTH + 1)
            own = hash((self._table.ctypes.data, left, top, width, height)) & ((1 << 64) - 1)
            hash_tiles(hashes, (bands, tiles), seen[bands, tiles] + np.uint64(own))

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        cell_more = 1.0 + 2.0 / self._cells.shape[0]  # all round
        whole = _scratch(frame_px(self._scale * cell_more))
        for strip in self._strips:
            size = strip.width, strip.height
            if damage.touches(strip.left, strip.top, *size):
                # Blue first, as the canvas has it.
                light = self._table.take(strip.cells, axis=0)
                field = pygame.image.frombuffer(light.tobytes(), strip.cells.shape[::-1], "BGRA")
                seen = whole.subsurface((0, 0, *size))
                pygame.transform.smoothscale(field, size, seen)
                draw(target, [surface_rows(OVER, [(seen, (strip.left, strip.top))])], damage)


class _Strip(NamedTuple):
    """Cells (h, w), from the middle of the first to that of the last, and their pixels in the target."""

    cells: NDArray[np.uint8]
    left: int
    top: int
    width: int
    height: int


def _around(
    tiles: int, tile_px: int, origin: int, cell_px: float, cells: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Along one axis, for each tile: the first and the end of the cells round it, and one more each way."""
    start = (np.arange(tiles) * tile_px + origin) / cell_px - 0.5
    first, end = np.floor(start) - 1, np.floor(start + tile_px / cell_px) + 3
    return first.clip(0, cells).astype(np.intp), end.clip(0, cells).astype(np.intp)


@lru_cache(maxsize=4)
def _light_table(low: tuple[int, int, int], high: tuple[int, int, int], covers: float) -> NDArray[np.uint8]:
    """(256, 4) blue, green, red and coverage, premultiplied, by strength."""
    share = np.linspace(0.0, 1.0, 256)[:, None]
    weak, strong = np.array(low[::-1], float), np.array(high[::-1], float)
    tint = weak + (strong - weak) * share**2
    whole = np.concatenate([tint, np.full((256, 1), covers)], axis=1)
    return np.rint(whole * share).astype(np.uint8)


@lru_cache(maxsize=2)
def _scratch(size: tuple[int, int]) -> pygame.Surface:
    """A surface of which every pixel is written before it is read."""
    return pygame.Surface(size, pygame.SRCALPHA, 32)
