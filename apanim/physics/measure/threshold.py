"""Thresholds: the smallest jump, pulse, steady current or release from hyperpolarisation that fires."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.measure.rest import at_rest, measure_rest_mV
from apanim.physics.measure.trace import fired, lanes, peaks, rises, run_voltage
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

GREATEST_JUMP_MV = 80.0
GREATEST_CURRENT_UA_CM2 = 200.0
STEADY_MS = 100.0  # a steady current that has not fired by now does not; shorter where gates are faster
HYPERPOLARISED_MS = 50.0  # how long the anode holds before it breaks
WARM_PHI = 2.5
LANES = 32


def response_ms(membrane: MembraneSet) -> float:
    """How long to wait for a spike: the slow climb of a just sufficient stimulus, faster when warm."""
    return min(max(20.0 / membrane.phi, 8.0), 60.0)


def pace(membrane: MembraneSet) -> float:
    """By how much to shorten long runs of a membrane whose gates are faster than the lecture's."""
    return min(1.0, WARM_PHI / membrane.phi)


def smallest(
    fires: Callable[[Array], NDArray[np.bool_]], low: Array, high: Array, relative: float
) -> Array:
    """The smallest of amplitudes between `low` and `high` that fires, NaN where none does.

    `low`, `high` (...); `fires` takes (LANES, ...) amplitudes and says which fire. All lanes run at once;
    each round narrows the interval below the first that fires by LANES times, until high - low is less
    than `relative` of high.
    """
    share = np.linspace(0, 1, LANES + 1)[1:].reshape((-1,) + (1,) * low.ndim)
    never = np.zeros(low.shape, dtype=bool)
    while np.any(high - low > relative * np.abs(high)):
        amplitudes = low + (high - low) * share
        did = fires(amplitudes)
        never |= ~did.any(axis=0)
        first = np.where(did.any(axis=0), did.argmax(axis=0), LANES - 1)
        high, low = (
            np.take_along_axis(amplitudes, first[None], 0)[0],
            np.where(first > 0, np.take_along_axis(amplitudes, np.maximum(first - 1, 0)[None], 0)[0], low),
        )
        if never.all():
            break
    return np.where(never, np.nan, high)


@cache
def measure_threshold_mV(membrane: MembraneSet) -> float:
    """Voltage of the smallest instantaneous depolarisation from rest that fires, to 0.003 mV.

    (The highest voltage of a failed response is no threshold: it has no limit.) Raises UserError when no
    jump up to 80 mV fires.
    """
    rest = at_rest(membrane)

    def fires(jumps_mV: Array) -> NDArray[np.bool_]:
        start = lanes(rest, jumps_mV.shape)
        start = start._replace(v_mV=start.v_mV + jumps_mV)
        return fired(*run_voltage(membrane, start, response_ms(membrane)))

    jump = float(smallest(fires, np.asarray(0.0), np.asarray(GREATEST_JUMP_MV), 2e-4))
    if np.isnan(jump):
        raise UserError(
            f"membrane {membrane.name!r} does not fire: no jump to {GREATEST_JUMP_MV:g} mV does"
        )
    return measure_rest_mV(membrane) + jump


def pulse_threshold_uA_cm2(membrane: MembraneSet, duration_ms: float) -> float:
    """Smallest rectangular current of `duration_ms` from rest that fires, to 0.01 %; UserError if none.

    One that has not fired for as long as a steady current is waited for is taken for steady.
    """
    return _pulse_threshold_uA_cm2(membrane, min(duration_ms, STEADY_MS * pace(membrane)))


@cache
def _pulse_threshold_uA_cm2(membrane: MembraneSet, duration_ms: float) -> float:
    threshold = float(strength_duration_uA_cm2(membrane, (duration_ms,))[0])
    if np.isnan(threshold):
        raise UserError(
            f"membrane {membrane.name!r} does not fire: no {duration_ms:g} ms pulse up to "
            f"{_greatest(membrane, np.asarray(duration_ms)):g} uA/cm2 does"
        )
    return threshold


def strength_duration_uA_cm2(membrane: MembraneSet, durations_ms: tuple[float, ...]) -> Array:
    """(k,) pulse thresholds for (k,) durations; NaN where no pulse fires.

    A spike may peak within the pulse. A peak at the very end of the pulse is no spike but the pulse's own:
    a strong one lifts V across 0 mV passively and lets go of it there.
    """
    rest = at_rest(membrane)
    durations = np.array(durations_ms, dtype=float)
    if not np.all((durations > 0) & np.isfinite(durations)):
        raise UserError(f"pulse durations {durations_ms}: each must be a positive number of ms")

    def fires(currents: Array) -> NDArray[np.bool_]:
        until = durations.max() + response_ms(membrane)
        t, v = run_voltage(membrane, lanes(rest, currents.shape), until, currents, (0.0, durations))
        at_end = np.abs(t[:, None, None] - durations) < 1.5 * t[1]
        return np.any(peaks(v) & ~at_end, axis=0)

    return smallest(fires, np.zeros_like(durations), _greatest(membrane, durations), 1e-4)


def _greatest(membrane: MembraneSet, duration_ms: Array) -> Array:
    return GREATEST_CURRENT_UA_CM2 + GREATEST_JUMP_MV * membrane.c_uF_cm2 / duration_ms


@cache
def measure_rheobase_uA_cm2(membrane: MembraneSet) -> float:
    """Smallest steady current that fires within 100 ms (times `pace`), to 0.01 %; UserError if none."""
    rest, length = at_rest(membrane), STEADY_MS * pace(membrane)

    def fires(currents: Array) -> NDArray[np.bool_]:
        _, v = run_voltage(membrane, lanes(rest, currents.shape), length, currents)
        return np.any(rises(v), axis=0)

    long_pulse = strength_duration_uA_cm2(membrane, (length / 10,))[0]
    greatest = GREATEST_CURRENT_UA_CM2 if np.isnan(long_pulse) else 1.1 * long_pulse
    found = float(smallest(fires, np.asarray(0.0), np.asarray(greatest), 1e-4))
    if np.isnan(found):
        raise UserError(
            f"membrane {membrane.name!r} does not fire: no steady current up to "
            f"{GREATEST_CURRENT_UA_CM2:g} uA/cm2 does"
        )
    return found


@cache
def measure_anode_break_uA_cm2(membrane: MembraneSet) -> float | None:
    """Weakest hyperpolarising current (negative) whose end after 50 ms fires; None where none does."""
    rest = at_rest(membrane)

    def fires(strengths: Array) -> NDArray[np.bool_]:
        held = (0.0, HYPERPOLARISED_MS)
        until = HYPERPOLARISED_MS + response_ms(membrane)
        t, v = run_voltage(membrane, lanes(rest, strengths.shape), until, -strengths, held)
        return fired(t, v, HYPERPOLARISED_MS)

    found = float(smallest(fires, np.asarray(0.0), np.asarray(GREATEST_CURRENT_UA_CM2), 1e-3))
    return None if np.isnan(found) else -found
