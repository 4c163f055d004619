"""What is on the window: the picture at its place, or what is told until it is there, and the widgets."""

from collections.abc import Callable

import pygame

from apanim.window import notices, player
from apanim.window.film import Film
from apanim.window.pacing import Pacer
from apanim.window.panels import Panels
from apanim.window.panels.style import GROUND, Style
from apanim.window.player import Player
from apanim.window.view import View


class Stage:
    """Puts on `window` what differs from what is there. `style` is that of the window's present size."""

    def __init__(
        self, window: pygame.Window, view: View, panels: Panels, pacer: Pacer, style: Callable[[], Style]
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
            notices.cover(screen, place, self._style(), self._title, self._waits)
            return
        if self._view.placed(shown.ask.size) != place:
            screen.fill(self._style().rgb(GROUND), place)
        self._view.put(shown, screen)
        if self._waits:
            notices.wait(screen, place, self._style(), self._waits)
