"""Large plain things, drawn small and widened: resvg's time goes with the area that it draws.

A panel is the same all along its middle, so its ends are drawn and the middle is stretched. A glow has no
edge, so it is drawn coarsely.
"""

import math

import pygame
from PIL import Image

from apanim.canvas import vector
from apanim.canvas.rasterise import rasterise_tight, stamped
from apanim.canvas.stamp import Stamp, surface_of
from apanim.picture.drawlist import Glow, Panel
from apanim.picture.theme import Theme

_END_PX = 40.0  # design pixels of a panel that hold its corner and its shadow
_COARSER = 4  # pixels of a large glow to one that is drawn, each way
_LARGE_PX = 160  # of the picture


def panel(item: Panel, quarters: tuple[int, int], scale: float, theme: Theme) -> Stamp:
    """A panel at its origin, on `quarters` of a pixel: the same bytes as if it was drawn whole, nearly."""
    more = max(0, math.floor((item.width - 2 * _END_PX) * scale))
    markup, box = vector.drawing(item._replace(width=item.width - more / scale))
    narrow = stamped(theme.markup(markup), box, quarters, scale)
    if more == 0:
        return narrow
    width, height = narrow.surface.get_size()
    half = width // 2
    wide = pygame.Surface((width + more, height), pygame.SRCALPHA, 32)
    middle = pygame.transform.scale(narrow.surface.subsurface((half, 0, 1, height)), (more, height))
    parts = ((narrow.surface.subsurface((0, 0, half, height)), 0), (middle, half))
    for part, x in (*parts, (narrow.surface.subsurface((half, 0, width - half, height)), half + more)):
        wide.blit(part, (x, 0), None, pygame.BLEND_PREMULTIPLIED)
    return Stamp(wide, narrow.left, narrow.top)


def glow(item: Glow, scale: float, theme: Theme) -> Stamp:
    """A glow at its origin, on a whole pixel."""
    markup, box = vector.drawing(item)
    if 2 * max(item.rx, item.ry) * scale < _LARGE_PX:
        return stamped(theme.markup(markup), box, (0, 0), scale)
    left, top, right, bottom = (_COARSER * math.floor(side * scale / _COARSER) for side in box)
    size = right - left + 2 * _COARSER, bottom - top + 2 * _COARSER
    window = (left / scale, top / scale, size[0] / scale, size[1] / scale)
    image, column, row = rasterise_tight(theme.markup(markup), window, scale / _COARSER)
    small = Image.new("RGBa", (size[0] // _COARSER, size[1] // _COARSER))
    small.paste(image, (column, row))
    return Stamp(surface_of(small.resize(size, Image.Resampling.BICUBIC)), left, top)
