"""Ledger: at every step the drawn crossings are the model's own current, to within one of them.

A pump lets three Na+ go at a time, and two K+: its crossings are within two of the current's.
"""

import zlib
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid
from spike_tape import spike_plan, spike_tape

from apanim import world
from apanim.particles.baths import HOME, UNSEEN_DEPTH_NM
from apanim.particles.ions import IonPhase
from apanim.particles.proteins import PROTEINS
from apanim.physics.patch import PATHWAYS
from apanim.physics.perturb import Change
from apanim.physics.protocol import open_fraction, shares
from apanim.script.programme import compile_programme
from apanim.units import NS_PER_MS, ions_per_um2_ms

SCENES = ("resting", "pump", "synapse", "channels", "action", "count", "refractory", "recap")
CORE_NM = 3.0  # of the membrane, to each side of its mid-plane
PORE_NM = [0.95 if p.is_pump else 0.85 if p.lane_px else 0.45 for p in PROTEINS]  # half its width, by Kind
BOUND = {pathway: 2.0 if "pump" in pathway else 1.0 for pathway in PATHWAYS}


def quanta(plan, model_ns, v, m, h, n):
    """(steps + 1,) by pathway: quanta that the currents carried, outward positive in ions."""
    ligand = plan.setup.receptors_mS_cm2 * open_fraction(plan.protocol.releases_ns, model_ns)
    changed = [int(np.searchsorted(model_ns, act.start_ns)) for act in plan.protocol.changes]
    edges = sorted({0, len(model_ns) - 1, *(row for row in changed if row < len(model_ns))})
    out = {p: np.zeros(len(model_ns)) for p in PATHWAYS}
    for first, last in pairwise(edges):  # each stretch with the membrane as it then is
        span = slice(first, last + 1)
        membrane = plan.protocol.membrane(plan.setup.membrane, int(model_ns[first]))
        ms = model_ns[span] / NS_PER_MS
        flow = currents_of(membrane, ligand[span], v[span], m[span], h[span], n[span])
        for pathway, current in flow.items():
            carried = cumulative_trapezoid(current, ms, initial=0.0)
            out[pathway][first + 1 :] += np.concatenate(
                [carried[1:], np.full(len(model_ns) - 1 - last, carried[-1])]
            )
    each = ions_per_um2_ms(1.0) * plan.setup.area_um2 / plan.setup.quantum
    return {p: each * carried for p, carried in out.items()}


def currents_of(x, ligand, v, m, h, n):
    """By pathway the current of a membrane `x`, outward positive in ions, uA/cm2."""
    to_na, to_k, to_cl = v - x.e_na_mV, v - x.e_k_mV, v - x.e_cl_mV
    return {
        "na_gated": x.g_na_mS_cm2 * x.na_left * m**3 * h * to_na,
        "k_gated": x.g_k_mS_cm2 * x.k_left * n**4 * to_k,
        "na_leak": x.g_na_leak_mS_cm2 * to_na, "k_leak": x.g_k_leak_mS_cm2 * to_k,
        "cl_leak": -x.g_cl_leak_mS_cm2 * to_cl,  # anions go against their current
        "na_pump": 3 * x.pump_uA_cm2 + 0 * v, "k_pump": -2 * x.pump_uA_cm2 + 0 * v,
        "na_ligand": shares(x)[0] * ligand * to_na, "k_ligand": shares(x)[1] * ligand * to_k,
    }  # fmt: skip


def lived(plan):
    """V, gates and crossings of every step of a world, in which nobody goes through lipid or a wall."""
    now = world.init(plan.setup)
    rows = [(*now.patch, now.crossed)]
    for to_ns in plan.model_ns[1:].tolist():
        now = world.step(now, plan.setup, plan.protocol, to_ns)
        rows.append((*now.patch, now.crossed))
        assert not through_walls(now.ions, plan.setup.layout), len(rows)
    *patch, crossed = zip(*rows, strict=True)
    return *(np.array(column, float) for column in patch), np.array(crossed)


def furthest(plan):
    """By pathway, how far the drawn crossings are ever from the integral of the current."""
    *patch, crossed = lived(plan)
    carried = quanta(plan, plan.model_ns, *patch)
    return {p: float(np.abs(crossed[:, i] - carried[p]).max()) for i, p in enumerate(PATHWAYS)}


def through_walls(ions, layout):
    """The ions in the membrane that are not in a pore: in the lipid, or in a protein's wall."""
    deep = np.flatnonzero(np.abs(ions.pos[:, 1]) < CORE_NM)
    owner = ions.owner[deep]
    aside = np.abs(ions.pos[deep, 0] - layout.x_nm[owner])
    return deep[(owner < 0) | (aside > np.array(PORE_NM)[layout.kind[owner]])].tolist()


def in_protein(ions):
    """(n,) who is inside a protein."""
    return (ions.phase != IonPhase.FREE) & (ions.phase != IonPhase.APPROACHING)


@cache
def scene_plan(name):
    return compile_programme(name, "hibari", "en").timelines[0].plan


def told_otherwise(plan, rng):
    """`plan` with other chances, and told now faster and now slower, by up to 3 %, as by another voice."""
    seconds = np.cumsum(np.concatenate([[0.0], rng.uniform(0.97, 1.03, plan.steps // 60 + 2)])) * 60
    at = np.interp(np.arange(plan.steps + 1), 60.0 * np.arange(len(seconds)), seconds)
    model_ns = np.interp(np.arange(int(at[-1]) + 1), at, plan.model_ns)
    setup = replace(plan.setup, seed=int(rng.integers(1 << 32)))
    return replace(plan, setup=setup, model_ns=np.round(model_ns).astype(np.int64))


@pytest.mark.parametrize("name", SCENES)
def test_crossings_are_the_current_to_within_one_in_any_scene_with_any_seed_and_timing(name):
    plan = told_otherwise(scene_plan(name), np.random.default_rng(zlib.crc32(name.encode())))
    far = furthest(plan)
    assert all(far[p] <= BOUND[p] for p in PATHWAYS), far


@pytest.mark.parametrize("seed", [1, 2])
def test_a_spike_is_seen_whole(seed):
    far = furthest(spike_plan(seed))
    assert all(far[p] <= BOUND[p] for p in PATHWAYS), far
    spike = dict(zip(PATHWAYS, np.abs(spike_tape(seed).series.crossed[-1]), strict=True))
    assert spike["na_gated"] > 60
    assert spike["k_gated"] > 60


def test_a_spike_whose_membrane_changes_on_its_way_is_seen_whole():
    plan = spike_plan(1)
    amid = [int(ns) + 1_237 for ns in plan.model_ns[[200, 300, 500]]]  # none of them where a step begins
    changes = (Change(amid[0], "TEA", 0.4), Change(amid[1], "k_out_mM", 9.0), Change(amid[2], "TTX", 0.0))
    far = furthest(replace(plan, acts=(*plan.acts, *changes)))
    assert all(far[p] <= BOUND[p] for p in PATHWAYS), far


def test_what_is_carried_is_the_integral_of_the_current():
    s, plan = spike_tape().series, spike_tape().plan
    carried = quanta(plan, s.model_ns, s.v_mV, s.m, s.h, s.n)
    for account, pathway in enumerate(PATHWAYS):
        assert np.abs(s.carried[:, account] - carried[pathway]).max() < 0.01, pathway


def test_ions_are_conserved_and_each_crossing_moves_one():
    tape = spike_tape()
    start, end = tape.step(0), tape.step(tape.steps)
    assert np.array_equal(start.ions.species, end.ions.species)
    # Counted in the picture itself: who comes out of a protein on the other side, one by one.
    net, before = np.zeros(4, int), start.ions
    for number in range(1, tape.steps + 1):
        ions = tape.step(number).ions
        assert np.isfinite(ions.pos).all()
        side, was = np.sign(ions.pos[:, 1]), np.sign(before.pos[:, 1])
        moved = np.flatnonzero(side != was)
        through = (before.owner[moved] >= 0) | (ions.owner[moved] >= 0)
        exchanged = (ions.pos[moved, 2] > UNSEEN_DEPTH_NM) & (before.guest[moved] > HOME)
        assert (through | exchanged).all()
        np.add.at(net, ions.species[moved[through]], side[moved[through]].astype(int))
        before = ions
    for species, pathways in ((0, ("na_gated", "na_leak", "na_pump")), (2, ("cl_leak",))):
        crossed = sum(int(end.crossed[PATHWAYS.index(p)]) for p in pathways)
        undecided = sum(int(in_protein(w.ions)[w.ions.species == species].sum()) for w in (start, end))
        assert abs(net[species] - crossed) <= undecided


def test_the_baths_keep_their_concentrations_through_a_spike():
    tape = spike_tape()
    home = np.sign(tape.step(0).ions.pos[:, 1])
    was_free = ~in_protein(tape.step(0).ions)
    for number in range(0, tape.steps, 50):
        ions = tape.step(number).ions
        free = was_free & ~in_protein(ions)
        here = np.where(ions.guest > HOME, -1.0, 1.0) * np.sign(ions.pos[:, 1])
        assert (here == home)[free].all()  # who is not, is a guest, and will be
    ions = tape.step(tape.steps).ions
    for species in range(4):
        for side in (-1, 1):
            mine = (ions.species == species) & ~in_protein(ions)
            now, then = (int((mine & (s == side)).sum()) for s in (np.sign(ions.pos[:, 1]), home))
            assert abs(now - then) < 15, (species, side)  # guests of now; 60 and more have crossed


def test_drawn_channels_stay_within_one_of_the_expectation():
    s, plan = spike_tape().series, spike_tape().plan
    assert np.abs(s.na_open - plan.setup.na_channels * s.m**3 * s.h).max() < 1.0
    assert np.abs(s.k_open - plan.setup.k_channels * s.n**4).max() < 1.0
    assert np.abs(s.na_inactivated - plan.setup.na_channels * (1 - s.h)).max() < 1.5
