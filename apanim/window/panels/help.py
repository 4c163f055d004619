"""The keys: what each of them does, in columns over the dimmed window. Built from the one table of keys."""

from typing import Any

import pygame

from apanim.picture.theme import ramp
from apanim.window import inputs, keys
from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Desk, Widget

LEVEL = 80  # over everything
_COLUMN, _ROW, _KEY, _PAD, _HEAD = 400, 31, 104, 24, 56  # units
_WHEEL = 46


class Help(Widget):
    """The whole sheet; it scrolls where it is higher than the window."""

    def __init__(self, desk: Desk) -> None:
        window = pygame.Rect((0, 0), desk.manager.window_resolution)
        super().__init__(desk, window, level=LEVEL, name="help")
        s = desk.style
        table = keys.told()
        room = window.width - 2 * s.px(_PAD)
        many = max(1, min(3, room // s.px(_COLUMN)))
        self._columns = many
        self._column = min(s.px(_COLUMN), (room - s.px(_PAD)) // many)
        self._rows = -(-len(table) // many)
        high = s.px(_HEAD) + self._rows * s.px(_ROW) + s.px(_PAD)
        self.plate = pygame.Rect(
            0, 0, many * self._column + 2 * s.px(_PAD), min(high, window.height - s.px(12))
        )
        self.plate.center = window.center
        self._table, self._top = table, 0
        self._most = max(0, high - self.plate.height)
        self._top_shown: Any = None
        self.hide()

    def bring(self, wanted: bool) -> None:
        """Show it or not."""
        if wanted:
            self.refresh(self._top)
        if wanted != bool(self.visible):
            self._top = 0
            self.show() if wanted else self.hide()

    def painted(self) -> pygame.Surface:
        """A veil, the plate, and the rows on it."""
        s, out = self.desk.style, blank(*self.rect.size)
        out.fill(s.rgba(ramp("ground.outside")[0], 0.62))
        put(out, s.card(*self.plate.size, 14), *self.plate.topleft)
        out.set_clip(self.plate.inflate(-s.px(4), -s.px(8)))
        x, y = self.plate.x + s.px(_PAD), self.plate.y - self._top
        title = s.text(self.desk.words("Keys"), style.INK, 24, 800)
        put(out, title, x, y + s.px(14))
        for index, (printed, words) in enumerate(self._table):
            column, row = divmod(index, self._rows)
            self._row(out, printed, words, x + column * self._column, y + s.px(_HEAD) + row * s.px(_ROW))
        out.set_clip(None)
        if self._most:
            long = self.plate.height * self.plate.height // (self.plate.height + self._most)
            at = self.plate.y + (self.plate.height - long) * self._top // self._most
            put(
                out,
                s.plate((s.px(5), long), 3, (style.EDGE, style.EDGE), 0.5),
                self.plate.right - s.px(9),
                at,
            )
        return out

    def _row(self, out: pygame.Surface, key: str, does: str, x: int, y: int) -> None:
        s, high = self.desk.style, self.desk.style.px(_ROW - 5)
        wide = min(s.px(_KEY), self._column // 3)
        put(out, s.plate((wide, high), 6, (style.EDGE, style.EDGE), 0.16, style.EDGE, 0.4), x, y)
        sign = s.text(
            s.fit(self.desk.words(key), wide - s.px(6), style.SMALL, 700), style.INK, style.SMALL, 700
        )
        put(out, sign, x + (wide - sign.get_width()) / 2, y + (high - sign.get_height()) / 2)
        room = self._column - wide - s.px(22)
        words = self.desk.words(does)
        size = style.SMALL if s.width(words, style.SMALL, 600) <= room else 12
        line = s.text(s.fit(words, room, size, 600), style.INK, size, 600)
        put(out, line, x + wide + s.px(10), y + (high - line.get_height()) / 2)

    def scroll(self, down: float) -> bool:
        """Bring another part into sight; whether there is any."""
        self._top = round(min(max(self._top + down, 0), self._most))
        return bool(self._most)

    def process_event(self, event: pygame.Event) -> bool:
        """A press closes it, the wheel scrolls it."""
        if not self.visible:
            return False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self.desk.do(inputs.toggle_help)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll(-event.y * self.desk.style.px(_WHEEL))
        return event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEWHEEL)
