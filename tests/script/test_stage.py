import numpy as np
import pytest
from helpers import HEAD, compiled

from apanim.errors import UserError
from apanim.script.compile import insist
from apanim.units import NS_PER_MS, TICKS_PER_S, TICKS_PER_STEP


def test_a_cue_lasts_as_long_as_its_speech_and_the_clock_gives_its_model_time(tmp_path):
    t = compiled(tmp_path, 'with s.slow(ms_per_s=0.3):\n    s.say("hello", pause_s=0.5)')
    cue = t.cues[0]
    seconds = (cue.end_tick - cue.start_tick) / TICKS_PER_S
    assert 2 < seconds < 6
    assert t.duration_tick % TICKS_PER_STEP == 0
    assert t.duration_tick / TICKS_PER_S == pytest.approx(seconds + 0.5, abs=0.02)
    assert t.plan.model_ns[-1] / NS_PER_MS == pytest.approx(0.3 * t.duration_tick / TICKS_PER_S, rel=1e-3)
    assert len(t.plan.model_ns) == t.duration_tick // TICKS_PER_STEP + 1


def test_until_ends_a_sentence_on_the_moment(tmp_path):
    body = """
spike = s.stimulate(patch, 1.4 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V)
s.say("peak", until=spike.peak)
s.until(spike.trough, within_s=2.0)
"""
    t = compiled(tmp_path, body)
    from apanim.tape import open_tape

    v = open_tape(t.plan).series.v_mV
    end = -(-t.cues[0].end_tick // TICKS_PER_STEP)
    assert abs(int(np.argmax(v)) - end) <= 2
    assert abs(int(np.argmin(v)) - (len(v) - 1)) <= 2
    assert f"+{round(v.max())}" in t.cues[0].text


def test_with_hold_the_clock_stands_at_the_moment(tmp_path):
    body = "spike = s.stimulate(patch, 1.4 * THRESHOLD)\n"
    body += 's.say("hello", until=spike.peak, hold=True, pause_s=1.0)'
    t = compiled(tmp_path, body)
    standing = t.plan.model_ns[-60:]
    assert np.ptp(standing) == 0
    assert t.plan.model_ns[-62] < standing[0]


def test_a_number_in_the_narration_is_the_models(tmp_path):
    body = "spike = s.stimulate(patch, 1.4 * THRESHOLD)\n"
    body += 's.measure(peak=patch.at(spike.peak).V)\ns.say("peak")'
    t = compiled(tmp_path, body)
    assert t.measures["peak"] == pytest.approx(39, abs=3)
    told = [c for c in t.claims if "peak = " in c.text]
    assert len(told) == 1
    assert told[0].holds


def test_weak_and_strong_are_told_apart_by_the_model(tmp_path):
    weak = compiled(
        tmp_path, "s.stimulate(patch, 0.98 * THRESHOLD)\nwith s.slow(ms_per_s=2):\n    s.wait(8)"
    )
    strong = compiled(
        tmp_path, "s.stimulate(patch, 1.02 * THRESHOLD)\nwith s.slow(ms_per_s=2):\n    s.wait(8)"
    )
    from apanim.physics.course import Course

    def top(t):
        course = Course(t.plan.setup.membrane, acts=t.plan.acts)
        for ns in t.plan.model_ns[1:].tolist():
            course.step(ns)
        return course.read().v_mV.max()

    assert top(weak) < -40
    assert top(strong) > 25


@pytest.mark.parametrize(
    ("claim", "holds"), [("patch.rest < 0", True), ("patch.rest > 0", False),
                         ("patch.rest.near(-70, 1)", True), ("patch.e_k < patch.e_na", True)]
)  # fmt: skip
def test_claims_are_decided_by_the_model(tmp_path, claim, holds):
    t = compiled(tmp_path, f's.say("hello", claim={claim})')
    assert [c.holds for c in t.claims] == [holds]
    assert t.claims[0].where == "small.py:11"
    if holds:
        assert insist(t) is t
    else:
        with pytest.raises(
            UserError, match=r"small.py:11: cue 'hello' claims rest > 0, but the model gives"
        ):
            insist(t)


def test_changing_the_membrane_makes_a_true_sentence_false(tmp_path, monkeypatch):
    body = "spike = s.stimulate(patch, 150.0)\ns.say('hello', claim=patch.at(spike.peak).V > 0)"
    assert compiled(tmp_path, body).claims[0].holds
    other = "__import__('dataclasses').replace(TEXTBOOK, g_na_mS_cm2=4.0)"
    monkeypatch.setattr("helpers.HEAD", HEAD.replace("s.membrane(TEXTBOOK", f"s.membrane({other}"))
    assert not compiled(tmp_path, body).claims[0].holds


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('s.say("helo")', r"small.py:11: en.toml: no cue 'helo'; .*hello"),
        ('s.say("peak")', r"small.py:11: en.toml:\d+: cue 'peak'.* no measure 'peak'"),
        ("s.wait(1)\nundefined", r"small.py:12: 'undefined' is not defined"),
        (
            "s.say('hello', until=patch.from_now.peak)",
            r"small.py:11: cue 'hello': the peak does not come within 60 ms",
        ),
        ("with s.slow(ms_per_s=-1):\n    s.wait(1)", r"small.py:11: slow\(ms_per_s=-1\)"),
        ("s.membrane(TEXTBOOK)", r"small.py:11: this scene already has a membrane"),
        ("pass", r"small.py: the script takes no time"),
        ('s.trace(patch, window_ms=5, lines=["E_Ca"])', r"small.py:11: trace line 'E_Ca'"),
    ],
)
def test_an_authors_mistake_is_told_with_its_line(tmp_path, body, message):
    with pytest.raises(UserError, match=message):
        compiled(tmp_path, body)


def test_a_claim_is_no_truth_value(tmp_path):
    with pytest.raises(UserError, match="give several as a list"):
        compiled(tmp_path, "s.say('hello', claim=patch.rest < 0 and patch.e_k < 0)")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            "s.membrane(TEXTBOOK, na_channels=8.5)",
            r"small.py:11: membrane\(na_channels=8.5\): give a whole number",
        ),
        ("s.membrane(TEXTBOOK, seed=-1)", r"small.py:11: seed=-1"),
        ("s.membrane(TEXTBOOK, ions=5)", r"small.py:11: ions=5"),
        ("s.stimulate(patch, 1e300)", r"small.py:11: a pulse of 1e\+300"),
        ("s.stimulate(patch, float('nan'))", r"small.py:11: a pulse of nan"),
        ("s.wait(-5)", r"small.py:11: wait\(-5\)"),
        ("raise SystemExit(3)", r"small.py:11: SystemExit: 3"),
    ],
)
def test_impossible_numbers_are_refused(tmp_path, call, message):
    body = call if "membrane" not in call else f"s.cast._actor = None; {call}"
    with pytest.raises(UserError, match=message):
        compiled(tmp_path, body)


@pytest.mark.parametrize(
    "line",
    [
        's.say("hello", pause_s=-1)',
        "s.legend(-2)",
        's.label(patch.pump, "pump", 0)',
        's.legend(float("nan"))',
    ],
)
def test_times_that_nothing_can_last_are_refused(tmp_path, line):
    with pytest.raises(UserError, match="use 0"):
        compiled(tmp_path, line)


def test_a_number_told_ahead_that_then_never_comes_is_a_false_number_of_its_cue(tmp_path):
    body = """
spike = s.stimulate(patch, 2 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V)
with s.slow(ms_per_s=0.01):
    s.say("peak")
s.clamp(patch, -70)
s.say("hello")
"""
    told = [claim for claim in compiled(tmp_path, body).claims if claim.cue == "peak"]
    assert [claim.holds for claim in told] == [False]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('s.say("hello", claim=[patch.rest < 0, 5])', "give a claim"),
        ("s.title(5)", "give words"),
        ('s.label(patch.pump, "a\\nb", 1)', "cannot be shown"),
        ("s.until(patch.from_now.after(1), within_s=-4)", "within_s"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_word_on_it(tmp_path, line, says):
    with pytest.raises(UserError, match=says):
        compiled(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        's.say("hello", highlight=Part("dendrites"))',
        's.say("hello", label=[(Part("local_current"), "x")])',
        's.label(Part("bogus"), "x", 1)',
        's.camera.punch_in(Part("nope"))',
    ],
)
def test_a_part_that_is_not_in_this_picture_is_refused_on_its_line(tmp_path, line):
    with pytest.raises(UserError, match=r"small\.py:\d+: .*it has .*na_channels"):
        compiled(tmp_path, f"from apanim.script.actors.parts import Part\n{line}")
