"""One isopotential patch of membrane: Hodgkin-Huxley currents, leaks and the pump.

C dV/dt = I_stimulus - (I_Na + I_K + leaks + I_pump)        Hodgkin & Huxley 1952, equation 26.

Gates advance by exponential Euler, exact at a held voltage; the voltage, with its gates held, is linear and
solved exactly too, so a step is stable at any length. The gates go half a step before and half a step
after the voltage (Strang 1968), which makes the step second order.
"""

from math import isfinite
from typing import NamedTuple

import numpy as np
import scipy  # its parts are imported when they are first used: what only shows a tape steps nothing

from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

LONGEST_STEP_MS = 0.005  # longer calls are split, so that no narrated number depends on the caller


class NonFiniteStateError(ArithmeticError):
    """A quantity of the model stopped being a number."""


class PatchState(NamedTuple):
    """Voltage (mV) and gates (0..1), each of the same shape: () for one patch, (n,) for n compartments."""

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
    na_ligand: Array
    k_ligand: Array


PATHWAYS = Currents._fields

# Mean Na+ and K+ conductances of ligand-gated channels over a step, mS/cm2 (see physics.protocol).
LigandConductance = tuple[float, float]
NO_LIGAND: LigandConductance = (0.0, 0.0)


def steady_gates(membrane: MembraneSet, v_mV: Array) -> Array:
    """m, h, n (3, ...) settled at `v_mV` (...)."""
    alpha, beta = membrane.gate_rates(v_mV)
    return alpha / (alpha + beta)


def init(membrane: MembraneSet, v_mV: float | Array | None = None) -> PatchState:
    """The patch at rest, or with its gates settled at `v_mV`."""
    v = np.asarray(membrane.v_rest_mV if v_mV is None else v_mV, dtype=float)
    return PatchState(v, *steady_gates(membrane, v))


def currents(
    state: PatchState, membrane: MembraneSet, ligand_mS_cm2: LigandConductance = NO_LIGAND
) -> Currents:
    """Every pathway's current density in `state`."""
    v, m, h, n = state
    na_mV, k_mV = m**3 * h * (v - membrane.e_na_mV), n**4 * (v - membrane.e_k_mV)
    return _currents(membrane, v, na_mV, k_mV, ligand_mS_cm2)


def _currents(
    membrane: MembraneSet, v_mV: Array, na_mV: Array, k_mV: Array, ligand_mS_cm2: LigandConductance
) -> Currents:
    """Currents at `v_mV`; `na_mV` and `k_mV` are the open fractions times their driving forces."""
    pump = np.full_like(v_mV, membrane.pump_uA_cm2)
    return Currents(
        na_gated=membrane.g_na_mS_cm2 * na_mV,
        na_leak=membrane.g_na_leak_mS_cm2 * (v_mV - membrane.e_na_mV),
        na_pump=3.0 * pump,
        k_gated=membrane.g_k_mS_cm2 * k_mV,
        k_leak=membrane.g_k_leak_mS_cm2 * (v_mV - membrane.e_k_mV),
        k_pump=-2.0 * pump,
        cl_leak=membrane.g_cl_leak_mS_cm2 * (v_mV - membrane.e_cl_mV),
        na_ligand=ligand_mS_cm2[0] * (v_mV - membrane.e_na_mV),
        k_ligand=ligand_mS_cm2[1] * (v_mV - membrane.e_k_mV),
    )


def step(
    state: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    stimulus_uA_cm2: float | Array = 0.0,
    t_ms: float | None = None,
    ligand_mS_cm2: LigandConductance = NO_LIGAND,
) -> PatchState:
    """`state` after `dt_ms` under a constant stimulus (a number, or an array of the state's shape).

    Raises NonFiniteStateError, naming the quantity and, where the start `t_ms` is given, the time.
    """
    return _advance(state, membrane, dt_ms, stimulus_uA_cm2, t_ms, None, ligand_mS_cm2)


def step_with_currents(
    state: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    stimulus_uA_cm2: float | Array = 0.0,
    t_ms: float | None = None,
    ligand_mS_cm2: LigandConductance = NO_LIGAND,
) -> tuple[PatchState, Currents]:
    """`step`, with every pathway's mean current over it, uA/cm2.

    They close the account: C (V_after - V_before) / dt = stimulus - sum of the means, to rounding.
    """
    if dt_ms == 0.0:
        return state, currents(state, membrane, ligand_mS_cm2)
    sums: list[Array | float] = [0.0, 0.0, 0.0]
    after = _advance(state, membrane, dt_ms, stimulus_uA_cm2, t_ms, sums, ligand_mS_cm2)
    v, na, k = (np.asarray(x) for x in sums)
    return after, _currents(membrane, v, na, k, ligand_mS_cm2)


def hold(
    state: PatchState, membrane: MembraneSet, dt_ms: float, from_mV: float, to_mV: float
) -> PatchState:
    """`state` after `dt_ms` in which a clamp leads the voltage evenly from `from_mV` to `to_mV`.

    Exact at a steady voltage; on a ramp the gates see the middle of every short piece.
    """
    pieces = 1 if from_mV == to_mV else max(1, int(np.ceil(dt_ms / LONGEST_STEP_MS - 1e-9)))
    gates = np.array((state.m, state.h, state.n))
    for piece in range(pieces):
        v = np.asarray(from_mV + (to_mV - from_mV) * (piece + 0.5) / pieces)
        gates = relax(gates, membrane.gate_rates(v), dt_ms / pieces)
    return PatchState(np.asarray(to_mV, dtype=float), *gates)


def _advance(
    state: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    stimulus_uA_cm2: float | Array,
    t_ms: float | None,
    means: list[Array | float] | None,
    ligand_mS_cm2: LigandConductance,
) -> PatchState:
    """`step`; adds to `means`, if given, the means of V and of the gated driving forces of Na+ and K+."""
    pieces = max(1, int(np.ceil(dt_ms / LONGEST_STEP_MS - 1e-9)))
    dt = dt_ms / pieces
    v, gates = state.v_mV, np.array((state.m, state.h, state.n))
    g_ligand, drive_ligand = _of_ligand(ligand_mS_cm2, membrane)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        rates = membrane.gate_rates(v)
        for piece in range(pieces):
            gates = relax(gates, rates, dt / 2 if piece == 0 else dt)
            na_open, k_open = open_fractions(gates)
            g, drive = conductance_and_drive(na_open, k_open, membrane)
            g, drive = g + g_ligand, drive + (stimulus_uA_cm2 + drive_ligand)
            v, v_old = polarise(v, g, drive, membrane.c_uF_cm2, dt), v
            if means is not None:
                v_mean = _mean(v_old, v, g, drive, membrane.c_uF_cm2, dt)
                means[0] += v_mean / pieces
                means[1] += na_open * (v_mean - membrane.e_na_mV) / pieces
                means[2] += k_open * (v_mean - membrane.e_k_mV) / pieces
            rates = membrane.gate_rates(v)
        gates = relax(gates, rates, dt / 2)
    after = PatchState(v, *gates)
    if not isfinite(v.sum() + gates.sum()):
        refuse_non_finite(after, membrane, None if t_ms is None else t_ms + dt_ms)
    return after


def _of_ligand(ligand_mS_cm2: LigandConductance, membrane: MembraneSet) -> tuple[float, float]:
    """As `conductance_and_drive`, of the ligand-gated channels."""
    g_na, g_k = ligand_mS_cm2
    return g_na + g_k, g_na * membrane.e_na_mV + g_k * membrane.e_k_mV


def refuse_non_finite(state: PatchState, membrane: MembraneSet, t_ms: float | None) -> None:
    """Raise NonFiniteStateError, naming the quantity and the time if known, where `state` is no number."""
    for name, value in state._asdict().items():
        if not np.isfinite(value).all():
            when = "" if t_ms is None else f" at {t_ms:.6g} ms"
            raise NonFiniteStateError(f"{name} is not a finite number{when} in membrane {membrane.name!r}")


def open_fractions(gates: Array) -> tuple[Array, Array]:
    """m^3 h and n^4 of `gates` (3, ...)."""
    m, h, n = gates
    n_squared = n * n
    return m * m * m * h, n_squared * n_squared


def relax(gates: Array, rates: tuple[Array, Array], dt_ms: float) -> Array:
    """m, h, n (3, ...) after `dt_ms` by exponential Euler: exact for constant rates, so within 0..1."""
    alpha, beta = rates
    total = alpha + beta
    return gates + (gates - alpha / total) * np.expm1(-dt_ms * total)


def polarise(v: Array, g: Array, drive: Array, c_uF_cm2: float, dt_ms: float) -> Array:
    """The voltage after `dt_ms` of C dV/dt = drive - g V with the gates held: exact."""
    per_c = dt_ms / c_uF_cm2
    return v + per_c * (drive - g * v) * scipy.special.exprel(-per_c * g)


def _mean(before: Array, after: Array, g: Array, drive: Array, c_uF_cm2: float, dt_ms: float) -> Array:
    """The voltage's mean over that step, from the charge balance (of use where there is conductance)."""
    return (drive - (after - before) * (c_uF_cm2 / dt_ms)) / np.maximum(g, 1e-12)


def conductance_and_drive(na_open: Array, k_open: Array, membrane: MembraneSet) -> tuple[Array, Array]:
    """Total conductance (mS/cm2) and the current (uA/cm2) it drives inward at 0 mV, pump included."""
    g_na, g_k = membrane.g_na_mS_cm2 * na_open, membrane.g_k_mS_cm2 * k_open
    fixed = membrane.g_na_leak_mS_cm2 + membrane.g_k_leak_mS_cm2 + membrane.g_cl_leak_mS_cm2
    drive = (
        membrane.g_na_leak_mS_cm2 * membrane.e_na_mV
        + membrane.g_k_leak_mS_cm2 * membrane.e_k_mV
        + membrane.g_cl_leak_mS_cm2 * membrane.e_cl_mV
        - membrane.pump_uA_cm2
    )
    return g_na + g_k + fixed, g_na * membrane.e_na_mV + g_k * membrane.e_k_mV + drive
