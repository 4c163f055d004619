"""The event list, and the chapters with what is said in them as a text to search."""

import unicodedata
from typing import Any

import pygame
from pygame_gui.elements import UITextEntryLine

from apanim.window import inputs
from apanim.window.film import Film, TimeMark, mark_at
from apanim.window.panels import style
from apanim.window.panels.rows import ListRow, RowList
from apanim.window.panels.timeline_bar import clock
from apanim.window.panels.widgets import Button, Desk
from apanim.window.player import Player


class Events:
    """Everything that happens; a row leads there, two buttons to the one before and after."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int) -> None:
        s = desk.style
        self.desk, high = desk, s.px(32)
        half = (place.width - s.px(6)) // 2
        boxes = (
            pygame.Rect(place.x, place.y, half, high),
            pygame.Rect(place.right - half, place.y, half, high),
        )
        self._buttons = [
            Button(
                desk, box, lambda way=way: desk.do(inputs.step_event(way)), icon=icon,
                label=desk.words(english), kind="plate", tint=style.INK, level=level, size=style.SMALL,
            )
            for box, way, icon, english in zip(
                boxes, (-1, 1), ("previous", "next"), ("Before", "Next"), strict=True
            )
        ]  # fmt: skip
        rest = pygame.Rect(place.x, place.y + high + s.px(6), place.width, place.height - high - s.px(6))
        self.list = RowList(
            desk, rest, self._go, level=level, size=style.SMALL, empty=desk.words("Nothing happens here")
        )
        self._marks: tuple[TimeMark, ...] | None = None
        self._rows: tuple[ListRow, ...] = ()

    def everything(self) -> list[Any]:
        """Its widgets in the order of Tab."""
        return [*self._buttons, self.list]

    def _go(self, row: ListRow) -> None:
        self.desk.do(inputs.seek(row.does))

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Mark the event that was last."""
        if film.events is not self._marks:
            self._marks = film.events
            self._rows = tuple(ListRow(mark.text, clock(mark.tick), mark.tick) for mark in film.events)
        made = film.whole and film.ready is None
        self.list.empty = self.desk.words("Nothing happens here" if made else "Being made ready")
        here = mark_at(film.events, state.tick)
        self.list.bring(self._rows, film.events.index(here) if here else -1, now_s)


class Transcript:
    """Chapters and sentences; what is typed leaves those that have it, a press goes there."""

    def __init__(self, desk: Desk, place: pygame.Rect, level: int, memory: dict[str, str]) -> None:
        s = desk.style
        self.desk, self._memory, high = desk, memory, s.px(34)
        self.entry = UITextEntryLine(
            pygame.Rect(place.x, place.y, place.width, high), desk.manager,
            initial_text=memory.get("search", ""), placeholder_text=desk.words("Search"),
        )  # fmt: skip
        self.entry.change_layer(level + 1)
        self.entry.focusable = True  # type: ignore[attr-defined]
        self.entry.press = self._first  # type: ignore[attr-defined]
        self.entry.tip = ""  # type: ignore[attr-defined]
        rest = pygame.Rect(place.x, place.y + high + s.px(6), place.width, place.height - high - s.px(6))
        self.list = RowList(
            desk, rest, self._go, level=level, size=style.SMALL, empty=desk.words("Nothing has these words")
        )
        self._made_of: Any = None
        self._rows: tuple[ListRow, ...] = ()
        self._places: dict[int, int] = {}

    def everything(self) -> list[Any]:
        """Its widgets in the order of Tab."""
        return [self.entry, self.list]

    def _go(self, row: ListRow) -> None:
        self.desk.do(inputs.seek(row.does))

    def _first(self) -> None:
        """Enter goes to the first sentence that is left."""
        row = next((row for row in self._rows if not row.heading), None)
        if row:
            self._go(row)

    def show(self, state: Player, film: Film, readout: Any, now_s: float) -> None:
        """Leave what has the words that are sought, mark the sentence that is spoken."""
        sought = self.entry.get_text()
        self._memory["search"] = sought
        made_of = film.chapters, film.cues, sought
        if made_of != self._made_of:
            self._made_of = made_of
            self._rows = _rows(film, _plain(sought))
            self._places = {row.does: index for index, row in enumerate(self._rows) if not row.heading}
        here = mark_at(film.cues, state.tick)
        self.list.bring(self._rows, self._places.get(here.tick, -1) if here else -1, now_s)


def _rows(film: Film, sought: str) -> tuple[ListRow, ...]:
    """Chapters as headings over their sentences; those without any that has what is sought are left out."""
    out: list[ListRow] = []
    chapters = film.chapters or (TimeMark(0, ""),)
    ends = [mark.tick for mark in chapters[1:]] + [film.duration_tick + 1]
    for chapter, end in zip(chapters, ends, strict=True):
        cues = [cue for cue in film.cues if chapter.tick <= cue.tick < end]
        found = [cue for cue in cues if sought in _plain(cue.text) or sought in _plain(chapter.text)]
        if not found and (sought or not chapter.text):
            continue
        if chapter.text:
            out.append(ListRow(chapter.text, "", chapter.tick, heading=True))
        out += [ListRow(cue.text, clock(cue.tick, False), cue.tick) for cue in found]
    return tuple(out)


def _plain(text: str) -> str:
    """Small letters without accents or raised signs, so that what is easily typed finds it."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))
