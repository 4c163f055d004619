"""The cable's step: gates by exponential Euler half a step apart from an implicit voltage (Hines 1984).

C dV/dt = axial currents + drive - g V + injected. The voltage takes a half step of backward Euler, which is
then extrapolated (Crank & Nicolson 1947); the gates go half a step before and half a step after it. The
whole is second order in time, and the compartments are second order in space.
"""

from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

import numpy as np

from apanim.physics.cable.gates import gate_table
from apanim.physics.cable.solve import tree_solver
from apanim.physics.cable.tree import Tree
from apanim.physics.patch import NonFiniteStateError, PatchState, open_fractions, steady_gates
from apanim.physics.rates import Array


class CableTrace(NamedTuple):
    """t_ms (k,); v_mV (k, n)."""

    t_ms: Array
    v_mV: Array


class Input(NamedTuple):
    """What acts on the compartments during a step: current (nA), conductance (uS) and g E (nA), (n,)."""

    current_nA: Array | float
    g_uS: Array | float
    drive_nA: Array | float


NO_INPUT = Input(0.0, 0.0, 0.0)


def init(tree: Tree, v_mV: Array | float | None = None) -> PatchState:
    """The compartments (n,) at their sections' rest, or at `v_mV`, with their gates settled there."""
    v = tree.density("v_rest_mV") if v_mV is None else np.broadcast_to(v_mV, (tree.size,)).astype(float)
    return PatchState(v, *steady_gates(tree.kinetics, v))


def step(
    state: PatchState, tree: Tree, dt_ms: float, acting: Input = NO_INPUT, t_ms: float = 0.0
) -> PatchState:
    """`state` after one step of `dt_ms` under `acting`; NonFiniteStateError with quantity and time."""
    return advance(state, tree, dt_ms, 1, lambda _: acting, t_ms=t_ms)


def run(
    state: PatchState,
    tree: Tree,
    until_ms: float,
    dt_ms: float,
    acting: Callable[[int], Input] = lambda k: NO_INPUT,
    every: int = 1,
) -> tuple[PatchState, CableTrace]:
    """The tree after `until_ms`, and its voltages at the start and at every `every`th step.

    `acting(k)` tells what acts during step k.
    """
    steps = max(1, round(until_ms / dt_ms))
    kept = [state.v_mV.copy()]

    def keep(k: int, v: Array) -> None:
        if (k + 1) % every == 0:
            kept.append(v.copy())

    after = advance(state, tree, until_ms / steps, steps, acting, keep)
    t = np.linspace(0.0, until_ms, steps + 1)[::every]
    return after, CableTrace(t, np.array(kept))


def advance(
    state: PatchState,
    tree: Tree,
    dt_ms: float,
    steps: int,
    acting: Callable[[int], Input],
    keep: Callable[[int, Array], None] = lambda k, v: None,
    t_ms: float = 0.0,
) -> PatchState:
    """`steps` steps on; half steps of the gates that meet at one voltage are made as one whole step."""
    solver = tree_solver(tree)
    half, whole = gate_table(tree.kinetics, dt_ms / 2), gate_table(tree.kinetics, dt_ms)
    v, gates = state.v_mV.copy(), np.array(state[1:])
    capacitive = tree.c_nF * (2.0 / dt_ms)
    constant = capacitive + solver.axial_uS + tree.g_fixed_uS
    half.advance(gates, v)
    for k in range(steps):
        now = acting(k)
        g_na, g_k = open_fractions(gates)
        g_na *= tree.g_na_uS
        g_k *= tree.g_k_uS
        diagonal = constant + g_na
        diagonal += g_k
        right = capacitive * v
        right += tree.drive_nA
        g_na *= tree.e_na_mV
        right += g_na
        g_k *= tree.e_k_mV
        right += g_k
        if now is not NO_INPUT:
            diagonal += now.g_uS
            right += now.current_nA + now.drive_nA
        middle = solver.solve(diagonal, right)
        middle *= 2.0
        middle -= v
        v = middle
        if not isfinite(v.sum()):
            raise NonFiniteStateError(
                f"v_mV is not a finite number at {t_ms + (k + 1) * dt_ms:.6g} ms in the cable"
            )
        (whole if k < steps - 1 else half).advance(gates, v)
        keep(k, v)
    return PatchState(v, *gates)
