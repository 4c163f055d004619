"""Gates inferred from clamp records alone, as Hodgkin & Huxley did, and the spike that they predict.

1952, J Physiol 117:500: the K+ conductance follows n^4, the Na+ conductance m^3 h; each gate opens and
shuts at rates that are smooth functions of V (their forms are the paper's, their numbers are fitted to
the records by least squares); and these, with the leak, make a spike that no record has seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import scipy  # its parts are imported when they are first used

from apanim.errors import UserError
from apanim.physics.measure.clamp import ClampRecords, clamp_records
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

# The family of steps: from a little above rest far beyond the peak of any spike.
ABOVE_HOLD_MV = np.arange(15.0, 130.0, 10.0)
SAMPLES = np.linspace(0.01, 1.0, 40)  # of the time that is read
READ_PHI_MS = 10.0  # times the rates' factor: the time that is read of every step
_MOST_TRIES, _WORST_FIT = 400, 0.02  # what the fit may miss, as a part of the greatest current
_FAR = 1e3  # a gap as good as none: where the search strays to numbers that overflow
_TOLERANCE = 1e-8  # of the prediction's integration


class _Search(NamedTuple):
    """Where a search begins, whatever the membrane; how far its numbers may lie; which are rates' factors.

    Conductance (mS/cm2), potential (mV), and of each rate its factor (per ms), its voltage (mV) and its
    steepness (mV); conductance and factors go as logarithms.
    """

    first: tuple[float, ...]
    scale: tuple[float, ...]
    factors: tuple[int, ...]


_K = _Search(
    (float(np.log(20.0)), -80.0, -1.0, -40.0, 10.0, -1.0, 30.0),
    (1.0, 10.0, 1.0, 10.0, 5.0, 1.0, 20.0),
    (2, 5),
)
_NA = _Search(
    (float(np.log(80.0)), 50.0, 0.0, -40.0, 10.0, 0.0, 30.0, -2.0, 30.0, 0.0, -30.0, 10.0),
    (1.0, 10.0, 1.0, 10.0, 5.0, 1.0, 20.0, 1.0, 20.0, 1.0, 10.0, 5.0),
    (2, 5, 7, 9),
)


def _linear(v_mV: Array, factor: float, at_mV: float, per_mV: float) -> Array:
    """factor x / (1 - exp(-x)): rises, at last in proportion to V."""
    return factor / scipy.special.exprel(-(v_mV - at_mV) / per_mV)


def _falling(v_mV: Array, factor: float, per_mV: float) -> Array:
    return factor * np.exp(-(v_mV + 65.0) / per_mV)


def _sigmoid(v_mV: Array, factor: float, at_mV: float, per_mV: float) -> Array:
    return factor * scipy.special.expit((v_mV - at_mV) / per_mV)


@dataclass(frozen=True)
class Inferred:
    """A membrane as clamp records tell it: two conductances with their gates, and a leak (mS/cm2, mV)."""

    g_na_mS_cm2: float
    e_na_mV: float
    g_k_mS_cm2: float
    e_k_mV: float
    g_leak_mS_cm2: float
    e_leak_mV: float
    c_uF_cm2: float
    rates: tuple[tuple[float, ...], ...]  # alpha and beta of m, h, n, in turn

    def gate_rates(self, v_mV: Array) -> tuple[Array, Array]:
        """alpha and beta (3, ...) of m, h, n at `v_mV` (...), per ms."""
        am, bm, ah, bh, an, bn = self.rates
        alpha = np.array([_linear(v_mV, *am), _falling(v_mV, *ah), _linear(v_mV, *an)])
        return alpha, np.array([_falling(v_mV, *bm), _sigmoid(v_mV, *bh), _falling(v_mV, *bn)])

    def spike_mV(self, rest_mV: float, current_uA_cm2: float, pulse_ms: float, t_ms: Array) -> Array:
        """V (k,) at `t_ms` (k,) after the start of a pulse of current, predicted from rest."""
        alpha, beta = self.gate_rates(np.asarray(rest_mV))
        state = np.array([rest_mV, *(alpha / (alpha + beta))])

        def slope(t: float, y: Array, current: float) -> Array:
            v, (m, h, n) = y[0], y[1:]
            a, b = self.gate_rates(np.asarray(v))
            through = (
                self.g_na_mS_cm2 * m**3 * h * (v - self.e_na_mV)
                + self.g_k_mS_cm2 * n**4 * (v - self.e_k_mV)
                + self.g_leak_mS_cm2 * (v - self.e_leak_mV)
            )
            return np.array([(current - through) / self.c_uF_cm2, *(a * (1.0 - y[1:]) - b * y[1:])])

        out = np.empty(len(t_ms))
        end_ms = max(float(t_ms[-1]), pulse_ms + 1e-6)
        for begin, end, current in ((0.0, pulse_ms, current_uA_cm2), (pulse_ms, end_ms, 0.0)):
            rows = (t_ms >= begin) & (t_ms <= end)
            solved = scipy.integrate.solve_ivp(
                slope, (begin, end), state, args=(current,), dense_output=True, rtol=_TOLERANCE,
                atol=_TOLERANCE,
            )  # fmt: skip
            assert solved.sol is not None  # dense output was asked for
            out[rows], state = solved.sol(t_ms[rows])[0], solved.y[:, -1]
        return out


@lru_cache(maxsize=32)
def inferred(membrane: MembraneSet) -> Inferred:
    """What a family of clamp steps, whole and in TTX and TEA, tells of a membrane; nothing else is read.

    Raises UserError where no gates of these forms make its currents.
    """
    t_ms = SAMPLES * READ_PHI_MS / membrane.phi
    hold = membrane.v_rest_mV
    records = clamp_records(membrane, hold, hold + ABOVE_HOLD_MV, t_ms)
    speed = float(np.log(membrane.phi))  # the search begins at rates that suit the time that is read
    k = _fit(records, records.k, _n4, _K, speed)
    na = _fit(records, records.na, _m3h, _NA, speed)
    leak, away = records.leak.mean(axis=1), records.steps_mV - records.steps_mV.mean()
    slope = float((away * leak).sum() / (away**2).sum())
    reversal = float(records.steps_mV.mean() - leak.mean() / slope)
    e = np.exp
    return Inferred(
        e(na[0]), na[1], e(k[0]), k[1], slope, reversal, membrane.c_uF_cm2,
        (
            (e(na[2]), na[3], na[4]), (e(na[5]), na[6]), (e(na[7]), na[8]), (e(na[9]), na[10], na[11]),
            (e(k[2]), k[3], k[4]), (e(k[5]), k[6]),
        ),
    )  # fmt: skip


def _gate(records: ClampRecords, alpha: Array, beta: Array) -> Array:
    """(s, k) a gate in every step, by its rates (s + 1,) at the steps and, last, at the holding voltage."""
    settled = alpha / (alpha + beta)
    rate = (alpha + beta)[:-1, None]
    return settled[:-1, None] - (settled[:-1, None] - settled[-1]) * np.exp(-rate * records.t_ms)


def _n4(records: ClampRecords, p: Array) -> Array:
    v = np.append(records.steps_mV, records.hold_mV)
    n = _gate(records, _linear(v, np.exp(p[2]), *p[3:5]), _falling(v, np.exp(p[5]), p[6]))
    return np.exp(p[0]) * n**4 * (records.steps_mV[:, None] - p[1])


def _m3h(records: ClampRecords, p: Array) -> Array:
    v = np.append(records.steps_mV, records.hold_mV)
    m = _gate(records, _linear(v, np.exp(p[2]), *p[3:5]), _falling(v, np.exp(p[5]), p[6]))
    h = _gate(records, _falling(v, np.exp(p[7]), p[8]), _sigmoid(v, np.exp(p[9]), *p[10:12]))
    return np.exp(p[0]) * m**3 * h * (records.steps_mV[:, None] - p[1])


def _fit(
    records: ClampRecords, read: Array, model: Callable[[ClampRecords, Array], Array], search: "_Search",
    speed: float,
) -> list[float]:  # fmt: skip
    """The numbers with which `model` comes nearest to what was `read` (s, k). Raises UserError."""
    start = np.array(search.first)
    start[list(search.factors)] += speed
    most = float(np.abs(read).max())
    if most <= 0.0:
        raise UserError("a clamp reads no current here, as all channels are blocked: no gate to infer")

    def missed(p: Array) -> Array:
        gap = ((model(records, p) - read) / most).ravel()
        return np.nan_to_num(gap, nan=_FAR, posinf=_FAR, neginf=-_FAR)

    with np.errstate(all="ignore"):
        found = scipy.optimize.least_squares(missed, start, x_scale=search.scale, max_nfev=_MOST_TRIES)
    if not float(np.abs(found.fun).max()) < _WORST_FIT:
        raise UserError("no gates m^3 h and n^4 make the currents that a clamp reads of this membrane")
    return found.x.tolist()
