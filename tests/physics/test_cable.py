"""The cable's parts: its linear solver, its gate tables, and agreement with the patch and with theory."""

from dataclasses import replace

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics import patch
from apanim.physics.cable import Section, build, init, run, step
from apanim.physics.cable.gates import GateTable
from apanim.physics.cable.solve import TreeSolver
from apanim.physics.cable.step import Input
from apanim.physics.squid import SQUID_1952
from apanim.physics.textbook import TEXTBOOK

PASSIVE = replace(SQUID_1952, name="passive", g_na_mS_cm2=0.0, g_k_mS_cm2=0.0, v_rest_mV=SQUID_1952.e_cl_mV)
BRANCHES = [
    Section("a", 100.0, 2.0, 5, SQUID_1952),
    Section("b", 80.0, 1.0, 4, SQUID_1952, "a", 1),
    Section("c", 60.0, 1.5, 3, SQUID_1952, "a", 1),
    Section("d", 60.0, 1.5, 3, SQUID_1952, "a", 0),
    Section("e", 60.0, 1.0, 3, SQUID_1952, "d", 1),
    Section("f", 50.0, 1.5, 2, SQUID_1952, "c", 1),
    Section("g", 50.0, 1.0, 1, SQUID_1952, "c", 1),
    Section("i", 50.0, 1.0, 2, SQUID_1952, "c", 1),
]


def test_the_tree_solver_equals_a_dense_solve():
    tree = build(BRANCHES, 100.0)
    n, j = tree.size, tree.junctions
    solver = TreeSolver(tree)
    rng = np.random.default_rng(5)
    diagonal, right = solver.axial_uS + rng.random(n), rng.random(n)
    dense = np.zeros((n + j, n + j))
    dense[range(n), range(n)] = diagonal
    for i, g in enumerate(tree.along_uS):
        dense[i, i + 1] = dense[i + 1, i] = -g
    for compartment, junction, g in tree.starts + tree.ends:
        dense[compartment, n + junction] = dense[n + junction, compartment] = -g
        dense[n + junction, n + junction] += g
    exact = np.linalg.solve(dense, np.append(right, np.zeros(j)))[:n]
    assert j == 3
    assert np.allclose(solver.solve(diagonal.copy(), right), exact, rtol=1e-12)


def test_gate_tables_are_within_two_millionths_of_the_formulas():
    v = np.random.default_rng(1).uniform(-120, 80, 20_000)
    for membrane in (SQUID_1952, TEXTBOOK):
        alpha, beta = membrane.gate_rates(v)
        start = np.full((3, v.size), 0.3)
        exact = start + (start - alpha / (alpha + beta)) * np.expm1(-0.01 * (alpha + beta))
        tabled = start.copy()
        GateTable(membrane, 0.01).advance(tabled, v)
        assert np.abs(tabled - exact).max() < 2e-6


def test_an_isopotential_cable_is_the_patch():
    tree = build([Section("short", 10.0, 10.0, 3, SQUID_1952)], 35.4)
    start = init(tree)
    state = start._replace(v_mV=start.v_mV + 15.0)
    lone = patch.init(SQUID_1952)
    lone = lone._replace(v_mV=lone.v_mV + 15.0)
    for _ in range(1000):
        state = step(state, tree, 0.005)
        lone = patch.step(lone, SQUID_1952, 0.005)
        assert np.allclose(state.v_mV, lone.v_mV, atol=0.02)


def test_a_passive_cable_decays_with_its_length_constant():
    diameter_um, axial = 10.0, 100.0
    lam_um = 1e4 * np.sqrt(diameter_um * 1e-4 / (4 * axial * 0.3e-3))
    tree = build([Section("long", 8 * lam_um, diameter_um, 800, PASSIVE)], axial)
    current = np.zeros(tree.size)
    current[0] = 1.0
    state, _ = run(init(tree), tree, 80.0, 0.1, lambda _: Input(current, 0.0, 0.0))
    rise = state.v_mV - PASSIVE.e_cl_mV
    at = np.interp([lam_um, 2 * lam_um], tree.x_um, rise)
    assert at[0] / at[1] == pytest.approx(np.e, rel=1e-3)
    into_MOhm = (2 / np.pi) * np.sqrt(axial / 0.3e-3) * (diameter_um * 1e-4) ** -1.5 * 1e-6
    assert np.interp(0, tree.x_um, rise) == pytest.approx(into_MOhm, rel=0.01)  # mV per nA


def test_charge_spreads_over_branches_and_none_is_lost():
    sealed = replace(PASSIVE, g_cl_leak_mS_cm2=0.0)
    tree = build([replace(s, membrane=sealed) for s in BRANCHES], 100.0)
    state = init(tree, -60.0)
    state = state._replace(v_mV=state.v_mV + np.where(np.arange(tree.size) < 3, 30.0, 0.0))
    charge = float(state.v_mV @ tree.c_nF)
    after, _ = run(state, tree, 5.0, 0.01)
    assert float(after.v_mV @ tree.c_nF) == pytest.approx(charge, rel=1e-12)
    assert np.ptp(after.v_mV) < 1e-3


def test_resuming_a_cable_goes_on_as_if_it_had_not_stopped():
    tree = build(BRANCHES, 100.0)
    start = init(tree)
    start = start._replace(v_mV=start.v_mV + 20.0)
    straight = start
    for _ in range(40):
        straight = step(straight, tree, 0.02)
    again = start
    for _ in range(15):
        again = step(again, tree, 0.02)
    for _ in range(25):
        again = step(type(again)(*(x.copy() for x in again)), tree, 0.02)
    assert all(np.array_equal(a, b) for a, b in zip(straight, again, strict=True))


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (lambda: Section("a", 0.0, 1.0, 1, SQUID_1952), "length"),
        (lambda: Section("a", 1.0, 1.0, 0, SQUID_1952), "compartments"),
        (lambda: build([Section("a", 1.0, 1.0, 1, SQUID_1952, "x")], 100.0), "'x' does not come before"),
        (lambda: build([*BRANCHES, Section("z", 1.0, 1.0, 1, SQUID_1952, "q")], 100.0), "'q'"),
        (lambda: build([*BRANCHES, Section("b", 1.0, 1.0, 1, SQUID_1952, "a")], 100.0), "twice"),
        (lambda: build([*BRANCHES, Section("z", 1.0, 1.0, 1, TEXTBOOK, "a")], 100.0), "rates"),
        (lambda: build(BRANCHES, 0.0), "resistivity"),
        (lambda: build(BRANCHES, 100.0).compartments("nowhere"), "nowhere"),
        (lambda: build(BRANCHES, 100.0).at("a", 1.5), r"1\.5"),
    ],
)
def test_a_tree_that_cannot_be_is_refused_by_name(make, names):
    with pytest.raises(UserError, match=names):
        make()
