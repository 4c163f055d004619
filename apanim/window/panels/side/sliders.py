"""Sliders: a name, a value with its unit, and a track under them."""

from collections.abc import Callable
from math import floor, log, log10
from typing import Protocol

import pygame

from apanim.window.panels import style
from apanim.window.panels.style import blank, put, put_middle
from apanim.window.panels.widgets import Container, Desk, Widget

HEIGHT = 46  # units
_THICK, _THUMB, _SIDE = 5, 7.5, 9
_LOGARITHMIC = 250  # how many times its least value a range's greatest is, from where on steps are ratios
_EVERY_S = 0.08  # a hand that pulls is heard so often


class SliderRange(Protocol):
    """What a slider needs of a quantity's range."""

    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def step(self) -> float: ...
    @property
    def unit(self) -> str: ...


def share_of(span: SliderRange, value: float) -> float:
    """Where on its track a value is, 0..1: evenly, or by ratios where the range is very wide.

    What is shown may lie beyond what can be set (time that stands still, the sea water of a squid): at the
    end of the track then.
    """
    value = min(max(value, span.low), span.high)
    if span.low > 0 and span.high / span.low >= _LOGARITHMIC:
        return log(value / span.low) / log(span.high / span.low)
    if span.low == 0 and span.high >= 50:
        return (value / span.high) ** 0.5
    return (value - span.low) / (span.high - span.low)


def value_at(span: SliderRange, share: float) -> float:
    """The value at a place of the track, on the range's steps; where steps are ratios, on two figures."""
    share = min(max(share, 0.0), 1.0)
    if span.low > 0 and span.high / span.low >= _LOGARITHMIC:
        value = span.low * (span.high / span.low) ** share
        grain = 10.0 ** (floor(log10(value)) - 1)
        return stepped(span, round(value / max(grain, span.step)) * max(grain, span.step))
    if span.low == 0 and span.high >= 50:
        return stepped(span, span.high * share**2)
    return stepped(span, span.low + share * (span.high - span.low))


def stepped(span: SliderRange, value: float) -> float:
    """The nearest value on a step, within the range."""
    value = round(value / span.step) * span.step
    return round(min(max(value, span.low), span.high), 6)


def written(value: float, unit: str, step: float) -> str:
    """A value with as many decimals as its steps have, a real minus, and its unit; a share as percent."""
    if not unit and step < 1:
        return f"{100 * value:.0f} %"
    decimals = max(0, -floor(log10(step) + 1e-9))
    figures = f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    figures = figures.replace("-", "−")
    return f"{figures}{unit}" if unit == "×" else f"{figures} {unit}"


class Slider(Widget):
    """`change` is called with every new value, `usual` is the one that it is shown against."""

    focusable = True

    def __init__(
        self,
        desk: Desk,
        place: pygame.Rect,
        words: str,
        span: SliderRange,
        value: float,
        change: Callable[[float], None],
        *,
        usual: float | None = None,
        tip: str = "",
        container: Container = None,
        level: int = 1,
    ) -> None:
        super().__init__(desk, place, container, level, "slider")
        self.words, self.span, self.value, self.usual, self.tip = words, span, value, usual, tip
        self._change, self.held = change, False
        self._told, self._told_ms = value, 0
        self.bring(value)

    def bring(self, value: float) -> None:
        """Show a value that came from elsewhere, unless a hand is on it."""
        if not self.held:
            self.value = self._told = value
        self.refresh((self.value, self.held, self.hovered))

    def update(self, time_delta: float) -> None:
        """Hovering shows."""
        super().update(time_delta)
        self.refresh((self.value, self.held, self.hovered))

    @property
    def _ends(self) -> tuple[int, int]:
        side = self.desk.style.px(_SIDE)
        return side, self.rect.width - side

    def painted(self) -> pygame.Surface:
        """Name, value, track, and the part of it up to the thumb."""
        s, (width, height) = self.desk.style, self.rect.size
        out = blank(width, height)
        lively = self.held or self.hovered
        changed = self.usual is not None and abs(self.value - self.usual) > self.span.step / 2
        told = s.text(
            written(self.value, self.span.unit, self.span.step),
            style.AMBER if changed else style.INK,
            style.SMALL,
            700,
        )
        name = s.fit(self.words, width - told.get_width() - s.px(14), style.SMALL, 600)
        put(out, s.text(name, style.INK if lively else style.QUIET, style.SMALL, 600), s.px(2), s.px(2))
        put(out, told, width - told.get_width() - s.px(2), s.px(2))
        (left, right), y = self._ends, height - s.px(13)
        thick, x = s.px(_THICK), left + share_of(self.span, self.value) * (right - left)
        track = right - left, thick
        put(out, s.plate(track, 3, (style.EDGE, style.EDGE), 0.26), left, y - thick / 2)
        zero = left + max(0.0, share_of(self.span, 0.0)) * (right - left) if self.span.low < 0 else left
        first, last = sorted((round(zero), round(x)))
        tint = style.AMBER if changed else style.EDGE
        if last - first > 1:
            put(out, s.plate((last - first, thick), 3, (tint, tint), 0.95), first, y - thick / 2)
        put_middle(out, _thumb(self.desk, tint, lively), x, y)
        return out

    def process_event(self, event: pygame.Event) -> bool:
        """A press takes the thumb there, a move leads it."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.hover_point(*event.pos):
            self.held = True
            self._to(event.pos[0])
            return True
        if event.type == pygame.MOUSEMOTION and self.held:
            self._to(event.pos[0])
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self.held:
            self.held = False
            self._tell()
            return True
        return False

    def _to(self, x: float) -> None:
        left, right = self._ends
        self.value = value_at(self.span, (x - self.rect.x - left) / max(1, right - left))
        if pygame.time.get_ticks() - self._told_ms > 1000 * _EVERY_S:
            self._tell()
        self.refresh((self.value, self.held, self.hovered))

    def _tell(self) -> None:
        if self.value != self._told:
            self._told, self._told_ms = self.value, pygame.time.get_ticks()
            self._change(self.value)

    def arrow(self, right: int, down: int) -> bool:
        """A step to the right or the left; where steps are ratios, a hundredth of the track at least."""
        if not right:
            return False
        share = share_of(self.span, self.value)
        value = stepped(self.span, self.value + right * self.span.step)
        far = value_at(self.span, share + right * 0.01)
        self.value = far if (far - value) * right > 0 and self.span.low > 0 else value
        self._tell()
        self.refresh((self.value, self.held, self.hovered))
        return True


def _thumb(desk: Desk, tint: style.Tint, lively: bool) -> pygame.Surface:
    s = desk.style
    r = (_THUMB + (1 if lively else 0)) * s.scale
    side = 2 * round(r) + 2
    return s.svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{r:g}" fill="{style.INK}"/>'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{r * 0.46:g}" fill="{tint}"/></svg>'
    )
