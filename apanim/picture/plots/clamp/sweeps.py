"""Sweeps of a clamp: a stretch of model time with a step of V in it, that of now and those of before.

Currents are the whole membrane's, mA/cm2, outward positive, without the surge that charges it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.kept import kept
from apanim.picture.plots import columns
from apanim.picture.plots.states import UA_PER_MA
from apanim.picture.theme import colour
from apanim.script.timeline import Timeline, TraceWindow
from apanim.tape.readings import readings
from apanim.world import Plan

Float = NDArray[np.float64]
_STEP_MV = 2.0  # V has been stepped once it differs by this from what it began at
_NO_CURRENT = 0.02  # of the greatest drawn: less than this is no early current


class Sweep(NamedTuple):
    """A stretch of model time, shown `later_ns` after it was; the last of a window is its own."""

    from_ns: int
    to_ns: int
    later_ns: int = 0


class Read(NamedTuple):
    """A sweep as it was read, (k,) each: times where they are shown, V (mV), and `curves` by name."""

    ns: Float
    v_mV: Float
    curves: dict[str, Float]


class Marks(NamedTuple):
    """Of a step: the row of its early current's greatest, if it has any, and the last row of the step."""

    early: int | None
    late: int


CURVES = {"current": ("I",), "current-voltage": ("I",), "conductance": ("g_Na", "g_K")}


def sweeps(window: TraceWindow) -> tuple[Sweep, ...]:
    """Those of a window, its own last."""
    before = (Sweep(ghost.from_ns, ghost.to_ns, ghost.later_ns) for ghost in window.ghosts)
    return (*before, Sweep(window.from_ns, window.to_ns))


def read(timeline: Timeline, tape: Any, window: TraceWindow, sweep: Sweep, tick: int) -> Read:
    """A sweep as the tape has it; of a branch, as far as it was lived at `tick`."""

    def make() -> Read:
        ns = columns.along(timeline, tape, "model_ns", tick)
        rows = slice(
            int(np.searchsorted(ns, sweep.from_ns)), int(np.searchsorted(ns, sweep.to_ns, side="right"))
        )
        names = (*CURVES[window.beneath], "I_Na")
        curves = {name: columns.along(timeline, tape, name, tick)[rows] for name in names}
        for name in ("I", "I_Na"):
            if name in curves:
                curves[name] = curves[name] / UA_PER_MA
        v = columns.along(timeline, tape, "v_mV", tick)[rows]
        return Read(ns[rows] + sweep.later_ns, v, curves)

    if timeline.origin is not None:
        return make()
    return kept(tape, ("sweep", window.beneath, sweep), make)


def marks(sweep: Read) -> Marks | None:
    """Where a sweep is read; None while V has not been stepped. The early current is read when the Na+
    channels carry most, for beyond their reversal it has no turn of its own."""
    if len(sweep.v_mV) == 0:
        return None
    stepped = np.flatnonzero(np.abs(sweep.v_mV - sweep.v_mV[0]) > _STEP_MV)
    if len(stepped) == 0:
        return None
    first = int(stepped[0])
    away = np.flatnonzero(np.abs(sweep.v_mV[first:] - sweep.v_mV[first]) > _STEP_MV)
    last = first + int(away[0]) - 1 if len(away) else len(sweep.v_mV) - 1
    na = np.abs(sweep.curves["I_Na"][first : last + 1])
    whole = np.abs(sweep.curves.get("I", na)).max()
    early = first + int(np.argmax(na)) if na.max() > _NO_CURRENT * whole else None
    return Marks(early, last)


def tint(timeline: Timeline, ns: float) -> str:
    """The colour of the whole current at a model time: that of the channels, if one kind is left."""
    assert isinstance(timeline.plan, Plan)
    reads = readings(timeline.plan.protocol.membrane(timeline.patch_setup.membrane, int(ns)))
    left = reads.g_na(1.0, 1.0) > 0.0, reads.g_k(1.0) > 0.0
    roles = {(True, False): "plot.e_na", (False, True): "plot.e_k"}
    return colour(roles.get(left, "plot.bar"))


def extent(timeline: Timeline, tape: Any, beneath: str, tick: int) -> tuple[float, float]:
    """The lowest and highest value of all that a scene shows beneath V, with what is laid over it."""

    def make() -> tuple[float, float]:
        low = high = 0.0
        for window in timeline.traces:
            if window.beneath != beneath:
                continue
            found = read(timeline, tape, window, Sweep(window.from_ns, window.to_ns), tick)
            laid = [np.array(one.values) for one in window.laid if one.axis != "V"]
            for values in (*(found.curves[name] for name in CURVES[beneath]), *laid):
                if len(values):
                    low, high = min(low, float(values.min())), max(high, float(values.max()))
        return low, high

    return make() if timeline.origin is not None else kept(tape, ("extent", beneath), make)


def v_extent(timeline: Timeline, tape: Any, tick: int) -> tuple[float, float]:
    """The lowest and highest V of all clamp stages of a scene, mV."""

    def make() -> tuple[float, float]:
        low, high = -80.0, 20.0
        for window in timeline.traces:
            if window.beneath:
                v = read(timeline, tape, window, Sweep(window.from_ns, window.to_ns), tick).v_mV
                if len(v):
                    low, high = min(low, float(v.min())), max(high, float(v.max()))
        return low - 6.0, high + 6.0

    return make() if timeline.origin is not None else kept(tape, ("V extent",), make)
