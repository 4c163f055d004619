"""Cause, ledger, purity and reversal hold with receptors and under a clamp as they do in a spike."""

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid
from synapse_tape import CLAMP_STEP_NS, clamp_plan, clamp_tape, synapse_plan, synapse_tape

from apanim.particles.baths import HOME
from apanim.particles.ions import IonPhase
from apanim.particles.proteins import Kind
from apanim.physics.course import Course
from apanim.physics.markov import Mode
from apanim.physics.patch import PATHWAYS
from apanim.physics.protocol import occupancy
from apanim.tape import EventKind
from apanim.tape.records import columns
from apanim.units import NS_PER_MS, ions_per_um2_ms
from apanim.world import Session

WITHIN = 1.0
NA, K = PATHWAYS.index("na_ligand"), PATHWAYS.index("k_ligand")


def same(a, b):
    left, right = columns(a), columns(b)
    return all(np.array_equal(left[name], right[name]) for name in left)


@pytest.mark.parametrize("name", ["I_ligand_Na_uA_cm2", "I_ligand_K_uA_cm2"])
def test_what_crossed_the_receptors_is_what_their_current_carried(name):
    tape = synapse_tape()
    s, plan, account = tape.series, tape.plan, NA if "Na" in name else K
    charge = cumulative_trapezoid(tape.gated()[name], s.model_ns / NS_PER_MS, initial=0.0)
    quanta = charge * ions_per_um2_ms(1.0) * plan.setup.area_um2 / plan.setup.quantum
    assert np.abs(s.carried[:, account] - quanta).max() < 0.02
    assert np.abs(s.crossed[:, account] - quanta).max() <= WITHIN


def test_more_sodium_enters_than_potassium_leaves():
    s = synapse_tape().series
    assert s.crossed[-1, NA] < -50
    assert 5 < s.crossed[-1, K] < -s.crossed[-1, NA] / 4


def test_ions_pass_through_open_pores_only_and_pores_wait_for_both_molecules():
    tape = synapse_tape()
    receptors = tape.plan.setup.layout.sites(Kind.LIGAND_CHANNEL)
    opened = False
    before = tape.step(0)
    for number in range(1, tape.steps + 1):
        now = tape.step(number)
        entered = (now.ions.phase != before.ions.phase) & np.isin(
            now.ions.phase, (IonPhase.INWARD, IonPhase.OUTWARD)
        )
        for site in now.ions.owner[entered]:
            if site in receptors:
                which = int(np.searchsorted(receptors, site))
                assert before.ligand_open[which] > 0.3
                assert before.ligand_conducts[which] or now.ligand_conducts[which]
        rising = now.ligand_open > before.ligand_open
        there = (now.transmitter.held >= 0) & (
            now.transmitter.phase[now.transmitter.held] == IonPhase.BOUND
        )
        assert (there.sum(axis=1)[rising] == 2).all()
        opened |= bool(rising.any())
        before = now
    assert opened


def test_the_drawn_receptors_follow_the_occupancy():
    s, plan = synapse_tape().series, synapse_plan()
    shares = occupancy(plan.protocol.releases_ns, s.model_ns)
    assert np.abs(s.ligand_open - plan.setup.ligand_channels * shares[:, 3]).max() < 1.0
    assert s.ligand_open.max() >= 1


def test_free_receptors_follow_it_on_average():
    ends = []
    for seed in range(12):
        plan = synapse_plan(seed, Mode.FREE)
        end = Session.replay(plan.beginning(120)).world  # far enough for the first bindings, and quick
        ends.append((end.ligand_bound > 0).mean())
    expected = 1 - occupancy(plan.protocol.releases_ns, plan.model_ns[120:121])[0, 0]
    assert np.mean(ends) == pytest.approx(expected, abs=0.15)


def test_ions_and_molecules_are_conserved():
    tape = synapse_tape()
    start, end = tape.step(0), tape.step(tape.steps)
    assert np.array_equal(start.ions.species, end.ions.species)
    assert len(start.transmitter.pos) == len(end.transmitter.pos)
    assert np.isfinite(end.transmitter.pos).all()
    held = end.transmitter.held[end.transmitter.held >= 0]
    assert len(set(held.tolist())) == len(held)
    resting = (end.ions.phase == IonPhase.FREE) & (start.ions.phase == IonPhase.FREE)
    home = np.where(end.ions.guest > HOME, -1.0, 1.0) * np.sign(end.ions.pos[:, 1])
    assert np.array_equal(home[resting], np.sign(start.ions.pos[:, 1])[resting])
    assert abs(end.crossed).sum() > 60


@pytest.mark.parametrize(("tape", "start"), [(synapse_tape, 50), (synapse_tape, 700), (clamp_tape, 190)])
def test_a_world_taken_from_the_tape_goes_on_bit_by_bit(tape, start):
    fork = tape().fork(start)
    for ns in tape().plan.model_ns[start + 1 : start + 26].tolist():
        fork.step(ns)
    assert same(fork.world, tape().step(start + 25))


def test_any_tick_is_the_same_after_a_seek():
    first = synapse_tape().at(7_123)
    synapse_tape().at(55)
    assert same(first, synapse_tape().at(7_123))


@pytest.mark.parametrize("plan", [synapse_plan, clamp_plan])
def test_the_script_foresees_exactly_what_the_world_does(plan):
    p = plan()
    course = Course(p.setup.membrane, p.setup.receptors_mS_cm2, p.acts)
    tape = synapse_tape() if p.setup.ligand_channels else clamp_tape()
    for ns in p.model_ns[1:].tolist():
        course.step(ns)
    for name, column in course.read()._asdict().items():
        assert np.array_equal(tape.series[name], column), name


def test_every_binding_and_opening_is_on_the_index():
    tape = synapse_tape()
    kinds = tape.events["kind"]
    assert (kinds == EventKind.RELEASE).sum() == 1
    receptors = set(tape.plan.setup.layout.sites(Kind.LIGAND_CHANNEL).tolist())
    for kind in (EventKind.BINDING, EventKind.UNBINDING, EventKind.OPENING):
        assert set(tape.events["site"][kinds == kind].tolist()) <= receptors
        assert (kinds == kind).any()


def test_a_clamp_holds_the_voltage_and_the_gates_answer():
    s = clamp_tape().series
    at = s.model_ns // CLAMP_STEP_NS
    assert np.all(s.v_mV[(at > 200) & (at <= 1800)] == -10.0)
    assert np.all(s.v_mV[(at > 1950) & (at <= 2100)] == -80.0)
    assert np.all(np.diff(s.v_mV[(at >= 1801) & (at <= 1950)]) < 0)
    held = (at > 200) & (at <= 1800)
    first_na, first_k = np.argmax(s.na_open[held] > 1), np.argmax(s.k_open[held] > 1)
    assert 0 < first_na < first_k  # sodium first
    assert s.na_inactivated[held][-1] >= 7  # then nearly every ball is in, though V never moved
    assert s.k_open[held][-1] >= 3


def test_the_ledger_holds_under_a_clamp():
    tape = clamp_tape()
    s, plan = tape.series, tape.plan
    # A step begins at the voltage that the clamp has just set, so the jump itself carries nothing.
    ms, v = s.model_ns / NS_PER_MS, s.v_mV
    g = plan.setup.membrane.g_na_mS_cm2
    open_share = s.m**3 * s.h
    start_v = np.array(
        [
            float(plan.protocol.begins_at(tape.step(k).patch, int(ns)).v_mV)
            for k, ns in enumerate(s.model_ns)
        ]
    )
    left, right = (
        open_share[:-1] * (start_v[:-1] - plan.setup.membrane.e_na_mV),
        open_share[1:] * (v[1:] - plan.setup.membrane.e_na_mV),
    )
    charge = np.concatenate([[0], np.cumsum(g * (left + right) / 2 * np.diff(ms))])
    quanta = charge * ions_per_um2_ms(1.0) * plan.setup.area_um2 / plan.setup.quantum
    account = PATHWAYS.index("na_gated")
    assert np.abs(s.carried[:, account] - quanta).max() < 0.1
    assert np.abs(s.crossed[:, account] - quanta).max() <= WITHIN + 0.1
    assert np.abs(s.crossed - s.carried).max() <= 2.0
    assert s.crossed[-1, account] < -20
