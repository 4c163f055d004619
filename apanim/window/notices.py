"""What stands where the picture will be: the title at first, and that something is being made."""

import pygame

from apanim.window.panels import style
from apanim.window.panels.style import Style

_TITLE, _LINE = 40, 18  # sizes of type, units


def cover(screen: pygame.Surface, place: pygame.Rect, look: Style, title: str, line: str) -> None:
    """The title in the middle of the theme's ground, and under it what is being done."""
    screen.fill(look.rgb(style.GROUND), place)
    name = look.text(look.fit(title, place.width * 9 // 10, _TITLE, 700), style.INK, _TITLE, 700)
    at = name.get_rect(midbottom=place.center)
    screen.blit(name, at, None, pygame.BLEND_PREMULTIPLIED)
    _line(screen, place, look, line, at.bottom + look.px(10))


def wait(screen: pygame.Surface, place: pygame.Rect, look: Style, line: str) -> None:
    """Over a picture of another instant: this one is being made."""
    veil = pygame.Surface(place.size, pygame.SRCALPHA, 32)
    veil.fill((*look.rgb(style.GROUND)[:3], 170))
    screen.blit(veil, place)
    _line(screen, place, look, line, place.centery)


def _line(screen: pygame.Surface, place: pygame.Rect, look: Style, line: str, top: int) -> None:
    words = look.text(look.fit(line, place.width * 9 // 10, _LINE), style.QUIET, _LINE)
    screen.blit(words, words.get_rect(midtop=(place.centerx, top)), None, pygame.BLEND_PREMULTIPLIED)
