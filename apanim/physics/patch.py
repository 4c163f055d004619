"""One isopotential patch of membrane: Hodgkin-Huxley currents, leaks and the pump.

C dV/dt = I_stimulus - (I_Na + I_K + leaks + I_pump)        Hodgkin & Huxley 1952, equation 26.

Gates advance by exponential Euler at the voltage of the step's start, the voltage implicitly in its own
(linear) equation, so that a step is stable at any length and first order in it.
"""

from typing import NamedTuple

import numpy as np

from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

LONGEST_STEP_MS = 0.005  # longer calls are split, so that no narrated number depends on the caller


class NonFiniteStateError(ArithmeticError):
    """A quantity of the model stopped being a number."""


class PatchState(NamedTuple):
    """Voltage (mV) and gates (0..1), each of the same shape ()."""

    v_mV: Array
    m: Array
    h: Array
    n: Array


class Currents(NamedTuple):
    """Current densities by pathway, uA/cm2, outward positive; Cl- carries current against its flux."""

    na_gated: Array
    na_leak: Array
    na_pump: Array
    k_gated: Array
    k_leak: Array
    k_pump: Array
    cl_leak: Array


PATHWAYS = Currents._fields


def steady_gates(membrane: MembraneSet, v_mV: Array) -> tuple[Array, Array, Array]:
    """m, h, n at rest at `v_mV`."""
    r = membrane.rates(v_mV)
    return (
        r.alpha_m / (r.alpha_m + r.beta_m),
        r.alpha_h / (r.alpha_h + r.beta_h),
        r.alpha_n / (r.alpha_n + r.beta_n),
    )


def init(membrane: MembraneSet, v_mV: float | None = None) -> PatchState:
    """The patch at rest, or with its gates settled at `v_mV`."""
    v = np.asarray(membrane.v_rest_mV if v_mV is None else v_mV, dtype=float)
    return PatchState(v, *steady_gates(membrane, v))


def currents(state: PatchState, membrane: MembraneSet) -> Currents:
    """Every pathway's current density in `state`."""
    v, na_open, k_open = state.v_mV, state.m**3 * state.h, state.n**4
    to_na, to_k, to_cl = v - membrane.e_na_mV, v - membrane.e_k_mV, v - membrane.e_cl_mV
    pump = np.full_like(v, membrane.pump_uA_cm2)
    return Currents(
        na_gated=membrane.g_na_mS_cm2 * na_open * to_na,
        na_leak=membrane.g_na_leak_mS_cm2 * to_na,
        na_pump=3.0 * pump,
        k_gated=membrane.g_k_mS_cm2 * k_open * to_k,
        k_leak=membrane.g_k_leak_mS_cm2 * to_k,
        k_pump=-2.0 * pump,
        cl_leak=membrane.g_cl_leak_mS_cm2 * to_cl,
    )


def step(
    state: PatchState, membrane: MembraneSet, dt_ms: float, stimulus_uA_cm2: float = 0.0
) -> PatchState:
    """`state` after `dt_ms` under a constant stimulus. Raises NonFiniteStateError, naming the quantity."""
    pieces = max(1, int(np.ceil(dt_ms / LONGEST_STEP_MS - 1e-9)))
    for _ in range(pieces):
        state = _advance(state, membrane, dt_ms / pieces, stimulus_uA_cm2)
    for name, value in state._asdict().items():
        if not np.all(np.isfinite(value)):
            raise NonFiniteStateError(f"{name} is {value} in membrane {membrane.name!r}")
    return state


def _advance(s: PatchState, membrane: MembraneSet, dt_ms: float, stimulus_uA_cm2: float) -> PatchState:
    r = membrane.rates(s.v_mV)
    m = _relax(s.m, r.alpha_m, r.beta_m, dt_ms)
    h = _relax(s.h, r.alpha_h, r.beta_h, dt_ms)
    n = _relax(s.n, r.alpha_n, r.beta_n, dt_ms)
    g_na = membrane.g_na_mS_cm2 * m**3 * h + membrane.g_na_leak_mS_cm2
    g_k = membrane.g_k_mS_cm2 * n**4 + membrane.g_k_leak_mS_cm2
    g_cl = membrane.g_cl_leak_mS_cm2
    drive = g_na * membrane.e_na_mV + g_k * membrane.e_k_mV + g_cl * membrane.e_cl_mV
    drive = drive + stimulus_uA_cm2 - membrane.pump_uA_cm2
    step_over_c = dt_ms / membrane.c_uF_cm2
    v = (s.v_mV + step_over_c * drive) / (1.0 + step_over_c * (g_na + g_k + g_cl))
    return PatchState(v, m, h, n)


def _relax(gate: Array, alpha: Array, beta: Array, dt_ms: float) -> Array:
    """Exponential Euler: exact for constant rates, so a gate never leaves 0..1."""
    total = alpha + beta
    return gate + (alpha / total - gate) * -np.expm1(-total * dt_ms)
