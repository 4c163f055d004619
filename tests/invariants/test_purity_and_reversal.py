"""Purity and reversibility: a world is the same by any road, and goes on from any state as it did."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spike_tape import spike_plan, spike_tape

from apanim.tape.records import columns


def same(a, b):
    left, right = columns(a), columns(b)
    return all(np.array_equal(left[name], right[name]) for name in left)


@pytest.mark.parametrize("start", [0, 333, 900])
def test_a_world_resumed_from_the_tape_goes_on_bit_by_bit(start):
    tape, fork = spike_tape(), spike_tape().fork(start)
    for ns in tape.plan.model_ns[start + 1 : start + 26].tolist():
        fork.step(ns)
    assert same(fork.world, tape.step(start + 25))


@settings(max_examples=25)
@given(st.integers(0, 22_990), st.integers(0, 22_990))
def test_any_tick_is_the_same_after_a_seek(tick, elsewhere):
    tape = spike_tape()
    first = tape.at(tick)
    tape.at(elsewhere)
    assert same(first, tape.at(tick))


def test_another_process_steps_the_same_world():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import hashlib; from spike_tape import spike_plan; from apanim.world import Session\n"
        "from apanim.tape.records import pack, record_type\n"
        "w = Session.replay(spike_plan().beginning(40)).world\n"
        "print(hashlib.sha256(pack(w, record_type(w)).tobytes()).hexdigest())"
    )
    here = str(__import__("pathlib").Path(__file__).parent)
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, here], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(digests) == 1


def test_no_bead_jumps_further_than_its_flow_allows():
    """But for one exchanged in the depth, where it is all but clear: from then on it stands for another."""
    from apanim import lies
    from apanim.particles.baths import HOME, UNSEEN_DEPTH_NM
    from apanim.particles.ions import IonPhase
    from apanim.particles.layout import PICTURE_WIDTH_NM
    from apanim.particles.motion import DT_S

    tape = spike_tape()
    longest = 1.15 * lies.FLOW_SPEED.value * DT_S
    unseen = PICTURE_WIDTH_NM / 2 + 3.0
    before = tape.step(0).ions
    exchanges = 0
    for number in range(1, tape.steps + 1):
        after = tape.step(number).ions
        way = after.pos - before.pos
        moved = np.hypot(*way[:, :2].T)
        moved[np.abs(before.pos[:, 0]) > unseen] /= lies.UNSEEN_HURRY.value
        exchanged = (before.guest > HOME) & (after.guest == HOME) & (before.phase == IonPhase.FREE)
        exchanges += exchanged.sum()
        assert (after.pos[exchanged, 2] > UNSEEN_DEPTH_NM).all(), "out of sight"
        assert (np.sign(after.pos[exchanged, 1]) == -np.sign(before.pos[exchanged, 1])).all()
        assert (np.abs(way[exchanged][:, [0, 2]]) < longest * lies.UNSEEN_HURRY.value).all()
        moved[exchanged] = 0.0
        assert moved.max() < longest, f"step {number}: {moved.max():.3f} nm"
        before = after
    assert exchanges


def test_the_event_index_tells_each_crossing_once():
    tape = spike_tape()
    crossings = tape.events[tape.events["kind"] == 0]
    assert len(crossings) == np.abs(np.diff(tape.series.crossed, axis=0)).sum()
    assert (np.diff(tape.events["tick"]) >= 0).all()
    assert {0, 1, 2}.issubset(set(tape.events["kind"].tolist()))


def test_the_plan_is_the_whole_cause():
    from dataclasses import replace

    from apanim.tape.bake import key

    plan = spike_plan()
    assert key(plan) == key(replace(plan))
    assert key(plan) != key(replace(plan, setup=replace(plan.setup, seed=plan.setup.seed + 1)))
    assert key(plan) != key(replace(plan, setup=replace(plan.setup, quantum=plan.setup.quantum + 1)))
    assert key(plan) != key(replace(plan, model_ns=plan.model_ns * 2))
