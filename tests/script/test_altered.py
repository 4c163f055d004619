"""A scene told on other membranes: what would be false, sentence by sentence."""

import pytest
from helpers import WORDS, write_scene

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.physics.altered import altered
from apanim.physics.measure import measure_rest_mV
from apanim.physics.textbook import TEXTBOOK
from apanim.script.altered import claims_under
from apanim.script.compile import compile_scene
from apanim.script.find import load


def read(folder, body):
    path = write_scene(folder, body, WORDS)
    return load(path), Catalogue.load(folder / "narration" / "en.toml"), voice_named("silent")


def false_under(written, scene):
    return [(claim.cue, claim.where) for claim in claims_under(altered(written), *scene) if not claim.holds]


SPIKE = """
s.trace(patch, window_ms=6, lines=["threshold"], bands="phases")
spike = s.stimulate(patch, 1.3 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V)
s.say("peak", until=spike.peak, claim=patch.at(spike.peak).V > 20)
s.say("hello", until=spike.trough, claim=patch.at(spike.trough).V < patch.rest)
"""


def test_what_holds_on_the_membrane_that_was_asked_for_holds_still(tmp_path):
    assert false_under([], read(tmp_path, SPIKE)) == []


def test_a_moment_that_never_comes_falsifies_the_sentence_that_waits_for_it(tmp_path):
    scene = read(tmp_path, SPIKE)
    # Without inactivation V stays up: there is a peak, and no trough.
    assert set(false_under(["inactivation=0"], scene)) == {("hello", "small.py:15")}
    # A membrane without voltage-gated Na+ conductance to speak of has neither.
    assert {cue for cue, _ in false_under(["g_na_mS_cm2=x0.05"], scene)} == {"peak", "hello"}


def test_a_script_that_cannot_go_on_falsifies_the_sentence_where_it_stops(tmp_path):
    body = 'assert patch.rest.measure() < -65, "not at rest"\ns.say(\n    "hello",\n)'
    assert false_under(["g_k_leak_mS_cm2=x0.5"], read(tmp_path, body)) == [("hello", "small.py:11")]


def test_an_authors_moment_that_never_comes_is_told_with_line_and_sentence(tmp_path):
    with pytest.raises(UserError, match=r"^small.py:11: cue 'hello': the peak does not come within"):
        compile_scene(*read(tmp_path, 's.say("hello", until=patch.from_now.peak)'))


def test_a_synapse_can_be_weaker_and_a_membrane_warmer():
    assert altered(["synapses=x0.5"]).receptors(3.0) == 1.5
    warm = altered(["temperature_C=+10"]).membrane(TEXTBOOK)
    assert warm.temperature_C == 47
    assert warm.phi == pytest.approx(3 * TEXTBOOK.phi)
    slow = altered(["speed_n=x0.5"]).membrane(TEXTBOOK)
    for was, now, factor in zip(
        TEXTBOOK.gate_rates(-50.0), slow.gate_rates(-50.0), (0.5, 0.5), strict=True
    ):
        assert now[2] == pytest.approx(factor * was[2])
        assert list(now[:2]) == list(was[:2])


def test_a_membrane_begins_at_the_rest_that_it_then_has():
    leaky = altered(["g_na_leak_mS_cm2=x2"]).membrane(TEXTBOOK)
    assert leaky.v_rest_mV > TEXTBOOK.v_rest_mV + 1
    assert leaky.v_rest_mV == pytest.approx(measure_rest_mV(leaky))


@pytest.mark.parametrize(
    "written", ["g_k_mS_cm2", "g_k_mS_cm2=", "g_k=x2", "name=3", "g_k_mS_cm2=x1.2.3", "=x2"]
)
def test_what_cannot_be_read_is_told(written):
    with pytest.raises(UserError, match=r"write name=value|a membrane has no|no number"):
        altered([written])
