"""A race at an instant: how far each front has come since the stimulus, and after how long."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.kept import kept_so_far
from apanim.picture.views.race.geometry import RaceLane
from apanim.script.timeline import at_tick
from apanim.tape import CablePlan, CableTape
from apanim.tape.axons import begun_ns, stimuli_ns
from apanim.units import NS_PER_MS, TICKS_PER_STEP

PASSES_MV = 0.0  # a front has come where V rose through this
_NEAR_UM = 60.0  # two places so far apart are one way; farther ones a leap
Float = NDArray[np.float64]


class Front(NamedTuple):
    """How far a spike has come, um, and how long ago it began, ms; `arrived_ms` when it came to the end of
    what is seen, None before."""

    um: float
    since_ms: float
    arrived_ms: float | None


def front(tape: CableTape, lane: RaceLane, tick: int) -> Front | None:
    """The front of the last stimulus's spike; None before it has begun."""
    plan, ns = tape.plan, at_tick(tape.plan.model_ns, tick)
    start_ns = begun_ns(plan, ns)
    if start_ns is None:
        return None
    ticks, um = kept_so_far(tape, ("front", lane.number, start_ns), lambda: _arrivals(tape, lane, start_ns))
    come = ticks <= tick
    if not come.any():
        return Front(plan.window_um[0], (ns - start_ns) / NS_PER_MS, None)
    last = int(np.flatnonzero(come)[-1])
    reached = float(um[last])
    if last + 1 < len(ticks) and um[last + 1] - reached < _NEAR_UM:
        share = (tick - ticks[last]) / (ticks[last + 1] - ticks[last])
        reached += share * float(um[last + 1] - um[last])
    arrived = None
    if reached >= plan.window_um[1]:
        at = float(np.interp(plan.window_um[1], um, ticks))
        arrived = (_ns_at(plan, at) - start_ns) / NS_PER_MS
    return Front(min(reached, plan.window_um[1]), (ns - start_ns) / NS_PER_MS, arrived)


def _arrivals(tape: CableTape, lane: RaceLane, start_ns: int) -> tuple[Float, Float]:
    """(k,) ticks, rising, at which the front of the spike that began then came to places (k,), um."""
    plan = tape.plan
    first = max(int(np.searchsorted(plan.model_ns, start_ns)) - 1, 0)
    later = [ns for ns in stimuli_ns(plan) if ns > start_ns]
    last = int(np.searchsorted(plan.model_ns, min(later))) if later else tape.steps
    v = tape.series.v_mV[first : min(last, tape.steps) + 1, lane.rows].astype(float)
    um = plan.tree.along_um[lane.rows]
    if len(v) < 2:
        return np.zeros(0), np.zeros(0)
    rises = (v[1:] > PASSES_MV) & (v[:-1] <= PASSES_MV)
    k = rises.argmax(axis=0)
    a, b = np.take_along_axis(v, np.stack((k, k + 1)), axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ticks = (first + k + (PASSES_MV - a) / (b - a)) * TICKS_PER_STEP
    come = rises.any(axis=0)  # not everywhere, where a node behind fires and what is before it does not
    ticks, um = np.minimum.accumulate(ticks[come][::-1])[::-1], um[come]  # what is farther may come before
    rising = np.concatenate((np.diff(ticks) > 0.0, [True]))[: len(ticks)]
    return ticks[rising], um[rising]


def _ns_at(plan: CablePlan, tick: float) -> float:
    steps = np.arange(len(plan.model_ns)) * TICKS_PER_STEP
    return float(np.interp(tick, steps, plan.model_ns))
