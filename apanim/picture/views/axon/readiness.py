"""Ready, active, refractory: what each place of the axon could do now, from its V, m, h and n.

active: V is above the membrane's threshold and the Na+ conductance exceeds the K+ conductance.
refractory: not active, and h and n have raised the threshold by more than `RAISED_MV`, or taken it away.
  The threshold of a place is the lowest voltage at which, with its h and n as they are and m settled, the
  net ionic current flows inward.
ready: all the rest.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics.cable import CableState
from apanim.physics.patch import steady_gates
from apanim.physics.sets import MembraneSet
from apanim.picture.drawlist import COLUMN_PX
from apanim.picture.views.axon.geometry import FIRST_X, LAST_X
from apanim.tape import CablePlan

RAISED_MV = 10.0  # at rest the local current lifts the next patch some 15 mV before it fires by itself
_VOLTAGES_MV = np.arange(-70.0, 21.0, 1.0)
_USUAL = 32  # of them: up to here is the threshold of every place that is not refractory
_PER_CONDUCTANCE = 10.0  # mV for each mS/cm2: puts both conditions of being active on one scale
READY, ACTIVE, REFRACTORY = 0, 1, 2

Float = NDArray[np.float64]


class Zone(NamedTuple):
    """A stretch of one kind, from `left` to `right` in the picture."""

    kind: int
    left: float
    right: float


def threshold_mV(membrane: MembraneSet, h: Float, n: Float) -> Float:
    """(k,) threshold of places with the gates `h` and `n` (k,); 20 mV where there is none below."""
    n4 = n**4
    j, before, after = _turn(membrane, h, n4, _USUAL)
    late = np.flatnonzero(j == _USUAL - 1)  # refractory places: few, and only these are tried up to 20 mV
    if len(late):
        j[late], before[late], after[late] = _turn(membrane, h[late], n4[late], len(_VOLTAGES_MV))
    share = np.minimum(np.maximum(before / np.maximum(before - after, 1e-9), 0.0), 1.0)
    return _VOLTAGES_MV[j - 1] + share * (_VOLTAGES_MV[j] - _VOLTAGES_MV[j - 1])


def _turn(membrane: MembraneSet, h: Float, n4: Float, tried: int) -> tuple[NDArray[np.intp], Float, Float]:
    """(k,) each: which of the first voltages `tried` makes the current inward, or else the last of them,
    and the current at the voltage before it and there."""
    na, k, leak = (per_gate[:tried] for per_gate in _fixed(membrane))
    current = h[:, None] * na + n4[:, None] * k + leak
    inward = current < 0.0
    inward[:, 0] = False
    inward[:, -1] = True
    j, row = np.argmax(inward, axis=1), np.arange(len(h))
    return j, current[row, j - 1], current[row, j]


@lru_cache(maxsize=4)
def _fixed(membrane: MembraneSet) -> tuple[Float, Float, Float]:
    """At each of the voltages tried: the Na+ current for every h, with m settled, the K+ current for every
    n^4, and the currents of leaks and pump."""
    v = _VOLTAGES_MV
    leak = (
        membrane.g_na_leak_mS_cm2 * (v - membrane.e_na_mV)
        + membrane.g_k_leak_mS_cm2 * (v - membrane.e_k_mV)
        + membrane.g_cl_leak_mS_cm2 * (v - membrane.e_cl_mV) + membrane.pump_uA_cm2
    )  # fmt: skip
    na = membrane.g_na_mS_cm2 * steady_gates(membrane, v)[0] ** 3 * (v - membrane.e_na_mV)
    return na, membrane.g_k_mS_cm2 * (v - membrane.e_k_mV), leak


@lru_cache(maxsize=4)
def rest_threshold_mV(membrane: MembraneSet) -> float:
    """The threshold of a place at rest."""
    gates = steady_gates(membrane, np.array([membrane.v_rest_mV]))
    return float(threshold_mV(membrane, gates[1], gates[2])[0])


class Readiness(NamedTuple):
    """By column: how far the threshold is raised (mV), and how far the place is active (above 0: it is)."""

    raised_mV: Float
    active: Float

    @property
    def tint(self) -> Float:
        """How strongly a refractory place is tinted, 0..1."""
        fresh = np.minimum(np.maximum(-self.active / 10.0, 0.0), 1.0)
        raised = (self.raised_mV - RAISED_MV / 2) / RAISED_MV
        return fresh * np.minimum(np.maximum(raised, 0.0), 1.0)


def readiness(plan: CablePlan, here: CableState) -> Readiness:
    """From the state at every column."""
    membrane = plan.sections[0].membrane
    rest = rest_threshold_mV(membrane)
    g_na = membrane.g_na_mS_cm2 * here.m**3 * here.h
    g_k = membrane.g_k_mS_cm2 * here.n**4
    return Readiness(
        threshold_mV(membrane, here.h, here.n) - rest,
        np.minimum(here.v_mV - rest, _PER_CONDUCTANCE * (g_na - g_k)),
    )


def zones(ready: Readiness) -> list[Zone]:
    """The stretches in sight, left to right; their edges lie between columns, so that they glide."""
    first, last = FIRST_X // COLUMN_PX, LAST_X // COLUMN_PX
    active, raised = ready.active[first : last + 1], ready.raised_mV[first : last + 1] - RAISED_MV
    kind = np.where(active > 0, ACTIVE, np.where(raised > 0, REFRACTORY, READY))
    out, left = [], float(FIRST_X)
    for i in np.flatnonzero(np.diff(kind)):
        score = active if ACTIVE in (kind[i], kind[i + 1]) else raised
        before, after = float(score[i]), float(score[i + 1])
        share = min(max(before / (before - after), 0.0), 1.0)
        edge = FIRST_X + COLUMN_PX * (i + share)
        out.append(Zone(int(kind[i]), left, edge))
        left = edge
    return [*out, Zone(int(kind[-1]), left, float(LAST_X))]
