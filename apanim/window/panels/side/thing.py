"""What is selected in the picture: its facts, a strip of its history, ways from event to event of it."""

from typing import Any

import pygame

from apanim.picture.theme import colour
from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Button, Desk, Widget
from apanim.window.player import Player

_STATES = {
    "open": colour("plot.trace"),
    "inactivated": colour("plot.h"),
    "blocked": colour("plot.drug"),
    "closed": colour("panel.cool_edge"),
}
_EMPTY = "Click an ion, a channel or a pump in the picture."


class _Facts(Widget):
    """Label and text pairs, and under them the strip."""

    def bring(self, title: str, facts: tuple[tuple[str, str], ...], strip: Any, now_ms: float) -> None:
        """Other facts; the strip lasts until `now_ms`."""
        self._all = title, facts, strip, now_ms if strip else 0.0
        self.refresh(self._all)

    def painted(self) -> pygame.Surface:
        s, (width, height) = self.desk.style, self.rect.size
        out, (title, facts, strip, now_ms) = blank(width, height), self._all
        words, y = self.desk.words, 0
        if not facts and not title:
            for line in s.lines(words(_EMPTY), width, style.SMALL, 600):
                put(out, s.text(line, style.QUIET, style.SMALL, 600), s.px(2), y)
                y += s.line_height(style.SMALL)
            return out
        if title:
            put(out, s.text(s.fit(title, width, style.TEXT, 800), style.INK, style.TEXT, 800), s.px(2), y)
            y += s.line_height(style.TEXT)
        for label, told in facts:
            name = s.text(s.fit(label, width // 2, style.SMALL), style.QUIET, style.SMALL, 600)
            room = width - name.get_width() - s.px(12)
            lines = s.lines(told, room, style.SMALL, 700)
            put(out, name, s.px(2), y)
            for line in lines:
                text = s.text(line, style.INK, style.SMALL, 700)
                put(out, text, width - text.get_width() - s.px(2), y)
                y += s.line_height(style.SMALL)
        if strip:
            self._strip(out, strip, now_ms, y + s.px(6))
        return out

    def _strip(self, out: pygame.Surface, strip: Any, now_ms: float, y: int) -> None:
        """Stretches of model time in the colours of their states, and what these are called."""
        s, width, high = self.desk.style, self.rect.width - self.desk.style.px(4), self.desk.style.px(16)
        tints = {self.desk.words(english): tint for english, tint in _STATES.items()} | _STATES
        shut, first = {"closed", self.desk.words("closed")}, strip[0][0]
        lasts, ends = max(now_ms - first, 1e-6), [*(ms for ms, _ in strip[1:]), now_ms]
        for (began, state), end in zip(strip, ends, strict=True):
            x0, x1 = (s.px(2) + round((ms - first) / lasts * width) for ms in (began, end))
            tint = tints.get(state, colour("plot.bar"))
            out.fill(s.rgba(tint, 0.35 if state in shut else 0.95), (x0, y, max(1, x1 - x0), high))
        x = s.px(2)
        for state in dict.fromkeys(state for _, state in strip):
            words = s.text(self.desk.words(state), tints.get(state, style.QUIET), 12, 700)
            put(out, words, x, y + high + s.px(3))
            x += words.get_width() + s.px(12)


class ThingPanel:
    """The selected thing, or how to select one."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int) -> None:
        s = desk.style
        self.desk, high = desk, s.px(32)
        wide = (place.width - 2 * s.px(6)) // 3
        y = place.bottom - high
        self._buttons = []
        for index, (icon, english, deed) in enumerate(
            (
                ("previous", "Before", "thing_before"),
                ("next", "Next", "thing_next"),
                ("thing", "Follow", "follow"),
            )
        ):
            box = pygame.Rect(place.x + index * (wide + s.px(6)), y, wide, high)
            self._buttons.append(
                Button(
                    desk, box, lambda deed=deed: desk.do(deed), icon=icon, label=desk.words(english),
                    kind="plate", tint=style.INK, level=level, size=style.SMALL,
                )
            )  # fmt: skip
        self._facts = _Facts(
            desk, pygame.Rect(place.x, place.y, place.width, place.height - high - s.px(8)), level=level
        )

    def everything(self) -> list[Any]:
        """Its widgets in the order of Tab."""
        return self._buttons

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """What is selected now."""
        facts = tuple(getattr(readout, "facts", ()) or ())
        title = getattr(readout, "thing", "")
        strip, now_ms = tuple(getattr(readout, "strip", ()) or ()), getattr(readout, "model_ms", 0.0)
        self._facts.bring(title, facts, strip, now_ms)
        known = bool(facts or title)
        ways = [known and getattr(readout, name, None) is not None for name in ("before_tick", "next_tick")]
        for button, able in zip(self._buttons, (*ways, known), strict=True):
            if able != button.is_enabled:
                button.enable() if able else button.disable()
