"""Axons with nodes and myelin: their shape, what stripping changes of them, and several in one tree."""

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics.cable import build, init, run
from apanim.physics.cable.changes import tree_at
from apanim.physics.cable.myelin import AXOLEMMA, Demyelination, Fibre, fibre, strands, wrapped
from apanim.physics.cable.neuron import AXIAL_OHM_CM
from apanim.physics.perturb import Change

BOTH = [*fibre("bare", Fibre(turns=0), 1000.0), *fibre("myelinated", Fibre(), 1000.0)]


def test_nodes_and_internodes_alternate_and_are_as_long_as_told():
    bare, myelinated = strands(BOTH)
    assert [one.name for one in bare.sections] == ["bare"]
    assert [one.length_um for one in myelinated.sections] == [1.0, 199.0] * 5 + [1.0]
    assert len(myelinated.internodes) == 5
    tree = build(BOTH, AXIAL_OHM_CM)
    last = tree.compartments("myelinated node 5")
    assert tree.along_um[last][0] == pytest.approx(1000.5)
    assert tree.along_um[tree.compartments("bare")][-1] == pytest.approx(995.0)


def test_turns_lie_in_series_with_the_axons_own_membrane():
    assert wrapped(0.0).c_uF_cm2 == AXOLEMMA.c_uF_cm2 == 1.0
    for turns in (1.0, 20.0):
        assert wrapped(turns).c_uF_cm2 == pytest.approx(1.0 / (1.0 + 2.0 * turns))
        assert wrapped(turns).g_cl_leak_mS_cm2 == pytest.approx(0.05 / (1.0 + 2.0 * turns))


def test_two_axons_of_one_tree_know_nothing_of_each_other():
    together = build(BOTH, AXIAL_OHM_CM)
    alone = build(BOTH[1:], AXIAL_OHM_CM)

    def lifted(tree):
        state = init(tree)
        v = state.v_mV.copy()
        v[-15:] += 60.0
        return state._replace(v_mV=v)

    both, one = (run(lifted(tree), tree, 0.5, 0.02)[1].v_mV for tree in (together, alone))
    assert one.max() > 0.0
    np.testing.assert_allclose(both[:, -alone.size :], one, atol=1e-9)
    assert np.abs(both[:, : -alone.size] + 70.0).max() < 1e-6


def test_a_strip_takes_the_myelin_and_nothing_else():
    tree = build(BOTH, AXIAL_OHM_CM)
    names = ("myelinated internode 1", "myelinated internode 2")
    acts = [Change(0, "temperature_C", 39.0), Demyelination(10, names, 1.0)]
    before, after = tree_at(tree, acts, 5), tree_at(tree, acts, 10)
    ratio = after.c_nF / before.c_nF
    there = np.zeros(tree.size, bool)
    for name in names:
        there[tree.compartments(name)] = True
    np.testing.assert_allclose(ratio[there], 41.0 / 3.0)
    np.testing.assert_allclose(after.g_fixed_uS[there] / before.g_fixed_uS[there], 41.0 / 3.0)
    np.testing.assert_array_equal(ratio[~there], 1.0)
    assert after.kinetics.temperature_C == 39.0
    again = tree_at(tree, [*acts, Demyelination(20, names, 20.0)], 20)
    np.testing.assert_allclose(again.c_nF, before.c_nF)


def test_a_stripped_axon_stays_at_rest():
    tree = tree_at(build(BOTH, AXIAL_OHM_CM), [Demyelination(0, ("myelinated internode 3",), 0.0)], 0)
    assert np.abs(run(init(tree), tree, 3.0, 0.02)[1].v_mV + 70.0).max() < 1e-6


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (lambda: Fibre(diameter_um=0.0), "diameter_um"),
        (lambda: Fibre(turns=-1.0), "turns"),
        (lambda: Fibre(node_um=300.0), "node_um"),
        (lambda: Demyelination(0, ("bare",), float("nan")), "turns"),
        (lambda: tree_at(build(BOTH, AXIAL_OHM_CM), [Demyelination(0, ("bare",), 1.0)], 0), "'bare'"),
    ],
)
def test_what_is_no_axon_is_refused_by_name(make, names):
    with pytest.raises(UserError, match=names):
        make()
