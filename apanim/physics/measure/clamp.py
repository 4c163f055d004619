"""A voltage clamp on the bench: V is stepped from where it was held, and the membrane's current is read.

At a held voltage every gate relaxes exponentially, so the currents are exact. The surge that charges the
membrane at the step is left out: it is over before a gate has moved. Outward is positive. What TTX takes
away from the whole current is the Na+ channels', what TEA takes away the K+ channels' (Hille 1970, Prog
Biophys Mol Biol 21:1); Hodgkin & Huxley (1952, J Physiol 116:449) replaced the Na+ outside instead.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from apanim.physics import patch
from apanim.physics.patch import PatchState
from apanim.physics.perturb import leave
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

Blocked = Literal["", "TTX", "TEA", "both"]
BLOCKERS: dict[Blocked, tuple[str, ...]] = {
    "": (), "TTX": ("TTX",), "TEA": ("TEA",), "both": ("TTX", "TEA"),
}  # fmt: skip


def clamped(membrane: MembraneSet, hold_mV: float, step_mV: float | Array, t_ms: Array) -> PatchState:
    """The patch `t_ms` (k,) after a step from `hold_mV`, where it was for long, to `step_mV` (...).

    V and gates are (..., k).
    """
    v = np.asarray(step_mV, dtype=float)
    alpha, beta = membrane.gate_rates(v)
    before, settled = patch.steady_gates(membrane, np.asarray(hold_mV, dtype=float)), alpha / (alpha + beta)
    far = settled - before.reshape((3,) + (1,) * v.ndim)
    gates = settled[..., None] - far[..., None] * np.exp(-(alpha + beta)[..., None] * t_ms)
    return PatchState(np.broadcast_to(v[..., None], gates.shape[1:]), *gates)


def clamp_current_uA_cm2(
    membrane: MembraneSet, hold_mV: float, step_mV: float | Array, t_ms: Array, blocked: Blocked = ""
) -> Array:
    """(..., k) the whole current through the membrane at those times, its channels `blocked` all along."""
    for drug in BLOCKERS[blocked]:
        membrane = leave(membrane, drug, 0.0)
    state = clamped(membrane, hold_mV, step_mV, t_ms)
    return np.sum(np.broadcast_arrays(*patch.currents(state, membrane)), axis=0)


@dataclass(frozen=True, eq=False)
class ClampRecords:
    """What a clamp reads of a membrane in a family of steps (s,) at times (k,), uA/cm2.

    `whole` (s, k) is the current as it is; `na` and `k` what TTX and TEA take away from it; `leak` what
    flows in both.
    """

    hold_mV: float
    steps_mV: Array
    t_ms: Array
    whole: Array
    na: Array
    k: Array
    leak: Array


def clamp_records(membrane: MembraneSet, hold_mV: float, steps_mV: Array, t_ms: Array) -> ClampRecords:
    """The records of a whole family of steps, and of the same in TTX, in TEA and in both."""

    def read(blocked: Blocked) -> Array:
        return clamp_current_uA_cm2(membrane, hold_mV, steps_mV, t_ms, blocked)

    whole = read("")
    return ClampRecords(
        hold_mV, steps_mV, t_ms, whole, whole - read("TTX"), whole - read("TEA"), read("both")
    )
