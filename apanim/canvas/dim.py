"""Dimming of all that is painted so far: less bright and less colourful, in four passes over the pixels."""

from functools import lru_cache

import pygame

from apanim.picture.theme import Theme, colour


def dim(target: pygame.Surface, strength: float, theme: Theme) -> None:
    """Take `target` the share `strength` of the way to the theme's brightness and saturation.

    What is dimmed becomes brightness * (saturation * colour + (1 - saturation) * its grey), and the light
    that it lost is that of the colour "focus.toward".
    """
    bright = 1.0 - strength * (1.0 - theme.number("focus.brightness"))
    colourful = 1.0 - strength * (1.0 - theme.number("focus.saturation"))
    grey = _scratch(target.get_size())
    pygame.transform.grayscale(target, grey)
    _multiply(grey, bright * (1.0 - colourful))
    _multiply(target, bright * colourful)
    target.blit(grey, (0, 0), None, pygame.BLEND_RGB_ADD)
    lost = [round(channel * (1.0 - bright)) for channel in theme.rgb(colour("focus.toward"))]
    if any(lost):
        target.fill(lost, special_flags=pygame.BLEND_RGB_ADD)


def _multiply(surface: pygame.Surface, share: float) -> None:
    level = round(255 * share)
    surface.fill((level, level, level), special_flags=pygame.BLEND_RGB_MULT)


@lru_cache(maxsize=4)
def _scratch(size: tuple[int, int]) -> pygame.Surface:
    """A surface to work on; every pixel is written before it is read."""
    return pygame.Surface(size, 0, 32)
