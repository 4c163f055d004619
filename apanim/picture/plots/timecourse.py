"""Conductances, or gates, against model time: named curves with their values of now."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Text
from apanim.picture.easing import smooth
from apanim.picture.kept import kept
from apanim.picture.plots import axes as ax
from apanim.picture.plots import columns
from apanim.picture.plots.axes import Axes
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.naming import NamePlace, name_places
from apanim.picture.plots.places import Standing
from apanim.picture.plots.trace_panel import LEFT_PX, RIGHT_PX
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.script.plots import Plot
from apanim.script.timeline import Timeline, model_ns_at

_TOP_PX = 74
_NUMBERED_PX, _BARE_PX = 52, 28  # under the plot, with the numbers of its axis and without
_NAME_FADE_PX = 30.0
_NICE = (0.5, 1, 2, 4, 5, 8, 10, 12, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 400)

Float = NDArray[np.float64]


class _Curve(NamedTuple):
    name: str
    column: str  # of the tape, see columns.along
    tint: str


class TimeCourse(NamedTuple):
    """What a panel over time shows: its name, its unit, its numbers' decimals, and its curves."""

    title: str
    unit: str
    decimals: int  # of a number of now
    curves: tuple[_Curve, ...]


_NA, _K = colour("plot.e_na"), colour("plot.e_k")
COURSES = {
    "g": TimeCourse(
        "Conductance", "mS/cm^2", 1, (_Curve("g_{Na}", "g_Na", _NA), _Curve("g_K", "g_K", _K)),
    ),
    "gates": TimeCourse(
        "Gates", "", 2,
        (_Curve("m", "m", _NA), _Curve("h", "h", colour("plot.h")), _Curve("n", "n", _K)),
    ),
}  # fmt: skip


def timecourse(
    timeline: Timeline, plot: Plot, tape: Recorded, plate: Standing, seen: float, tick: int
) -> list[Item]:
    """The contents of a panel "g" or "gates"."""
    what = COURSES[plot.what]
    values_of = [columns.along(timeline, tape, c.column, tick) for c in what.curves]
    model_ns = columns.along(timeline, tape, "model_ns", tick)
    if timeline.origin is None:
        key = ("highest", plot.what, plot.from_ns, plot.to_ns)
        highest = kept(tape, key, lambda: _highest(plot, model_ns, values_of))
    else:
        highest = _highest(plot, model_ns, values_of)
    axes = _axes(timeline, plot, highest, plate, tick)
    paths = [columns.path(timeline, tape, c.column, axes, tick) for c in what.curves]
    now_ns = model_ns_at(timeline, tick)
    values = [float(np.interp(now_ns, model_ns, column)) for column in values_of]
    named = axes.area[3] < plate.box[3] - _BARE_PX - 1
    out: list[Item] = [
        *ax.grid(axes, _marks(axes), seen),
        *ax.time_axis(axes, seen, timeline.word("ms"), named=named),
    ]
    if now_ns >= axes.first:
        now_x = axes.x_at(now_ns)
        for path, c in zip(paths, what.curves, strict=True):
            out += ax.curve(path, axes, c.tint, now_x, seen, bare=True, name=c.column)
        out.append(ax.cursor(axes, now_x, seen))
        for value, c in zip(values, what.curves, strict=True):
            out += ax.head(*axes.at(now_ns, value), c.tint, seen, 6)
        if timeline.origin is None:  # where the curves of a live run leave room nobody knows
            names = [c.name for c in what.curves]
            key = ("names", plot.what, axes.still)
            places = kept(tape, key, lambda: name_places(names, paths, axes.area))
            out += _names(what, axes, places, now_x, seen)
    return [*out, *_header(timeline, what, values, axes, plate, seen)]


def _highest(plot: Plot, model_ns: Float, columns: list[Float]) -> float:
    """The axis's upper end: 1 for gates, a round number above every conductance."""
    if plot.what == "gates":
        return 1.0
    inside = (model_ns >= plot.from_ns) & (model_ns <= plot.to_ns)
    most = max((float(column[inside].max()) for column in columns if inside.any()), default=0.0)
    return next((nice for nice in _NICE if nice >= 1.05 * most), most)


def _axes(timeline: Timeline, plot: Plot, high: float, plate: Standing, tick: int) -> Axes:
    left, top, right, bottom = plate.box
    below = _BARE_PX if plot.place == "under" and _shared(timeline, plot, tick) else _NUMBERED_PX
    area = (left + LEFT_PX, top + _TOP_PX, right - RIGHT_PX, bottom - below)
    return Axes(area, float(plot.from_ns), float(plot.to_ns), 0.0, high, plate.slide)


def _shared(timeline: Timeline, plot: Plot, tick: int) -> bool:
    """Whether the V(t) panel above has the same axis, so that its numbers need not stand twice."""
    return any(
        t.start_tick <= tick < t.end_tick and (t.from_ns, t.to_ns) == (plot.from_ns, plot.to_ns)
        for t in timeline.traces
    )


def _marks(axes: Axes) -> list[tuple[float, str]]:
    return [(v, ax.plain(v)) for v in (0.0, axes.high / 2, axes.high)]


def _header(
    timeline: Timeline, what: TimeCourse, values: list[float], axes: Axes, plate: Standing, seen: float
) -> list[Item]:
    """The panel's name and unit left; right each curve's name and its value of now."""
    quiet, base, left = colour("text.quiet"), plate.top + 52, plate.left + 28.0
    whole = 1 if axes.high <= 10.0 else 2  # digits before the point
    title, unit = timeline.word(what.title), timeline.word(what.unit) if what.unit else ""
    out: list[Item] = []
    x = plate.right - 28.0
    for value, c in reversed(list(zip(values, what.curves, strict=True))):
        out += ax.readout(f"{value:.{what.decimals}f}", x, base, c.tint, seen)
        x -= ax.CELL_EM * 28 * (whole + what.decimals) + width(".", 28, 700) + 8
        out.append(Text(x, base, c.name, 28, 700, c.tint, "end", opacity=seen))
        x -= width(c.name, 28, 700) + 16
    out.append(Text(left, base, title, 28, 600, quiet, opacity=seen))
    after = left + width(title, 28, 600) + 12
    if unit and after + width(unit, 28, 600) <= x:
        out.append(Text(after, base, unit, 28, 600, quiet, opacity=seen))
    elif unit:  # else where the curves have come down again
        right, under = axes.area[2] - 6, axes.top + 30
        dark = ramp("panel.cool")[1]
        out.append(Text(right, under, unit, 28, 600, quiet, "end", outline=dark, opacity=seen))
    return out


def _names(
    what: TimeCourse, axes: Axes, places: Sequence[NamePlace | None], now_x: float, seen: float
) -> list[Item]:
    """Each curve's name beside it, from when time has passed there."""
    dark = ramp("panel.cool")[1]
    out: list[Item] = []
    for c, at in zip(what.curves, places, strict=True):
        there = 0.0 if at is None else smooth((now_x - at.from_x) / _NAME_FADE_PX)
        if at is not None and there > 0.0:
            y, opacity = at.y + axes.slide, seen * there
            out.append(Text(at.x, y, c.name, 30, 700, c.tint, "middle", outline=dark, opacity=opacity))
    return out
