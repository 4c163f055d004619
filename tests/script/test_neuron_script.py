"""A neuron in a script: places, releases, moments and quantities are those of its cable."""

import pytest
from helpers import WORDS

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.voices import voice_named
from apanim.physics.cable.inputs import Electrode
from apanim.physics.stimulus import Release
from apanim.script.actors.neuron import Neuron
from apanim.script.compile import compile_scene
from apanim.script.find import load
from apanim.script.timeline import TraceCurve
from apanim.script.verbs.acts import Acts
from apanim.script.verbs.cast import Cast

HEAD = """
from apanim.script import Scene

scene = Scene("small", title="A small scene")


@scene.script
def script(s):
    neuron = s.neuron()
"""


def compiled(folder, body):
    (folder / "narration").mkdir(exist_ok=True)
    (folder / "narration" / "en.toml").write_text(WORDS, encoding="utf-8")
    path = folder / "small.py"
    path.write_text(HEAD + "".join(f"    {line}\n" for line in body.strip().splitlines()), encoding="utf-8")
    return compile_scene(
        load(path), Catalogue.load(folder / "narration" / "en.toml"), voice_named("silent")
    ).timeline


def test_inputs_add_up_to_a_spike_that_runs_both_ways():
    cast = Cast()
    neuron, acts = cast.neuron(), Acts(cast)
    left = neuron.synapse("left")
    one = acts.release(neuron, "left")
    alone = one.peak(neuron.initial_segment, within_ms=8).measure()
    assert one.lift(left, within_ms=6).measure() > 2 * one.lift(neuron.soma, within_ms=6).measure() > 2
    assert one.arriving(left, neuron.soma, within_ms=8).measure() == pytest.approx(
        one.lift(neuron.soma, 8).measure() / one.lift(left, 8).measure()
    )
    spike = acts.release(neuron, "upper", "right")
    assert alone < neuron.threshold.measure() < spike.peak(neuron.initial_segment, within_ms=12).measure()
    start, soma, end, tip, crest = (
        neuron.at(moment).t.measure()
        for moment in (
            spike.fires(), spike.passes(neuron.soma), spike.arrives(),
            spike.passes(neuron.dendrite(2, 1.0)), spike.crest(neuron.soma),
        )
    )  # fmt: skip
    assert start < soma < end
    assert start < tip
    assert start < crest
    assert 0.2 < spike.speed(neuron.place("axon", 0.3), neuron.place("axon", 0.7)).measure() < 0.8
    assert neuron.at(spike.arrives()).V(neuron.terminal).measure() == pytest.approx(0.0, abs=8.0)


def test_threshold_lies_between_rest_and_the_spike_and_channels_are_densest_in_the_trigger_zone():
    neuron = Neuron()
    assert -62 < neuron.threshold.measure() < -48
    zone = neuron.na_density(neuron.initial_segment).measure()
    for place in (neuron.hillock, neuron.axon, neuron.soma, neuron.dendrite(1, 0.5)):
        assert zone >= 5 * neuron.na_density(place).measure()


def test_an_electrode_makes_the_resting_neuron_fire(tmp_path):
    t = compiled(
        tmp_path, "spike = s.stimulate(neuron, current_nA=1.0, duration_ms=1.0)\ns.until(spike.arrives())"
    )
    assert isinstance(t.plan.acts[0], Electrode)
    assert t.plan.view == "neuron"


def test_a_script_releases_at_synapses_and_traces_places(tmp_path):
    body = """
curves = {"dendrite": neuron.synapse("left"), "trigger zone": neuron.initial_segment}
s.trace(curves, window_ms=10, lines=["threshold"], range_mV=(-75, -45))
s.release(neuron, "left")
s.wait(1)
s.trace(neuron.place("axon", 0.5), window_ms=5)
s.wait(1)
"""
    t = compiled(tmp_path, body)
    assert t.plan.acts == (Release(0, "left"),)
    tree = t.plan.tree
    first, second = t.traces
    assert first.curves == (
        TraceCurve("dendrite", tree.at("dendrite 1 branch 2 b", 0.8)),
        TraceCurve("trigger zone", tree.at("initial segment", 0.9)),
    )
    assert first.range_mV == (-75, -45)
    assert second.curves == (TraceCurve("", tree.at("axon", 0.5)),)
    lines = [span for span in t.spans if span.kind == "line"]
    assert [line.end_tick for line in lines] == [600]
    assert lines[0].value_mV == pytest.approx(Neuron().threshold.measure())


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('s.release(neuron, "middle")', "no synapse 'middle'; the neuron has left"),
        ("s.release(neuron)", "release at which synapse"),
        ("neuron.dendrite(7, 0.5)", "there are dendrites 1 to 6"),
        ('neuron.place("tail", 0.5)', "no section 'tail'"),
        ("s.until(neuron.from_now.fires())", "does not come within"),
        ("s.trace({}, window_ms=5)", "the panel shows 1 to 3"),
        ('s.trace(neuron.soma, window_ms=5, lines=["E_K"])', "trace line 'E_K' is not one of threshold"),
        ("s.trace(neuron.soma, window_ms=5, range_mV=(0, -70))", "give a lower and an upper end"),
    ],
)
def test_an_authors_mistake_has_its_line(tmp_path, body, message):
    with pytest.raises(UserError, match=rf"small.py:10: .*{message}"):
        compiled(tmp_path, body)
