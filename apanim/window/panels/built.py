"""All widgets of a window as they are built for its size, its film and what is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pygame
from pygame_gui import UIManager

from apanim.picture.theme import Theme
from apanim.window.film import Film
from apanim.window.panels.floats import Floats
from apanim.window.panels.focus import KeyboardFocus
from apanim.window.panels.help import Help
from apanim.window.panels.library import library_theme
from apanim.window.panels.menu import Menu
from apanim.window.panels.rows import ListRow
from apanim.window.panels.side.controls import ControlledView
from apanim.window.panels.side.panel import Memory, Side
from apanim.window.panels.strip import ControlStrip, Doors
from apanim.window.panels.style import styled
from apanim.window.panels.tips import Tips
from apanim.window.panels.widget_places import WindowPlaces
from apanim.window.panels.widgets import Desk, Words


@dataclass(frozen=True)
class Wanted:
    """What widgets are built for: `panels` are open in the side panel, `run` is what the controls act on,
    and `figures` how many the clock has. While all of it stays, so do they."""

    places: WindowPlaces
    panels: tuple[str, ...]
    run: ControlledView
    figures: int


class Built:
    """The widgets, and the menu that is open over them, if one is."""

    def __init__(
        self, wanted: Wanted, film: Film, theme: Theme, words: Words,
        doors: Doors, toggle: Callable[[str], None], memory: Memory,
    ) -> None:  # fmt: skip
        self.places = places = wanted.places
        looks = styled(theme, places.scale, words)
        self.desk = Desk(
            UIManager(places.size, library_theme(looks), enable_live_theme_updates=False), looks, words
        )
        bar = Desk(self.desk.manager, styled(theme, places.strip_scale, words), words, self.desk.deeds)
        self.strip = ControlStrip(bar, places.strip, doors, film, over=places.overlaid)
        self.focus = KeyboardFocus(self.desk)
        self.tips = Tips(self.desk)
        self.floats = Floats(self.desk)
        self.help = Help(self.desk)
        self.menu: Menu | None = None
        self.side: Side | None = None
        if places.side:
            self.side = Side(
                self.desk, places.side_panel, wanted.panels, toggle, doors.panels, memory, wanted.run
            )

    def everything(self) -> list[Any]:
        """All widgets in the order of Tab."""
        return [*self.strip.everything(), *(self.side.everything() if self.side else ())]

    def covers(self, point: tuple[int, int]) -> bool:
        """Whether a point of the window is the widgets'."""
        if self.strip.timeline.held:
            return True
        if self.menu and self.menu.place.collidepoint(point):
            return True
        if self.side and self.side.place.collidepoint(point):
            return True
        return bool(self.strip.ground.visible) and self.strip.place.collidepoint(point)

    def show_strip(self, wanted: bool) -> None:
        """Show the strip or hide it: one over the picture goes while nobody stirs."""
        wanted = wanted or not self.places.overlaid or self.menu is not None or self.focus.on is not None
        if wanted != bool(self.strip.ground.visible):
            for part in self.strip.everything():
                part.show() if wanted else part.hide()

    def open_menu(
        self, part: str, rows: tuple[ListRow, ...], title: str, current: int, by_key: bool
    ) -> None:
        """Open a menu beside a part of the strip, or close the one that is open."""
        if self.menu:
            self.close_menu()
            return
        anchor = self.strip.parts.get(part) or self.strip.parts["more"]
        bounds = pygame.Rect((0, 0), self.places.size)
        self.menu = Menu(self.desk, bounds, anchor.rect, rows, self._menu_closed, title, current)
        if by_key:
            self.focus.set(self.menu.list)

    def close_menu(self) -> None:
        """Close it, if one is open."""
        if self.menu:
            self.menu.close()

    def _menu_closed(self) -> None:
        if self.menu and self.focus.on is self.menu.list:
            self.focus.clear()
        self.menu = None
