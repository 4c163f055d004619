"""The columns of a tape as curves, worked out whole and kept: in a frame only the end of a curve moves."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from apanim.picture.kept import kept_so_far
from apanim.picture.plots.axes import Axes, points
from apanim.script.timeline import Timeline
from apanim.tape.readings import Readings, readings
from apanim.world import Plan, World

Float = NDArray[np.float64]


class Series(Protocol):
    """One value a world step, (steps + 1,), or (steps + 1, 7) by pathway."""

    @property
    def model_ns(self) -> NDArray[np.int64]: ...
    @property
    def v_mV(self) -> Float: ...
    @property
    def carried(self) -> Float: ...


class Recorded(Protocol):
    """What the picture reads of a tape: the world at any tick, and its quantities step by step."""

    @property
    def series(self) -> Series: ...
    @property
    def steps(self) -> int: ...
    @property
    def plan(self) -> Plan: ...
    def at(self, tick: int) -> World: ...


def along(timeline: Timeline, tape: Recorded, name: str) -> Float:
    """(steps + 1,) model_ns, v_mV, a gate, or g_Na or g_K (mS/cm2), at every world step."""

    def make() -> Float:
        s: Any = tape.series
        if name in ("g_Na", "g_K"):
            return _conductance(tape, name)
        return getattr(s, name).astype(float)

    return kept_so_far(tape, ("along", name), make)


def _conductance(tape: Recorded, name: str) -> Float:
    """Of the gated channels, by the set that the membrane was at every step."""
    s: Any = tape.series
    out = np.empty(len(s.v_mV))
    for rows, reads in sets_along(tape):
        out[rows] = reads.g_na(s.m[rows], s.h[rows]) if name == "g_Na" else reads.g_k(s.n[rows])
    return out


def sets_along(tape: Recorded) -> list[tuple[slice, Readings]]:
    """The stretches of steps through which the membrane is one set, and what is read of that."""
    protocol, first = tape.plan.protocol, tape.plan.setup.membrane
    ns = tape.series.model_ns
    turns = sorted({0, *(int(np.searchsorted(ns, change.start_ns)) for change in protocol.changes)})
    ends = [*turns[1:], len(ns)]
    return [
        (slice(start, end), readings(protocol.membrane(first, int(ns[start]))))
        for start, end in zip(turns, ends, strict=True)
        if start < min(end, len(ns))
    ]


def path(timeline: Timeline, tape: Recorded, name: str, axes: Axes) -> NDArray[np.float32]:
    """(n, 2) the whole curve of `along` against model time on `axes`, their slide left aside."""
    across, values = (along(timeline, tape, column) for column in ("model_ns", name))
    return kept_so_far(tape, ("path", name, axes.still), lambda: points(across, values, axes))
