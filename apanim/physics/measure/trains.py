"""Spike trains under a steady current. A spike is a rise through 0 mV."""

from functools import cache

import numpy as np

from apanim.physics.measure.rest import at_rest
from apanim.physics.measure.threshold import pace
from apanim.physics.measure.trace import lanes, rises, run_voltage
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

SETTLED_MS = (100.0, 400.0)


@cache
def steady_traces(
    membrane: MembraneSet, currents_uA_cm2: tuple[float, ...], length_ms: float
) -> tuple[tuple[Array, Array], ...]:
    """For each steady current from rest: V (k,) mV in even steps of `length_ms`, and its spikes (s,) ms."""
    currents = np.array(currents_uA_cm2, dtype=float)
    t, v = run_voltage(membrane, lanes(at_rest(membrane), currents.shape), length_ms, currents)
    return tuple((lane, t[1:][rises(lane)]) for lane in v.T)


@cache
def firing_rates_Hz(membrane: MembraneSet, currents_uA_cm2: tuple[float, ...]) -> tuple[float, ...]:
    """f-I: settled rates under steady currents, from 100 to 400 ms (times `pace`); 0 where spikes stop."""
    began_ms, length_ms = (x * pace(membrane) for x in SETTLED_MS)
    late = [at[at > began_ms] for _, at in steady_traces(membrane, currents_uA_cm2, length_ms)]
    return tuple(1e3 * (at.size - 1) / float(at[-1] - at[0]) if at.size > 1 else 0.0 for at in late)
