"""s.change: of a patch, an axon and a neuron, now or at any model time, the same at any clock."""

import re
from dataclasses import replace

import numpy as np
import pytest
from helpers import HEAD, compiled, write_scene
from scipy.integrate import solve_ivp

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.physics.perturb import at_temperature, with_concentrations
from apanim.physics.textbook import TEXTBOOK
from apanim.script.compile import compile_scene, insist
from apanim.script.find import load

REST_AT_8_MM = -66.02  # of tests/physics: K+ outside at 8 mM


def independent(membrane, start, from_ms, until_ms, inward=lambda t: 0.0):
    """V, m, h, n of a set at `until_ms`, by another integrator from the equations themselves."""

    def flow(t, x):
        v, m, h, n = x
        alpha, beta = membrane.gate_rates(np.asarray(v))
        outward = (
            membrane.g_na_mS_cm2 * membrane.na_left * m**3 * h * (v - membrane.e_na_mV)
            + membrane.g_k_mS_cm2 * membrane.k_left * n**4 * (v - membrane.e_k_mV)
            + membrane.g_na_leak_mS_cm2 * (v - membrane.e_na_mV)
            + membrane.g_k_leak_mS_cm2 * (v - membrane.e_k_mV)
            + membrane.g_cl_leak_mS_cm2 * (v - membrane.e_cl_mV)
            + membrane.pump_uA_cm2
        )
        gates = alpha * (1 - x[1:]) - beta * x[1:]
        return [(inward(t) - outward) / membrane.c_uF_cm2, *gates]

    found = solve_ivp(
        flow, (from_ms, until_ms), start, method="LSODA", rtol=1e-9, atol=1e-10, max_step=0.02
    )
    return found.y[:, -1]


def told(folder, body):
    """The timeline of a scene about any actor: `body` puts it on stage itself."""
    path = write_scene(folder, "")
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    path.write_text(
        HEAD.replace("    patch = s.membrane(TEXTBOOK, ions=200)\n", "") + lines, encoding="utf-8"
    )
    catalogue = Catalogue.load(folder / "narration" / "en.toml")
    return insist(compile_scene(load(path), catalogue, voice_named("silent")).timeline)


@pytest.mark.parametrize("ms_per_s", [0.4, 7, 50])
@pytest.mark.parametrize(
    ("what", "value", "then"),
    [
        ("TTX", 0.05, lambda m: replace(m, na_left=0.05)),
        ("k_out_mM", 12.0, lambda m: with_concentrations(m, k_out_mM=12.0)),
        ("temperature_C", 27.0, lambda m: at_temperature(m, 27.0)),
    ],
)
def test_a_change_in_the_middle_of_a_spike_is_an_independent_integration(
    tmp_path, ms_per_s, what, value, then
):
    body = f"""
pulse = s.stimulate(patch, 30.0, 0.5)
changed = s.change(patch, {what!r}, {value}, at=0.7371)
later = patch.at(changed.after(1.25))
s.measure(peak=later.V)
with s.slow(ms_per_s={ms_per_s}):
    s.say("peak", claim=later.t.near(0.7371 + 1.25, 1e-3))
    s.wait(0.1)
"""
    shown = insist(compiled(tmp_path, body))
    rest = [
        TEXTBOOK.v_rest_mV,
        *(a / (a + b) for a, b in zip(*TEXTBOOK.gate_rates(np.asarray(-70.0)), strict=True)),
    ]
    before = independent(TEXTBOOK, rest, 0.0, 0.5, lambda t: 30.0)
    before = independent(TEXTBOOK, before, 0.5, 0.7371)
    after = independent(then(TEXTBOOK), before, 0.7371, 0.7371 + 1.25)
    assert shown.measures["peak"] == pytest.approx(after[0], abs=0.02)


def test_a_change_at_a_moment_that_is_to_come(tmp_path):
    body = """
spike = s.stimulate(patch, 1.3 * THRESHOLD)
s.change(patch, "TEA", 0.0, at=spike.falling(0.2))
s.say("hello", claim=[
    patch.at(spike.after(3)).V > -60,
    patch.at(spike.after(6)).k_open < 0.001,
    patch.at(spike.peak).V.near(39.83, 0.01),
])
"""
    assert insist(compiled(tmp_path, body))


def test_rest_and_threshold_are_those_of_the_membrane_as_it_is_at_that_line(tmp_path):
    body = """
before = patch.rest
high = s.change(patch, "k_out_mM", 8.0)
s.measure(peak=patch.rest)
s.say("peak", claim=[before.near(-70, 0.01), high.rest.near(-66.02, 0.01)])
with s.slow(ms_per_s=20):
    s.until(high.back_at_rest())
    s.wait(2)
spike = s.stimulate(patch, 1.1 * THRESHOLD)
s.say("hello", until=spike.trough, claim=[patch.at(spike.peak).V > 0, patch.at(spike.trough).V < high.rest])
s.say("hello", until=spike.back_at_rest(), claim=patch.at(spike.back_at_rest()).V.near(-66.02, 1.001))
s.change(patch, "k_out_mM", 5.0)
s.say("hello", claim=patch.rest.near(-70, 0.01))
"""
    shown = insist(compiled(tmp_path, body))
    assert shown.measures["peak"] == pytest.approx(REST_AT_8_MM, abs=0.01)


def test_a_number_told_before_a_change_still_holds_after_it(tmp_path):
    words = (
        '[language]\ncode = "en-GB"\nname = "English"\n[lexicon]\n"mV" = "millivolts"\n"−" = "minus"\n'
        '[cues.peak]\ntext = "It rests at {rest:mV}."\n'
    )
    shown = insist(
        compiled(tmp_path, 's.say("peak")\ns.change(patch, "k_out_mM", 8.0)\ns.say("peak")', words)
    )
    assert ["−70" in cue.text for cue in shown.cues] == [True, False]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('s.change(patch, "TTX", 1.5)', "leaves 1.5"),
        ('s.change(patch, "curare", 0.5)', "change 'curare' is unknown"),
        ('s.change(patch, "TTX", 0.5, at=-1.0)', "at=-1: model time is 0 ms now"),
        ('s.change(patch, "TTX", 0.5, at=float("nan"))', "at=nan: model time is 0 ms now"),
        ('s.change(patch, "TTX", 0.5, at=patch.from_now.peak)', "does not come within 60 ms"),
        ('s.change(patch, "TTX", 0.5, at="soon")', "change(at='soon'): give"),
        ('s.change(patch, "TTX", 0.5, within=(0.1, 0.2))', "a patch has no stretches"),
        ('s.change(patch.pump, "TTX", 0.5)', "change(on="),
        ('s.change(patch, "TTX", 0.0)\ns.stimulate(patch, 1.2 * THRESHOLD)', "give a current in uA/cm2"),
    ],
)
def test_what_cannot_be_changed_is_told(tmp_path, line, says):
    with pytest.raises(UserError, match=re.escape(says)):
        compiled(tmp_path, line)


def test_a_stretch_of_an_axon_under_ttx_stops_the_spike_there(tmp_path):
    body = """
axon = s.axon()
s.change(axon, "TTX", 0.0, at=1.0, within=(0.4, 0.9))
spike = s.stimulate(axon, -0.4)
s.say("hello", until=spike.passes(0.2), claim=[
    spike.peak(0.3, within_ms=8) > 0, spike.peak(0.95, within_ms=8) < -40,
])
"""
    assert told(tmp_path, body)


def test_a_neuron_without_its_sodium_channels_does_not_fire(tmp_path):
    body = """
neuron = s.neuron()
spike = s.stimulate(neuron, current_nA=5.0)
s.say("hello", claim=spike.peak(neuron.soma, within_ms=6) > 0)
with s.slow(ms_per_s=20):
    s.wait(2)
blocked = s.change(neuron, "TTX", 0.0)
again = s.stimulate(neuron, current_nA=5.0)
s.say("hello", claim=[
    again.peak(neuron.soma, within_ms=6) < -20, blocked.peak(neuron.axon, within_ms=6) < -40,
])
"""
    assert told(tmp_path, body)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('s.change(axon, "TEA", 0.5, within=(0.6, 0.4))', "near end first"),
        ('s.change(axon, "ouabain", 0.5, within=(0.4, 0.6))', "by TTX or TEA, not by 'ouabain'"),
        ('s.change(axon, "TTX", 0.5, within=(0.4, 60.0))', "beyond the end of the axon"),
    ],
)
def test_what_no_stretch_of_a_cable_bears_is_told(tmp_path, line, says):
    with pytest.raises(UserError, match=says):
        told(tmp_path, f"axon = s.axon()\n{line}")


@pytest.mark.parametrize("ms_per_s", [0.4, 30])
def test_a_stimulus_of_exactly_threshold_fires_and_one_below_does_not(tmp_path, ms_per_s):
    """In the script's forecast and in the run that is drawn, at any clock."""
    body = f"""
weak = s.stimulate(patch, 0.999 * THRESHOLD)
with s.slow(ms_per_s={max(ms_per_s, 10)}):
    s.until(weak.after(30))
below = patch.history.read().v_mV.max()
spike = s.stimulate(patch, THRESHOLD)
with s.slow(ms_per_s={ms_per_s}):
    s.say("hello", until=spike.peak, claim=[patch.at(spike.peak).V > 0, patch.at(weak.crest).V < -50])
    s.wait(0.3)
above = patch.history.read().v_mV.max()
assert below < -50 < 10 < above, (below, above)
"""
    assert insist(compiled(tmp_path, body))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("s.until(spike.after(40), within_s=70.0)", "within_s of 70 s: use 0.017 to 60 s"),
        ("s.until(spike.after(40))", "within_s, up to 60"),
    ],
)
def test_what_a_remedy_says_is_taken(tmp_path, line, says):
    with pytest.raises(UserError, match=re.escape(says)):
        compiled(tmp_path, f"spike = s.stimulate(patch, 1.3 * THRESHOLD)\n{line}")
