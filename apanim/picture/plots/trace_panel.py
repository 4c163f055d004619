"""The V(t) panel, top right: V so far of a patch, or of places of a cable, each with its number of now."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Bar, Item, Text
from apanim.picture.easing import presence
from apanim.picture.kept import kept_by_owner
from apanim.picture.plots import axes as ax
from apanim.picture.plots import stage_panel
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.places import IN_S, OUT_S, Standing, rooms_of, standing, stands
from apanim.picture.plots.voltage import Content, HIGH_mV, LOW_mV, ShownLevel, TICKS_mV, running, v_axes
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import fitted
from apanim.script.timeline import Span, Timeline, TraceCurve, TraceWindow

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 92, 26, 80, 50  # from the panel's edges to the plot
_READOUT_PX = 56
_TICK_STEPS_mV, _MOST_TICKS = (2.0, 5.0, 10.0, 20.0, 50.0, 100.0), 4
# Where several curves are named in the panel's head, one row each.
_FIRST_ROW, _ROW = 48.0, 38.0  # from the panel's top; from row to row
_UNDER_ROWS = 26.0  # from the last row to the plot
_SWATCH = (28.0, 34.0, 8.0)  # from the panel's left edge; width, height
_NAME_X, _NUMBER_PX = 76.0, 32
_NAME_ROOM = 306.0  # up to three digits and a sign


def showing(timeline: Timeline, tick: int) -> float:
    """How far the panel in its corner is there, 0..1; windows that follow each other at once are one."""
    on = any(t.start_tick <= tick < t.end_tick for t in timeline.traces if t.place == "panel")
    return standing(timeline, "panel", tick) if on else 0.0


def trace_panel(shot: Shot[Any], v_mV: NDArray[np.floating]) -> list[Item]:
    """The panel, if one is on; `v_mV` is the moment's: of the patch (), or of the compartments (n,)."""
    timeline, tick = shot.timeline, shot.tick
    seen = showing(timeline, tick)
    on = (i for i, t in enumerate(timeline.traces) if t.start_tick <= tick < t.end_tick)
    number = next(on, None)
    if number is None:
        return []
    room = rooms_of(timeline, shot.look)["panel"]
    window, plate = timeline.traces[number], stands(room.unit, seen)
    values = [float(v_mV[c.compartment]) for c in window.curves] or [float(v_mV)]
    spans, content = _content(timeline, number, room.unit)
    axes = _axes(timeline, number, room.unit, seen)
    lines = [
        ShownLevel(s.target, s.value_mV, presence(tick, s.start_tick, s.end_tick, IN_S, OUT_S))
        for s in spans
        if s.start_tick <= tick < s.end_tick
    ]
    if window.place == "stage":
        return stage_panel.stage_panel(shot, number, content, values, lines)
    return [] if seen == 0.0 else room.filled([
        plate.plate, *_head(timeline, content, values, plate, seen),
        *running(shot, axes, content, values, lines, seen),
    ])  # fmt: skip


@kept_by_owner
def _content(timeline: Timeline, number: int, box: Box) -> tuple[tuple[Span, ...], Content]:
    """The lines of a window of the scene, and all that it shows, as if every line were there."""
    window = timeline.traces[number]
    spans = tuple(s for s in timeline.of_kind("line") if _meets(s, window))
    lines_mV = tuple(s.value_mV for s in spans)
    more = {"ticks_mV": _ticks_mV(window, box), "ghosts": window.ghosts, "curves": window.curves}
    return spans, Content(window.bands, window.stimuli, lines_mV, **more)


@kept_by_owner
def _axes(timeline: Timeline, number: int, box: Box, seen: float) -> Axes:
    """The axes of a window of the scene, so far there; they hold every line from its beginning on."""
    window, plate = timeline.traces[number], stands(box, seen)
    _, content = _content(timeline, number, box)
    area = _area(window.curves, box)
    return v_axes(area, (window.from_ns, window.to_ns), content, plate.slide, window.range_mV)


def _area(curves: tuple[TraceCurve, ...], box: Box) -> Box:
    """The plot: under the usual head, or under a row for each curve."""
    left, top, right, bottom = box
    named = any(curve.name for curve in curves)
    head = _FIRST_ROW + (len(curves) - 1) * _ROW + _UNDER_ROWS if named else TOP_PX
    return left + LEFT_PX, top + head, right - RIGHT_PX, bottom - BOTTOM_PX


def _ticks_mV(window: TraceWindow, box: Box) -> Sequence[int]:
    """The usual ones, or round numbers of the range asked for, clear of the head and the axis of time."""
    if window.range_mV is None:
        return TICKS_mV
    low, high = window.range_mV
    step = next(s for s in _TICK_STEPS_mV if (high - low) / s <= _MOST_TICKS)
    rounds = np.arange(math.ceil(low / step) * step, high + 1e-6, step)
    _, top, _, bottom = area = _area(window.curves, box)
    axes = Axes(area, 0.0, 1.0, low, high)
    return tuple(round(v) for v in rounds if top + 6 <= axes.y_at(float(v)) <= bottom - 14)


def _meets(span: Span, window: TraceWindow) -> bool:
    """Whether a line is on during the window and, on a cable, within its axes, which keep their range."""
    low, high = window.range_mV or (LOW_mV, HIGH_mV)
    inside = not window.curves or low < span.value_mV < high
    return inside and span.start_tick < window.end_tick and window.start_tick < span.end_tick


def _head(
    timeline: Timeline, content: Content, values: Sequence[float], plate: Standing, seen: float
) -> list[Item]:
    """A row for each curve: its colour, its name, its number of now. One without a name: the usual head."""
    if not any(curve.name for curve in content.curves):
        return heading(timeline, values[-1], plate, seen)
    out: list[Item] = []
    ink, quiet, mV = colour("text.ink"), colour("text.quiet"), timeline.word("mV")
    for i, (one, tint, value) in enumerate(zip(content.curves, content.tints, values, strict=True)):
        base, left = plate.top + _FIRST_ROW + i * _ROW, plate.left
        name = fitted(timeline.word(one.name), _NAME_ROOM, 28, 600).text
        out += [
            Bar(left + _SWATCH[0], base - 14, *_SWATCH[1:], tint, seen),
            Text(left + _NAME_X, base, name, 28, 600, ink, opacity=seen),
            *ax.readout(signed(value), plate.right - 84, base, tint, seen, _NUMBER_PX, 800),
            Text(plate.right - 28, base, mV, 28, 600, quiet, "end", opacity=seen),
        ]
    return out


def heading(timeline: Timeline, v_mV: float, plate: Standing, seen: float) -> list[Item]:
    """What the panel shows, and how much it is now."""
    return [
        *_names(timeline.word("Membrane potential"), timeline.word("mV"), plate, seen),
        *ax.readout(
            signed(v_mV), plate.right - 84, plate.top + 60, colour("plot.trace"), seen, _READOUT_PX, 800
        ),
    ]


@lru_cache(maxsize=64)
def _names(name: str, unit: str, plate: Standing, seen: float) -> tuple[Text, ...]:
    quiet = colour("text.quiet")
    return (
        Text(plate.left + 28, plate.top + 52, name, 28, 600, quiet, opacity=seen),
        Text(plate.right - 28, plate.top + 58, unit, 30, 600, quiet, "end", opacity=seen),
    )
