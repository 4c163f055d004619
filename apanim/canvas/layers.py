"""Still layers as stamps: what is in focus as fine as the picture, what is soft drawn small and widened."""

import math
from functools import cached_property

import numpy as np
import pygame
from PIL import Image

from apanim.canvas.rasterise import rasterise_tight
from apanim.canvas.stamp import Area, Stamp, areas, stamp_bytes, surface_of
from apanim.picture import scenery
from apanim.picture.drawlist import Scenery
from apanim.picture.theme import Theme

_GLANCE = 32  # pixels between two that are looked at before all are


class Layer:
    """A still layer; what is not asked of it is not worked out."""

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp

    @cached_property
    def parts(self) -> tuple[Area, ...]:
        """The areas of it that are not empty."""
        return tuple(areas(self.stamp))

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The rows (first, end) that are not black."""
        lit = np.pad((self._colours != 0).any(axis=0).astype(np.int8), 1)
        edges = np.flatnonzero(np.diff(lit)).tolist()
        return tuple(zip(edges[::2], edges[1::2], strict=True))

    @cached_property
    def white(self) -> bool:
        """Whether it is white all over."""
        return bool((self._colours == 0xFFFFFF).all())

    @cached_property
    def black(self) -> bool:
        """Whether it has no colour, and only takes light away."""
        return not self._colours[::_GLANCE, ::_GLANCE].any() and not self._colours.any()

    @property
    def _colours(self) -> np.ndarray:
        """(w, h) red, green and blue of each pixel in one number."""
        return pygame.surfarray.array2d(self.stamp.surface) & 0xFFFFFF


def layer_bytes(layer: Layer) -> int:
    """Memory that it takes."""
    return stamp_bytes(layer.stamp)


def bake_layer(item: Scenery, theme: Theme, scale: float, rest: tuple[float, float], level: float) -> Layer:
    """The layer at `scale` pixels to the unit, moved left and up by the part `rest` of a pixel.

    `level` is the share of the whole view's scale; a soft layer is kept as fine at a smaller one.
    """
    layer = scenery.layer(item)
    fineness = min(1.0, layer.fineness / min(level, 1.0))
    layer = layer._replace(markup=theme.markup(layer.markup), fineness=fineness)
    image, left, top = _soft(layer, scale, rest) if layer.fineness < 1.0 else _sharp(layer, scale, rest)
    if image.getchannel("a").getextrema() == (255, 255):
        return Layer(Stamp(surface_of(image, opaque=True), left, top))
    bounds = image.getbbox() or (0, 0, 1, 1)
    return Layer(Stamp(surface_of(image.crop(bounds)), left + bounds[0], top + bounds[1]))


def shade(stamp: Stamp) -> Stamp:
    """What a black stamp leaves of the light: white where it is empty. To be multiplied with, which is
    quicker than laying black on."""
    kept = pygame.Surface(stamp.surface.get_size(), 0, 32)
    kept.fill((255, 255, 255))
    kept.blit(stamp.surface, (0, 0), None, pygame.BLEND_PREMULTIPLIED)
    return Stamp(kept, stamp.left, stamp.top)


def _sharp(layer: scenery.Layer, scale: float, rest: tuple[float, float]) -> tuple[Image.Image, int, int]:
    left, top, width, height = layer.window
    x, y = math.floor(left * scale - rest[0]), math.floor(top * scale - rest[1])
    corner = (x + rest[0]) / scale, (y + rest[1]) / scale
    window = (*corner, left + width - corner[0], top + height - corner[1])
    image, column, row = rasterise_tight(layer.markup, window, scale)
    return image, x + column, y + row


def _soft(layer: scenery.Layer, scale: float, rest: tuple[float, float]) -> tuple[Image.Image, int, int]:
    left, top, width, height = layer.window
    small = math.ceil(width * scale * layer.fineness), math.ceil(height * scale * layer.fineness)
    # A little too large rather than short of the last row: what was there before must not show through.
    zoom = max(small[0] / width, small[1] / height)
    image, column, row = rasterise_tight(layer.markup, layer.window, zoom)
    whole = Image.new("RGBa", small)
    whole.paste(image, (column, row))
    x, y = math.ceil(left * scale - rest[0]), math.ceil(top * scale - rest[1])
    size = round((left + width) * scale - rest[0]) - x, round((top + height) * scale - rest[1]) - y
    share = zoom / scale
    from_x, from_y = (x + rest[0] - left * scale) * share, (y + rest[1] - top * scale) * share
    to_x, to_y = min(from_x + size[0] * share, small[0]), min(from_y + size[1] * share, small[1])
    return whole.resize(size, Image.Resampling.BICUBIC, box=(from_x, from_y, to_x, to_y)), x, y
