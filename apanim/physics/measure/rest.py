"""Rest: the steady voltage of a membrane, and whether it holds."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
from scipy.optimize import root_scalar

from apanim.errors import UserError
from apanim.physics import patch
from apanim.physics.patch import PatchState
from apanim.physics.sets import MembraneSet


class Rest(NamedTuple):
    """A steady voltage; `stable` when the membrane returns to it by itself."""

    v_mV: float
    stable: bool


def steady_current_uA_cm2(membrane: MembraneSet, v_mV: float) -> float:
    """Total membrane current with the gates settled at `v_mV`, outward positive."""
    return float(sum(patch.currents(patch.init(membrane, v_mV), membrane)))


@cache
def measure_rest(membrane: MembraneSet) -> Rest:
    """The steady voltage nearest to the set's nominal rest. Raises UserError when there is none."""
    grid = np.linspace(-150.0, 100.0, 1001)
    current = sum(patch.currents(patch.init(membrane)._replace(**_settled(membrane, grid)), membrane))
    upward = np.flatnonzero((np.asarray(current)[:-1] <= 0) & (np.asarray(current)[1:] > 0))
    if upward.size == 0:
        raise UserError(f"membrane {membrane.name!r} has no resting voltage between -150 and 100 mV")
    near = upward[np.argmin(np.abs(grid[upward] - membrane.v_rest_mV))]
    low, high = float(grid[near]), float(grid[near + 1])
    v = float(
        root_scalar(lambda x: steady_current_uA_cm2(membrane, x), bracket=(low, high), xtol=1e-12).root
    )
    return Rest(v, _is_stable(membrane, v))


def measure_rest_mV(membrane: MembraneSet) -> float:
    """The resting voltage. Raises UserError when the membrane has none or does not stay there."""
    rest = measure_rest(membrane)
    if not rest.stable:
        raise UserError(f"membrane {membrane.name!r} does not rest: at {rest.v_mV:.1f} mV it is unstable")
    return rest.v_mV


def at_rest(membrane: MembraneSet) -> PatchState:
    """The patch at its measured rest, which a drug or a temperature may have moved."""
    return patch.init(membrane, measure_rest_mV(membrane))


def settled(membrane: MembraneSet) -> MembraneSet:
    """`membrane` with its nominal rest put at the measured one, so that `patch.init` starts there."""
    return replace(membrane, v_rest_mV=measure_rest_mV(membrane))


def _settled(membrane: MembraneSet, v: np.ndarray) -> dict[str, np.ndarray]:
    m, h, n = patch.steady_gates(membrane, v)
    return {"v_mV": v, "m": m, "h": h, "n": n}


def _is_stable(membrane: MembraneSet, v_mV: float) -> bool:
    """Whether every eigenvalue of the equations' Jacobian at rest has a negative real part."""
    rest = np.array([float(x) for x in patch.init(membrane, v_mV)])

    def flow(x: np.ndarray) -> np.ndarray:
        state = PatchState(*(np.asarray(value) for value in x))
        r = membrane.rates(state.v_mV)
        dv = -sum(patch.currents(state, membrane)) / membrane.c_uF_cm2
        dm = r.alpha_m * (1 - state.m) - r.beta_m * state.m
        dh = r.alpha_h * (1 - state.h) - r.beta_h * state.h
        dn = r.alpha_n * (1 - state.n) - r.beta_n * state.n
        return np.array([dv, dm, dh, dn], dtype=float)

    small = 1e-6
    columns = [(flow(rest + d) - flow(rest - d)) / (2 * small) for d in small * np.eye(4)]
    return bool(np.max(np.linalg.eigvals(np.stack(columns, axis=1)).real) < 0)
