"""The V(t) panel of places of the neuron: one curve or several, named in its head with their mV of now."""

from dataclasses import replace
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Bar, Item, Line, Text
from apanim.picture.easing import presence
from apanim.picture.plots import axes as ax
from apanim.picture.plots import trace_panel, voltage
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.places import IN_S, OUT_S, Standing, stands
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box, fitted
from apanim.script.timeline import Span, Timeline, TraceCurve, TraceWindow, model_ns_at
from apanim.tape import CableTape

_TICK_STEPS_MV, _MOST_TICKS = (5.0, 10.0, 20.0, 50.0, 100.0), 4
_FIRST_ROW, _ROW = 48.0, 38.0  # of the head: a row a curve, from the panel's top
_UNDER_ROWS = 26.0  # from the last row to the plot
_SWATCH = (28.0, 34.0, 8.0)  # from the panel's left edge; width, height
_NAME_X, _NUMBER_PX = 76.0, 32
_NAME_ROOM = 306.0  # up to three digits and a sign
_LINE_ROW = 32.0  # of a line's name in two rows


class _Drawn(NamedTuple):
    """A curve of the panel: (k, 2) points of the whole window, of what stands behind it, and its colour."""

    curve: TraceCurve
    points: NDArray[np.float32]
    behind: NDArray[np.float32]
    tint: str


class _Plot(NamedTuple):
    """All of a window that does not change: its curves, and where the names of lines stand."""

    axes: Axes
    ticks: tuple[tuple[float, str], ...]
    curves: tuple[_Drawn, ...]
    line_names: tuple[tuple[Span, tuple[Text, ...]], ...]


_known: WeakKeyDictionary[CableTape, dict[tuple[Timeline, int], _Plot]] = WeakKeyDictionary()


def panel(timeline: Timeline, tape: CableTape, tick: int) -> list[Item]:
    """The panel at `tick`, if one is on: head, grid, lines, and the curves so far over those of before."""
    seen = trace_panel.showing(timeline, tick)
    on = (i for i, t in enumerate(timeline.traces) if t.start_tick <= tick < t.end_tick)
    number = next(on, None)
    if number is None or seen == 0.0:
        return []
    plate, plot, window = (
        stands(trace_panel.BOX, seen),
        _plot(timeline, tape, number),
        timeline.traces[number],
    )
    axes = plot.axes if plate.slide == plot.axes.slide else replace(plot.axes, slide=plate.slide)
    now_ns, v_mV = model_ns_at(timeline, tick), tape.at(tick).v_mV
    values = [float(v_mV[one.curve.compartment]) for one in plot.curves]
    now = [axes.at(now_ns, value) for value in values]
    begun = now_ns >= window.from_ns
    main = plot.curves[-1]
    return [
        plate.plate, *_head(timeline, plot.curves, values, plate, seen),
        *ax.grid(axes, plot.ticks, seen), *ax.time_axis(axes, seen, timeline.word("ms")),
        *(i for span, name in plot.line_names for i in _line(span, name, axes, tick, seen)),
        *(i for one in plot.curves for i in ax.ghost(one.behind, axes, one.tint, seen)),
        *(i for one, (x, y) in zip(plot.curves, now, strict=True) if begun
          for i in (*ax.curve(one.points, axes, one.tint, x, seen, bare=one is not main),
                    *ax.head(x, y, one.tint, seen, 6.0))),
    ]  # fmt: skip


def _plot(timeline: Timeline, tape: CableTape, number: int) -> _Plot:
    """Window `number` of the scene; worked out once for a tape."""
    known = _known.setdefault(tape, {})
    if (timeline, number) not in known:
        window = timeline.traces[number]
        spans = (s for s in timeline.of_kind("line") if _meets(s, window))
        axes = Axes(_area(window), window.from_ns, window.to_ns, *_range_mV(window))
        tints = ramp("neuron.curves")[-len(window.curves) :]
        curves = tuple(
            _drawn(tape, c, axes, window, tint) for c, tint in zip(window.curves, tints, strict=True)
        )
        lines = tuple((s, _line_name(s, axes, curves, timeline)) for s in spans)
        known[timeline, number] = _Plot(axes, _ticks(axes, window), curves, lines)
    return known[timeline, number]


def _drawn(tape: CableTape, curve: TraceCurve, axes: Axes, window: TraceWindow, tint: str) -> _Drawn:
    ns, v = tape.series.model_ns.astype(float), tape.series.v_mV[:, curve.compartment].astype(float)
    none = np.zeros((0, 2), np.float32)
    behind = none if window.ghost is None else ax.ghost_points(ns, v, axes, window.ghost)
    return _Drawn(curve, ax.points(ns, v, axes), behind, tint)


def _named(window: TraceWindow) -> bool:
    return any(curve.name for curve in window.curves)


def _area(window: TraceWindow) -> Box:
    """The plot: under the usual head, or under a row for each curve."""
    left, top, right, bottom = trace_panel.area(stands(trace_panel.BOX, 1.0))
    if _named(window):
        top = trace_panel.BOX[1] + _FIRST_ROW + (len(window.curves) - 1) * _ROW + _UNDER_ROWS
    return left, top, right, bottom


def _range_mV(window: TraceWindow) -> tuple[float, float]:
    return window.range_mV or (voltage.LOW_mV, voltage.HIGH_mV)


def _meets(span: Span, window: TraceWindow) -> bool:
    """Whether a line is on during the window and within its axes."""
    low, high = _range_mV(window)
    together = span.start_tick < window.end_tick and window.start_tick < span.end_tick
    return together and low < span.value_mV < high


def _head(
    timeline: Timeline, curves: tuple[_Drawn, ...], values: list[float], plate: Standing, seen: float
) -> list[Item]:
    """A row for each curve: its colour, its name, its number of now. One without a name: the usual head."""
    if not any(one.curve.name for one in curves):
        return trace_panel.heading(timeline, values[-1], plate, seen)
    out: list[Item] = []
    ink, quiet, mV = colour("text.ink"), colour("text.quiet"), timeline.word("mV")
    for i, (one, value) in enumerate(zip(curves, values, strict=True)):
        base, left = plate.top + _FIRST_ROW + i * _ROW, plate.left
        number = signed(value)
        name = fitted(timeline.word(one.curve.name), _NAME_ROOM, 28, 600).text
        out += [
            Bar(left + _SWATCH[0], base - 14, *_SWATCH[1:], one.tint, seen),
            Text(left + _NAME_X, base, name, 28, 600, ink, opacity=seen),
            *ax.readout(number, plate.right - 84, base, one.tint, seen, _NUMBER_PX, 800),
            Text(plate.right - 28, base, mV, 28, 600, quiet, "end", opacity=seen),
        ]
    return out


def _ticks(axes: Axes, window: TraceWindow) -> tuple[tuple[float, str], ...]:
    """The usual ones, or round numbers of the range asked for, clear of the head and the axis of time."""
    if window.range_mV is None:
        return tuple((float(v), signed(v)) for v in voltage.TICKS_mV)
    step = next(s for s in _TICK_STEPS_MV if (axes.high - axes.low) / s <= _MOST_TICKS)
    rounds = np.arange(np.ceil(axes.low / step) * step, axes.high + 1e-6, step)
    _, top, _, bottom = axes.area
    return tuple(
        (float(v), signed(float(v))) for v in rounds if top + 6 <= axes.y_at(float(v)) <= bottom - 14
    )


def _line_name(span: Span, axes: Axes, curves: tuple[_Drawn, ...], timeline: Timeline) -> tuple[Text, ...]:
    """The name and number of a line, in one row or two, above it or below, where the curves leave room."""
    y, tint, dark = axes.y_at(span.value_mV), colour("plot.threshold"), ramp("panel.cool")[1]
    word, number = timeline.word(span.target), f"{signed(span.value_mV)} {timeline.word('mV')}"
    left, _, right, _ = axes.area
    sides: tuple[tuple[float, Literal["start", "end"]], ...] = ((right, "end"), (left + 10, "start"))
    rows = (
        [(y - 14, f"{word} {number}")], [(y + 32, f"{word} {number}")],
        [(y - 12 - _LINE_ROW, word), (y - 12, number)],
    )  # fmt: skip
    choices = [
        tuple(Text(x, base, text, 28, 600, tint, anchor, outline=dark) for base, text in way)
        for way in rows
        for x, anchor in sides
    ]
    paths = [path for one in curves for path in (one.points, one.behind)]

    def met(choice: tuple[Text, ...]) -> int:
        return sum(_crossed(box(text), path) for text in choice for path in paths)

    return min(choices, key=met)


def _line(span: Span, name: tuple[Text, ...], axes: Axes, tick: int, seen: float) -> list[Item]:
    """A dashed line with its name."""
    shown = seen * presence(tick, span.start_tick, span.end_tick, IN_S, OUT_S)
    y = axes.y_at(span.value_mV) + axes.slide
    across = ((axes.area[0], y), (axes.area[2], y))
    rule = Line(across, colour("plot.threshold"), 2.6, shown, (9, 7))
    return [rule, *(text._replace(y=text.y + axes.slide, opacity=shown) for text in name)]


def _crossed(text: Box, points: NDArray[np.float32]) -> int:
    """How many points of a curve a text would lie on."""
    x, y = points.T
    left, top, right, bottom = text
    return int(np.count_nonzero((x > left - 8) & (x < right + 8) & (y > top - 6) & (y < bottom + 6)))
