"""The V(t) panel, top right: the membrane potential so far, its lines, and the number of the moment."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Curve, Dot, Glow, Item, Line, Panel, Text
from apanim.picture.easing import presence
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box, width
from apanim.script.timeline import Span, Timeline, TraceWindow, model_ns_at
from apanim.units import NS_PER_MS

_X, _Y, _WIDTH, _HEIGHT = 1264, 54, 560, 336
BOX: Box = (_X, _Y, _X + _WIDTH, _Y + _HEIGHT)

_LEFT, _RIGHT, _TOP, _BOTTOM = _X + 100, _X + _WIDTH - 30, _Y + 96, _Y + _HEIGHT - 62
_LOW_mV, _HIGH_mV = -90.0, 50.0
_TICKS_mV = (40, 0, -70)
_IN_S, _OUT_S, _SLIDE_PX = 0.35, 0.35, 12
_CELL_EM = 0.63  # digits stand in cells of one width, so that a running number does not tremble
_LINE_COLOURS = {"threshold": "plot.threshold", "E_Na": "plot.e_na", "E_K": "plot.e_k"}
_LINE_NAMES = {"threshold": "threshold", "E_Na": "E_{Na}", "E_K": "E_K"}
_TEXT_ROW = 32
_SIDES: tuple[tuple[float, Literal["start", "end"]], ...] = ((_RIGHT, "end"), (_LEFT + 10, "start"))
_POINTS_PER_PX = 2


@dataclass(frozen=True)
class _Axes:
    """From model time and potential to the picture; `slide` moves all of it."""

    window: TraceWindow
    low_mV: float
    high_mV: float
    slide: float

    def x(self, model_ns: NDArray[np.float64] | float) -> NDArray[np.float64]:
        share = (np.asarray(model_ns, dtype=float) - self.window.from_ns) / (
            self.window.to_ns - self.window.from_ns
        )
        return _LEFT + (_RIGHT - _LEFT) * np.minimum(np.maximum(share, 0.0), 1.0)

    def y(self, v_mV: NDArray[np.float64] | float) -> NDArray[np.float64]:
        share = (np.asarray(v_mV, dtype=float) - self.low_mV) / (self.high_mV - self.low_mV)
        return self.slide + _BOTTOM - (_BOTTOM - _TOP) * np.minimum(np.maximum(share, -0.04), 1.04)


def showing(timeline: Timeline, tick: int) -> float:
    """How far the panel is there at `tick`, 0..1; windows that follow each other at once count as one."""
    return max((presence(tick, *run, _IN_S, _OUT_S) for run in _runs(timeline)), default=0.0)


def trace_panel(
    timeline: Timeline, series: dict[str, NDArray[np.float64]], tick: int, v_mV: float
) -> list[Item]:
    """The panel at `tick`. `series` has "model_ns" and "v_mV", (steps,) each; `v_mV` is the moment's."""
    seen = showing(timeline, tick)
    window = next((t for t in timeline.traces if t.start_tick <= tick < t.end_tick), None)
    if window is None or seen == 0.0:
        return []
    slide = _SLIDE_PX * (1.0 - seen)
    lines = [s for s in timeline.spans if s.kind == "line" and _meets(s, window)]
    low, high = _range_mV(lines)
    axes = _Axes(window, low, high, slide)
    now_ns = model_ns_at(timeline, tick)
    points = _points(series, axes)
    panel = Panel(_X, _Y + slide, _WIDTH, _HEIGHT, "cool", seen)
    on = [s for s in lines if s.start_tick <= tick < s.end_tick]
    return [
        panel, *_head(v_mV, slide, seen), *_grid(axes, seen), *_time_axis(axes, seen),
        *_rules(on, axes, tick, seen), *_curve(points, axes, now_ns, v_mV, seen),
        *_rule_names(on, axes, points, tick, seen),
    ]  # fmt: skip


def _runs(timeline: Timeline) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for window in sorted(timeline.traces, key=lambda t: t.start_tick):
        if runs and window.start_tick <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], window.end_tick))
        else:
            runs.append((window.start_tick, window.end_tick))
    return runs


def _meets(span: Span, window: TraceWindow) -> bool:
    return span.start_tick < window.end_tick and window.start_tick < span.end_tick


def _range_mV(lines: list[Span]) -> tuple[float, float]:
    """The axis holds every line that this window will show, with room for its name."""
    low = min([_LOW_mV, *(s.value_mV - 34.0 for s in lines if s.value_mV < -75.0)])
    high = max([_HIGH_mV, *(s.value_mV + 6.0 for s in lines)])
    return low, high


def signed(value: float) -> str:
    """A whole number with its sign, the minus a real one."""
    whole = round(value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)}"


def _head(v_mV: float, slide: float, seen: float) -> list[Item]:
    quiet, bright = colour("text.quiet"), colour("plot.trace")
    name = Text(_X + 28, _Y + 56 + slide, "Membrane potential", 28, 600, quiet, opacity=seen)
    unit = Text(_X + _WIDTH - 28, _Y + 62 + slide, "mV", 30, 600, quiet, "end", opacity=seen)
    return [name, unit, *_readout(signed(v_mV), _Y + 64 + slide, bright, seen)]


def _readout(number: str, base: float, tint: str, seen: float) -> list[Item]:
    """Digits in cells of one width, the sign close before them."""
    size, right = 56, _X + _WIDTH - 84
    cell = _CELL_EM * size
    digits = number.lstrip("+−")
    sign = number[: len(number) - len(digits)]
    middles = [right - cell * (len(digits) - i - 0.5) for i in range(len(digits))]
    out: list[Item] = [
        Text(x, base, digit, size, 800, tint, "middle", opacity=seen)
        for x, digit in zip(middles, digits, strict=True)
    ]
    if sign:
        out.append(Text(right - cell * len(digits), base, sign, size, 800, tint, "end", opacity=seen))
    return out


def _grid(axes: _Axes, seen: float) -> list[Item]:
    out: list[Item] = []
    for v in _TICKS_mV:
        y = float(axes.y(v))
        strength = 0.5 if v == 0 else 0.30
        out.append(Line(((_LEFT, y), (_RIGHT, y)), colour("plot.grid"), 1.5, strength * seen))
        out.append(Text(_LEFT - 14, y + 10, signed(v), 28, 600, colour("text.quiet"), "end", opacity=seen))
    return out


def _time_axis(axes: _Axes, seen: float) -> list[Item]:
    span_ms = (axes.window.to_ns - axes.window.from_ns) / NS_PER_MS
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1e9) if span_ms / s <= 4.5)
    base, grid, quiet = _BOTTOM + axes.slide, colour("plot.grid"), colour("text.quiet")
    out: list[Item] = [
        Line(((_LEFT, base), (_RIGHT, base)), grid, 2, 0.6 * seen),
        Text(_RIGHT, base + 40, "ms", 28, 600, quiet, "end", opacity=seen),
    ]
    for k in range(int(span_ms / step + 1e-9) + 1):
        x = _LEFT + (_RIGHT - _LEFT) * k * step / span_ms
        out.append(Line(((x, base), (x, base + 8)), grid, 2, 0.6 * seen))
        label = f"{k * step:g}"
        if x + width(label, 28, 600) / 2 + 12 < _RIGHT - width("ms", 28, 600):
            out.append(Text(x, base + 40, label, 28, 600, quiet, "middle", opacity=seen))
    return out


def _rule_seen(span: Span, tick: int, seen: float) -> float:
    return seen * presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)


def _rules(lines: list[Span], axes: _Axes, tick: int, seen: float) -> list[Item]:
    return [
        Line(
            ((_LEFT, float(axes.y(s.value_mV))), (_RIGHT, float(axes.y(s.value_mV)))),
            colour(_LINE_COLOURS[s.target]), 2.6, _rule_seen(s, tick, seen), (9, 7),
        )
        for s in lines
    ]  # fmt: skip


def _rule_names(
    lines: list[Span], axes: _Axes, points: NDArray[np.float32], tick: int, seen: float
) -> list[Item]:
    """The threshold's name and number above its line, the others' below theirs.

    Right if the curve of this window will leave that place free, else left.
    """
    out: list[Item] = []
    for s in lines:
        y, tint, opacity = (
            float(axes.y(s.value_mV)),
            colour(_LINE_COLOURS[s.target]),
            _rule_seen(s, tick, seen),
        )
        name, number = _LINE_NAMES[s.target], f"{signed(s.value_mV)} mV"
        if s.target == "threshold":
            rows = [(y - 12 - _TEXT_ROW, name), (y - 12, number)]
        else:
            rows = [(y + _TEXT_ROW, f"{name}  {number}")]
        dark = ramp("panel.cool")[1]
        sides = [
            [Text(x, row, text, 28, 600, tint, anchor, outline=dark, opacity=opacity) for row, text in rows]
            for x, anchor in _SIDES
        ]
        out += min(sides, key=lambda texts: sum(_crossed(box(text), points) for text in texts))
    return out


def _crossed(text: Box, points: NDArray[np.float32]) -> int:
    """How many points of the curve a text would lie on."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = text
    return int(np.count_nonzero((x > left - 10) & (x < right + 10) & (y > top - 8) & (y < bottom + 8)))


def _curve(points: NDArray[np.float32], axes: _Axes, now_ns: float, v_mV: float, seen: float) -> list[Item]:
    now_x, now_y = float(axes.x(now_ns)), float(axes.y(v_mV))
    if now_ns < axes.window.from_ns or len(points) < 2:
        return []
    bright, top, base = colour("plot.trace"), _TOP + axes.slide, _BOTTOM + axes.slide
    cursor = colour("plot.cursor")
    lamp = ((0.0, cursor, 1.0), (0.3, bright, 0.9), (0.5, bright, 0.4), (1.0, bright, 0.0))
    return [
        Curve(points, bright, top, base, now_x, seen),
        Line(((now_x, top), (now_x, base)), cursor, 2, 0.22 * seen),
        Glow(now_x, now_y, 24, 24, lamp, seen),
        Dot(now_x, now_y, 8, cursor, opacity=seen),
    ]


def _points(series: dict[str, NDArray[np.float64]], axes: _Axes) -> NDArray[np.float32]:
    """The window's whole curve, at most a few points to a pixel; time that stands still adds none."""
    model_ns, v_mV = series["model_ns"], series["v_mV"]
    first = int(np.searchsorted(model_ns, axes.window.from_ns, side="left"))
    last = int(np.searchsorted(model_ns, axes.window.to_ns, side="right"))
    x, y = axes.x(model_ns[first:last]), axes.y(v_mV[first:last])
    if len(x) == 0:
        return np.zeros((0, 2), dtype=np.float32)
    cells = np.floor(x * _POINTS_PER_PX)
    fresh = np.concatenate(([True], cells[1:] != cells[:-1]))
    fresh[-1] = True
    return np.stack([x[fresh], y[fresh]], axis=1).astype(np.float32)
