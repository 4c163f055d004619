"""A session: stepped, acted upon, forked and read; what is done live is what was planned."""

from dataclasses import replace

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics.dendrite import RECEPTORS_MS_CM2, SPINY_DENDRITE
from apanim.physics.patch import PATHWAYS
from apanim.physics.perturb import Change
from apanim.physics.stimulus import Hold, Pulse, Release
from apanim.physics.textbook import TEXTBOOK
from apanim.tape import EventKind, open_tape
from apanim.tape.records import columns
from apanim.world import Plan, Session, Setup

NS = 10_000
PATCH = Setup(TEXTBOOK, ions=200, quantum=80)
SYNAPSE = Setup(
    SPINY_DENDRITE, na_channels=0, k_channels=0, pumps=1, ions=200, quantum=500, ligand_channels=4,
    receptors_mS_cm2=RECEPTORS_MS_CM2,
)  # fmt: skip
PULSE = Pulse(20 * NS, 200_000, 150.0)


def same(a, b):
    left, right = columns(a), columns(b)
    return all(np.array_equal(left[name], right[name]) for name in left)


def live(session, steps, ns=NS):
    for _ in range(steps):
        session.step(session.now_ns + ns)
    return session


@pytest.mark.parametrize(
    ("setup", "act"),
    [
        (PATCH, PULSE),
        (PATCH, Hold(20 * NS, -20.0, -70.0, 5 * NS)),
        (PATCH, Change(20 * NS, "k_out_mM", 20.0)),
        (SYNAPSE, Release(20 * NS)),
    ],
    ids=["pulse", "clamp", "change", "release"],
)
def test_an_act_applied_live_is_the_same_act_planned(setup, act):
    acted = live(Session(setup), 20)
    acted.act(act)
    live(acted, 60)
    planned = live(Session(setup, (act,)), 80)
    alone = live(Session(setup), 80)
    assert same(acted.world, planned.world)
    assert float(acted.world.patch.v_mV) != float(alone.world.patch.v_mV)


def test_a_session_is_lived_again_from_its_plan():
    session = live(Session(PATCH), 10)
    session.act(Pulse(12 * NS, 200_000, 150.0))
    live(live(session, 15), 20, 3_000)
    again = Session.replay(session.plan)
    assert same(again.world, session.world)
    one, other = again.read(), session.read()
    for name in ("model_ns", "v_mV", "m", "h", "n", "carried", "crossed", "na_open", "k_open"):
        assert np.array_equal(one[name], other[name]), name
    assert len(one.v_mV) == 46


def test_two_forks_see_neither_each_other_nor_their_parent():
    parent = live(Session(PATCH), 20)
    before = columns(parent.world)
    kept = {name: part.copy() for name, part in before.items()}
    one, other = parent.fork(), parent.fork()
    one.act(PULSE)
    live(one, 40)
    assert other.protocol.acts == parent.protocol.acts == ()
    assert all(np.array_equal(columns(parent.world)[name], kept[name]) for name in kept)
    live(other, 40)
    live(parent, 40)
    assert same(other.world, parent.world)
    assert float(one.world.patch.v_mV) - float(other.world.patch.v_mV) > 1
    assert other.read().model_ns[0] == 20 * NS  # a fork has a record of its own


def test_what_is_read_is_what_was_stepped():
    session = Session(PATCH, (PULSE,))
    voltages = [float(session.step(k * NS).patch.v_mV) for k in range(1, 31)]
    series = session.read()
    assert series.v_mV[1:].tolist() == voltages
    assert series.model_ns.tolist() == [k * NS for k in range(31)]
    assert series.crossed.shape == (31, 9)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (Pulse(0, 200_000, 50.0), "Pulse at 0 ms: that is past, it is 0.05 ms; act from now on"),
        (Pulse(10 * NS, 200_000, float("nan")), "Pulse: amplitude_uA_cm2 is nan; give a finite number"),
        (Pulse(10 * NS, -1, 50.0), "Pulse: duration_ns is -1"),
        (Hold(10 * NS, float("inf")), "Hold: v_mV is inf"),
        (Hold(10 * NS, -10.0, 0.0, 0.5), "Hold: over_ns is 0.5; give whole nanoseconds"),
        (Release(4 * NS), "Release at 0.04 ms: that is past"),
        (Change(0, "TTX", 0.0), "Change at 0 ms: that is past"),
    ],
)
def test_an_act_in_the_past_or_with_a_number_that_is_none_is_refused(act, says):
    session = live(Session(PATCH), 5)
    with pytest.raises(UserError) as refused:
        session.act(act)
    assert str(refused.value).startswith(says)
    assert "\n" not in str(refused.value)
    assert session.protocol.acts == ()


def test_a_drug_takes_the_current_and_leaves_how_much_membrane_is_drawn():
    blocked = Session(PATCH, (Change(0, "TTX", 0.0), PULSE))
    free = Session(PATCH, (PULSE,))
    area = blocked.setup.area_um2
    live(blocked, 150), live(free, 150)
    assert blocked.setup.area_um2 == area > 0
    assert free.read().v_mV.max() > 20
    assert blocked.read().v_mV.max() < 0
    assert np.all(blocked.read().carried[:, 0] == 0)
    assert np.isfinite(blocked.read().carried).all()


def test_pump_off_and_on_again_from_their_times_on():
    acts = (Change(20 * NS, "ouabain", 0.0), Change(60 * NS, "ouabain", 1.0))
    pump = PATHWAYS.index("na_pump")
    paused, whole = (live(Session(PATCH, done), 100).world.carried[pump] for done in (acts, ()))
    assert whole > 0
    assert paused == pytest.approx(0.6 * whole, rel=1e-9)


def test_the_tape_of_a_beginning_is_the_beginning_of_the_tape():
    plan = Plan(PATCH, np.arange(121) * NS, (PULSE,))
    whole, first = open_tape(plan), open_tape(plan.beginning(70))
    assert first.steps == 70
    assert all(same(whole.step(k), first.step(k)) for k in range(71))
    for name in ("model_ns", "v_mV", "crossed", "na_inactivated"):
        assert np.array_equal(whole.series[name][:71], first.series[name])
    seen = [
        t.events[(t.events["tick"] <= 700) & (t.events["kind"] != EventKind.PHASE)] for t in (whole, first)
    ]
    assert np.array_equal(*seen)  # a phase is known when its spike has come


def test_a_tape_shows_the_conductances_of_the_membrane_as_it_was_changed():
    tape = open_tape(Plan(PATCH, np.arange(61) * NS, (Change(30 * NS, "TTX", 0.0),)))
    g = tape.gated()["g_Na_mS_cm2"]
    assert np.all(g[:30] > 0)
    assert np.all(g[30:] == 0)
    plain = open_tape(Plan(replace(PATCH), np.arange(61) * NS)).gated()["g_Na_mS_cm2"]
    assert np.array_equal(g[:30], plain[:30])
