"""Conductances, or gates, against model time: named curves with their values of now."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Text
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import Axes
from apanim.picture.plots.naming import name_places
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.script.plots import Plot
from apanim.script.timeline import Timeline, model_ns_at

_LEFT_PX, _RIGHT_PX, _TOP_PX = 100, 30, 84
_NUMBERED_PX, _BARE_PX = 62, 34  # under the plot, with the numbers of its axis and without
_NICE = (0.5, 1, 2, 4, 5, 8, 10, 12, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200, 400)

Float = NDArray[np.float64]


class _Curve(NamedTuple):
    name: str
    tint: str
    values: Float  # (steps + 1,)


class Course(NamedTuple):
    """What a panel over time shows: its name, its unit, the decimals of its numbers, and its curves."""

    title: str
    unit: str
    digits: tuple[int, int]  # of a number of now, before and after the point
    curves: tuple[_Curve, ...]


def course(what: str, series: dict[str, Float]) -> Course:
    """The curves of a plot "g" or "gates" from the tape's `series`."""
    na, k = colour("plot.e_na"), colour("plot.e_k")
    if what == "g":
        g = _Curve("g_{Na}", na, series["g_Na"]), _Curve("g_K", k, series["g_K"])
        return Course("Conductance", "mS/cm^2", (2, 1), g)
    gates = (
        _Curve("m", na, series["m"]), _Curve("h", colour("plot.h"), series["h"]),
        _Curve("n", k, series["n"]),
    )  # fmt: skip
    return Course("Gates", "", (1, 2), gates)


def timecourse(
    timeline: Timeline, plot: Plot, series: dict[str, Float], plate: Standing, seen: float, tick: int
) -> list[Item]:
    """The contents of the panel. `series` has model_ns, m, h, n, g_Na and g_K, (steps + 1,) each."""
    what = course(plot.what, series)
    model_ns = series["model_ns"]
    axes = _axes(timeline, plot, what, model_ns, plate, tick)
    now_ns = model_ns_at(timeline, tick)
    paths = [ax.points(model_ns, c.values, axes) for c in what.curves]
    values = [float(np.interp(now_ns, model_ns, c.values)) for c in what.curves]
    named = axes.area[3] < plate.box[3] - _BARE_PX - 1
    out: list[Item] = [
        *ax.grid(axes, _marks(axes), seen),
        *ax.time_axis(axes, seen, timeline.word("ms"), named=named),
    ]
    begun = now_ns >= axes.first
    now_x = float(axes.x(now_ns))
    if begun:
        for path, c in zip(paths, what.curves, strict=True):
            out += ax.curve(path, axes, c.tint, now_x, seen, bare=True)
        out.append(ax.cursor(axes, now_x, seen))
        for value, c in zip(values, what.curves, strict=True):
            out += ax.head(*axes.at(now_ns, value), c.tint, seen, 6)
        out += _names(what, axes, paths, now_x, seen)
    return [*out, *_header(timeline, what, values, plate, seen)]


def _axes(
    timeline: Timeline, plot: Plot, what: Course, model_ns: Float, plate: Standing, tick: int
) -> Axes:
    left, top, right, bottom = plate.box
    below = _BARE_PX if plot.place == "under" and _shared(timeline, plot, tick) else _NUMBERED_PX
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - below)
    high = 1.0
    if plot.what == "g":
        inside = (model_ns >= plot.from_ns) & (model_ns <= plot.to_ns)
        most = max((float(c.values[inside].max()) for c in what.curves if inside.any()), default=0.0)
        high = next((nice for nice in _NICE if nice >= 1.05 * most), most)
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
    timeline: Timeline, what: Course, values: list[float], plate: Standing, seen: float
) -> list[Item]:
    """The panel's name and unit left, right the values of now, each after the name of its curve."""
    quiet, base = colour("text.quiet"), plate.top + 52
    title = timeline.word(what.title)
    unit = timeline.word(what.unit) if what.unit else ""
    out: list[Item] = []
    x = plate.right - 28.0
    for value, c in reversed(list(zip(values, what.curves, strict=True))):
        out += ax.readout(f"{value:.{what.digits[1]}f}", x, base, c.tint, seen)
        x -= ax.CELL_EM * 28 * sum(what.digits) + width(".", 28, 700) + 10
        if not unit:  # else there is no room
            out.append(Text(x, base, c.name, 28, 700, c.tint, "end", opacity=seen))
            x -= width(c.name, 28, 700) + 20
    head = [Text(plate.left + 28, base, title, 28, 600, quiet, opacity=seen)]
    if unit:
        after = plate.left + 28 + width(title, 28, 600) + 12
        head.append(Text(after, base, unit, 28, 600, quiet, opacity=seen))
    return [*head, *out]


def _names(
    what: Course, axes: Axes, paths: list[NDArray[np.float32]], now_x: float, seen: float
) -> list[Item]:
    """Each curve's name beside it, from when the curve has passed there."""
    out: list[Item] = []
    places = _places(tuple(c.name for c in what.curves), tuple(p.tobytes() for p in paths), axes.area)
    for c, at in zip(what.curves, places, strict=True):
        if at is None:
            continue
        there = min(max((now_x - at.from_x) / 30.0, 0.0), 1.0)
        out.append(
            Text(
                at.x, at.y + axes.slide, c.name, 30, 700, c.tint, "middle", outline=ramp("panel.cool")[1],
                opacity=seen * there,
            )
        )  # fmt: skip
    return [text for text in out if isinstance(text, Text) and text.opacity > 0.0]


@lru_cache(maxsize=32)
def _places(names: tuple[str, ...], paths: tuple[bytes, ...], area: tuple[float, float, float, float]):
    return name_places(names, [np.frombuffer(p, np.float32).reshape(-1, 2) for p in paths], area)
