"""What floats over the picture for a moment: the card above the timeline, notes, sentences of state."""

import pygame

from apanim.window.film import Film, mark_at
from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.timeline_bar import TimelineBar, clock
from apanim.window.panels.widgets import Desk, Widget

_LEVEL = 60
_PAD, _WIDEST = 11, 440  # units
_ROWS = 3  # of a sentence on the card
_MARGIN = 8  # px to the edge of what it floats over


class Float(Widget):
    """A card with lines of words: nothing is shown while there are none."""

    def __init__(
        self, desk: Desk, *, level: int = _LEVEL, size: float = style.TEXT, tint: style.Tint = style.EDGE
    ) -> None:
        super().__init__(desk, pygame.Rect(0, 0, 1, 1), level=level, name="float")
        self._lines: tuple[tuple[str, style.Tint, int], ...] = ()
        self._size, self._edge = size, tint
        self.hide()

    def say(
        self, lines: tuple[tuple[str, style.Tint, int], ...], at: tuple[float, float], bounds: pygame.Rect
    ) -> None:
        """Show lines (words, tint, weight) with the foot's middle at a place, kept within bounds."""
        if not lines or not any(words for words, _, _ in lines):
            self.quiet()
            return
        if lines != self._lines:
            self._lines = lines
            s = self.desk.style
            widest = max(s.width(words, self._size, weight) for words, _, weight in lines)
            height = s.line_height(self._size) * len(lines) + s.px(1.2 * _PAD)
            self.set_dimensions((widest + 2 * s.px(_PAD), height))
        place = self.rect.copy()
        place.midbottom = round(at[0]), round(at[1])
        place.clamp_ip(bounds)
        if place.topleft != self.rect.topleft:
            self.set_position(place.topleft)
        self.refresh((lines, place.size))
        if not self.visible:
            self.show()

    def quiet(self) -> None:
        """Show nothing."""
        if self.visible:
            self.hide()

    def hover_point(self, hover_x: float, hover_y: float) -> bool:
        """The pointer goes through."""
        return False

    def painted(self) -> pygame.Surface:
        """The card."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        put(out, s.plate((width, height), 9, (style.GROUND_TOP, style.GROUND), 0.97, self._edge), 0, 0)
        y, high = s.px(0.6 * _PAD), s.line_height(self._size)
        for words, tint, weight in self._lines:
            line = s.text(words, tint, self._size, weight)
            put(out, line, s.px(_PAD), y + (high - line.get_height()) / 2)
            y += high
        return out


class Floats:
    """The card above the timeline, a note, and a sentence of state at the picture's foot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._card = Float(desk)
        self._note = Float(desk, size=style.TITLE)
        self._status = Float(desk, size=style.TEXT, tint=style.OWN)

    def point(self, film: Film, line: TimelineBar | None, foot: int, size: tuple[int, int]) -> None:
        """Show on a card over `foot` what is at the place of the timeline that is pointed at, if any is."""
        if line is None or line.pointed is None or not line.visible:
            self._card.quiet()
            return
        bounds = pygame.Rect((0, 0), size).inflate(-2 * _MARGIN, -2 * _MARGIN)
        lines = card_lines(self._desk, film, line.pointed, size[0] - 60)
        self._card.say(lines, (line.x_at(line.pointed), foot - 6), bounds)

    def tell(self, note: str, picture: pygame.Rect) -> None:
        """Show a note in the quiet top of the picture, or none."""
        bounds = picture.inflate(-2 * _MARGIN, -2 * _MARGIN)
        lines = note_lines(self._desk, note, bounds.width - 40) if note else ()
        down = round(0.13 * bounds.height) + self._desk.style.px(20)
        self._note.say(lines, (bounds.centerx, bounds.top + down), bounds)

    def warn(self, status: str, picture: pygame.Rect) -> None:
        """Show at the picture's foot what is amiss, for as long as it is."""
        bounds = picture.inflate(-2 * _MARGIN, -2 * _MARGIN)
        lines = note_lines(self._desk, status, bounds.width - 40) if status else ()
        self._status.say(lines, (bounds.centerx, bounds.bottom - 4), bounds)


def card_lines(desk: Desk, film: Film, tick: int, room: int) -> tuple[tuple[str, style.Tint, int], ...]:
    """What is at `tick`: the time and chapter, and the sentence spoken there."""
    s, chapter, cue = desk.style, mark_at(film.chapters, tick), mark_at(film.cues, tick)
    room = min(room, s.px(_WIDEST))
    title = f"{clock(tick)}   {chapter.text}" if chapter else clock(tick)
    lines = [(s.fit(title, room, style.TEXT, 700), style.INK, 700)]
    if cue:
        said = s.lines(cue.text, room, style.TEXT, 600)
        if len(said) > _ROWS:
            said = (*said[: _ROWS - 1], s.fit(" ".join(said[_ROWS - 1 :]), room, style.TEXT, 600))
        lines += [(line, style.QUIET, 600) for line in said]
    return tuple(lines)


def note_lines(
    desk: Desk, words: str, room: int, tint: style.Tint = style.INK
) -> tuple[tuple[str, style.Tint, int], ...]:
    """A note in as many lines as it needs."""
    s = desk.style
    return tuple((line, tint, 700) for line in s.lines(words, min(room, s.px(640)), style.TITLE, 700))
