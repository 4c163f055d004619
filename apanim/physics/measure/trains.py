"""More than one spike: the rate under a steady current, and how soon a second spike can follow a first."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.measure.refractory import STRONGEST, fires_again
from apanim.physics.measure.rest import at_rest, measure_rest_mV
from apanim.physics.measure.threshold import pace, pulse_threshold_uA_cm2, response_ms, smallest
from apanim.physics.measure.trace import SPIKE_MV, count_crossings, lanes, peaks, run, run_voltage
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

PULSE_MS = 0.5
FIRST_PULSE = 1.5  # times threshold, for the first spike
INTERVALS = 100
REFRACTORY_ABOVE = 1.01  # a threshold this much above rest's is raised
SETTLED_MS = (100.0, 400.0)


class Refractoriness(NamedTuple):
    """Second-pulse threshold against the interval from pulse to pulse, both of 0.5 ms.

    interval_ms, relative (k,): the threshold over that of rest, NaN where 20 times that still fails.
    absolute_end_ms: the shortest interval at which any strength fires again. relative_end_ms: the
    shortest at which it takes no more than rest does (within 1 %). Both to the next of 100 intervals.
    """

    interval_ms: Array
    relative: Array
    absolute_end_ms: float
    relative_end_ms: float


def count_spikes(
    membrane: MembraneSet, currents_uA_cm2: tuple[float, ...], length_ms: float
) -> NDArray[np.int64]:
    """How many spikes (rises through 0 mV) each steady current from rest makes in `length_ms`."""
    currents = np.array(currents_uA_cm2, dtype=float)
    start = lanes(at_rest(membrane), currents.shape)
    _, v = run_voltage(membrane, start, length_ms, currents)
    return count_crossings(v)


@cache
def steady_traces(
    membrane: MembraneSet, currents_uA_cm2: tuple[float, ...], length_ms: float
) -> tuple[tuple[Array, Array], ...]:
    """For each steady current from rest: V (k,) mV in even steps of `length_ms`, and the times (s,) ms of
    its spikes, which are rises through 0 mV."""
    currents = np.array(currents_uA_cm2, dtype=float)
    t, v = run_voltage(membrane, lanes(at_rest(membrane), currents.shape), length_ms, currents)
    return tuple((lane, t[1:][(lane[1:] > SPIKE_MV) & (lane[:-1] <= SPIKE_MV)]) for lane in v.T)


@cache
def firing_rates_Hz(membrane: MembraneSet, currents_uA_cm2: tuple[float, ...]) -> tuple[float, ...]:
    """f-I: settled rates under steady currents, from 100 to 400 ms (times `pace`); 0 where spikes stop."""
    began_ms, length_ms = (x * pace(membrane) for x in SETTLED_MS)
    currents = np.array(currents_uA_cm2, dtype=float)
    start = lanes(at_rest(membrane), currents.shape)
    t, v = run_voltage(membrane, start, length_ms, currents)
    rates = []
    for lane in v.T:
        rises = t[1:][(lane[1:] > SPIKE_MV) & (lane[:-1] <= SPIKE_MV)]
        late = rises[rises > began_ms]
        rates.append(1e3 * (late.size - 1) / (late[-1] - late[0]) if late.size > 1 else 0.0)
    return tuple(float(r) for r in rates)


@cache
def measure_refractoriness(membrane: MembraneSet) -> Refractoriness:
    """Threshold of a second pulse at many intervals after a first that fired. UserError if none fires.

    A second spike is a local maximum above 0 mV after the second pulse has ended, with V below half the
    first spike's height between the two.
    """
    resting = pulse_threshold_uA_cm2(membrane, PULSE_MS)
    window = 2.0 * response_ms(membrane)
    first = run(membrane, at_rest(membrane), window + PULSE_MS, FIRST_PULSE * resting, (0.0, PULSE_MS))
    tops = np.flatnonzero(peaks(first.v_mV))
    if tops.size == 0:
        raise UserError(f"membrane {membrane.name!r}: a pulse of 1.5 times threshold does not fire")
    half_mV = 0.5 * (measure_rest_mV(membrane) + first.v_mV[tops[0]])
    below = int(tops[0]) + int(np.argmax(first.v_mV[tops[0] :] < half_mV))
    chosen = np.unique(np.geomspace(below, first.t_ms.size - 1, INTERVALS).round().astype(int))
    start = PatchState(*(x[chosen] for x in first[1:]))

    def fires(currents: Array) -> NDArray[np.bool_]:
        return fires_again(membrane, start, PULSE_MS, currents)

    low = np.zeros(chosen.size)
    threshold = smallest(fires, low, np.full(chosen.size, STRONGEST * resting), 2e-3)
    relative = threshold / resting
    interval = first.t_ms[chosen]
    possible = np.flatnonzero(np.isfinite(relative))
    recovered = np.flatnonzero(relative <= REFRACTORY_ABOVE)
    if recovered.size == 0:
        raise UserError(f"membrane {membrane.name!r} is still refractory {window:g} ms after a spike")
    return Refractoriness(interval, relative, float(interval[possible[0]]), float(interval[recovered[0]]))
