"""The words of the spike scene: plain, paced, and readable in time with either voice."""

import re
from itertools import pairwise

import pytest

from apanim.narration.captions import GAP_TICK, paginate
from apanim.narration.catalogue import fill
from apanim.narration.speech import spoken
from apanim.narration.voices import voice_named

SPIKE = (  # noqa: SIM905
    "rest_polarised rest_gradients rest_leak rest_pump gates_shut weak_pulse threshold sodium_first "
    "feedback peak inactivation potassium_out undershoot recovery"
).split()
PAUSE_TICK = 240


def test_the_cues_are_there_in_order(english):
    assert [name for name in english.cues if name in SPIKE] == list(SPIKE)


@pytest.mark.parametrize("name", SPIKE)
def test_sentences_are_short_and_bring_one_new_term(english, measures, name):
    line = fill(english.cue(name), measures)
    for sentence in re.split(r"(?<=[.!?]) ", line.spoken):
        assert len(sentence.split()) <= 20, sentence
    assert len(english.cue(name).terms) <= 2
    assert not re.search(r"[⁺⁻−+%\d]|mV|iz(e|ed|ation)\b", line.spoken), line.spoken


def test_each_term_is_introduced_once(english):
    introduced = [term for name in SPIKE for term in english.cue(name).terms]
    assert len(introduced) == len(set(introduced))
    assert set(introduced) <= set(english.glossary)


def test_every_number_comes_from_the_model(english):
    for name in SPIKE:
        literal = re.sub(r"\{.*?\}", "", english.cue(name).text.source)
        assert not re.search(r"\d", literal), literal


@pytest.mark.parametrize("voice_name", ["hibari", "silent"])
def test_the_scene_can_be_followed(english, measures, voice_name):
    voice = voice_named(voice_name, english.language)
    at, words, speech_tick, pages = 600, 0, 0, []
    for name in SPIKE:
        line = fill(english.cue(name), measures)
        end = at + spoken(voice, name, line).duration_tick
        pages += paginate(line.display, at, end, end + PAUSE_TICK - GAP_TICK, name)
        words += len(line.spoken.split())
        speech_tick += end - at
        at = end + PAUSE_TICK
    assert 120 <= words * 600 * 60 / speech_tick <= 140
    assert 65 <= at / 600 <= 80
    assert all(after.start_tick - before.end_tick >= GAP_TICK for before, after in pairwise(pages))
