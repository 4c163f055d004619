"""Widgets in our look on pygame_gui, which gives them place, layer, hovering, pressing and clipping."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pygame
from pygame_gui import UI_BUTTON_PRESSED, UIManager
from pygame_gui.core import UIElement
from pygame_gui.core.interfaces import IContainerLikeInterface
from pygame_gui.elements import UIButton

from apanim.window.panels import style
from apanim.window.panels.style import Style, blank, put, put_middle

Container = IContainerLikeInterface | None
Words = Callable[[str], str]  # English words on screen -> the language's


@dataclass
class Desk:
    """What all widgets of a window share. `deeds` is what they were asked to do and the app has to."""

    manager: UIManager
    style: Style
    words: Words
    deeds: list[Any] = field(default_factory=list)

    def do(self, deed: Any) -> None:
        """Ask the app for something."""
        self.deeds.append(deed)


class ButtonLooks:
    """The looks of a button by its state, painted when first seen: to pygame_gui a drawable shape."""

    def __init__(self, rect: pygame.Rect, paint: Callable[[str], pygame.Surface]) -> None:
        self._rect, self._paint = rect, paint
        self._looks: dict[str, pygame.Surface] = {}
        self._state, self._fresh = "normal", True

    def set_active_state(self, state: str) -> None:
        """Look as in `state`: normal, hovered, active, selected or disabled."""
        self._fresh |= state != self._state
        self._state = state

    def has_fresh_surface(self) -> bool:
        """Whether it looks otherwise than when it was last asked."""
        return self._fresh

    def get_fresh_surface(self) -> pygame.Surface:
        """How it looks now."""
        self._fresh = False
        if self._state not in self._looks:
            self._looks[self._state] = self._paint(self._state)
        return self._looks[self._state]

    def repaint(self) -> None:
        """What it is painted from has changed."""
        self._looks.clear()
        self._fresh = True

    def collide_point(self, point: Any) -> bool:
        """Whether a point is on it."""
        return bool(self._rect.collidepoint(point))

    def set_position(self, point: Any) -> None:
        """Move it, in pixels of the window."""
        self._rect.topleft = int(point[0]), int(point[1])

    def set_dimensions(self, size: Any) -> None:
        """Give it another size, in pixels."""
        self._rect.size = int(size[0]), int(size[1])

    def update(self, _time_delta: float) -> None:
        """Nothing fades."""


class Button(UIButton):
    """A button with an icon, words or both. `press` is called by hand and by key.

    kind: "ghost" has no ground until it is pointed at, "plate" has one, "call" asks to be pressed.
    """

    focusable = True
    if TYPE_CHECKING:
        rect: pygame.Rect  # type: ignore[assignment]

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        press: Callable[[], None],
        *,
        icon: str = "",
        label: str = "",
        tip: str = "",
        kind: str = "ghost",
        tint: style.Tint = style.QUIET,
        container: Container = None,
        level: int = 1,
        size: float = style.TEXT,
    ) -> None:
        self.desk, self.press, self.tip = desk, press, tip
        self.icon, self.label, self.kind, self.tint, self.size = icon, label, kind, tint, size
        # The library gives a handler that may take something the mouse's button: so this one takes nothing.
        does = {UI_BUTTON_PRESSED: lambda: press()}
        super().__init__(place, "", desk.manager, container, starting_height=level, command=does)

    def rebuild_from_changed_theme_data(self) -> None:
        """Our looks come from the desk's style alone."""
        self.rebuild()

    def rebuild(self) -> None:
        """Paint it anew."""
        self.drawable_shape = ButtonLooks(self.rect.copy(), self._painted)  # type: ignore[assignment]
        self.on_fresh_drawable_shape_ready()

    def show_as(
        self, *, icon: str = "", label: str = "", tip: str = "", tint: style.Tint = "", on: bool = False
    ) -> None:
        """Change what it shows, if that is another."""
        wanted = icon or self.icon, label or self.label, tip or self.tip, tint or self.tint, on
        if wanted != (self.icon, self.label, self.tip, self.tint, self.is_selected):
            self.icon, self.label, self.tip, self.tint, self.is_selected = wanted
            face: Any = self.drawable_shape
            face.repaint()
            face.set_active_state(self._get_appropriate_state_name())
            self.on_fresh_drawable_shape_ready()

    def can_hover(self) -> bool:
        """One that is on can be pointed at too."""
        return self.is_enabled and not self.held

    def _painted(self, state: str) -> pygame.Surface:
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        ink = self._ground(out, state)
        parts: list[pygame.Surface] = []
        if self.icon:
            parts.append(s.icon(self.icon, self.size * 1.35, ink))
        if self.label:
            gap = s.px(7) if self.icon else 0
            room = width - s.px(12) - sum(part.get_width() for part in parts) - gap
            parts.append(s.text(s.fit(self.label, room, self.size, 700), ink, self.size, 700))
        space = s.px(7)
        x = (width - sum(part.get_width() for part in parts) - space * (len(parts) - 1)) / 2
        for part in parts:
            put(out, part, x, (height - part.get_height()) / 2)
            x += part.get_width() + space
        if state == "disabled":
            out.fill((96, 96, 96, 96), special_flags=pygame.BLEND_RGBA_MULT)
        return out

    def _ground(self, out: pygame.Surface, state: str) -> style.Tint:
        """Lay the ground for a state and give the ink for it."""
        s, size = self.desk.style, out.get_size()
        lively = state in ("hovered", "active")
        if self.kind == "call":
            fill = style.mix(self.tint, style.CURSOR, 0.35) if lively else self.tint
            put(out, s.plate(size, 8, (fill, fill)), 0, 0)
            return style.GROUND
        strength = {"normal": 0.0, "hovered": 0.16, "active": 0.28, "selected": 0.12, "disabled": 0.0}[
            state
        ]
        if self.kind == "plate":
            strength += 0.10
            put(out, s.plate(size, 8, (style.EDGE, style.EDGE), strength, style.EDGE, 0.45), 0, 0)
        elif strength:
            put(out, s.plate(size, 8, (style.EDGE, style.EDGE), strength), 0, 0)
        if self.is_selected:
            return style.AMBER
        return style.INK if lively else self.tint


class Widget(UIElement):
    """A widget that paints itself. Repainted when `refresh` finds that what it shows has changed."""

    focusable = False
    tip = ""
    if TYPE_CHECKING:
        rect: pygame.Rect  # type: ignore[assignment]

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        container: Container = None,
        level: int = 1,
        name: str = "widget",
    ) -> None:
        super().__init__(
            place, desk.manager, container, starting_height=level, layer_thickness=1, element_id=[name]
        )
        self.desk = desk
        self._shown: Any = None

    def refresh(self, shown: Any) -> None:
        """Paint again if `shown`, all that the look depends on, is not what is painted."""
        if shown != self._shown or self.image is None:
            self._shown = shown
            self._set_image(self.painted())

    @abstractmethod
    def painted(self) -> pygame.Surface:
        """How it looks now."""

    def arrow(self, right: int, down: int) -> bool:
        """An arrow key while it has the focus; whether it had a use for it."""
        return False

    def press(self) -> None:
        """Enter while it has the focus."""


class Label(Widget):
    """Words that only stand there; marked up, in lines if there is room for more than one."""

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        words: str,
        *,
        tint: style.Tint = style.INK,
        size: float = style.TEXT,
        weight: int = 600,
        align: str = "left",
        container: Container = None,
        level: int = 1,
    ) -> None:
        super().__init__(desk, place, container, level, "words")
        self._look = tint, size, weight, align
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.refresh(words)

    def painted(self) -> pygame.Surface:
        """The lines, the last one shortened if there are too many."""
        s, (tint, size, weight, align) = self.desk.style, self._look
        width, height = self.rect.size
        high = s.line_height(size)
        out = blank(width, height)
        lines = s.lines(self._words, width, size, weight)
        room = max(1, height // high)
        if len(lines) > room:
            rest = " ".join(lines[room - 1 :])
            lines = (*lines[: room - 1], s.fit(rest, width, size, weight))
        y = (height - high * len(lines)) / 2 if room == 1 or len(lines) == 1 else 0
        for line in lines:
            words = s.text(line, tint, size, weight)
            share = {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
            put(out, words, (width - words.get_width()) * share, y + (high - words.get_height()) / 2)
            y += high
        return out


def let_go(manager: UIManager) -> None:
    """Give the pictures of widgets that are no longer needed back at once: they know each other, and would
    wait for the collector."""
    for sprite in manager.get_sprite_group().sprites():
        sprite.image = None
        for name in ("drawable_shape", "_pre_clipped_image", "_layers"):
            if hasattr(sprite, name):
                setattr(sprite, name, None)


def all_focusable(elements: Iterable[Any]) -> list[Any]:
    """Those that the focus can go to, as they stand."""
    return [
        e for e in elements if e.alive() and e.visible and e.is_enabled and getattr(e, "focusable", False)
    ]


__all__ = ["Button", "Container", "Desk", "Label", "Widget", "Words", "all_focusable", "put_middle"]
