"""Voltage clamp: the membrane held at a protocol of steps, and the current that it takes to hold it.

At a held voltage every gate relaxes exponentially, so the record is exact at any sampling.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from apanim.errors import UserError
from apanim.physics import patch
from apanim.physics.patch import Currents, PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet


@dataclass(frozen=True)
class ClampStep:
    """Hold `v_mV` for `duration_ms`."""

    duration_ms: float
    v_mV: float

    def __post_init__(self) -> None:
        if not (self.duration_ms > 0 and np.isfinite(self.duration_ms) and abs(self.v_mV) <= 500):
            raise UserError(
                f"clamp step of {self.duration_ms} ms at {self.v_mV} mV: it takes a time above 0 and "
                "a voltage within 500 mV"
            )


class ClampRecord(NamedTuple):
    """t_ms, v_mV, m, h, n and currents, all (k,), and the total current that the amplifier delivers.

    The charge that the capacitor takes at each step of the voltage is infinitely short and not in it.
    """

    t_ms: Array
    v_mV: Array
    m: Array
    h: Array
    n: Array
    currents: Currents
    total_uA_cm2: Array


def clamp(
    state: PatchState, membrane: MembraneSet, protocol: tuple[ClampStep, ...], sample_ms: float = 0.01
) -> tuple[PatchState, ClampRecord]:
    """The patch after `protocol`, released at its last voltage, and the record every `sample_ms`."""
    if not protocol:
        raise UserError("a voltage clamp needs at least one step")
    times, voltages, records = [], [], []
    gates = np.array((state.m, state.h, state.n))
    began = 0.0
    for held in protocol:
        count = max(1, round(held.duration_ms / sample_ms))
        t = np.linspace(0.0, held.duration_ms, count, endpoint=False)
        alpha, beta = membrane.gate_rates(np.asarray(held.v_mV))
        steady, rate = alpha / (alpha + beta), alpha + beta
        decay = np.exp(-rate[:, None] * t)
        records.append(steady[:, None] + (gates - steady)[:, None] * decay)
        gates = steady + (gates - steady) * np.exp(-rate * held.duration_ms)
        times.append(began + t)
        voltages.append(np.full(count, held.v_mV))
        began += held.duration_ms
    v = np.concatenate(voltages)
    m, h, n = np.concatenate(records, axis=1)
    flowing = patch.currents(PatchState(v, m, h, n), membrane)
    record = ClampRecord(np.concatenate(times), v, m, h, n, flowing, np.sum(flowing, axis=0))
    return PatchState(np.asarray(protocol[-1].v_mV, dtype=float), *gates), record
