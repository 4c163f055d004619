"""Where the keys go: from widget to widget with Tab, and a ring round the one that has them."""

from typing import Any

import pygame
from pygame_gui.elements import UITextEntryLine

from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Desk, Widget, all_focusable

_LEVEL = 70


class _Ring(Widget):
    """A bright line round a place, with a dark one round it: seen on every ground."""

    def painted(self) -> pygame.Surface:
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        for inset, tint, thick in ((0, style.GROUND, 4.4), (1.1, style.INK, 2.2)):
            step = round(inset * s.scale)
            size = width - 2 * step, height - 2 * step
            put(out, s.plate(size, 9, (tint, tint), 0.0, tint, 1.0, thick), step, step)
        return out

    def hover_point(self, hover_x: float, hover_y: float) -> bool:
        """The pointer goes through."""
        return False


class KeyboardFocus:
    """The widget that has the keys, if any. With the mouse none has, but for fields to write in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.on: Any = None
        self._ring = _Ring(desk, pygame.Rect(0, 0, 8, 8), level=_LEVEL, name="ring")
        self._ring.hide()

    @property
    def writing(self) -> bool:
        """Whether letters go into a field."""
        return any(
            isinstance(one, UITextEntryLine) and one.is_focused
            for one in self._desk.manager.get_focus_set() or ()
        )

    def move(self, way: int, order: list[Any]) -> None:
        """To the next widget of `order`, or the one before."""
        order = all_focusable(order)
        if not order:
            return self.clear()
        index = order.index(self.on) + way if self.on in order else (0 if way > 0 else -1)
        return self.set(order[index % len(order)])

    def set(self, widget: Any) -> None:
        """Give the keys to a widget."""
        self._tell(False)
        self.on = widget
        self._desk.manager.set_focus_set({widget} if isinstance(widget, UITextEntryLine) else None)
        self._tell(True)
        getattr(widget, "into_sight", lambda: None)()

    def clear(self) -> None:
        """Nobody has the keys: they are the player's."""
        self._tell(False)
        self.on = None
        self._desk.manager.set_focus_set(None)

    def _tell(self, has: bool) -> None:
        if self.on is not None and hasattr(self.on, "is_focused_by_key"):
            self.on.is_focused_by_key = has

    def show(self) -> None:
        """Put the ring where the focus is."""
        if self.on is not None and not (self.on.alive() and self.on.visible):
            self.clear()
        if self.on is None:
            if self._ring.visible:
                self._ring.hide()
            return
        out = self._desk.style.px(2)
        place = self.on.rect.inflate(2 * out, 2 * out)
        place.clamp_ip(pygame.Rect((0, 0), self._desk.manager.window_resolution))
        if place.size != self._ring.rect.size:
            self._ring.set_dimensions(place.size)
        if place.topleft != self._ring.rect.topleft:
            self._ring.set_position(place.topleft)
        self._ring.refresh(place.size)
        if not self._ring.visible:
            self._ring.show()
