"""Readings: what a membrane's voltage and gates say of it, in the quantities that are shown.

Gates, conductances (mS/cm2) and currents (uA/cm2) are of the voltage-gated channels; arrays of any shape.
"""

from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from apanim.particles.proteins import Kind
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.patch import PatchState, currents, steady_gates
from apanim.physics.protocol import shares
from apanim.physics.pump import ATP_SPENT_TURN, PUMP_STATES, leg
from apanim.physics.sets import MembraneSet
from apanim.world import Setup
from apanim.world.session import BLOCKED_FROM

__all__ = ["ATP_SPENT_TURN", "PUMP_STATES", "Gates", "Readings", "drawn_channel", "leg", "readings"]

Float = NDArray[np.float64]
Value = TypeVar("Value", float, Float)  # one number, or an array of them

CLOSED, OPEN, INACTIVATED, BLOCKED = 0, 1, 2, 3  # what a drawn channel can be seen to be

_VOLTAGES_mV = np.arange(-70.0, 21.0, 1.0)
_USUAL = 32  # of them: up to here is the threshold of every place that is not refractory


class Gates(NamedTuple):
    """Each 0..1: m and h of the Na+ channels, n of the K+ channels."""

    m: Float
    h: Float
    n: Float


class Readings:
    """What is read of one membrane set. Made by `readings`, and may be a key."""

    def __init__(self, membrane: MembraneSet) -> None:
        self._set = membrane
        self.e_na_mV, self.e_k_mV = membrane.e_na_mV, membrane.e_k_mV
        self.v_rest_mV = membrane.v_rest_mV
        self.na_left, self.k_left = membrane.na_left, membrane.k_left  # of the channels, no drug on them

    def settled(self, v_mV: Float) -> Gates:
        """The gates as they are after a long time at `v_mV`."""
        return Gates(*steady_gates(self._set, v_mV))

    def na_open(self, g_na: float) -> float:
        """The share of the Na+ channels that is open, 0..1, at this conductance."""
        return g_na / self._set.g_na_mS_cm2 if self._set.g_na_mS_cm2 > 0.0 else 0.0

    def g_na(self, m: Value, h: Value) -> Value:
        return self._set.free_na_mS_cm2 * m**3 * h

    def g_k(self, n: Value) -> Value:
        return self._set.free_k_mS_cm2 * n**4

    def i_na(self, v_mV: Value, m: Value, h: Value) -> Value:
        """Inward below 0."""
        return self.g_na(m, h) * (v_mV - self.e_na_mV)

    def i_k(self, v_mV: Value, n: Value) -> Value:
        """Outward above 0."""
        return self.g_k(n) * (v_mV - self.e_k_mV)

    def i_whole(self, v_mV: Float, m: Float, h: Float, n: Float) -> Float:
        """Through all of the membrane but its receptors."""
        return np.sum(np.broadcast_arrays(*currents(PatchState(v_mV, m, h, n), self._set)), axis=0)

    def threshold_mV(self, h: Float, n: Float) -> Float:
        """(k,) threshold of places with the gates `h` and `n` (k,); 20 mV where there is none below.

        It is the lowest voltage at which, with h and n as they are and m settled, the net ionic current
        flows inward.
        """
        n4 = n**4
        j, before, after = self._turn(h, n4, _USUAL)
        late = np.flatnonzero(j == _USUAL - 1)  # refractory places: only these few are tried up to 20 mV
        if len(late):
            j[late], before[late], after[late] = self._turn(h[late], n4[late], len(_VOLTAGES_mV))
        share = np.minimum(np.maximum(before / np.maximum(before - after, 1e-9), 0.0), 1.0)
        return _VOLTAGES_mV[j - 1] + share * (_VOLTAGES_mV[j] - _VOLTAGES_mV[j - 1])

    @cached_property
    def rest_threshold_mV(self) -> float:
        """The threshold of a place at rest."""
        gates = self.settled(np.array([self.v_rest_mV]))
        return float(self.threshold_mV(gates.h, gates.n)[0])

    def _turn(self, h: Float, n4: Float, tried: int) -> tuple[NDArray[np.intp], Float, Float]:
        """(k,) each: which of the first voltages `tried` makes the current inward, or else the last of
        them, and the current at the voltage before it and there."""
        na, k, leak = (per_gate[:tried] for per_gate in self._per_gate)
        current = h[:, None] * na + n4[:, None] * k + leak
        inward = current < 0.0
        inward[:, 0] = False
        inward[:, -1] = True
        j, row = np.argmax(inward, axis=1), np.arange(len(h))
        return j, current[row, j - 1], current[row, j]

    @cached_property
    def _per_gate(self) -> tuple[Float, Float, Float]:
        """At each of the voltages tried: the Na+ current for every h, with m settled, the K+ current for
        every n^4, and the currents of leaks and pump."""
        v, membrane = _VOLTAGES_mV, self._set
        leak = (
            membrane.g_na_leak_mS_cm2 * (v - membrane.e_na_mV)
            + membrane.g_k_leak_mS_cm2 * (v - membrane.e_k_mV)
            + membrane.g_cl_leak_mS_cm2 * (v - membrane.e_cl_mV) + membrane.pump_uA_cm2
        )  # fmt: skip
        na = membrane.free_na_mS_cm2 * self.settled(v).m ** 3 * (v - membrane.e_na_mV)
        return na, membrane.free_k_mS_cm2 * (v - membrane.e_k_mV), leak


@lru_cache(maxsize=16)
def readings(membrane: MembraneSet) -> Readings:
    """What is read of a membrane."""
    return Readings(membrane)


def channel_states(column: str, states: NDArray[np.uint8]) -> NDArray[np.int64]:
    """CLOSED, OPEN, INACTIVATED or BLOCKED for the states of a series's column, na_state or k_state."""
    if column == "k_state":
        gated = np.where(states == K_CONDUCTING, OPEN, CLOSED)
    else:
        gated = np.where(states >= NA_SHUT, INACTIVATED, np.where(states == NA_CONDUCTING, OPEN, CLOSED))
    return np.where(states >= BLOCKED_FROM, BLOCKED, gated)


class DrawnChannel(NamedTuple):
    """One drawn channel: its conductance while it is open, and the voltage at which it carries nothing."""

    open_pS: float
    reversal_mV: float


def drawn_channel(setup: Setup, now: MembraneSet, kind: Kind) -> DrawnChannel | None:
    """A drawn channel of `kind`, its part of what all of them conduct, in the membrane as it is `now`.

    None for a protein that is no channel.
    """
    na, k = shares(now)
    own = {
        Kind.NA_CHANNEL: (now.g_na_mS_cm2, now.e_na_mV), Kind.K_CHANNEL: (now.g_k_mS_cm2, now.e_k_mV),
        Kind.NA_LEAK: (now.g_na_leak_mS_cm2, now.e_na_mV), Kind.K_LEAK: (now.g_k_leak_mS_cm2, now.e_k_mV),
        Kind.CL_LEAK: (now.g_cl_leak_mS_cm2, now.e_cl_mV),
        Kind.LIGAND_CHANNEL: (setup.receptors_mS_cm2, (na * now.e_na_mV + k * now.e_k_mV) / (na + k)),
    }  # fmt: skip
    if kind not in own:
        return None
    g_mS_cm2, reversal_mV = own[kind]
    all_pS = 10.0 * g_mS_cm2 * setup.area_um2  # 1 mS/cm2 is 10 pS/um2
    return DrawnChannel(all_pS / len(setup.layout.sites(kind)), reversal_mV)
