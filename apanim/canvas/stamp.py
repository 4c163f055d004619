"""A stamp: baked pixels and where they go, counted from the whole pixel that its origin falls on."""

from typing import NamedTuple

import pygame
from PIL import Image

SUBPIXELS = 4  # a thing is baked at each quarter of a pixel, so that slow motion glides
OPACITY_STEPS = 32


class Stamp(NamedTuple):
    """`surface`, whose top left corner lies (left, top) from the origin's pixel."""

    surface: pygame.Surface
    left: int
    top: int


NOTHING = Stamp(pygame.Surface((1, 1), pygame.SRCALPHA, 32), 0, 0)


def stamp_bytes(stamp: Stamp) -> int:
    """Memory that it takes."""
    return 4 * stamp.surface.get_width() * stamp.surface.get_height()


def surface_of(image: Image.Image, *, opaque: bool = False) -> pygame.Surface:
    """A 32-bit surface with the pixels of a premultiplied (RGBa) image."""
    raw = pygame.image.frombuffer(image.tobytes("raw", "BGRa"), image.size, "BGRA")
    if not opaque:
        return raw.copy()
    solid = pygame.Surface(image.size, 0, 32)
    solid.blit(raw, (0, 0), None, pygame.BLEND_PREMULTIPLIED)
    return solid


def faded(stamp: Stamp, step: int) -> Stamp:
    """`stamp` at an opacity of step / OPACITY_STEPS."""
    surface = stamp.surface.copy()
    level = round(255 * step / OPACITY_STEPS)
    surface.fill((level, level, level, level), special_flags=pygame.BLEND_RGBA_MULT)
    return Stamp(surface, stamp.left, stamp.top)


def split(position_px: float) -> tuple[int, int]:
    """The whole pixel, and the quarter of it, that a place falls on."""
    quarters = round(position_px * SUBPIXELS)
    return quarters // SUBPIXELS, quarters % SUBPIXELS
