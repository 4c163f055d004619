"""A wrong word, name or number in a script is one line of what, where and how to mend it."""

import pytest
from helpers import compiled

from apanim.errors import UserError

MISTAKES = {
    "s.say(5)": "say(cue=5): give words",
    "s.say()": "say(): missing a required argument: 'cue'; it takes cue, highlight",
    "s.say('hello', hilight=patch.pump)": "say(): it takes no 'hilight'; did you mean 'highlight'?",
    "s.say('hello', claim=True)": "say(claim=True): give a claim, such as patch.at(spike.peak).V > 0, or",
    "s.say('hello', claim=patch.rest)": "say(claim=a quantity): give a claim",
    "s.say('hello', label=[patch.pump])": "give a list of (a part, words)",
    "s.say('hello', label=[(patch.pump, 'pump'), 5])": "give a list of (a part, words)",
    "s.say('hello', highlight='na_channels')": "give a part, such as patch.pump",
    "s.say('hello', until=spike)": "say(until=a spike): give a moment, such as spike.peak",
    "s.say('hello', at={'rush': 5})": "give a dict of words and a function of nothing",
    "s.saye('hello')": "a stage has no 'saye'; did you mean 'say'?",
    "s.fly()": "a stage has no 'fly'; it has axon, axons, bars, beads",
    "s.measure(peak=5)": "measure(peak=5): give a quantity, such as patch.at(spike.peak).V",
    "patch.pmp": "a patch of membrane has no 'pmp'; did you mean 'pump'?",
    "spike.pek": "a spike has no 'pek'; did you mean 'peak'?",
    "patch.at(5)": "at(moment=5): give a moment, such as spike.peak",
    "patch.rest > 'x'": "rest > 'x': compare with a number or another quantity",
    "s.stimulate(patch)": "stimulate(): missing a required argument: 'strength'",
    "s.stimulate(patch, '1')": "stimulate(strength='1'): give a strength or a number",
    "s.stimulate(patch, 'x' * THRESHOLD)": "'x' * THRESHOLD: give a number",
    "s.clamp(patch, 'x')": "clamp(v_mV='x'): give a number",
    "s.slow('x')": "slow(ms_per_s='x'): give a number",
    "s.slow(0.06); s.wait(1)": "s.slow(0.06) slows nothing; write with s.slow(...):",
    "s.slow(0.06)": "s.slow(0.06) slows nothing; write with s.slow(...):",
    "s.title(5)": "title(text=5): give words",
    "s.title('x' * 201)": "201 signs on one line; use at most 200",
    "s.trace(patch, window_ms=6, lines=5)": "trace(lines=5): give a list of words",
    "s.plot(patch, 5)": "plot(what=5): give one of 'g', 'gates', 'steady', 'currents'",
    "s.draw(lambda: None)": "draw(function=a function): give a function of (a number, a glass)",
    "s.camera.punch_in(patch.pump, scale='x')": "punch_in(scale='x'): give a number",
    "ptach.rest": "'ptach' is not defined; did you mean 'patch'?",
}


BEFORE = "s.wait(0.5)\nspike = s.stimulate(patch, 1.3 * THRESHOLD)\n"


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_told_in_one_line(tmp_path, code):
    with pytest.raises(UserError) as told:
        compiled(tmp_path, f"{BEFORE}{code}\ns.wait(0.5)")
    assert "\n" not in str(told.value)
    assert MISTAKES[code] in str(told.value)


def test_a_scene_lasts_no_longer_than_can_be_told(tmp_path, monkeypatch):
    monkeypatch.setattr("apanim.script.verbs.clock.LONGEST_SCENE_S", 5.0)
    compiled(tmp_path, "s.wait(4.5)")
    with pytest.raises(UserError, match="it lasts 6 s here, more than the 5 s of a scene; make several"):
        compiled(tmp_path, "s.wait(4.5)\ns.wait(1.5)")


def test_numbers_of_numpy_are_numbers(tmp_path):
    compiled(
        tmp_path, "import numpy\ns.wait(numpy.float32(0.5))\ns.clamp(patch, numpy.int64(-60))\ns.wait(1)"
    )


def test_a_pace_holds_inside_its_with_and_no_longer(tmp_path):
    body = "s.wait(1.0)\nwith s.slow(0.1):\n    s.wait(1.0)\ns.wait(1.0)"
    ns = compiled(tmp_path, body).plan.model_ns
    assert ns[120] - ns[60] == 100_000
    assert ns[60] == ns[180] - ns[120] == 400_000
