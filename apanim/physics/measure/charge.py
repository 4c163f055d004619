"""What one spike moves and what its channels do: ions counted, channels opened, gates inactivated."""

from functools import cache
from typing import NamedTuple

import numpy as np

from apanim.physics import patch
from apanim.physics.cell import AXON_1_UM, SOMA_20_UM, Geometry, concentration_mM
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, k_rates, na_rates
from apanim.physics.measure.shape import FINE_STEP_MS, SpikeShape, measure_spike
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.units import ions_per_um2_ms


class SpikeCharge(NamedTuple):
    """Ions per um2 of membrane in one spike, from its stimulus until V is back within 1 mV of rest.

    gross: everything through the voltage-gated channels. net: all pathways together (gates, leak and
    pump) with what flows at rest subtracted, that is, what the spike has moved. least: what it takes to
    charge the membrane from rest to peak, no more. The two changes are of the inside, mM, by geometry.
    """

    na_in_gross: float
    k_out_gross: float
    na_in_net: float
    k_out_net: float
    least: float
    na_gain_mM: dict[str, float]
    k_loss_mM: dict[str, float]


class SpikeChannels(NamedTuple):
    """Shares (0..1) of the channels in one spike."""

    na_opened_once: float
    k_opened_once: float
    na_open_at_most: float
    k_open_at_most: float
    inactivated_at_rest: float
    inactivated_at_peak: float
    inactivated_at_return: float


@cache
def measure_charge(
    membrane: MembraneSet, geometries: tuple[Geometry, ...] = (SOMA_20_UM, AXON_1_UM)
) -> SpikeCharge:
    """The ions that the standard spike moves. UserError when the membrane does not fire."""
    return charge_of(membrane, measure_spike(membrane), geometries)


def charge_of(membrane: MembraneSet, spike: SpikeShape, geometries: tuple[Geometry, ...]) -> SpikeCharge:
    """The ions that `spike` moves, from the start of its trace on."""
    trace = spike.trace
    upto = int(np.searchsorted(trace.t_ms, spike.back_ms))
    flowing = patch.currents(trace.state(slice(upto + 1)), membrane)
    resting = patch.currents(patch.init(membrane, spike.rest_mV), membrane)

    def charge(*pathways: str, net: bool = False) -> float:
        total = sum(getattr(flowing, p) - (getattr(resting, p) if net else 0.0) for p in pathways)
        return float(np.trapezoid(total, trace.t_ms[: upto + 1]))

    na_net = -charge("na_gated", "na_leak", "na_pump", net=True)
    k_net = charge("k_gated", "k_leak", "k_pump", net=True)

    def change(nC_cm2: float) -> dict[str, float]:
        return {g.name: concentration_mM(nC_cm2, g.surface_um2, g.volume_um3) for g in geometries}

    return SpikeCharge(
        na_in_gross=ions_per_um2_ms(-charge("na_gated")),
        k_out_gross=ions_per_um2_ms(charge("k_gated")),
        na_in_net=ions_per_um2_ms(na_net),
        k_out_net=ions_per_um2_ms(k_net),
        least=ions_per_um2_ms(membrane.c_uF_cm2 * spike.amplitude_mV),
        na_gain_mM=change(na_net),
        k_loss_mM=change(k_net),
    )


@cache
def measure_channels(membrane: MembraneSet) -> SpikeChannels:
    """What the channels do in the standard spike: the Markov schemes' master equation along V(t)."""
    spike = measure_spike(membrane)
    t = spike.trace
    upto = int(np.searchsorted(t.t_ms, spike.back_ms))

    def inactivated(at_ms: float) -> float:
        return 1.0 - float(np.interp(at_ms, t.t_ms, t.h))

    return SpikeChannels(
        na_opened_once=_opened_once(membrane, spike, upto, "na"),
        k_opened_once=_opened_once(membrane, spike, upto, "k"),
        na_open_at_most=float((t.m**3 * t.h)[:upto].max()),
        k_open_at_most=float((t.n**4)[:upto].max()),
        inactivated_at_rest=1.0 - float(patch.init(membrane, spike.rest_mV).h),
        inactivated_at_peak=inactivated(spike.peak_ms),
        inactivated_at_return=inactivated(spike.rest_crossing_ms),
    )


def _opened_once(membrane: MembraneSet, spike: SpikeShape, upto: int, species: str) -> float:
    """Share of channels that conduct at some time in the spike: the conducting state is made absorbing.

    Implicit midpoint steps of the master equation, second order and stable.
    """
    rest = patch.init(membrane, spike.rest_mV)
    if species == "na":
        m, h = float(rest.m), float(rest.h)
        share = np.concatenate([row * _binomial(3, m) for row in (h, 1.0 - h)])
        rates_of, absorbing = na_rates, NA_CONDUCTING
    else:
        share, rates_of, absorbing = _binomial(4, float(rest.n)), k_rates, K_CONDUCTING
    unit = np.eye(share.size)
    for k in range(0, upto, 2):
        between = spike.trace.state(min(k + 1, upto))
        flow = rates_of(between, membrane)
        flow[absorbing] = 0.0
        flow[np.diag_indices_from(flow)] = -flow.sum(axis=1)
        half = FINE_STEP_MS * flow.T
        share = np.linalg.solve(unit - half, share + half @ share)
    return float(share[absorbing])


def _binomial(gates: int, p: float) -> Array:
    k = np.arange(gates + 1)
    ways = np.array([1, 3, 3, 1] if gates == 3 else [1, 4, 6, 4, 1])
    return ways * p**k * (1.0 - p) ** (gates - k)
