"""A stamp: baked pixels and where they go, counted from the whole pixel that its origin falls on."""

import math
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image

from apanim.picture.design_frame import HEIGHT, WIDTH

SUBPIXELS = 4  # a thing is baked at each quarter of a pixel, so that slow motion glides
_TILE = 128, 60  # pixels
_ROWS = 256  # that are copied at once

Area = tuple[int, int, int, int]  # left, top, width, height


class Stamp(NamedTuple):
    """`surface`, whose top left corner lies (left, top) from the origin's pixel."""

    surface: pygame.Surface
    left: int
    top: int


NOTHING = Stamp(pygame.Surface((1, 1), pygame.SRCALPHA, 32), 0, 0)


def stamp_bytes(stamp: Stamp) -> int:
    """Memory that it takes."""
    return 4 * stamp.surface.get_width() * stamp.surface.get_height()


def surface_of(image: Image.Image, *, opaque: bool = False, box: Area | None = None) -> pygame.Surface:
    """A 32-bit surface with the pixels of a premultiplied (RGBa) image, or of its part `box`.

    Some rows at a time: a layer of a near view takes 33 MB, and is there three times otherwise.
    """
    left, top, width, height = box or (0, 0, *image.size)
    surface = pygame.Surface((width, height), 0 if opaque else pygame.SRCALPHA, 32)
    for row in range(0, height, _ROWS):
        strip = image.crop((left, top + row, left + width, top + min(row + _ROWS, height)))
        raw = pygame.image.frombuffer(strip.tobytes("raw", "BGRa"), strip.size, "BGRA")
        # Added to nothing, all comes out as it is; laid over it, a colour without opacity would be lost.
        surface.blit(raw, (0, row), None, pygame.BLEND_PREMULTIPLIED if opaque else pygame.BLEND_RGBA_ADD)
    return surface


def surface_over(pixels: NDArray[np.uint32]) -> pygame.Surface:
    """A surface with opacity that has `pixels` (h, w), colours premultiplied, for its memory."""
    height, width = pixels.shape
    return pygame.image.frombuffer(pixels, (width, height), "BGRA")  # type: ignore[arg-type]  # has a buffer


def faded(stamp: Stamp, opacity: float) -> Stamp:
    """`stamp` at an opacity."""
    level = round(255 * opacity)
    surface = stamp.surface.copy()
    surface.fill((level, level, level, level), special_flags=pygame.BLEND_RGBA_MULT)
    return Stamp(surface, stamp.left, stamp.top)


def trimmed(stamp: Stamp) -> Stamp:
    """`stamp` without its empty edges."""
    seen = stamp.surface.get_bounding_rect()
    if seen.size == stamp.surface.get_size():
        return stamp
    return Stamp(stamp.surface.subsurface(seen).copy(), stamp.left + seen.left, stamp.top + seen.top)


def areas(stamp: Stamp, tile: tuple[int, int] = _TILE) -> list[Area]:
    """The parts of `stamp` that are not empty, as rows of tiles (width, height) that run on."""
    width, height = stamp.surface.get_size()
    if not stamp.surface.get_flags() & pygame.SRCALPHA:
        return [(0, 0, width, height)]
    columns, rows = -(-width // tile[0]), -(-height // tile[1])
    filled = np.zeros((rows * tile[1], columns * tile[0]), bool)
    np.not_equal(pygame.surfarray.pixels_alpha(stamp.surface).T, 0, out=filled[:height, :width])
    across = np.any(filled.reshape(rows, tile[1], -1), axis=1)
    tiles = np.any(across.reshape(rows, columns, tile[0]), axis=2)
    out: list[Area] = []
    for row in range(rows):
        edges = np.flatnonzero(np.diff(np.pad(tiles[row].astype(np.int8), 1))).tolist()
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            left, top = first * tile[0], row * tile[1]
            out.append((left, top, min(last * tile[0], width) - left, min(tile[1], height - top)))
    return out


def split(position_px: float) -> tuple[int, int]:
    """The whole pixel, and the quarter of it, that a place falls on."""
    quarters = round(position_px * SUBPIXELS)
    return quarters // SUBPIXELS, quarters % SUBPIXELS


def frame_px(scale: float) -> tuple[int, int]:
    """Pixels that hold the whole design frame."""
    return math.ceil(WIDTH * scale - 1e-6), math.ceil(HEIGHT * scale - 1e-6)
