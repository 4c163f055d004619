"""Still layers as stamps: what is in focus as fine as the picture, what is soft drawn small and widened."""

import math
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image

from apanim.canvas.rasterise import rasterise_tight
from apanim.canvas.stamp import Area, Stamp, areas, stamp_bytes, surface_of
from apanim.picture import scenery
from apanim.picture.drawlist import Scenery
from apanim.picture.theme import Theme

_SPREAD = 5  # pixels that widening spreads one over, each way, and one more for the ends


class BakedLayer:
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
        lit = np.pad(self._colours.any(axis=1).astype(np.int8), 1)
        edges = np.flatnonzero(np.diff(lit)).tolist()
        return tuple(zip(edges[::2], edges[1::2], strict=True))

    @cached_property
    def opacities(self) -> NDArray[np.uint8] | None:
        """(h, w) opacities of a layer that is black all over; None of one that has a colour."""
        if not self.stamp.surface.get_flags() & pygame.SRCALPHA or self._colours.any():
            return None
        return np.ascontiguousarray(pygame.surfarray.pixels_alpha(self.stamp.surface).T)

    @property
    def _colours(self) -> np.ndarray:
        """(h, w) red, green and blue of each pixel in one number."""
        return pygame.surfarray.pixels2d(self.stamp.surface).T & 0xFFFFFF


def layer_bytes(layer: BakedLayer) -> int:
    """Memory that it takes."""
    return stamp_bytes(layer.stamp)


def bake_layer(
    item: Scenery, theme: Theme, scale: float, rest: tuple[float, float], level: float
) -> BakedLayer:
    """The layer at `scale` pixels to the unit, moved left and up by the part `rest` of a pixel.

    `level` is the share of the whole view's scale; a soft layer is kept as fine at a smaller one.
    """
    layer = scenery.layer(item)
    fineness = min(1.0, layer.fineness / min(level, 1.0))
    layer = layer._replace(markup=theme.markup(layer.markup), fineness=fineness)
    image, left, top = _soft(layer, scale, rest) if layer.fineness < 1.0 else _sharp(layer, scale, rest)
    if image.getchannel("a").getextrema() == (255, 255):
        whole = surface_of(image, opaque=True)
        if layer.over:
            sharp = layer._replace(markup=theme.markup(layer.over), filled=False)
            detail, x, y = _sharp(sharp, scale, rest)
            whole.blit(surface_of(detail), (x - left, y - top), None, pygame.BLEND_PREMULTIPLIED)
        return BakedLayer(Stamp(whole, left, top))
    x, y, right, bottom = image.getbbox() or (0, 0, 1, 1)
    return BakedLayer(Stamp(surface_of(image, box=(x, y, right - x, bottom - y)), left + x, top + y))


def _sharp(layer: scenery.Layer, scale: float, rest: tuple[float, float]) -> tuple[Image.Image, int, int]:
    left, top, width, height = layer.window
    x, y = math.floor(left * scale - rest[0]), math.floor(top * scale - rest[1])
    corner = (x + rest[0]) / scale, (y + rest[1]) / scale
    window = (*corner, left + width - corner[0], top + height - corner[1])
    image, column, row = rasterise_tight(layer.markup, window, scale, look=not layer.filled)
    return image, x + column, y + row


def _soft(layer: scenery.Layer, scale: float, rest: tuple[float, float]) -> tuple[Image.Image, int, int]:
    """Drawn small and widened; only its part that is not empty, and as far round it as that is spread."""
    left, top, width, height = layer.window
    small = math.ceil(width * scale * layer.fineness), math.ceil(height * scale * layer.fineness)
    # A little too large rather than short of the last row: what was there before must not show through.
    zoom = max(small[0] / width, small[1] / height)
    image, column, row = rasterise_tight(layer.markup, layer.window, zoom, look=not layer.filled)
    seen = _roomy(image.getbbox() or (0, 0, 1, 1), (column, row), small)
    kept = Image.new("RGBa", (seen[2] - seen[0], seen[3] - seen[1]))
    kept.paste(image, (column - seen[0], row - seen[1]))
    across = _widened((seen[0], seen[2]), small[0], zoom / scale, left * scale - rest[0], width * scale)
    down = _widened((seen[1], seen[3]), small[1], zoom / scale, top * scale - rest[1], height * scale)
    box = across.source[0], down.source[0], across.source[1], down.source[1]
    size = across.length, down.length
    return kept.resize(size, Image.Resampling.BICUBIC, box=box), across.first, down.first


class _Stretch(NamedTuple):
    """Along one axis: the pixels `source` (from, to) of what is kept become `length` ones, from `first`."""

    first: int
    length: int
    source: tuple[float, float]


def _widened(seen: tuple[int, int], small: int, share: float, place: float, length: float) -> _Stretch:
    """Whole pixels of the picture that a layer's small pixels (first, end) `seen` of `small` fill.

    It has `share` of the picture's fineness; its edge lies at `place`, and it is `length` pixels long.
    """
    start, end = math.ceil(place), round(place + length)
    begin = (start - place) * share
    share = (min(begin + (end - start) * share, small) - begin) / (end - start)
    first = start + max(0, math.ceil((seen[0] - begin) / share))
    last = min(end, start + math.floor((seen[1] - begin) / share)) if seen[1] < small else end
    source = begin + (first - start) * share - seen[0], begin + (last - start) * share - seen[0]
    return _Stretch(first, last - first, (source[0], min(source[1], seen[1] - seen[0])))


def _roomy(seen: Area, at: tuple[int, int], size: tuple[int, int]) -> Area:
    """The box `seen` of a picture that stands `at` in one of `size`: with room to be spread in."""
    (x, y), (width, height) = at, size
    return (
        max(seen[0] + x - _SPREAD, 0), max(seen[1] + y - _SPREAD, 0),
        min(seen[2] + x + _SPREAD, width), min(seen[3] + y + _SPREAD, height),
    )  # fmt: skip
