"""A menu that opens beside a button: rows to choose from, over all else, until one is chosen."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pygame

from apanim.window import inputs
from apanim.window.film import TimeMark
from apanim.window.panels import style
from apanim.window.panels.rows import ListRow, RowList
from apanim.window.panels.style import blank, put
from apanim.window.panels.timeline_bar import clock
from apanim.window.panels.widgets import Desk, Label, Widget
from apanim.window.player import SPEEDS

LEVEL = 40  # over the strip and the side panel
_PAD, _WIDEST = 8, 380  # units


class Plate(Widget):
    """The ground of what floats."""

    def painted(self) -> pygame.Surface:
        """A card as large as its place."""
        out = blank(*self.rect.size)
        put(out, self.desk.style.card(*self.rect.size, 12), 0, 0)
        return out


class Menu:
    """Opened above `anchor`, within `bounds`; `done` is called when it closes, whatever was chosen."""

    def __init__(
        self,
        desk: Desk,
        bounds: pygame.Rect,
        anchor: pygame.Rect,
        rows: tuple[ListRow, ...],
        done: Callable[[], None],
        title: str = "",
        current: int = -1,
    ) -> None:
        s, pad = desk.style, desk.style.px(_PAD)
        self.anchor, self._done = anchor, done
        lead = s.px(38) if any(row.lead for row in rows) else 0
        widest = max(s.width(row.words, style.TEXT, 600) for row in rows) + lead + s.px(44)
        width = min(
            max(widest, s.width(title, style.SMALL, 700) + s.px(40)), s.px(_WIDEST), bounds.width - 2 * pad
        )
        head = s.px(30) if title else 0
        place = pygame.Rect(0, 0, width, bounds.height - 2 * pad)
        self.list = RowList(desk, pygame.Rect(0, 0, width - 2 * pad, 10), self._choose, level=LEVEL + 1)
        self.list.bring(rows)
        high = min(self.list.content_height + head + 2 * pad, anchor.top - s.px(6) - bounds.top - pad)
        if high < s.px(90):  # no room above: over the anchor itself
            high = min(self.list.content_height + head + 2 * pad, bounds.height - 2 * pad)
        place.height = max(high, s.px(60))
        place.centerx = anchor.centerx
        place.bottom = max(anchor.top - s.px(6), bounds.top + pad + place.height)
        place.clamp_ip(bounds.inflate(-pad, -pad))
        self.place = place
        self.parts: list[Widget] = [Plate(desk, place, level=LEVEL)]
        self.parts[0].refresh(True)
        if title:
            at = pygame.Rect(place.x + 2 * pad, place.y + pad // 2, place.width - 3 * pad, head)
            self.parts.append(
                Label(desk, at, title, tint=style.QUIET, size=style.SMALL, weight=700, level=LEVEL + 1)
            )
        self.list.set_dimensions((width - 2 * pad, place.height - head - 2 * pad))
        self.list.set_position((place.x + pad, place.y + pad + head))
        self.list.bring(rows, current)
        self.parts.append(self.list)

    def _choose(self, row: ListRow) -> None:
        self.close()
        if row.does is not None:
            row.does()

    def close(self) -> None:
        """Take it away."""
        for part in self.parts:
            part.kill()
        self._done()


def chapter_rows(chapters: tuple[TimeMark, ...], do: Callable[[Any], None]) -> tuple[ListRow, ...]:
    """The chapters, each with its time, to go to."""
    return tuple(
        ListRow(mark.text, clock(mark.tick, False), partial(do, inputs.seek(mark.tick)))
        for mark in chapters
    )


def speed_rows(speed: float, do: Callable[[Any], None]) -> tuple[ListRow, ...]:
    """The speeds, the fastest first, the present one ticked."""
    return tuple(
        ListRow(f"{one:g}×", "@check" if one == speed else "@blank", partial(do, inputs.set_speed(one)))
        for one in reversed(SPEEDS)
    )
