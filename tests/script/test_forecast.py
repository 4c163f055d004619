"""Moments and numbers: bound to an instant, found up to 60 ms from it, and the same at any clock."""

import time

import pytest
from helpers import HEAD, compiled

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.perturb import with_concentrations
from apanim.physics.textbook import TEXTBOOK
from apanim.script.compile import insist


@pytest.mark.parametrize("ms_per_s", [0.3, 5, 30])
def test_a_spike_is_as_high_at_any_clock(tmp_path, ms_per_s):
    body = f"""
spike = s.stimulate(patch, 1.3 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V)
with s.slow(ms_per_s={ms_per_s}):
    s.say("peak")
"""
    shown = insist(compiled(tmp_path, body))
    assert shown.measures["peak"] == pytest.approx(39.83, abs=0.01)


def test_a_moment_is_looked_for_60_ms_from_its_instant_on(tmp_path):
    body = """
s.stimulate(patch, 12.0, 400.0)
with s.slow(ms_per_s=20):
    s.until(patch.from_now.peak)
    s.wait(4.0)
    here = s.clock.tick
    s.say("hello", claim=patch.at(patch.from_now.peak).V > 0)
    s.until(patch.from_now.peak)
"""
    assert insist(compiled(tmp_path, body))


def test_a_moment_means_the_same_wherever_it_is_asked_for(tmp_path):
    body = """
first = s.stimulate(patch, 1.3 * THRESHOLD)
early = patch.at(first.peak)
with s.slow(ms_per_s=5):
    s.wait(4)
second = s.stimulate(patch, 3 * THRESHOLD)
late = patch.at(first.peak)
s.say("hello", claim=[
    late.t.near(early.t.measure(), 0), late.V.near(early.V.measure(), 0), patch.at(second.peak).t > late.t,
])
"""
    assert insist(compiled(tmp_path, body))


def test_waiting_for_what_has_been_is_refused(tmp_path):
    body = """
spike = s.stimulate(patch, 1.3 * THRESHOLD)
with s.slow(ms_per_s=5):
    s.wait(2)
s.until(spike.peak)
"""
    with pytest.raises(UserError, match=r"small.py:14: the peak was 8.\d+ ms ago; wait for"):
        compiled(tmp_path, body)
    with pytest.raises(UserError, match=r"small.py:11: until\(moment=a patch of membrane\): give a moment"):
        compiled(tmp_path, "s.until(patch)")


def test_an_act_changes_what_is_foreseen_from_then_on(tmp_path):
    body = """
held = s.clamp(patch, -20)
later = patch.at(held.after(2)).na_inactivated
told = later.measure()
s.wait(1)
s.unclamp(patch)
s.say("hello", claim=[later < told - 0.05])
"""
    assert insist(compiled(tmp_path, body))


def test_back_at_rest_is_after_the_undershoot(tmp_path):
    body = """
spike = s.stimulate(patch, 1.3 * THRESHOLD)
back, trough = patch.at(spike.back_at_rest(within_mV=1)), patch.at(spike.trough)
s.say("hello", claim=[back.t > trough.t, back.V.between(-71, -69), trough.V < -75])
"""
    assert insist(compiled(tmp_path, body))


def test_a_long_pulse_costs_no_long_search(tmp_path):
    began = time.process_time()
    compiled(tmp_path, "s.trace(patch, window_ms=100)\ns.stimulate(patch, 10.0, 1000.0)\ns.wait(1)")
    assert time.process_time() - began < 15
    weakest = measure.pulse_threshold_uA_cm2(TEXTBOOK, 1000.0)
    assert weakest == pytest.approx(measure.pulse_threshold_uA_cm2(TEXTBOOK, 100.0))


def test_a_changed_set_begins_at_its_own_rest(tmp_path, monkeypatch):
    more = "with_concentrations(TEXTBOOK, k_out_mM=8.0)"
    head = HEAD.replace("s.membrane(TEXTBOOK", f"s.membrane({more}")
    head = head.replace(
        "from apanim.script", "from apanim.physics.perturb import with_concentrations\nfrom apanim.script"
    )
    monkeypatch.setattr("helpers.HEAD", head)
    body = """
with s.slow(ms_per_s=1):
    s.wait(3)
s.say("hello", claim=patch.at(patch.from_now.after(0)).V.near(patch.rest.measure(), 0.01))
weak = s.stimulate(patch, 1.1 * THRESHOLD)
s.say("hello", until=weak.peak)
s.say("hello", until=weak.back_at_rest())
"""
    shown = insist(compiled(tmp_path, body))
    rest = measure.measure_rest_mV(with_concentrations(TEXTBOOK, k_out_mM=8.0))
    assert rest == pytest.approx(-66.0, abs=0.1)
    assert shown.plan.setup.membrane.v_rest_mV == pytest.approx(rest)


def test_a_share_of_the_way_lies_between_the_spikes_turning_points(tmp_path):
    body = """
spike = s.stimulate(patch, 1.3 * THRESHOLD)
peak, trough = patch.at(spike.peak), patch.at(spike.trough)
up, down = patch.at(spike.rising(0.5)), patch.at(spike.falling(0.5))
under, back = patch.at(spike.undershoot(0.5)), patch.at(spike.recovery(0.5))
half_up = (patch.threshold.measure() + peak.V.measure()) / 2
half_down, half_under = (peak.V.measure() - 70) / 2, (trough.V.measure() - 70) / 2
s.say("hello", claim=[
    up.V.near(half_up, 1), down.V.near(half_down, 1), under.V.near(half_under, 0.1),
    back.V.near(half_under, 0.1), up.t < peak.t, peak.t < down.t, down.t < under.t, under.t < trough.t,
    trough.t < back.t, patch.at(spike.rising(0)).V.near(patch.threshold.measure(), 0.3),
    patch.at(spike.rising(1)).t.near(peak.t.measure(), 0), patch.at(spike.falling(1)).V.near(-70, 0.2),
    patch.at(spike.undershoot(1)).t.near(trough.t.measure(), 0.01),
])
"""
    assert len(insist(compiled(tmp_path, body)).claims) == 13
    with pytest.raises(UserError, match=r"small.py:11: 1.5 of the rise: give a share"):
        compiled(tmp_path, "s.stimulate(patch, 1.3 * THRESHOLD).rising(1.5)")
