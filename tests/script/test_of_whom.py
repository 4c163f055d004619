"""A call that what is on stage cannot answer is refused on the author's line."""

import pytest
from helpers import HEAD, WORDS, compiled

from apanim.errors import UserError

CALLS = {
    "counter": "s.counter(a)",
    "bars": "s.bars(a)",
    "loop": "s.loop(a)",
    "plot": "s.plot(a, 'g', window_ms=3)",
    "recap": "s.recap(a)",
    "trains": "s.trains(a, {'weak': 5.0})",
    "clamp": "s.clamp(a, -50)",
    "unclamp": "s.unclamp(a)",
}
GIVE = "give a patch of membrane, such as s.membrane(TEXTBOOK)"
KINDS = {"s.neuron()": "a whole neuron", "s.axon()": "an axon", "None": "None"}


@pytest.fixture
def told(tmp_path, monkeypatch):
    def run(actor, body):
        patch = "patch = s.membrane(TEXTBOOK, ions=200)"
        monkeypatch.setattr("helpers.HEAD", HEAD.replace(patch, f"a = {actor}"))
        with pytest.raises(UserError) as error:
            compiled(tmp_path, f'{body}\ns.say("hello")', WORDS)
        return str(error.value)

    return run


@pytest.mark.parametrize("actor", KINDS)
@pytest.mark.parametrize("call", CALLS)
def test_what_is_about_a_patch_asks_for_one(told, call, actor):
    line = told(actor, CALLS[call])
    assert line == f"small.py:11: {call}(patch={KINDS[actor]}): {GIVE}"


@pytest.mark.parametrize(("actor", "kind"), list(KINDS.items()))
def test_a_trace_is_of_a_patch_or_of_places(told, actor, kind):
    line = told(actor, "s.trace(a, window_ms=4)")
    assert line.startswith(
        f"small.py:11: trace(what={kind}): give a patch of membrane or a place or a dict"
    )
    line = told(actor, "s.trace({'here': a}, window_ms=4)")
    assert line.endswith("give a patch of membrane or a place or a dict of words and a place")


def test_an_axon_has_no_trace_for_its_picture_shows_v_along_it(told):
    line = told("s.axon()", "s.trace(a.site(0.5), window_ms=4)")
    assert line.startswith("small.py:11: trace of a place of an axon: its picture has V along the axon")


def test_only_what_is_on_stage_can_be_stimulated(told):
    assert told("s.neuron()", "s.stimulate(a.soma)").startswith("small.py:11: stimulate(Site(")
    assert "give what is on stage, a whole neuron" in told("s.neuron()", "s.stimulate(5)")


def test_transmitter_is_released_onto_a_patch_or_a_neuron(told):
    line = told("s.axon()", "s.release(a)")
    assert line == "small.py:11: release(on=an axon): give a patch of membrane or a whole neuron"


@pytest.mark.parametrize("call", ["s.counter(a, cell=5)", "s.bars(a, cell='soma')", "s.counter(a, None)"])
def test_a_cell_is_a_geometry(told, call):
    line = told("s.membrane(TEXTBOOK, ions=200)", call)
    assert line.startswith("small.py:11: ")
    assert "give a Geometry, such as SOMA_20_UM" in line
