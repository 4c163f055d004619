"""A list of rows that scrolls: only those in sight are painted, so that it may be long."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Any, NamedTuple

import pygame

from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Container, Desk, Widget

_BAR, _PAD, _WHEEL = 5, 8, 46  # units
_LET_BE_S = 4.0  # a list that was scrolled by hand does not follow for so long


class ListRow(NamedTuple):
    """A line of a list: what leads it (a time, or @ and an icon's name), its words, what it stands for."""

    words: str
    lead: str = ""
    does: Any = None
    heading: bool = False
    on: bool = False


class RowList(Widget):
    """Rows to choose from by hand, wheel or keys. `choose` is called with the row.

    `current` (an index, or -1) is marked and kept in sight.
    """

    focusable = True

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        choose: Callable[[ListRow], None],
        *,
        container: Container = None,
        level: int = 1,
        size: float = style.TEXT,
        empty: str = "",
    ) -> None:
        super().__init__(desk, place, container, level, "rows")
        self._choose, self._size, self.empty = choose, size, empty
        self._rows: tuple[ListRow, ...] = ()
        self._lines: list[tuple[str, ...]] = []
        self._tops: list[int] = [0]
        self._top, self._current, self._active, self._pointed = 0, -1, -1, -1
        self._gripped: int | None = None
        self._lead = 0
        self._scrolled_s = -_LET_BE_S

    # ---- what it shows

    def bring(self, rows: tuple[ListRow, ...], current: int = -1, now_s: float = 0.0) -> None:
        """Other rows, or another current one."""
        if rows is not self._rows:
            self._rows, self._active = rows, -1
            self._measure()
        if current != self._current:
            self._current = current
            if current >= 0 and now_s - self._scrolled_s >= _LET_BE_S and not self.is_focused_by_key:
                self._into_sight(current)
        self._now_s = now_s
        self.refresh(
            (
                self.empty,
                id(self._rows),
                self.rect.size,
                self._top,
                self._current,
                self._active,
                self._pointed,
            )
        )

    is_focused_by_key = False
    _now_s = 0.0

    @property
    def content_height(self) -> int:
        """Pixels that all rows need."""
        return self._tops[-1]

    def _measure(self) -> None:
        s = self.desk.style
        self._lead = max(
            (
                s.px(22) if row.lead.startswith("@") else s.width(row.lead, self._size - 2, 600)
                for row in self._rows
                if row.lead
            ),
            default=0,
        )
        room = self._room()
        self._lines = [
            s.lines(row.words, room, self._size, 700 if row.heading else 600) for row in self._rows
        ]
        high, pad = s.line_height(self._size), s.px(_PAD)
        heights = [
            len(lines) * high + pad + (s.px(4) if row.heading else 0)
            for row, lines in zip(self._rows, self._lines, strict=True)
        ]
        self._tops = [0, *accumulate(heights)]
        self._top = min(self._top, self._furthest())

    def _room(self) -> int:
        s = self.desk.style
        return self.rect.width - s.px(2 * _PAD + _BAR + 4) - (self._lead + s.px(10) if self._lead else 0)

    def _furthest(self) -> int:
        return max(0, self.content_height - self.rect.height)

    def _scroll(self, top: float) -> None:
        self._top = round(min(max(top, 0), self._furthest()))

    def _into_sight(self, index: int) -> None:
        first, last = self._tops[index], self._tops[index + 1]
        if first < self._top or last > self._top + self.rect.height:
            self._scroll(first - self.rect.height / 3)

    def painted(self) -> pygame.Surface:
        """The rows in sight, and a bar if there are more."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        if not self._rows and self.empty:
            for index, line in enumerate(s.lines(self.empty, width - s.px(2 * _PAD), self._size)):
                put(
                    out,
                    s.text(line, style.QUIET, self._size),
                    s.px(_PAD),
                    s.px(_PAD) + index * s.line_height(self._size),
                )
        index = max(0, bisect_right(self._tops, self._top) - 1)
        while index < len(self._rows) and self._tops[index] < self._top + height:
            self._row(out, index)
            index += 1
        if self._furthest():
            bar = s.px(_BAR)
            long = max(s.px(24), height * height // self.content_height)
            y = (height - long) * self._top // self._furthest()
            put(out, s.plate((bar, long), 3, (style.EDGE, style.EDGE), 0.45), width - bar - s.px(2), y)
        return out

    def _row(self, out: pygame.Surface, index: int) -> None:
        s, row = self.desk.style, self._rows[index]
        y, high = self._tops[index] - self._top, s.line_height(self._size)
        tall = self._tops[index + 1] - self._tops[index]
        wide = self.rect.width - s.px(_BAR + 6)
        lively = index in (self._pointed, self._active) and not row.heading
        if lively or index == self._current:
            put(out, s.plate((wide, tall), 7, (style.EDGE, style.EDGE), 0.20 if lively else 0.11), 0, y)
        if index == self._current:
            tick = s.plate((s.px(3), tall - s.px(8)), 2, (style.AMBER, style.AMBER))
            put(out, tick, 0, y + s.px(4))
        x, base = s.px(_PAD), y + s.px(_PAD) // 2 + (s.px(4) if row.heading else 0)
        if row.lead.startswith("@"):
            icon = s.icon(row.lead[1:], 18, style.AMBER if row.on else style.QUIET)
            put(out, icon, x, base + (high - icon.get_height()) / 2)
        elif row.lead:
            lead = s.text(row.lead, style.QUIET, self._size - 2, 600)
            put(out, lead, x + self._lead - lead.get_width(), base + (high - lead.get_height()) / 2)
        x += self._lead + s.px(10) if self._lead else 0
        tint = (
            style.AMBER
            if row.on
            else style.INK
            if lively or index == self._current or row.heading
            else style.QUIET
        )
        for line in self._lines[index]:
            words = s.text(line, tint, self._size, 700 if row.heading else 600)
            put(out, words, x, base + (high - words.get_height()) / 2)
            base += high

    # ---- hands

    def _at(self, y: float) -> int:
        index = bisect_right(self._tops, y - self.rect.y + self._top) - 1
        return index if 0 <= index < len(self._rows) and not self._rows[index].heading else -1

    def process_event(self, event: pygame.Event) -> bool:
        """Point, press, wheel, and the bar at the right."""
        if event.type == pygame.MOUSEMOTION:
            if self._gripped is not None:
                share = self._furthest() / max(1, self.rect.height - self.desk.style.px(24))
                self._scroll(self._top + event.rel[1] * share)
                self._scrolled_s = self._now_s
                return True
            self._pointed = self._at(event.pos[1]) if self.hover_point(*event.pos) else -1
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            if self._furthest() and event.pos[0] > self.rect.right - self.desk.style.px(_BAR + 8):
                self._gripped = event.pos[1]
            elif (index := self._at(event.pos[1])) >= 0:
                self._choose(self._rows[index])
            return True
        elif event.type == pygame.MOUSEBUTTONUP and self._gripped is not None:
            self._gripped = None
            return True
        elif event.type == pygame.MOUSEWHEEL and self.hover_point(*pygame.mouse.get_pos()):
            self._scroll(self._top - event.y * self.desk.style.px(_WHEEL))
            self._scrolled_s = self._now_s
            return True
        return False

    def on_unhovered(self) -> None:
        """The pointer left."""
        super().on_unhovered()
        self._pointed = -1

    def arrow(self, right: int, down: int) -> bool:
        """Up and down go from row to row."""
        if not down or not self._rows:
            return False
        index = (
            self._active
            if self._active >= 0
            else (self._current if self._current >= 0 else -1 if down > 0 else len(self._rows))
        )
        index += down
        while 0 <= index < len(self._rows) and self._rows[index].heading:
            index += down
        if 0 <= index < len(self._rows):
            self._active = index
            self._into_sight(index)
        return True

    def press(self) -> None:
        """Enter chooses the row that the keys have come to."""
        if 0 <= self._active < len(self._rows):
            self._choose(self._rows[self._active])
