"""A live tape: it stops with a reason where its numbers leave all bounds, and keeps what it has lived."""

from dataclasses import replace

import numpy as np
import pytest
from live_runs import run, state

from apanim.physics.cable.inputs import Electrode
from apanim.physics.stimulus import Pulse
from apanim.tape.growing import RECENT, WRITTEN_EVERY
from apanim.tape.live import LiveTape
from apanim.tape.live_cable import LiveCable

ABSURD = 1e7  # uA/cm2: 50,000 mV in 5 us


def acted(tape, number, act):
    begun = tuple(one for one in tape.plan.acts if one.start_ns < tape.plan.model_ns[number])
    return replace(tape.plan, acts=(*begun, act))


def test_a_patch_that_leaves_all_bounds_stops_and_says_where_and_can_be_gone_back_from():
    _, tape = run("spike")
    at_ns = int(tape.plan.model_ns[120])
    live = LiveTape(tape, acted(tape, 100, Pulse(at_ns, 100_000, ABSURD)), 100)
    live.reach(300)
    assert live.stopped is not None
    assert live.stopped.quantity == "V"
    assert live.stopped.at_ms == pytest.approx(tape.plan.model_ns[121] / 1e6)
    assert live.steps == 120
    assert len(live.series.v_mV) == 121
    for number in range(90, 121, 3):
        assert state(live, 10 * number) == state(tape, 10 * number)
    again = live.redone(tape.plan, 110)
    again.reach(300)
    assert again.stopped is None
    assert state(again, 3000) == state(tape, 3000)


def test_a_cable_that_leaves_all_bounds_stops_and_can_be_gone_back_from():
    _, tape = run("axon")
    at_ns = int(tape.plan.model_ns[120])
    live = LiveCable(tape, acted(tape, 100, Electrode("axon", 0.5, at_ns, 100_000, 1e5)), 100)
    live.reach(300)
    assert live.stopped is not None
    assert live.stopped.quantity == "V"
    assert 120 <= live.steps < 125
    assert np.array_equal(live.series.v_mV[:121], tape.series.v_mV[:121])
    again = live.redone(tape.plan, 110)
    again.reach(300)
    assert again.stopped is None
    assert np.array_equal(again.series.h[:301], tape.series.h[:301])


def test_a_world_beyond_what_is_at_hand_is_lived_again_from_the_file():
    _, tape = run("spike")
    live = LiveTape(tape, tape.plan, 50)
    live.reach(50 + 4 * RECENT)
    for number in (51, 50 + WRITTEN_EVERY, 49 + 2 * WRITTEN_EVERY, 50 + 2 * RECENT + 3, 50):
        assert state(live, 10 * number) == state(tape, 10 * number)
    with pytest.raises(IndexError):
        live.step(live.steps + 1)


def test_what_was_seen_of_a_series_never_changes():
    _, tape = run("spike")
    live = LiveTape(tape, tape.plan, 600)
    live.reach(900)
    seen, events = live.series.v_mV, live.events
    before = seen.copy(), events.copy()
    other = live.redone(acted(tape, 700, Pulse(int(tape.plan.model_ns[700]), 100_000, 400.0)), 700)
    other.reach(1000)
    assert np.array_equal(seen, before[0])
    assert np.array_equal(events, before[1])
    assert not np.array_equal(other.series.v_mV[:901], seen)
    assert np.array_equal(other.series.v_mV[:701], seen[:701])


def test_a_phase_is_told_as_soon_as_its_spike_is():
    _, tape = run("spike")
    kind, tick = tape.events["kind"], tape.events["tick"]
    phases = tape.events[kind == 4]
    peak_tick = int(phases["tick"][phases["site"] == 2][0])
    live = LiveTape(tape, tape.plan, peak_tick // 10 - 20)
    live.reach(peak_tick // 10)
    assert not np.any(live.events["kind"] == 4), "no spike yet: neither has its rising phase begun"
    live.reach(peak_tick // 10 + 1)
    assert live.events[live.events["kind"] == 4]["site"].tolist() == [1, 2]
    live.reach(tape.steps)
    assert np.array_equal(live.events, tape.events)
    assert np.all(np.diff(tick) >= 0)
