"""What the membrane would do at every voltage, and where it is now: gates, or currents, against V."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.naming import NamePlace, name_places
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour, ramp
from apanim.script.timeline import Timeline
from apanim.tape.readings import Readings, readings
from apanim.world import World

FROM_mV, TO_mV = -100.0, 60.0
_V_mV = np.linspace(FROM_mV, TO_mV, 321)
_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 100, 30, 84, 62
_MARKS_mV = (-80.0, -40.0, 0.0, 40.0)
GATES, CURRENTS = ("m_∞", "h_∞", "n_∞"), ("I_{Na}", "I_K")
_RING_R, _RING = 8.0, 4.0
UA_PER_MA = 1000.0
_LEAST_MA = 0.1  # mA/cm2 that the axis of currents spans either way, though a drug leaves none

Float = NDArray[np.float64]


def settled_gates(timeline: Timeline, world: World, plate: Standing, seen: float, tick: int) -> list[Item]:
    """m, h and n as they settle at each V; rings at what they are now, on the way to their curves."""
    reads = readings(timeline.membrane_at(tick))
    axes, state = _axes(plate, 0.0, 1.0), world.patch
    tints = colour("plot.e_na"), colour("plot.h"), colour("plot.e_k")
    now = [float(state.m), float(state.h), float(state.n)]
    goals = [float(x) for x in reads.settled(np.asarray(float(state.v_mV)))]
    marks = [(0.0, "0"), (0.5, "0.5"), (1.0, "1")]
    return [
        *_frame(timeline, "Steady-state gates", "", axes, marks, plate, seen),
        *_drawn(reads, GATES, tints, axes, seen),
        *_markers(float(state.v_mV), now, goals, tints, axes, seen),
    ]  # fmt: skip


def currents(timeline: Timeline, world: World, plate: Standing, seen: float, tick: int) -> list[Item]:
    """I_Na and I_K at each V, with m and n settled and h as at rest; rings at the currents of now."""
    reads = readings(timeline.membrane_at(tick))
    na, k = _currents(reads)
    high = round_up(max(float(k.max()), _LEAST_MA))
    low = -round_up(max(-float(na.min()), _LEAST_MA))
    axes = _axes(plate, low, high)
    v, m, h, n = (float(x) for x in world.patch)
    now = [
        reads.i_na(v, m, h) / UA_PER_MA,
        reads.i_k(v, n) / UA_PER_MA,
    ]
    goals = [float(np.interp(v, _V_mV, curve)) for curve in (na, k)]
    tints = colour("plot.e_na"), colour("plot.e_k")
    marks = [(low, ax.plain(low)), (0.0, "0"), (high, f"+{ax.plain(high)}")]
    return [
        *_frame(timeline, "Current", "mA/cm^2", axes, marks, plate, seen),
        *_drawn(reads, CURRENTS, tints, axes, seen),
        *_markers(v, now, goals, tints, axes, seen),
    ]


@lru_cache(maxsize=8)
def _currents(reads: Readings) -> tuple[Float, Float]:
    """(321,) gated Na+ and K+ currents at each V, mA/cm2."""
    m, _, n = reads.settled(_V_mV)
    h_rest = reads.settled(np.asarray(reads.v_rest_mV)).h
    return reads.i_na(_V_mV, m, np.asarray(h_rest)) / UA_PER_MA, reads.i_k(_V_mV, n) / UA_PER_MA


def round_up(value: float) -> float:
    """The next round number above a positive one."""
    tens = 10.0 ** np.floor(np.log10(max(value, 1e-9)))
    return float(next(step * tens for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * tens >= value))


def _axes(plate: Standing, low: float, high: float) -> Axes:
    left, top, right, bottom = plate.box
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - _BOTTOM_PX)
    return Axes(area, FROM_mV, TO_mV, low, high, plate.slide)


def _frame(
    timeline: Timeline, title: str, unit: str, axes: Axes, marks: list[tuple[float, str]], plate: Standing,
    seen: float,
) -> list[Item]:  # fmt: skip
    quiet, tint = colour("text.quiet"), colour("plot.grid")
    base, (left, _, right, _) = axes.base, axes.area
    out: list[Item] = [
        Text(plate.left + 28, plate.top + 52, timeline.word(title), 28, 600, quiet, opacity=seen),
        *ax.grid(axes, marks, seen),
        Line(((left, base), (right, base)), tint, 2, 0.6 * seen),
        Text(right, base + ax.NUMBER_PX, timeline.word("mV"), 28, 600, quiet, "end", opacity=seen),
    ]
    if unit:
        out.append(
            Text(plate.right - 28, plate.top + 52, timeline.word(unit), 28, 600, quiet, "end", opacity=seen)
        )
    for v in _MARKS_mV:
        x = axes.x_at(v)
        out.append(Line(((x, base), (x, base + 8)), tint, 2, 0.6 * seen))
        if v < 40:
            out.append(Text(x, base + ax.NUMBER_PX, signed(v), 28, 600, quiet, "middle", opacity=seen))
    return out


class _Family(NamedTuple):
    """Curves on their axes, and where their names stand."""

    paths: tuple[NDArray[np.float32], ...]
    places: tuple[NamePlace | None, ...]


@lru_cache(maxsize=16)
def _family(reads: Readings, names: tuple[str, ...], axes: Axes) -> _Family:
    values = _currents(reads) if len(names) == 2 else reads.settled(_V_mV)
    paths = tuple(ax.points(_V_mV, np.asarray(curve), axes) for curve in values)
    return _Family(paths, name_places(names, paths, axes.area))


def _drawn(
    reads: Readings, names: tuple[str, ...], tints: tuple[str, ...], axes: Axes, seen: float
) -> list[Item]:
    paths, places = _family(reads, names, axes.still)
    out: list[Item] = []
    for path, tint in zip(paths, tints, strict=True):
        out += ax.curve(path, axes, tint, axes.area[2] + 20, seen, bare=True)
    dark = ramp("panel.cool")[1]
    for name, tint, at in zip(names, tints, places, strict=True):
        if at is not None:
            y = at.y + axes.slide
            out.append(Text(at.x, y, name, 30, 700, tint, "middle", outline=dark, opacity=seen))
    return out


def _markers(
    v_mV: float, now: list[float], goals: list[float], tints: tuple[str, ...], axes: Axes, seen: float
) -> list[Item]:
    """The upright line at the present V; on it each ring, and a thin line to where it is going."""
    x = axes.x_at(v_mV)
    out: list[Item] = [ax.cursor(axes, x, seen)]
    for value, goal, tint in zip(now, goals, tints, strict=True):
        (_, y), (_, there) = axes.at(v_mV, value), axes.at(v_mV, goal)
        if abs(there - y) > _RING_R:
            out.append(Line(((x, y), (x, there)), tint, 3, 0.6 * seen))
        out.append(Dot(x, y, _RING_R, ramp("panel.cool")[1], tint, _RING, seen))
    return out
