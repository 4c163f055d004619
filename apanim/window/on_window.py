"""What is on the window: the picture at its place, or title and notice until it is there, and the
widgets."""

from collections.abc import Callable

import pygame

from apanim.window import player
from apanim.window.film import Film
from apanim.window.pacing import Pacer
from apanim.window.panels import WindowPanels, style
from apanim.window.panels.style import GROUND, Style
from apanim.window.player import Player
from apanim.window.view import PicturePlace

_TITLE, _LINE = 40, 18  # sizes of type, units


class WindowStage:
    """Puts on `window` what differs from what is there. `style` is that of the window's present size."""

    def __init__(
        self,
        window: pygame.Window,
        view: PicturePlace,
        panels: WindowPanels,
        pacer: Pacer,
        style: Callable[[], Style],
    ) -> None:
        self._window, self._view, self._panels, self._pacer = window, view, panels, pacer
        self._style = style
        self._title = self._waits = ""  # `_waits` is told while the instant that is wanted is being made

    def show(self, state: Player, film: Film, doing: str, now_s: float) -> None:
        """Show the picture that is due; where there is none, `doing` says what is being made."""
        picture = self._pacer.due(state.tick, player.flows(state))
        if picture is not None:
            self._panels.update(state, film, picture.readout, now_s)
        shown, waited = self._pacer.shown, self._waits
        there = shown is not None and shown.ask.tick == state.tick and not state.waiting
        made = there or film.playable_to(state.tick) > state.tick
        self._title, self._waits = film.title, "" if made and shown else doing
        if self._panels.draw(self._window.get_surface(), self._put, bool(picture) or self._waits != waited):
            self._window.flip()
        pygame.mouse.set_visible(not state.fullscreen or player.bar_shown(state, now_s))

    def _put(self, screen: pygame.Surface) -> None:
        """Lay the picture at its place, on the theme's ground."""
        shown, place = self._pacer.shown, self._view.place
        if shown is None:
            _cover(screen, place, self._style(), self._title, self._waits)
            return
        if self._view.placed(shown.ask.size) != place:
            screen.fill(self._style().rgb(GROUND), place)
        self._view.put(shown, screen)
        if self._waits:
            _wait(screen, place, self._style(), self._waits)


def _cover(screen: pygame.Surface, place: pygame.Rect, look: Style, title: str, line: str) -> None:
    """The title in the middle of the theme's ground, and under it what is being done."""
    screen.fill(look.rgb(style.GROUND), place)
    name = look.text(look.fit(title, place.width * 9 // 10, _TITLE, 700), style.INK, _TITLE, 700)
    at = name.get_rect(midbottom=place.center)
    screen.blit(name, at, None, pygame.BLEND_PREMULTIPLIED)
    _line(screen, place, look, line, at.bottom + look.px(10))


def _wait(screen: pygame.Surface, place: pygame.Rect, look: Style, line: str) -> None:
    """Over a picture of another instant: this one is being made."""
    veil = pygame.Surface(place.size, pygame.SRCALPHA, 32)
    veil.fill((*look.rgb(style.GROUND)[:3], 170))
    screen.blit(veil, place)
    _line(screen, place, look, line, place.centery)


def _line(screen: pygame.Surface, place: pygame.Rect, look: Style, line: str, top: int) -> None:
    words = look.text(look.fit(line, place.width * 9 // 10, _LINE), style.QUIET, _LINE)
    screen.blit(words, words.get_rect(midtop=(place.centerx, top)), None, pygame.BLEND_PREMULTIPLIED)
