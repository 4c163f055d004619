"""An axon in a script: its history, moments and quantities are those of the tape."""

import numpy as np
import pytest
from helpers import WORDS

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.script.compile import compile_scene
from apanim.script.find import load
from apanim.tape import CablePlan, open_cable_tape

HEAD = """
from apanim.script import Scene

scene = Scene("small", title="A small scene")


@scene.script
def script(s):
    axon = s.axon()
"""


def compiled(folder, body):
    (folder / "narration").mkdir(exist_ok=True)
    (folder / "narration" / "en.toml").write_text(WORDS, encoding="utf-8")
    path = folder / "small.py"
    path.write_text(HEAD + "".join(f"    {line}\n" for line in body.strip().splitlines()), encoding="utf-8")
    return compile_scene(
        load(path), Catalogue.load(folder / "narration" / "en.toml"), voice_named("silent")
    ).timeline


def test_the_script_waits_for_a_spike_that_the_tape_then_shows(tmp_path):
    t = compiled(
        tmp_path,
        "s.wait(0.5)\nspike = s.stimulate(axon, place=0)\ns.until(spike.passes(0.5), within_s=2.0)",
    )
    assert isinstance(t.plan, CablePlan)
    assert t.duration_tick == 1500
    tape = open_cable_tape(t.plan)
    v = tape.series.v_mV[-3:, t.plan.tree.at("axon", 0.5)]
    assert v[0] < 0.0
    assert v[-1] == pytest.approx(0.0, abs=8.0)  # the grid is 20 us, the upstroke up to 400 mV/ms


def test_claims_are_decided_by_the_run(tmp_path):
    body = """
spike = s.stimulate(axon, place=0.5)
s.measure(peak=spike.peak(0.8, within_ms=6))
right, left = spike.speed(0.6, 0.9), spike.speed(0.1, 0.4)
s.say("peak", until=spike.passes(0.9), claim=[right > 0, left < 0, left > 0])
"""
    t = compiled(tmp_path, body)
    assert [c.holds for c in t.claims] == [True, True, False, True]
    assert "+46" in t.cues[0].text


def test_a_spike_that_does_not_come_is_the_authors_mistake(tmp_path):
    with pytest.raises(UserError, match=r"small.py:10: the spike at .* does not come"):
        compiled(tmp_path, "s.until(axon.from_now.passes(0.5))")
    with pytest.raises(UserError, match=r"small.py:10: place -3: that is beyond the end"):
        compiled(tmp_path, "s.stimulate(axon, place=-3)")
    with pytest.raises(UserError, match=r"small.py:10: this scene already has"):
        compiled(tmp_path, "s.axon()")


def test_the_same_script_gives_the_same_plan(tmp_path):
    body = "s.stimulate(axon, place=0.2)\ns.wait(1)\ns.stimulate(axon, place=0.9)\ns.wait(1)"
    one, two = compiled(tmp_path, body).plan, compiled(tmp_path, body).plan
    assert one.acts == two.acts
    assert np.array_equal(one.model_ns, two.model_ns)
