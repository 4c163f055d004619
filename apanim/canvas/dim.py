"""Dimming: less bright and less colourful, of all that is painted so far or of what is about to be painted.

Dimming a picture takes four passes over its pixels. It is linear in colours multiplied by their opacity, so
while it is at its full strength each thing can be dimmed once, as it is baked, and painted at no cost. Not
so where light is added: what is as bright as can be hides some of it, and dimmed it would not.
"""

from collections.abc import Sequence
from functools import lru_cache

import pygame

from apanim.canvas.stamp import Stamp
from apanim.picture.drawlist import (
    Bar,
    Beads,
    Dim,
    Dot,
    Item,
    Lens,
    Line,
    Panel,
    Scenery,
    Sprite,
    Text,
    Trails,
)
from apanim.picture.theme import Theme, colour

_BAKED = frozenset((Lens, Scenery, Sprite, Beads, Trails, Panel, Bar, Dot, Line, Text))


def dim(target: pygame.Surface, strength: float, theme: Theme) -> None:
    """Take `target` the share `strength` of the way to the theme's brightness and saturation.

    What is dimmed becomes brightness * (saturation * colour + (1 - saturation) * its grey), and the light
    that it lost is that of the colour "focus.toward".
    """
    bright = _dim(target, _scratch(target.get_size()), strength, theme)
    lost = [round(channel * (1.0 - bright)) for channel in theme.rgb(colour("focus.toward"))]
    if any(lost):
        target.fill(lost, special_flags=pygame.BLEND_RGB_ADD)


def dimmed(stamp: Stamp, theme: Theme) -> Stamp:
    """A stamp for a scene that is dimmed at full strength, in a theme where `baked_until` says so."""
    surface = stamp.surface.copy()
    _dim(surface, surface.copy(), 1.0, theme)
    return Stamp(surface, stamp.left, stamp.top)


def baked_until(items: Sequence[Item], theme: Theme) -> int:
    """How many of the first items are dimmed by all that follows them, and may be dimmed as they are baked.

    The next one is the Dim, which then has no more to do. 0 where dimming takes passes over the frame.
    """
    if theme.rgb(colour("focus.toward")) != (0, 0, 0):
        return 0
    dims = [at for at, item in enumerate(items) if type(item) is Dim]
    if len(dims) != 1 or items[dims[0]] != Dim(1.0):
        return 0
    return dims[0] if all(map(_may_be_baked, items[: dims[0]])) else 0


def _may_be_baked(item: Item) -> bool:
    """Whether it can be dimmed by itself. Trails are light, but too thin for that to be seen."""
    return type(item) in _BAKED and not getattr(item, "additive", False)


def _dim(target: pygame.Surface, grey: pygame.Surface, strength: float, theme: Theme) -> float:
    """Dim `target` with the help of `grey`, a surface like it; returns the brightness."""
    bright = 1.0 - strength * (1.0 - theme.number("focus.brightness"))
    colourful = 1.0 - strength * (1.0 - theme.number("focus.saturation"))
    pygame.transform.grayscale(target, grey)
    _multiply(grey, bright * (1.0 - colourful))
    _multiply(target, bright * colourful)
    target.blit(grey, (0, 0), None, pygame.BLEND_RGB_ADD)
    return bright


def _multiply(surface: pygame.Surface, share: float) -> None:
    level = round(255 * share)
    surface.fill((level, level, level), special_flags=pygame.BLEND_RGB_MULT)


@lru_cache(maxsize=4)
def _scratch(size: tuple[int, int]) -> pygame.Surface:
    """A surface to work on; every pixel is written before it is read."""
    return pygame.Surface(size, 0, 32)
