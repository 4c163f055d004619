"""A cable that is changed while it lives: a blocked stretch, drugs, concentrations, temperature."""

from dataclasses import replace

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics.cable import Section, build
from apanim.physics.cable.changes import Block, tree_at
from apanim.physics.cable.course import GRID_NS, CableCourse
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import AXIAL_OHM_CM, AXON, unmyelinated
from apanim.physics.measure.place import place_threshold_nA
from apanim.physics.perturb import Change, membrane_at
from apanim.physics.stimulus import Release

TREE = build([Section("axon", 1600.0, 1.0, 200, AXON)], AXIAL_OHM_CM)
FIRES = Electrode("axon", 0.0, 100_000, 200_000, 0.8)


def test_a_block_from_the_first_is_an_axon_made_with_fewer_channels():
    weak = replace(AXON, g_na_mS_cm2=0.2 * AXON.g_na_mS_cm2)
    parts = [("a", 800.0, 100, AXON), ("b", 240.0, 30, weak), ("c", 560.0, 70, AXON)]
    sections, parent = [], None
    for name, um, cuts, membrane in parts:
        sections.append(Section(name, um, 1.0, cuts, membrane, parent))
        parent = name
    made = CableCourse(build(sections, AXIAL_OHM_CM), {}, (replace(FIRES, section="a"),))
    blocked = CableCourse(TREE, {}, (FIRES, Block(0, "axon", 800.0, 1040.0, 0.2)))
    assert blocked.grid(0, 6_000_000) == pytest.approx(made.grid(0, 6_000_000), abs=1e-9)


def test_a_block_stops_a_spike_and_works_from_its_time_on():
    at_ns = 1_000_000
    free, blocked = (
        CableCourse(TREE, {}, (FIRES, *acts)) for acts in ((), (Block(at_ns, "axon", 900.0, 1300.0, 0.0),))
    )
    v, w = (course.grid(0, 6_000_000)[:, 0] for course in (free, blocked))
    until = at_ns // GRID_NS
    assert np.array_equal(v[: until + 1], w[: until + 1])
    assert v[:, 180].max() > 20
    assert w[:, 100].max() > 20
    assert w[:, 180].max() < -50
    lifted = CableCourse(
        TREE, {}, (FIRES, Block(at_ns, "axon", 900.0, 1300.0, 0.0), Block(at_ns, "axon", 0.0, 1600.0, 1.0))
    )
    assert np.array_equal(lifted.grid(0, 6_000_000)[:, 0], v)


def test_a_change_is_that_of_every_section():
    tree = unmyelinated().tree
    acts = (
        Change(40_000, "TTX", 0.5),
        Change(60_000, "k_out_mM", 9.0),
        Change(60_000, "temperature_C", 30.0),
    )
    assert tree_at(tree, acts, 20_000) is tree
    now = tree_at(tree, acts, 60_000)
    for was, section in zip(tree.sections, now.sections, strict=True):
        assert section.membrane == membrane_at(was.membrane, acts, 60_000)
    assert now.g_na_uS == pytest.approx(0.5 * tree.g_na_uS)
    assert now.e_k_mV[0] > tree.e_k_mV[0] + 10


def test_a_course_is_the_same_however_it_is_asked_for():
    neuron = unmyelinated()
    acts = (Release(300_000, "left"), Change(1_110_000, "cl_in_mM", 20.0), Release(1_500_000, "inhibitory"))
    at_once = CableCourse(neuron.tree, neuron.synapses, acts).grid(0, 8_000_000)
    piecewise = CableCourse(neuron.tree, neuron.synapses, acts)
    rng = np.random.default_rng()
    for end_ns in sorted(rng.integers(0, 8_000_000, 30).tolist()):
        piecewise.grid(0, end_ns)
    assert np.array_equal(piecewise.grid(0, 8_000_000), at_once)
    begun = piecewise.fork(3_217_000)
    assert np.array_equal(begun.grid(3_220_000, 8_000_000), at_once[161:])


def test_a_block_of_no_section_or_that_leaves_no_part_is_refused():
    with pytest.raises(UserError, match="no section"):
        CableCourse(TREE, {}).act(Block(0, "tail", 0.0, 100.0, 0.0))
    for left in (-0.1, 1.1, float("nan")):
        with pytest.raises(UserError, match="0 to 1"):
            Block(0, "axon", 0.0, 100.0, left)


def test_the_threshold_of_a_place_fires_there_and_little_less_does_not():
    for share, length_ms in ((0.1, 0.5), (0.5, 0.2)):
        weakest = place_threshold_nA(TREE, "axon", share, length_ms)
        tops = []
        for times in (0.96, 1.04):
            act = Electrode("axon", share, 0, round(length_ms * 1e6), times * weakest)
            tops.append(CableCourse(TREE, {}, (act,)).grid(0, 8_000_000)[:, 0, 170].max())
        assert tops[0] < -40
        assert tops[1] > 20


def test_what_never_fires_has_no_threshold():
    dead = build([Section("axon", 800.0, 1.0, 100, replace(AXON, g_na_mS_cm2=0.0))], AXIAL_OHM_CM)
    with pytest.raises(UserError, match="fires"):
        place_threshold_nA(dead, "axon", 0.1, 0.5)
