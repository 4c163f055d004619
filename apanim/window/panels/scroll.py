"""A part of the side panel with more widgets than there is room for: it scrolls, and follows the focus."""

from typing import Any

import pygame
from pygame_gui.core import UIContainer

from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Desk, Widget

_WHEEL, _BAR = 46, 5  # units


class _Bar(Widget):
    """Where in the whole the part in sight is; a hand can pull it."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int, scroll: "Scroll") -> None:
        super().__init__(desk, place, level=level, name="bar")
        self._scroll, self._held = scroll, False

    def painted(self) -> pygame.Surface:
        """A thumb as long as what is in sight."""
        s, (width, height) = self.desk.style, self.rect.size
        out, whole = blank(width, height), max(1, self._scroll.content)
        long = max(s.px(24), height * height // whole)
        y = (height - long) * self._scroll.top // max(1, whole - height)
        put(out, s.plate((s.px(_BAR), long), 3, (style.EDGE, style.EDGE), 0.45), width - s.px(_BAR), y)
        return out

    def process_event(self, event: pygame.Event) -> bool:
        """Pulled, it leads what it stands for."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self._held = True
            return True
        if event.type == pygame.MOUSEMOTION and self._held:
            self._scroll.to(
                self._scroll.top + event.rel[1] * self._scroll.content / max(1, self.rect.height)
            )
            return True
        if event.type == pygame.MOUSEBUTTONUP and self._held:
            self._held = False
            return True
        return False


class Scroll:
    """Holds widgets that were made in `box` one under the other; `content` is their height in pixels."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int) -> None:
        self.desk, self.place, self.level = desk, place, level
        self.box = UIContainer(place, desk.manager, starting_height=level)
        self.top, self.content = 0, 0
        self._widgets: list[tuple[Any, int]] = []
        self._bar: _Bar | None = None

    @property
    def width(self) -> int:
        """Pixels for a widget."""
        return self.place.width - self.desk.style.px(_BAR + 5)

    def add(self, widget: Any, y: int) -> None:
        """Hold a widget that was made at `y` in the box."""
        widget.into_sight = lambda: self.show(y, widget.rect.height)
        self._widgets.append((widget, y))
        self.content = max(self.content, y + widget.rect.height + self.desk.style.px(6))

    def done(self) -> None:
        """All are in: where there are too many, a bar."""
        if self.content > self.place.height:
            wide = self.desk.style.px(_BAR + 3)
            place = pygame.Rect(self.place.right - wide, self.place.y, wide, self.place.height)
            self._bar = _Bar(self.desk, place, self.level + 2, self)
            self._bar.refresh(0)

    def to(self, top: float) -> None:
        """Bring another part into sight."""
        top = round(min(max(top, 0), max(0, self.content - self.place.height)))
        if top == self.top:
            return
        self.top = top
        for widget, y in self._widgets:
            widget.set_relative_position((widget.relative_rect.x, y - top))
        if self._bar:
            self._bar.refresh(top)

    def show(self, y: int, height: int) -> None:
        """Bring a widget into sight."""
        if y < self.top or y + height > self.top + self.place.height:
            self.to(y - (self.place.height - height) / 2)

    def wheel(self, event: pygame.Event) -> bool:
        """A turn of the wheel over it."""
        if self.place.collidepoint(pygame.mouse.get_pos()) and self._bar:
            self.to(self.top - event.y * self.desk.style.px(_WHEEL))
            return True
        return False

    def kill(self) -> None:
        """Take all away."""
        self.box.kill()
        if self._bar:
            self._bar.kill()
