"""What is turned by a press: switches, and choices of one of several."""

from collections.abc import Callable

import pygame

from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Container, Desk, Widget

SWITCH_HEIGHT = 34  # units


class _Pressed(Widget):
    """Is pressed by the pointer, or by Enter with the focus; looks as `state()` and hovering have it."""

    focusable = True

    def state(self) -> object:
        """All that its look depends on, beside the pointer."""
        return None

    def show_now(self) -> None:
        """Paint again if it looks otherwise now."""
        self.refresh((self.state(), self.hovered))

    def update(self, time_delta: float) -> None:
        """Hovering shows."""
        super().update(time_delta)
        self.show_now()

    def process_event(self, event: pygame.Event) -> bool:
        """A press of the left button on it."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self.press()
            return True
        return False


class Switch(_Pressed):
    """On or off; `change` is called with what it then is."""

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        words: str,
        on: bool,
        change: Callable[[bool], None],
        *,
        tip: str = "",
        container: Container = None,
        level: int = 1,
    ) -> None:
        super().__init__(desk, place, container, level, "switch")
        self.words, self.on, self.tip, self._change = words, on, tip, change
        self.bring(on)

    def bring(self, on: bool) -> None:
        """Show what it is."""
        self.on = on
        self.show_now()

    def state(self) -> object:
        """Whether it is on."""
        return self.on

    def painted(self) -> pygame.Surface:
        """The words, and the switch at the right."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        wide, high = s.px(38), s.px(21)
        tint = style.OWN if self.on else style.EDGE
        words = s.fit(self.words, width - wide - s.px(14), style.SMALL, 600)
        line = s.text(words, style.INK if self.hovered or self.on else style.QUIET, style.SMALL, 600)
        put(out, line, s.px(2), (height - line.get_height()) / 2)
        x, y = width - wide - s.px(2), (height - high) / 2
        put(out, s.plate((wide, high), 11, (tint, tint), 0.9 if self.on else 0.28, style.EDGE, 0.5), x, y)
        knob = s.px(15)
        ink = style.GROUND if self.on else style.INK
        at = x + (wide - knob - s.px(3) if self.on else s.px(3))
        put(out, s.plate((knob, knob), 8, (ink, ink)), at, y + (high - knob) / 2)
        return out

    def press(self) -> None:
        """Enter turns it over."""
        self.bring(not self.on)
        self._change(self.on)


class Choice(_Pressed):
    """One of several: a press or an arrow goes on to the next; `change` is called with its number."""

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        words: str,
        options: tuple[str, ...],
        chosen: int,
        change: Callable[[int], None],
        *,
        container: Container = None,
        level: int = 1,
    ) -> None:
        super().__init__(desk, place, container, level, "choice")
        self.words, self.options, self.chosen, self._change = words, options, chosen, change
        self.show_now()

    def state(self) -> object:
        """The number of what is chosen."""
        return self.chosen

    def painted(self) -> pygame.Surface:
        """The words, and at the right what is chosen, on a plate."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        name = s.text(s.fit(self.words, width // 2, style.SMALL), style.QUIET, style.SMALL, 600)
        put(out, name, s.px(2), (height - name.get_height()) / 2)
        room = width - name.get_width() - s.px(16)
        told = s.text(
            s.fit(self.options[self.chosen], room - s.px(16), style.SMALL, 700), style.INK, style.SMALL, 700
        )
        wide, high = told.get_width() + s.px(16), s.px(26)
        plate = s.plate(
            (wide, high), 7, (style.EDGE, style.EDGE), 0.26 if self.hovered else 0.12, style.EDGE, 0.5
        )
        put(out, plate, width - wide - s.px(2), (height - high) / 2)
        put(out, told, width - wide + s.px(6), (height - told.get_height()) / 2)
        return out

    def press(self) -> None:
        """On to the next, after the last the first."""
        self._to(self.chosen + 1)

    def arrow(self, right: int, down: int) -> bool:
        """The one beside."""
        if right:
            self._to(self.chosen + right)
        return bool(right)

    def _to(self, index: int) -> None:
        self.chosen = index % len(self.options)
        self.show_now()
        self._change(self.chosen)
