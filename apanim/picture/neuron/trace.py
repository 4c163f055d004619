"""The V(t) panel of places of the neuron: one curve or several, each with its name on it."""

from dataclasses import replace
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from apanim.picture import trace_panel
from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.easing import presence
from apanim.picture.plots import axes as ax
from apanim.picture.plots import voltage
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.places import IN_S, OUT_S, stands
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box, width
from apanim.script.timeline import Span, Timeline, TraceCurve, TraceWindow, model_ns_at
from apanim.tape import CableTape

_X, _Y, _RIGHT_EDGE, _LOWER_EDGE = trace_panel.BOX
_AREA: Box = (_X + 100, _Y + 92, _RIGHT_EDGE - 30, _LOWER_EDGE - 62)
_TICK_STEPS_MV, _MOST_TICKS = (5.0, 10.0, 20.0, 50.0, 100.0), 4
_ROW = 26.0
_SHOWS_PX = 60.0  # by which a curve has passed its name when that is wholly there


class _Drawn(NamedTuple):
    """A curve of the panel: (k, 2) points of the whole window, and its colour."""

    curve: TraceCurve
    points: NDArray[np.float32]
    tint: str


class _Plot(NamedTuple):
    """All of a window that does not change: its curves, and where the names of curves and lines stand."""

    axes: Axes
    curves: tuple[_Drawn, ...]
    curve_names: tuple[Text | None, ...]
    line_names: tuple[tuple[Span, Text], ...]


_known: WeakKeyDictionary[CableTape, dict[tuple[TraceWindow, tuple[Span, ...]], _Plot]] = (
    WeakKeyDictionary()
)


def panel(timeline: Timeline, tape: CableTape, tick: int) -> list[Item]:
    """The panel at `tick`, if one is on: grid, lines, curves so far, and the last curve's number."""
    seen = trace_panel.showing(timeline, tick)
    window = next((t for t in timeline.traces if t.start_tick <= tick < t.end_tick), None)
    if window is None or seen == 0.0:
        return []
    plate, plot = stands(trace_panel.BOX, seen), _plot(timeline, tape, window)
    axes, now_ns, v_mV = (
        replace(plot.axes, slide=plate.slide),
        model_ns_at(timeline, tick),
        tape.at(tick).v_mV,
    )
    now = [axes.at(now_ns, float(v_mV[one.curve.compartment])) for one in plot.curves]
    begun = now_ns >= window.from_ns
    main = plot.curves[-1]
    return [
        plate.plate, *_head(timeline, float(v_mV[main.curve.compartment]), main.tint, plate.slide, seen),
        *ax.grid(axes, _ticks(axes), seen), *ax.time_axis(axes, seen, timeline.word("ms")),
        *(i for span, name in plot.line_names for i in _line(span, name, axes, tick, seen)),
        *(i for one, (x, y) in zip(plot.curves, now, strict=True) if begun
          for i in (*ax.curve(one.points, axes, one.tint, x, seen, bare=one is not main),
                    *ax.head(x, y, one.tint, seen, 7.0))),
        *(_moved(name, axes.slide, seen * _passed(name, now[0][0])) for name in plot.curve_names if name),
    ]  # fmt: skip


def _plot(timeline: Timeline, tape: CableTape, window: TraceWindow) -> _Plot:
    spans = tuple(s for s in timeline.spans if s.kind == "line" and _meets(s, window))
    known = _known.setdefault(tape, {})
    if (window, spans) not in known:
        axes = Axes(_AREA, window.from_ns, window.to_ns, *_range_mV(window))
        ns, tints = tape.series.model_ns.astype(float), ramp("neuron.curves")[-len(window.curves) :]
        curves = tuple(
            _Drawn(c, ax.points(ns, tape.series.v_mV[:, c.compartment].astype(float), axes), tint)
            for c, tint in zip(window.curves, tints, strict=True)
        )
        lines = tuple((s, _line_name(s, axes, curves, timeline)) for s in spans)
        words = [timeline.word(one.curve.name) for one in curves]
        names = _names(words, curves, [box(name) for _, name in lines])
        known[(window, spans)] = _Plot(axes, curves, names, lines)
    return known[(window, spans)]


def _range_mV(window: TraceWindow) -> tuple[float, float]:
    return window.range_mV or (voltage.LOW_mV, voltage.HIGH_mV)


def _meets(span: Span, window: TraceWindow) -> bool:
    """Whether a line is on during the window and within its axes."""
    low, high = _range_mV(window)
    together = span.start_tick < window.end_tick and window.start_tick < span.end_tick
    return together and low < span.value_mV < high


def _head(timeline: Timeline, v_mV: float, tint: str, slide: float, seen: float) -> list[Item]:
    quiet, base = colour("text.quiet"), _Y + 60 + slide
    return [
        Text(_X + 28, base, timeline.word("Membrane potential"), 28, 600, quiet, opacity=seen),
        *ax.readout(signed(v_mV), _RIGHT_EDGE - 84, base, tint, seen, 56, 800),
        Text(_RIGHT_EDGE - 28, base, timeline.word("mV"), 30, 600, quiet, "end", opacity=seen),
    ]


def _ticks(axes: Axes) -> list[tuple[float, str]]:
    """Round numbers of mV, clear of the panel's head and of the axis of time."""
    step = next(s for s in _TICK_STEPS_MV if (axes.high - axes.low) / s <= _MOST_TICKS)
    rounds = np.arange(np.ceil(axes.low / step) * step, axes.high + 1e-6, step)
    return [(float(v), signed(float(v))) for v in rounds if float(axes.y(float(v))) <= _AREA[3] - 14]


def _line_name(span: Span, axes: Axes, curves: tuple[_Drawn, ...], timeline: Timeline) -> Text:
    """The name and number of a line, above it, on the side that the curves leave free."""
    y, tint, dark = float(axes.y(span.value_mV)), colour("plot.threshold"), ramp("panel.cool")[1]
    words = f"{timeline.word(span.target)} {signed(span.value_mV)} {timeline.word('mV')}"
    sides: tuple[tuple[float, Literal["start", "end"]], ...] = ((_AREA[2], "end"), (_AREA[0] + 10, "start"))
    names = [Text(x, y - 12, words, 28, 600, tint, anchor, outline=dark) for x, anchor in sides]
    return min(names, key=lambda name: sum(_crossed(box(name), one.points) for one in curves))


def _line(span: Span, name: Text, axes: Axes, tick: int, seen: float) -> list[Item]:
    """A dashed line with its name."""
    shown = seen * presence(tick, span.start_tick, span.end_tick, IN_S, OUT_S)
    y = float(axes.y(span.value_mV)) + axes.slide
    rule = Line(((_AREA[0], y), (_AREA[2], y)), colour("plot.threshold"), 2.6, shown, (9, 7))
    return [rule, _moved(name, axes.slide, shown)]


def _moved(text: Text, slide: float, opacity: float) -> Text:
    return text._replace(y=text.y + slide, opacity=opacity)


def _passed(name: Text, now_x: float) -> float:
    """0 to 1 as the curve passes its name."""
    return float(np.clip((now_x - name.x) / _SHOWS_PX + 0.5, 0.0, 1.0))


def _names(words: list[str], curves: tuple[_Drawn, ...], taken: list[Box]) -> tuple[Text | None, ...]:
    """Each curve's name above or below it, where no curve and no other name is."""
    out: list[Text | None] = []
    for word, one in zip(words, curves, strict=True):
        choices = _places(word, one) if word else []
        best = min(choices, key=lambda text: _crowding(box(text), curves, taken), default=None)
        taken = [*taken, box(best)] if best else taken
        out.append(best)
    return tuple(out)


def _places(word: str, one: _Drawn) -> list[Text]:
    half, dark = width(word, 28, 600) / 2, ramp("panel.cool")[1]
    out = []
    for x in np.arange(_AREA[0] + half + 6, _AREA[2] - half + 1, 12.0):
        under = (one.points[:, 0] > x - half - 4) & (one.points[:, 0] < x + half + 4)
        if under.any():
            ys = one.points[under, 1]
            for y in (float(ys.min()) - 12, float(ys.max()) + _ROW + 10):
                out.append(Text(float(x), y, word, 28, 600, one.tint, "middle", outline=dark))
    return out


def _crowding(here: Box, curves: tuple[_Drawn, ...], taken: list[Box]) -> float:
    left, top, right, bottom = here
    total = sum(float(_crossed(here, one.points)) for one in curves)
    for box_left, box_top, box_right, box_bottom in taken:
        across, down = (
            min(right, box_right) - max(left, box_left),
            min(bottom, box_bottom) - max(top, box_top),
        )
        total += 50.0 if across > -8 and down > 0 else 0.0
    total += (left - _AREA[0]) / 40.0  # the sooner a curve has its name, the better
    return total + 10.0 * (max(_AREA[1] - 6 - top, 0.0) + max(bottom - _AREA[3] + 4, 0.0))


def _crossed(text: Box, points: NDArray[np.float32]) -> int:
    """How many points of a curve a text would lie on."""
    x, y = points.T
    left, top, right, bottom = text
    return int(np.count_nonzero((x > left - 8) & (x < right + 8) & (y > top - 6) & (y < bottom + 6)))
