"""A spike that travels along a uniform axon: its speed, its size, and the ions it moves."""

from functools import cache
from typing import NamedTuple

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable import build, init, run
from apanim.physics.cable.step import CableTrace
from apanim.physics.cable.tree import Section, Tree
from apanim.physics.measure.neuron import arrivals_ms
from apanim.physics.measure.rest import settled
from apanim.physics.measure.shape import extremum
from apanim.physics.patch import steady_gates
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.units import FARADAY_C_MOL

LENGTH_LAMBDA = 12.0
COMPARTMENTS_PER_LAMBDA = 60
STARTED_LAMBDA = 0.7  # as far as the axon is lifted to begin with
STARTED_MV = 90.0
PASSES_MV = 20.0  # a spike passes where V rises this far above rest: warm ones stay below 0 mV
MEASURED = (0.5, 0.75)
GIVE_UP_MS = 60.0
QUIET_MV = 0.5
STEP_MS = 0.01


class AxonSpike(NamedTuple):
    """A travelling spike. Speed m/s, voltages mV; net ions through the gates pmol/cm2, rest subtracted.

    A speed is taken where V passes 20 mV above rest, between half and three quarters of the way.
    """

    velocity_m_s: float
    amplitude_mV: float
    peak_mV: float
    na_in_pmol_cm2: float
    k_out_pmol_cm2: float


def length_constant_um(membrane: MembraneSet, diameter_um: float, axial_ohm_cm: float) -> float:
    """sqrt(d / (4 Ri g)) with g the instantaneous conductance of `membrane` at its nominal rest, um."""
    m, h, n = (float(x) for x in steady_gates(membrane, np.asarray(membrane.v_rest_mV)))
    g = (
        membrane.free_na_mS_cm2 * m**3 * h + membrane.free_k_mS_cm2 * n**4
        + membrane.g_na_leak_mS_cm2 + membrane.g_k_leak_mS_cm2 + membrane.g_cl_leak_mS_cm2
    )  # fmt: skip
    return 1e4 * float(np.sqrt(diameter_um * 1e-4 / (4.0 * axial_ohm_cm * 1e-3 * g)))


@cache
def measure_axon(membrane: MembraneSet, diameter_um: float, axial_ohm_cm: float) -> AxonSpike:
    """The spike that travels down an axon of 12 length constants. Raises UserError when none does."""
    resting = settled(membrane)
    length = LENGTH_LAMBDA * length_constant_um(resting, diameter_um, axial_ohm_cm)
    cuts = round(LENGTH_LAMBDA * COMPARTMENTS_PER_LAMBDA)
    tree = build([Section("axon", length, diameter_um, cuts, resting)], axial_ohm_cm)
    trace = _started_at_one_end(tree)
    a, b = (tree.at("axon", place) for place in MEASURED)
    arrived = arrivals_ms(trace, resting.v_rest_mV + PASSES_MV)
    if not np.isfinite(arrived[[a, b]]).all():
        raise UserError(f"membrane {membrane.name!r}: no spike travels along an axon of {diameter_um:g} um")
    v = trace.v_mV[:, a]
    peak = extremum(trace.t_ms, v, int(np.argmax(v)))[1]
    na_nC, k_nC = _gated_nC_cm2(resting, trace.t_ms, v)
    return AxonSpike(
        velocity_m_s=float((tree.x_um[b] - tree.x_um[a]) * 1e-3 / (arrived[b] - arrived[a])),
        amplitude_mV=peak - resting.v_rest_mV,
        peak_mV=peak,
        na_in_pmol_cm2=-na_nC * 1e3 / FARADAY_C_MOL,
        k_out_pmol_cm2=k_nC * 1e3 / FARADAY_C_MOL,
    )


def _started_at_one_end(tree: Tree) -> CableTrace:
    """The axon lifted at its start, until the spike has passed and gone, or nothing goes on."""
    rest = tree.kinetics.v_rest_mV
    reach = STARTED_LAMBDA / LENGTH_LAMBDA * tree.sections[0].length_um
    state = init(tree)
    state = state._replace(v_mV=rest + STARTED_MV * np.exp(-((tree.x_um / reach) ** 2)))
    times, volts = [np.zeros(1)], [state.v_mV[None]]
    now, over, last = 0.0, False, tree.at("axon", MEASURED[1])
    while now < GIVE_UP_MS:
        state, piece = run(state, tree, 1.0, STEP_MS)
        times.append(now + piece.t_ms[1:])
        volts.append(piece.v_mV[1:])
        now += 1.0
        over |= bool(piece.v_mV[:, last].max() > rest + PASSES_MV)
        if (over or now > 2.0) and np.abs(state.v_mV[: last + 1] - rest).max() < QUIET_MV:
            break
    return CableTrace(np.concatenate(times), np.concatenate(volts))


def _gated_nC_cm2(membrane: MembraneSet, t_ms: Array, v_mV: Array) -> tuple[float, float]:
    """Net charge through the Na+ and the K+ gates along a given V(t), outward positive, rest subtracted."""
    gates = steady_gates(membrane, np.asarray(membrane.v_rest_mV))
    alpha, beta = membrane.gate_rates(0.5 * (v_mV[1:] + v_mV[:-1]))
    decay = np.exp(-np.diff(t_ms) * (alpha + beta))
    gain = alpha / (alpha + beta) * (1.0 - decay)
    along = [gates]
    for k in range(t_ms.size - 1):
        along.append(decay[:, k] * along[-1] + gain[:, k])
    m, h, n = np.stack(along, axis=1)
    na = membrane.free_na_mS_cm2 * m**3 * h * (v_mV - membrane.e_na_mV)
    k_flow = membrane.free_k_mS_cm2 * n**4 * (v_mV - membrane.e_k_mV)
    return float(np.trapezoid(na - na[0], t_ms)), float(np.trapezoid(k_flow - k_flow[0], t_ms))
