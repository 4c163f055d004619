"""I against V on a clamp's stage, on the same axis of current: what each step gave, early and late."""

from collections.abc import Sequence
from typing import NamedTuple

from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.clamp.sweeps import Read, marks
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.script.timeline import Timeline, model_ns_at
from apanim.units import NS_PER_MS

_R, _BORN_MS = 7.5, 0.25  # of a dot; the model time in which it comes
_KEY_PX = 8.0  # from the words of the key down to the plot
_MARKS_MV = (-80.0, -40.0, 0.0, 40.0, 80.0)
_KINDS = (("early", "plot.e_na"), ("late", "plot.e_k"))


class _Point(NamedTuple):
    v_mV: float
    value: float
    at_ns: float
    there: float


def current_voltage(
    timeline: Timeline, axes: Axes, reads: Sequence[Read], tick: int, seen: float, key: bool
) -> list[Item]:
    """The plot: `axes` run over mV and mA/cm2; the last of `reads` is the sweep of now."""
    now_ns = model_ns_at(timeline, tick)
    out, left = _frame(timeline, axes, seen), axes.area[0] + 12.0
    for word, role in _KINDS:
        tint = colour(role)
        points = sorted(_points(reads, word, now_ns), key=lambda p: p.v_mV)
        if len(points) > 1:
            path = tuple(axes.at(p.v_mV, p.value) for p in points)
            out.append(Line(path, tint, 3.0, 0.75 * seen))
        for p in points:
            x, y = axes.at(p.v_mV, p.value)
            out.append(Dot(x, y, _R * p.there, tint, ramp("panel.cool")[1], 2.0, seen))
        if key and points:
            left += _name(out, timeline.word(word), left, axes.top - _KEY_PX, tint, seen)
    return out


def reading_line(
    axes: Axes, over: Axes, sweep: Read, value_now: float, now_ns: float, tint: str, seen: float
) -> list[Item]:
    """From the running end of the current across to its place against V."""
    if len(sweep.v_mV) == 0 or (found := marks(sweep)) is None or now_ns < sweep.ns[found.early or 0]:
        return []
    v = float(sweep.v_mV[found.late])
    y = axes.y_at(value_now) + axes.slide
    return [Line(((axes.x_at(now_ns), y), (over.x_at(v), y)), tint, 1.6, 0.35 * seen, (6, 8))]


def _points(reads: Sequence[Read], word: str, now_ns: float) -> list[_Point]:
    out = []
    for number, sweep in enumerate(reads):
        found = marks(sweep)
        row = None if found is None else found.early if word == "early" else found.late
        if row is None:
            continue
        at = float(sweep.ns[row])
        live = number + 1 == len(reads)
        there = smooth((now_ns - at) / (_BORN_MS * NS_PER_MS) + 1e-6) if live else 1.0
        if there > 0.0:
            out.append(_Point(float(sweep.v_mV[row]), float(sweep.curves["I"][row]), at, there))
    return out


def _frame(timeline: Timeline, axes: Axes, seen: float) -> list[Item]:
    quiet, tint = colour("text.quiet"), colour("plot.grid")
    left, _, right, _ = axes.area
    unit = timeline.word("mV")
    out: list[Item] = [Line(((left, axes.base), (right, axes.base)), tint, 2, 0.6 * seen)]
    if axes.low < 0.0 < axes.high:
        y = axes.y_at(0.0) + axes.slide
        out.append(Line(((left, y), (right, y)), tint, 1.5, 0.5 * seen))
    free = right - width(unit, 28, 600) - 14
    out.append(Text(right, axes.base + ax.NUMBER_PX, unit, 28, 600, quiet, "end", opacity=seen))
    for v in _MARKS_MV:
        if not axes.first <= v <= axes.last:
            continue
        x, text = axes.x_at(v), signed(v)
        out.append(Line(((x, axes.base), (x, axes.base + 8)), tint, 2, 0.6 * seen))
        if x + width(text, 28, 600) / 2 < free and x - width(text, 28, 600) / 2 > left - 30:
            out.append(Text(x, axes.base + ax.NUMBER_PX, text, 28, 600, quiet, "middle", opacity=seen))
    return out


def _name(out: list[Item], word: str, left: float, base: float, tint: str, seen: float) -> float:
    """Add which kind a colour is, above the plot; how wide that is, px."""
    out += [
        Dot(left + _R, base - 10, _R, tint, opacity=seen),
        Text(left + 26, base, word, 28, 700, tint, opacity=seen),
    ]
    return 26 + width(word, 28, 700) + 44
