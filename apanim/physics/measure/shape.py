"""The shape of one action potential: its extremes, its width and its phases, all from one run."""

from functools import cache
from typing import NamedTuple

import numpy as np

from apanim.errors import UserError
from apanim.physics.measure.rest import at_rest, measure_rest_mV
from apanim.physics.measure.threshold import measure_threshold_mV, response_ms
from apanim.physics.measure.trace import Trace, lanes, peaks, run
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

STANDARD_JUMP = 1.15  # of the threshold's jump: a clear stimulus, not a strong one
BACK_WITHIN_MV = 1.0
FINE_STEP_MS = 0.005


class SpikeShape(NamedTuple):
    """One spike of a trace, after a jump of `jump_mV` at 0 ms (NaN: after a pulse). Voltages mV, times ms.

    The rising phase runs from `threshold_ms` (V last below the threshold before the peak) to `peak_ms`, the
    falling phase to `rest_crossing_ms` (V first back at rest), the undershoot to `back_ms` (V within 1 mV
    of rest for good). Without an undershoot the last two are the same. `half_width_ms` is the time spent
    above the middle between rest and peak.
    """

    jump_mV: float
    rest_mV: float
    threshold_mV: float
    peak_mV: float
    trough_mV: float
    half_width_ms: float
    threshold_ms: float
    peak_ms: float
    rest_crossing_ms: float
    trough_ms: float
    back_ms: float
    trace: Trace

    @property
    def amplitude_mV(self) -> float:
        return self.peak_mV - self.rest_mV


@cache
def measure_spike(membrane: MembraneSet, jump_mV: float | None = None) -> SpikeShape:
    """The spike after an instantaneous jump (1.15 times the threshold's, if not given).

    Raises UserError when the jump does not fire or V does not come back to rest.
    """
    rest, threshold = measure_rest_mV(membrane), measure_threshold_mV(membrane)
    jump = STANDARD_JUMP * (threshold - rest) if jump_mV is None else jump_mV
    start = lanes(at_rest(membrane), ())
    start = start._replace(v_mV=start.v_mV + jump)
    trace = run(membrane, start, 4.0 * response_ms(membrane), step_ms=FINE_STEP_MS)
    return spike_of(membrane, trace, jump)


def spike_of(membrane: MembraneSet, trace: Trace, jump_mV: float = np.nan) -> SpikeShape:
    """The first spike of `trace`, however it came about (a jump of `jump_mV`, if by one).

    Raises UserError when there is none or V does not come back to rest within the trace.
    """
    rest, threshold = measure_rest_mV(membrane), measure_threshold_mV(membrane)
    t, v = trace.t_ms, trace.v_mV
    tops = np.flatnonzero(peaks(v))
    if tops.size == 0:
        by = "the pulse" if np.isnan(jump_mV) else f"a jump of {jump_mV:g} mV"
        raise UserError(f"membrane {membrane.name!r}: {by} does not fire")
    top = int(tops[0])
    far = np.flatnonzero(np.abs(v - rest) > BACK_WITHIN_MV)
    if far[-1] == t.size - 1:
        raise UserError(f"membrane {membrane.name!r}: V does not come back to rest after a spike")
    trough = top + int(np.argmin(v[top:]))
    half = 0.5 * (rest + v[top])
    peak_ms, peak_mV = extremum(t, v, top)
    trough_ms, trough_mV = extremum(t, v, trough)
    back_ms = crossing(t, np.abs(v - rest), BACK_WITHIN_MV, int(far[-1]))
    below = np.flatnonzero(v[top:] <= rest)
    return SpikeShape(
        jump_mV=jump_mV,
        rest_mV=rest,
        threshold_mV=threshold,
        peak_mV=peak_mV,
        trough_mV=trough_mV,
        half_width_ms=_after(t, v, half, top) - _before(t, v, half, top),
        threshold_ms=_before(t, v, threshold, top),
        peak_ms=peak_ms,
        rest_crossing_ms=crossing(t, v, rest, top + int(below[0]) - 1) if below.size else back_ms,
        trough_ms=trough_ms,
        back_ms=back_ms,
        trace=trace,
    )


def crossing(t_ms: Array, values: Array, level: float, index: int) -> float:
    """When `values` passes `level` between samples `index` and `index` + 1, on a straight line."""
    a, b = values[index], values[index + 1]
    return float(t_ms[index] + (t_ms[index + 1] - t_ms[index]) * (level - a) / (b - a))


def extremum(t_ms: Array, values: Array, index: int) -> tuple[float, float]:
    """Time and height of the parabola through the sample `index` and its neighbours."""
    if index in (0, t_ms.size - 1):
        return float(t_ms[index]), float(values[index])
    a, b, c = values[index - 1 : index + 2]
    bend = a - 2 * b + c
    shift = 0.0 if bend == 0 else 0.5 * (a - c) / bend
    return float(t_ms[index] + shift * (t_ms[1] - t_ms[0])), float(b - 0.25 * (a - c) * shift)


def _before(t_ms: Array, v_mV: Array, level: float, top: int) -> float:
    """When V last rose through `level` before sample `top`; the start, where it was above it all along."""
    below = np.flatnonzero(v_mV[:top] < level)
    return crossing(t_ms, v_mV, level, int(below[-1])) if below.size else float(t_ms[0])


def _after(t_ms: Array, v_mV: Array, level: float, top: int) -> float:
    """When V first fell through `level` after sample `top`."""
    below = np.flatnonzero(v_mV[top:] < level)
    return crossing(t_ms, v_mV, level, top + int(below[0]) - 1)
