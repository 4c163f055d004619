"""A branch that nobody touches is the run that it comes from, byte for byte; else its commands make it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live_runs import CABLES, PATCHES, run, state

from apanim.lab.branch import Branch
from apanim.lab.commands import (
    BlockStretch,
    Clamp,
    Concentration,
    Drug,
    Inactivation,
    Inject,
    Pace,
    Pump,
    Ramp,
    Stimulate,
    Temperature,
)
from apanim.tape import open_cable_tape, open_tape

TO_A_PATCH = (
    Stimulate(1.5), Stimulate(0.7, 0.2, 1.5), Ramp(30.0, 2.0), Clamp(-20.0), Drug(0.4, 0.8), Pump(0.0),
    Inactivation(0.2), Concentration("k_out_mM", 12.0), Temperature(20.0), Pace(1.0),
)  # fmt: skip
TO_A_CABLE = (
    Inject("axon", 300.0, 0.8, 0.3), Drug(0.7, 0.5), BlockStretch(400.0, 700.0, 0.1), Pace(2.0), Pump(0.3),
    Concentration("na_out_mM", 100.0), Temperature(30.0),
)  # fmt: skip


@pytest.mark.parametrize("name", [*PATCHES, *CABLES])
def test_an_untouched_branch_equals_the_tape_at_two_hundred_ticks(name):
    timeline, tape = run(name)
    rng = np.random.default_rng()
    for begin_tick in rng.integers(0, tape.duration_tick, 10).tolist():
        branch = Branch(timeline, tape, begin_tick)
        until = min(begin_tick + 900, tape.duration_tick)
        branch.reach(until)
        assert branch.begin_tick == min(-(-begin_tick // 10) * 10, tape.duration_tick)
        for tick in rng.integers(max(0, begin_tick - 300), until + 1, 20).tolist():
            assert state(branch.tape, tick) == state(tape, tick), (
                f"tick {tick} of one begun at {begin_tick}"
            )


@pytest.mark.parametrize("name", [*PATCHES, *CABLES])
def test_an_untouched_branch_has_the_series_and_events_of_the_tape(name):
    timeline, tape = run(name)
    branch = Branch(timeline, tape, tape.duration_tick // 3 + 7)
    branch.reach(tape.duration_tick)
    live, told = branch.tape, vars(tape.series)
    assert branch.end_tick == tape.duration_tick
    for column in told:
        assert np.array_equal(getattr(live.series, column)[: tape.steps + 1], told[column]), column
    assert np.array_equal(live.events[live.events["tick"] <= branch.end_tick], tape.events)
    beyond = branch.end_tick + 600
    branch.reach(beyond)
    assert branch.end_tick == beyond, "it goes on beyond what was recorded"
    assert not branch.status


@settings(max_examples=25)
@given(begin=st.integers(0, 5000), after=st.integers(0, 400), ahead=st.integers(1, 200))
def test_a_tape_read_at_random_is_what_was_lived(begin, after, ahead):
    """Worlds are written down now and then, and lived again between: the same by any road."""
    timeline, tape = run("spike")
    branch = Branch(timeline, tape, begin)
    branch.reach(begin + after + 10 * ahead)
    number = branch.tape.begin + after // 10
    assert state(branch.tape, 10 * number) == state(tape, 10 * number)


def acted(name, deeds, begin_tick, until):
    timeline, tape = run(name)
    branch = Branch(timeline, tape, begin_tick)
    for tick, command in deeds:
        branch.do(tick, command)
    branch.reach(until)
    return branch


def followable(deeds):
    """The deeds, but for pulses and ramps to a membrane that is clamped by then: those are let go of it."""
    out, clamped = [], False
    for tick, command in deeds:
        if clamped and isinstance(command, Stimulate | Ramp):
            command = Clamp(None)
        clamped = command.v_mV is not None if isinstance(command, Clamp) else clamped
        out.append((tick, command))
    return out


def same(one, other):
    assert one.commands == other.commands
    assert one.end_tick == other.end_tick
    last = one.end_tick // 10
    for column, told in vars(one.tape.series).items():
        assert np.array_equal(told[: last + 1], getattr(other.tape.series, column)[: last + 1]), column
    events = [b.tape.events[b.tape.events["tick"] <= b.end_tick] for b in (one, other)]
    assert np.array_equal(*events)
    assert state(one.tape, one.end_tick) == state(other.tape, other.end_tick)


@pytest.mark.parametrize(
    ("name", "choice"), [("spike", TO_A_PATCH), ("neuron", TO_A_CABLE), ("axon", TO_A_CABLE)]
)
def test_the_same_commands_give_the_same_bytes_whatever_was_done_on_the_way(name, choice):
    rng = np.random.default_rng()
    ticks = sorted(rng.integers(1000, 3000, 4).tolist())
    deeds = followable([(tick, choice[rng.integers(len(choice))]) for tick in ticks])
    straight = acted(name, deeds, 1000, 3600)
    astray = followable([*deeds[:2], (ticks[3] + 300, choice[0])])
    winding = acted(name, astray, 1000, ticks[3] + 700)
    for tick, command in deeds[2:]:
        winding.do(tick, command)
    winding.reach(3600)
    same(straight, winding)
    again = acted(name, straight.commands, 1000, 3600)
    same(straight, again)


@pytest.mark.parametrize("number", range(len(TO_A_PATCH)))
def test_a_branch_of_a_patch_is_the_tape_that_its_plan_gives(number):
    deeds = [(1203, TO_A_PATCH[number]), (1800, TO_A_PATCH[(number + 3) % len(TO_A_PATCH)])]
    branch = acted("spike", deeds, 1000, 2600)
    baked = open_tape(branch.tape.plan.beginning(260))
    for tick in (1000, 1210, 1500, 1807, 2333, 2600):
        assert state(branch.tape, tick) == state(baked, tick)


def test_a_branch_of_a_cable_is_the_tape_that_its_plan_gives():
    branch = acted(
        "axon", [(1203, TO_A_CABLE[0]), (1500, TO_A_CABLE[2]), (1500, TO_A_CABLE[1])], 1000, 2600
    )
    baked = open_cable_tape(branch.tape.plan.beginning(260))
    assert np.array_equal(branch.tape.series.v_mV[:261], baked.series.v_mV)
    assert np.array_equal(branch.tape.events[branch.tape.events["tick"] <= 2600], baked.events)


def test_acting_earlier_drops_what_lay_beyond():
    branch = acted("spike", [(1200, Stimulate(1.5)), (1800, Drug(0.1))], 1000, 2400)
    branch.do(1500, Pump(0.0))
    assert [tick for tick, _ in branch.commands] == [1200, 1500]
    assert branch.end_tick == 1500
    assert branch.tape.steps == 150
    same(branch, acted("spike", [(1200, Stimulate(1.5)), (1500, Pump(0.0))], 1000, 1500))


def test_a_slider_that_is_dragged_at_one_instant_is_one_command():
    branch = acted("spike", [(1200, Drug(share)) for share in (0.9, 0.5, 0.2)], 1000, 1300)
    assert branch.commands == ((1200, Drug(0.2)),)
    both = acted("spike", [(1200, Stimulate(1.2)), (1200, Stimulate(1.2))], 1000, 1300)
    assert len(both.commands) == 2, "two pulses at once add up"


def test_what_is_done_leaves_the_picture_at_its_tick_alone():
    timeline, tape = run("spike")
    branch = Branch(timeline, tape, 1003)
    for tick, command in ((1003, Clamp(-20.0)), (1377, Stimulate(2.0)), (1500, Clamp(None))):
        branch.reach(tick)
        before = state(branch.tape, tick)
        if isinstance(command, Stimulate):
            command = Drug(0.0, 0.0)
        branch.do(tick, command)
        branch.reach(tick + 20)
        assert state(branch.tape, tick) == before


def test_once_touched_nothing_happens_that_its_viewer_does_not_do():
    """The author's pulse comes at 0.4 ms, on tick 600; a branch touched before it does not fire."""
    timeline, tape = run("spike")
    assert tape.series.v_mV.max() > 30
    left = Branch(timeline, tape, 300)
    left.reach(tape.duration_tick)
    assert left.tape.series.v_mV.max() > 30
    touched = acted("spike", [(300, Pace(0.4))], 300, 6000)
    assert touched.tape.series.v_mV.max() < -69


@pytest.mark.parametrize("name", ["spike", "neuron"])
def test_a_branch_of_the_beginning_of_a_tape_goes_on_as_the_whole_run(name):
    """A run is there to be tried as soon as its beginning is, and it is the same run."""
    timeline, tape = run(name)
    opened = open_cable_tape if name in CABLES else open_tape
    beginning = opened(tape.plan.beginning(200))
    branch = Branch(timeline, beginning, 1900)
    branch.reach(3500)
    for tick in (1500, 1900, 2000, 2345, 3500):
        assert state(branch.tape, tick) == state(tape, tick)
