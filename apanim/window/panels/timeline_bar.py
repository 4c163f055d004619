"""The timeline: one piece a chapter, notches for cues, a row of event marks, the loop, and the head."""

from typing import Any

import pygame

from apanim.units import TICKS_PER_S
from apanim.window import inputs
from apanim.window.film import Film
from apanim.window.panels import style
from apanim.window.panels.style import blank, put
from apanim.window.panels.widgets import Desk, Widget

_GAP, _THICK, _NOTCH, _HEAD = 3, 6, 5, 6.5  # units
_CLOSEST = 5  # units from notch to notch
_FINE = 4  # the pieces are painted so many times as large, for smooth ends
_ARROW_S = 5


class TimelineBar(Widget):
    """Shows a film and where it stands; a hand takes it at any place.

    `pointed` is the tick under the pointer, or None. `own` paints it as the viewer's own course.
    """

    focusable = True

    def __init__(self, desk: Desk, place: pygame.Rect, level: int = 1) -> None:
        super().__init__(desk, place, level=level, name="timeline")
        self.tip = ""
        self.pointed: int | None = None
        self.held = False
        self._film: Film | None = None
        self._layers: tuple[pygame.Surface, pygame.Surface] | None = None
        self._made_of: Any = None
        self._reach = desk.style.px(_HEAD + 4)
        self._tick, self._x = 0, 0

    # ---- places

    @property
    def _span(self) -> int:
        return max(1, self.rect.width - 2 * self._reach)

    def x_at(self, tick: float) -> float:
        """Where in the window `tick` is."""
        first, last = (self._film.first_tick, self._film.last_tick) if self._film else (0, 1)
        share = (tick - first) / max(1, last - first)
        return self.rect.x + self._reach + self._span * min(max(share, 0.0), 1.0)

    def tick_at(self, x: float) -> int:
        """The tick at a place in the window, or beside it."""
        assert self._film is not None
        first, last = self._film.first_tick, self._film.last_tick
        return self._film.clamp(first + (x - self.rect.x - self._reach) / self._span * (last - first))

    # ---- what it shows

    def bring(self, film: Film, tick: int, loop: tuple[int, int] | None, own: bool) -> None:
        """The film, its instant, the passage that is played again and again, and whose course it is."""
        self._film, self._tick = film, tick
        made_of = (
            film.chapters,
            film.cues,
            film.events,
            film.first_tick,
            film.last_tick,
            loop,
            own,
            self.rect.size,
        )
        if made_of != self._made_of:
            self._made_of = made_of
            marks = self._marks(film, loop)
            self._layers = self._course(film, own, False, marks), self._course(film, own, True, marks)
        self._x = round(self.x_at(tick) - self.rect.x)
        self.refresh((id(self._layers), self._x, self.pointed, self.hovered or self.held))

    def painted(self) -> pygame.Surface:
        """Both layers, parted at the head, and the head."""
        s, out = self.desk.style, blank(*self.rect.size)
        if self._layers is None:
            return out
        ahead, past = self._layers
        put(out, ahead, 0, 0)
        area = pygame.Rect(0, 0, self._x, self.rect.height)
        out.fill(0, area)
        out.blit(past, (0, 0), area, pygame.BLEND_PREMULTIPLIED)
        middle = self.rect.height // 2
        if self.pointed is not None:
            x = round(self.x_at(self.pointed) - self.rect.x)
            pygame.draw.rect(out, s.rgba(style.INK, 0.8), (x, middle - s.px(9), s.px(1.5), s.px(18)))
        head = _head(self.desk, self.hovered or self.held, self._made_of[6])
        put(out, head, self._x - head.get_width() / 2, middle - head.get_height() / 2)
        return out

    def _course(self, film: Film, own: bool, past: bool, marks: pygame.Surface) -> pygame.Surface:
        s, (width, height) = self.desk.style, self.rect.size
        fine = blank(width * _FINE, s.px(_THICK) * _FINE)
        tint = (style.OWN if own else style.AMBER) if past else style.EDGE
        fill = s.rgba(tint, 1.0 if past else 0.30)
        starts = sorted(
            {
                film.first_tick,
                *(mark.tick for mark in film.chapters if film.first_tick < mark.tick < film.last_tick),
            }
        )
        gap = s.px(_GAP)
        for start, end in zip(starts, [*starts[1:], film.last_tick], strict=True):
            left = self.x_at(start) - self.rect.x
            right = self.x_at(end) - self.rect.x - (gap if end < film.last_tick else 0)
            box = pygame.Rect(
                round(left * _FINE), 0, max(round((right - left) * _FINE), _FINE), fine.get_height()
            )
            pygame.draw.rect(fine, fill, box, border_radius=fine.get_height() // 2)
        out = blank(width, height)
        put(
            out,
            pygame.transform.smoothscale(fine, (width, s.px(_THICK))),
            0,
            height // 2 - s.px(_THICK) / 2,
        )
        put(out, marks, 0, 0)
        return out

    def _marks(self, film: Film, loop: tuple[int, int] | None) -> pygame.Surface:
        s, out, middle = self.desk.style, blank(*self.rect.size), self.rect.height // 2
        self._notches(out, film, middle - s.px(_THICK / 2 + 2.5))
        self._events(out, film, middle + s.px(_THICK / 2 + 3))
        if loop:
            self._loop(out, loop, middle)
        return out

    def _notches(self, out: pygame.Surface, film: Film, foot: int) -> None:
        s = self.desk.style
        if len(film.cues) * s.px(_CLOSEST) > self.rect.width:
            return  # they would run into one another
        for cue in film.cues:
            x = round(self.x_at(cue.tick) - self.rect.x)
            out.fill(s.rgba(style.QUIET, 0.62), (x, foot - s.px(_NOTCH), s.px(1.2), s.px(_NOTCH)))

    def _events(self, out: pygame.Surface, film: Film, top: int) -> None:
        """A mark for each pixel that has events, the brighter the more there are."""
        s, counts = self.desk.style, dict[int, int]()
        for mark in film.events:
            x = round(self.x_at(mark.tick) - self.rect.x)
            counts[x] = counts.get(x, 0) + 1
        most = max(counts.values(), default=1)
        for x, count in counts.items():
            out.fill(s.rgba(style.AMBER, 0.25 + 0.7 * count / most), (x, top, s.px(1.2), s.px(3)))

    def _loop(self, out: pygame.Surface, loop: tuple[int, int], middle: int) -> None:
        s = self.desk.style
        left, right = (round(self.x_at(tick) - self.rect.x) for tick in loop)
        high, thick = s.px(11), s.px(2)
        wash = blank(max(1, right - left), 2 * high)
        wash.fill(s.rgba(style.OWN, 0.22))
        put(out, wash, left, middle - high)
        for x, way in ((left, 1), (right - thick, -1)):
            pygame.draw.rect(out, s.rgba(style.OWN, 1.0), (x, middle - high, thick, 2 * high))
            for y in (middle - high, middle + high - thick):
                foot = x if way > 0 else x + thick - s.px(5)
                pygame.draw.rect(out, s.rgba(style.OWN, 1.0), (foot, y, s.px(5), thick))

    # ---- hands

    def process_event(self, event: pygame.Event) -> bool:
        """A press takes the timeline, a move leads it, a release lets it go."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self.held = True
            self.desk.do(inputs.grab(self.tick_at(event.pos[0])))
            return True
        if event.type == pygame.MOUSEMOTION:
            over = self.held or (self._film is not None and self.hover_point(*event.pos))
            self.pointed = self.tick_at(event.pos[0]) if over else None
            if self.held:
                self.desk.do(inputs.drag(self.tick_at(event.pos[0])))
            return self.held
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.held:
            self.let_go()
            return True
        return False

    def let_go(self) -> None:
        """The hand is gone."""
        if self.held:
            self.held = False
            self.desk.do(inputs.let_go)

    def on_unhovered(self) -> None:
        """The pointer left."""
        super().on_unhovered()
        if not self.held:
            self.pointed = None

    def arrow(self, right: int, down: int) -> bool:
        """Five seconds on or back."""
        if right:
            self.desk.do(inputs.step_seconds(_ARROW_S * right))
        return bool(right)


def _head(desk: Desk, lively: bool, own: bool) -> pygame.Surface:
    s = desk.style
    r, glow = (_HEAD if lively else _HEAD - 1) * s.scale, (_HEAD + 4) * s.scale
    tint, side = style.OWN if own else style.AMBER, round(2 * glow)
    return s.svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}"><defs>'
        f'<radialGradient id="g"><stop offset=".4" stop-color="{tint}" stop-opacity=".75"/>'
        f'<stop offset="1" stop-color="{tint}" stop-opacity="0"/></radialGradient></defs>'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{side / 2}" fill="url(#g)"/>'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{r:g}" fill="{style.CURSOR}"/>'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{r * 0.5:g}" fill="{tint}"/></svg>'
    )


def clock(tick: float, tenths: bool = True) -> str:
    """Lecture time as minutes, seconds and tenths."""
    count = int(10 * tick // TICKS_PER_S)
    whole = f"{count // 600}:{count // 10 % 60:02d}"
    return f"{whole}.{count % 10}" if tenths else whole
