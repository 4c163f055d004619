"""Tooltips: what a widget is for and which key does the same, beside the one that is pointed at."""

import math
from typing import Any

import pygame

from apanim.window import keys
from apanim.window.panels import floats, style
from apanim.window.panels.widgets import Desk

_AFTER_S = 0.45


def tip_of(desk: Desk, english: str) -> str:
    """What a thing is for in the language of the desk, and the key that does the same."""
    key = next((printed for printed, words in keys.told() if words == english), "")
    return f"{desk.words(english)}   ({desk.words(key)})" if key else desk.words(english)


class Tips:
    """One tooltip for all widgets. `due_s` is when the next one comes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._float = floats.Float(desk, size=style.SMALL)
        self._over: Any = None
        self._since_s, self.due_s = 0.0, math.inf

    def quiet(self, now_s: float) -> None:
        """A press ends it."""
        self._float.quiet()
        self._since_s = now_s + 1.5

    def show(self, widgets: list[Any], focus: Any, bounds: pygame.Rect, left: int, now_s: float) -> None:
        """Bring it up to date: `widgets` are those in sight, `focus` the one that has the keys.

        The side panel begins at `left`.
        """
        over = next(
            (one for one in widgets if getattr(one, "tip", "") and one.hovered and one.visible), None
        )
        if over is None and focus is not None and getattr(focus, "tip", ""):
            over, self._since_s = focus, now_s - _AFTER_S
        if over is not self._over:
            if self._over is not None and self._float.visible:
                self._since_s = now_s - _AFTER_S  # from one to its neighbour without a wait
            elif over is not focus:
                self._since_s = now_s
            self._over = over
        due_s = self._since_s + _AFTER_S
        self.due_s = due_s if over is not None and due_s > now_s else math.inf
        if over is None or due_s > now_s:
            self._float.quiet()
            return
        gap = self._desk.style.px(8)
        self._tell(over, bounds.inflate(-gap, -gap), gap, left)

    def _tell(self, over: Any, bounds: pygame.Rect, gap: int, left: int) -> None:
        s = self._desk.style
        lines = tuple((line, style.INK, 600) for line in s.lines(over.tip, s.px(300), style.SMALL, 600))
        high = s.line_height(style.SMALL) * len(lines) + s.px(20)
        if over.rect.left >= left:  # beside the panel, so that no neighbour is covered
            wide = max(s.width(line, style.SMALL, 600) for line, _, _ in lines) + s.px(22)
            at = left - gap - wide / 2, over.rect.centery + high / 2
        else:
            at = over.rect.centerx, over.rect.top - gap
        self._float.say(lines, at, bounds)
