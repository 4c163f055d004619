"""The columns of a tape as curves, worked out whole and kept: in a frame only the end of a curve moves."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from apanim.picture.kept import kept
from apanim.picture.plots.axes import Axes, points
from apanim.script.timeline import Timeline
from apanim.tape.readings import Readings, readings
from apanim.units import TICKS_PER_STEP
from apanim.world import Plan, World

Float = NDArray[np.float64]


class PlottedSeries(Protocol):
    """One value a world step, (steps + 1,), or (steps + 1, pathways)."""

    @property
    def model_ns(self) -> NDArray[np.int64]: ...
    @property
    def v_mV(self) -> Float: ...
    @property
    def carried(self) -> Float: ...


class Recorded(Protocol):
    """What the picture reads of a tape: the world at any tick, and its quantities step by step."""

    @property
    def series(self) -> PlottedSeries: ...
    @property
    def steps(self) -> int: ...
    @property
    def plan(self) -> Plan: ...
    def at(self, tick: int) -> World: ...


def along(timeline: Timeline, tape: Recorded, name: str, tick: int) -> Float:
    """(k,) model_ns, v_mV, a gate, g_Na or g_K (mS/cm2), I or I_Na (uA/cm2), or the share m3h or n4, at
    every world step; of a branch, which grows, up to `tick`, so that a picture does not depend on how far
    it has been lived."""
    if timeline.origin is None:
        return kept(tape, ("along", name), lambda: _column(tape, name, tape.steps + 1))
    return _column(tape, name, lived(tick))


def lived(tick: int) -> int:
    """How many steps of a run there are that a picture at `tick` needs, the first included."""
    return -(-tick // TICKS_PER_STEP) + 1


def _column(tape: Recorded, name: str, count: int) -> Float:
    if name in ("g_Na", "g_K"):
        return _conductance(tape, name, count)
    series: Any = tape.series
    if name in ("I", "I_Na"):
        return _current(tape, name, count)
    if name == "m3h":
        return series.m[:count].astype(float) ** 3 * series.h[:count]
    if name == "n4":
        return series.n[:count].astype(float) ** 4
    return getattr(series, name)[:count].astype(float)


def _conductance(tape: Recorded, name: str, count: int) -> Float:
    """Of the gated channels, by the set that the membrane was at every step."""
    s: Any = tape.series
    out = np.empty(min(count, len(s.v_mV)))
    for rows, reads in _sets_along(tape, len(out)):
        out[rows] = reads.g_na(s.m[rows], s.h[rows]) if name == "g_Na" else reads.g_k(s.n[rows])
    return out


def _current(tape: Recorded, name: str, count: int) -> Float:
    """Through the gated Na+ channels, or "I", through all of the membrane, uA/cm2."""
    s: Any = tape.series
    out = np.empty(min(count, len(s.v_mV)))
    for rows, reads in _sets_along(tape, len(out)):
        v, m, h, n = (column[rows].astype(float) for column in (s.v_mV, s.m, s.h, s.n))
        out[rows] = reads.i_na(v, m, h) if name == "I_Na" else reads.i_whole(v, m, h, n)
    return out


def _sets_along(tape: Recorded, count: int) -> list[tuple[slice, Readings]]:
    """The stretches of so many steps through which the membrane is one set, and what is read of that."""
    protocol, first, ns = tape.plan.protocol, tape.plan.setup.membrane, tape.series.model_ns[:count]
    return [(rows, readings(membrane)) for rows, membrane in protocol.stretches(first, ns)]


def path(timeline: Timeline, tape: Recorded, name: str, axes: Axes, tick: int) -> NDArray[np.float32]:
    """(n, 2) the curve of `along` against model time on `axes`, their slide left aside."""

    def make() -> NDArray[np.float32]:
        across, values = (along(timeline, tape, column, tick) for column in ("model_ns", name))
        return points(across, values, axes)

    return kept(tape, ("path", name, axes.still), make) if timeline.origin is None else make()
