"""Rest: the steady voltage of a membrane, and whether it holds."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np

from apanim.errors import UserError
from apanim.physics import patch
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

SAME_REST_MV = 0.01


class Rest(NamedTuple):
    """A steady voltage; `stable` when the membrane returns to it by itself."""

    v_mV: float
    stable: bool


@cache
def measure_rest(membrane: MembraneSet) -> Rest:
    """The steady voltage nearest to the set's nominal rest. Raises UserError when there is none."""
    from scipy.optimize import brentq  # takes its time to import, and few commands measure

    def steady(v_mV: float | Array) -> Array:
        """Total membrane current with the gates settled at `v_mV`, uA/cm2, outward positive."""
        return sum(patch.currents(patch.init(membrane, v_mV), membrane), start=np.zeros(()))

    grid = np.linspace(-150.0, 100.0, 1001)
    current = steady(grid)
    upward = np.flatnonzero((current[:-1] <= 0) & (current[1:] > 0))
    if upward.size == 0:
        raise UserError(f"membrane {membrane.name!r} has no resting voltage between -150 and 100 mV")
    near = upward[np.argmin(np.abs(grid[upward] - membrane.v_rest_mV))]
    v = brentq(lambda x: float(steady(x)), float(grid[near]), float(grid[near + 1]), xtol=1e-12)
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


def resting(membrane: MembraneSet) -> MembraneSet:
    """`membrane`, beginning at the rest that it has: other concentrations or a drug may have moved it.

    One that does not rest stays as it is.
    """
    try:
        moved_mV = measure_rest_mV(membrane) - membrane.v_rest_mV
    except UserError:
        return membrane
    return settled(membrane) if abs(moved_mV) > SAME_REST_MV else membrane


def _is_stable(membrane: MembraneSet, v_mV: float) -> bool:
    """Whether every eigenvalue of the equations' Jacobian at rest has a negative real part."""
    rest = np.array([float(x) for x in patch.init(membrane, v_mV)])

    def flow(x: Array) -> Array:
        alpha, beta = membrane.gate_rates(x[0])
        outward = sum(patch.currents(PatchState(*map(np.asarray, x)), membrane), start=np.zeros(()))
        return np.append(-outward / membrane.c_uF_cm2, alpha * (1 - x[1:]) - beta * x[1:])

    small = 1e-6
    columns = [(flow(rest + d) - flow(rest - d)) / (2 * small) for d in small * np.eye(4)]
    return bool(np.max(np.linalg.eigvals(np.stack(columns, axis=1)).real) < 0)
