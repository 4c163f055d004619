"""How soon a spike can be followed by another: a second pulse is given to it as it was, some time later.

A second spike is a local maximum above 0 mV after the second pulse has ended (a strong pulse alone lifts V
across 0 mV), with V below half the first spike's height between the two.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.measure.rest import at_rest, measure_rest_mV
from apanim.physics.measure.threshold import pulse_threshold_uA_cm2, response_ms, smallest
from apanim.physics.measure.trace import Trace, fired, lanes, peaks, run, run_voltage
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

STRONGEST = 20.0  # times rest's threshold: what "no strength" means
STRENGTHS = 12
GRID_MS = 0.02
COARSE = 10  # grid points
RECOVERED = 1.05  # times rest's threshold: a pulse this strong always fires again
PULSE_MS = 0.5  # both pulses of `measure_refractoriness`
FIRST_PULSE = 1.5  # times threshold
INTERVALS = 100
REFRACTORY_ABOVE = 1.01  # a threshold this much above rest's is raised


class RefractoryEnds(NamedTuple):
    """Times from the first pulse's start to the second's, ms.

    absolute_ms: from here on some pulse fires again, up to 20 times as strong as rest's threshold.
    relative_ms: from here on one 5 % above rest's threshold does.
    """

    absolute_ms: float
    relative_ms: float


class Refractoriness(NamedTuple):
    """Second-pulse threshold against the interval from pulse to pulse.

    interval_ms, relative (k,): the threshold over that of rest, NaN where 20 times that still fails.
    absolute_end_ms: the shortest interval at which any strength fires again. relative_end_ms: the
    shortest at which it takes no more than rest does (within 1 %). Both to the next interval.
    """

    interval_ms: Array
    relative: Array
    absolute_end_ms: float
    relative_end_ms: float


def refractory_ends(membrane: MembraneSet, first: Trace, pulse_ms: float) -> RefractoryEnds:
    """The ends for the spike `first`, whose pulse began at its 0 ms, and second pulses of `pulse_ms`.

    To 0.02 ms. Raises UserError when `first` has no spike, or ends before the membrane has recovered.
    """
    rest_uA_cm2 = pulse_threshold_uA_cm2(membrane, pulse_ms)
    every = max(1, round(GRID_MS / (first.t_ms[1] - first.t_ms[0])))
    rows = np.arange(_falls(membrane, first), first.t_ms.size, every)

    def end_ms(strengths: Array) -> float:
        """From when on at least one of `strengths` (j,), in multiples of rest's threshold, fires again."""
        found = rows
        for step in (COARSE, 1):  # first along the whole trace, then where the answer lies
            tried = found[::step]
            currents = np.broadcast_to((strengths * rest_uA_cm2)[:, None], (strengths.size, tried.size))
            again = _fires_again(membrane, first.state(tried), pulse_ms, currents)
            fails = np.flatnonzero(~again.any(axis=0))
            if fails.size == 0:
                return float(first.t_ms[tried[0]])
            if fails[-1] == tried.size - 1:
                raise UserError(
                    f"membrane {membrane.name!r} is still refractory {first.t_ms[-1]:.1f} ms after a pulse"
                )
            found = rows[(rows >= tried[fails[-1]]) & (rows <= tried[fails[-1] + 1])]
        return float(first.t_ms[found[-1]])

    return RefractoryEnds(end_ms(np.geomspace(1.0, STRONGEST, STRENGTHS)), end_ms(np.array([RECOVERED])))


def second_threshold(membrane: MembraneSet, first: Trace, pulse_ms: float, after_ms: float) -> float:
    """Threshold of a pulse `after_ms` from the first's start, over rest's; NaN where none fires."""
    row = int(np.argmin(np.abs(first.t_ms - after_ms)))
    return float(_relative(membrane, first.state(slice(row, row + 1)), pulse_ms)[0])


@cache
def measure_refractoriness(membrane: MembraneSet) -> Refractoriness:
    """Threshold of a second pulse at 100 intervals after a first of 1.5 times threshold, both of 0.5 ms.

    Raises UserError when the first does not fire.
    """
    resting = pulse_threshold_uA_cm2(membrane, PULSE_MS)
    window = 2.0 * response_ms(membrane)
    first = run(membrane, at_rest(membrane), window + PULSE_MS, FIRST_PULSE * resting, (0.0, PULSE_MS))
    chosen = np.geomspace(_falls(membrane, first), first.t_ms.size - 1, INTERVALS)
    rows = np.unique(chosen.round().astype(int))
    relative, interval = _relative(membrane, first.state(rows), PULSE_MS), first.t_ms[rows]
    possible = np.flatnonzero(np.isfinite(relative))
    recovered = np.flatnonzero(relative <= REFRACTORY_ABOVE)
    if recovered.size == 0:
        raise UserError(f"membrane {membrane.name!r} is still refractory {window:g} ms after a spike")
    return Refractoriness(interval, relative, float(interval[possible[0]]), float(interval[recovered[0]]))


def _fires_again(
    membrane: MembraneSet, state: PatchState, pulse_ms: float, currents_uA_cm2: Array
) -> NDArray[np.bool_]:
    """(j, k) whether a second spike follows a pulse of `currents_uA_cm2` (j, k) from `state` (k,)."""
    again, until = lanes(state, currents_uA_cm2.shape), pulse_ms + response_ms(membrane)
    t, v = run_voltage(membrane, again, until, currents_uA_cm2, (0.0, pulse_ms))
    return fired(t, v, pulse_ms + 1.5 * t[1])


def _relative(membrane: MembraneSet, states: PatchState, pulse_ms: float) -> Array:
    """(k,) thresholds of a pulse given to `states` (k,) over that from rest, NaN where none fires."""
    resting = pulse_threshold_uA_cm2(membrane, pulse_ms)
    low = np.zeros(states.v_mV.shape)
    high = np.full(low.shape, STRONGEST * resting)
    return smallest(lambda i: _fires_again(membrane, states, pulse_ms, i), low, high, 2e-3) / resting


def _falls(membrane: MembraneSet, first: Trace) -> int:
    """The sample at which V first falls below half the first spike's height."""
    tops = np.flatnonzero(peaks(first.v_mV))
    if tops.size == 0:
        raise UserError(f"membrane {membrane.name!r}: the pulse fires no spike")
    top = int(tops[0])
    half_mV = 0.5 * (measure_rest_mV(membrane) + first.v_mV[top])
    return top + int(np.argmax(first.v_mV[top:] < half_mV))
