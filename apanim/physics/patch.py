"""One isopotential patch of membrane: Hodgkin-Huxley currents, leaks and the pump.

C dV/dt = I_stimulus - (I_Na + I_K + leaks + I_pump)        Hodgkin & Huxley 1952, equation 26.

Gates advance by exponential Euler, exact at a held voltage; the voltage, with its gates held, is linear and
solved exactly too, so a step is stable at any length. The gates go half a step before and half a step
after the voltage (Strang 1968), which makes the step second order.
"""

from collections.abc import Sequence
from math import ceil, isfinite
from typing import NamedTuple

import numpy as np

from apanim.physics import patch_loops
from apanim.physics.exponentials import POWERS_OF_TWO
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
        na_gated=membrane.free_na_mS_cm2 * na_mV,
        na_leak=membrane.g_na_leak_mS_cm2 * (v_mV - membrane.e_na_mV),
        na_pump=3.0 * pump,
        k_gated=membrane.free_k_mS_cm2 * k_mV,
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
    return _advance(state, membrane, dt_ms, stimulus_uA_cm2, t_ms, ligand_mS_cm2)[0]


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
    after, (v, na, k) = _advance(state, membrane, dt_ms, stimulus_uA_cm2, t_ms, ligand_mS_cm2)
    return after, _currents(membrane, v, na, k, ligand_mS_cm2)


def run(
    state: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    stimulus_uA_cm2: Array,
    t_ms: float,
    ligand_mS_cm2: Sequence[LigandConductance],
) -> Array:
    """One patch in k even steps of `dt_ms`, as `step` makes them: (k + 1, 4) V, m, h, n, the start first.

    Stimulus (k,) and ligand-gated conductances (k) are those of each step. Raises as `step` does.
    """
    rows = np.empty((len(stimulus_uA_cm2) + 1, len(state)))
    rows[0] = state
    pieces = _pieces(dt_ms)
    g, drive = np.array([_of_ligand(one, membrane) for one in ligand_mS_cm2]).reshape(-1, 2).T
    flows = stimulus_uA_cm2 + drive
    patch_loops.run(membrane.numbers, POWERS_OF_TWO, rows, flows, g.copy(), pieces, dt_ms / pieces)
    if not isfinite(rows.sum()):
        bad = np.flatnonzero(~np.isfinite(rows).all(axis=1))
        if len(bad):
            refuse_non_finite(PatchState(*rows[bad[0]]), membrane, t_ms + float(bad[0]) * dt_ms)
    return rows


def hold(
    state: PatchState, membrane: MembraneSet, dt_ms: float, from_mV: float, to_mV: float
) -> PatchState:
    """`state` after `dt_ms` in which a clamp leads the voltage evenly from `from_mV` to `to_mV`.

    Exact at a steady voltage; on a ramp the gates see the middle of every short piece.
    """
    pieces = 1 if from_mV == to_mV else _pieces(dt_ms)
    shape = np.shape(state.m)
    gates = np.array((state.m, state.h, state.n), dtype=float).reshape(3, -1)
    patch_loops.hold(
        membrane.numbers, POWERS_OF_TWO, gates, float(from_mV), float(to_mV), pieces, dt_ms / pieces
    )
    return PatchState(np.asarray(to_mV, dtype=float), *gates.reshape(3, *shape))


def _pieces(dt_ms: float) -> int:
    return max(1, ceil(dt_ms / LONGEST_STEP_MS - 1e-9))


def _advance(
    state: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    stimulus_uA_cm2: float | Array,
    t_ms: float | None,
    ligand_mS_cm2: LigandConductance,
) -> tuple[PatchState, Array]:
    """`step`, and (3, ...) the means of V and of the gated driving forces of Na+ and K+."""
    shape = np.shape(state.v_mV)
    flat = np.array(state, dtype=float).reshape(4, -1)
    g_ligand, drive_ligand = _of_ligand(ligand_mS_cm2, membrane)
    drive = np.empty(flat.shape[1])
    drive[:] = np.ravel(stimulus_uA_cm2 + drive_ligand)
    means = np.empty((3, flat.shape[1]))
    pieces = _pieces(dt_ms)
    patch_loops.advance(
        membrane.numbers, POWERS_OF_TWO, flat, drive, g_ligand, pieces, dt_ms / pieces, means
    )
    after = PatchState(*flat.reshape(4, *shape))
    if not isfinite(flat.sum()):
        refuse_non_finite(after, membrane, None if t_ms is None else t_ms + dt_ms)
    return after, means.reshape(3, *shape)


def _of_ligand(ligand_mS_cm2: LigandConductance, membrane: MembraneSet) -> tuple[float, float]:
    """The conductance of the ligand-gated channels, and the current that it drives inward at 0 mV."""
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
