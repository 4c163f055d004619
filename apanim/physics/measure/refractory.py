"""How soon a given spike can be followed by another: the ends of its refractory periods.

The question is put to a spike as it was, whatever fired it: from its state some time later a second pulse
is given, and either a second spike follows or it does not.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.measure.threshold import pulse_threshold_uA_cm2, response_ms, smallest
from apanim.physics.measure.trace import Trace, lanes, peaks, run_voltage
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

STRONGEST = 20.0  # times rest's threshold: what "no strength" means
STRENGTHS = 12
GRID_MS = 0.02
COARSE = 10  # grid points
RECOVERED = 1.05  # times rest's threshold: a pulse this strong always fires again


class RefractoryEnds(NamedTuple):
    """Times from the first pulse's start to the second's, ms.

    absolute_ms: from here on some pulse fires again, up to 20 times as strong as rest's threshold.
    relative_ms: from here on one 5 % above rest's threshold does.
    """

    absolute_ms: float
    relative_ms: float


def fires_again(
    membrane: MembraneSet, state: PatchState, pulse_ms: float, currents_uA_cm2: Array
) -> NDArray[np.bool_]:
    """Whether a second spike follows a pulse of `currents_uA_cm2` (j, k) from `state` (k,); (j, k).

    A spike is a local maximum above 0 mV after the pulse has ended: a strong pulse alone lifts V across
    0 mV passively.
    """
    again, until = lanes(state, currents_uA_cm2.shape), pulse_ms + response_ms(membrane)
    t, v = run_voltage(membrane, again, until, currents_uA_cm2, (0.0, pulse_ms))
    return np.any(peaks(v) & (t[:, None, None] > pulse_ms + 1.5 * t[1]), axis=0)


def refractory_ends(membrane: MembraneSet, first: Trace, pulse_ms: float) -> RefractoryEnds:
    """The ends for the spike `first`, whose pulse began at its 0 ms, and second pulses of `pulse_ms`.

    To 0.02 ms. Raises UserError when `first` has no spike, or ends before the membrane has recovered.
    """
    rest_uA_cm2 = pulse_threshold_uA_cm2(membrane, pulse_ms)
    rows = _after_the_spike(membrane, first)

    def end_ms(strengths: Array) -> float:
        """From when on at least one of `strengths` (j,), in multiples of rest's threshold, fires again."""
        found = rows
        for every in (COARSE, 1):  # first along the whole trace, then where the answer lies
            tried = found[::every]
            state = PatchState(*(x[tried] for x in first[1:]))
            currents = np.broadcast_to((strengths * rest_uA_cm2)[:, None], (strengths.size, tried.size))
            fails = np.flatnonzero(~fires_again(membrane, state, pulse_ms, currents).any(axis=0))
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
    rest_uA_cm2 = pulse_threshold_uA_cm2(membrane, pulse_ms)
    row = int(np.argmin(np.abs(first.t_ms - after_ms)))
    state = PatchState(*(x[row : row + 1] for x in first[1:]))
    found = smallest(
        lambda currents: fires_again(membrane, state, pulse_ms, currents),
        np.zeros(1), np.full(1, STRONGEST * rest_uA_cm2), 2e-3,
    )  # fmt: skip
    return float(found[0] / rest_uA_cm2)


def _after_the_spike(membrane: MembraneSet, first: Trace) -> NDArray[np.intp]:
    """Samples every 0.02 ms from where V has fallen to half the spike's height, not sooner."""
    tops = np.flatnonzero(peaks(first.v_mV))
    if tops.size == 0:
        raise UserError(f"membrane {membrane.name!r}: the pulse fires no spike")
    top = int(tops[0])
    half_mV = 0.5 * (membrane.v_rest_mV + first.v_mV[top])
    below = top + int(np.argmax(first.v_mV[top:] < half_mV))
    every = max(1, round(GRID_MS / (first.t_ms[1] - first.t_ms[0])))
    return np.arange(below, first.t_ms.size, every)
