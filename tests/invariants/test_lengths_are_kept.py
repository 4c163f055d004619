"""The time of a lecture is the same on every machine, though its voice is a little faster or slower."""

import numpy as np
import pytest

from apanim.narration import lengths, speech
from apanim.narration.catalogue import Line
from apanim.narration.speech import Speech, spoken
from apanim.narration.track import RATE, lay
from apanim.narration.voices import voice_named
from apanim.narration.voices.hibari import HibariVoice
from apanim.script.compile import Compiled, compile_scene
from apanim.script.find import find_catalogue, load, scene_file
from apanim.script.lengths import lengths_toml

SAMPLE_RATE = 24_000


def test_the_kept_lengths_are_those_of_every_line_that_is_spoken():
    kept = lengths.lengths_file().read_text(encoding="utf-8")
    assert kept == lengths_toml(), "words or their numbers have changed: run `apanim lengths`"


def test_every_kept_length_is_near_to_what_this_machine_speaks():
    far = {}
    for name in ("opening", "synapse", "recap"):
        for _, said in compiled(name).spoken():
            assert said.known_tick is not None, said.cue
            if abs(said.sound_tick - said.known_tick) > speech.NEAR_TICK:
                far[said.cue] = said.sound_tick, said.known_tick
    assert not far


def _stretched(by):
    heard = speech._sounded

    def sounded(voice, cue_name, line):
        said = heard(voice, cue_name, line)
        at = np.arange(round(len(said.samples) * by)) / by
        samples = np.interp(at, np.arange(len(said.samples)), said.samples).astype(np.float32)
        return Speech(samples, said.rate, cue_name)

    return sounded


def compiled(name):
    """The scene, read by itself and not as it was kept."""
    file = scene_file(name)
    return compile_scene(load(file), find_catalogue(file.parent, "en"), voice_named("hibari"))


def _heard(compiled: Compiled):
    return [len(line.samples) for _, line in compiled.spoken()]


def _timing(compiled: Compiled):
    t = compiled.timeline
    plan = t.plan.model_ns.tobytes()
    return t.duration_tick, t.cues, t.captions, t.spans, t.camera, t.plots, t.traces, t.measures, plan


@pytest.mark.parametrize("by", [0.99, 1.01])
@pytest.mark.parametrize("scene", ["synapse", "count", "opening"])
def test_a_voice_of_another_length_changes_no_timing(scene, by, monkeypatch):
    usual = compiled(scene)
    heard = _heard(usual)
    monkeypatch.setattr(speech, "_sounded", _stretched(by))
    other = compiled(scene)
    assert _timing(other) == _timing(usual)
    assert other.speech.shape == (80 * usual.timeline.duration_tick,)
    assert all(a != b for a, b in zip(heard, _heard(other), strict=True))


class Ticker:
    """A built-in voice that speaks for so many ticks."""

    name, key, pace = "hibari", "ticker", HibariVoice.pace

    def __init__(self, ticks):
        self._ticks = ticks

    def speak(self, cue_name, line):
        samples = np.sin(np.arange(self._ticks * SAMPLE_RATE // 600), dtype=np.float32)
        return Speech(samples, SAMPLE_RATE, cue_name)


@pytest.fixture
def kept_600(monkeypatch, tmp_path):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    monkeypatch.setattr(lengths, "_kept", lambda: (HibariVoice.pace, {lengths.line_hash("Known"): 600}))


@pytest.mark.parametrize(
    ("spoken_tick", "lasts_tick"), [(500, 600), (600, 600), (740, 600), (449, 449), (751, 751)]
)
def test_a_known_line_has_its_length_unless_it_is_far_off(kept_600, spoken_tick, lasts_tick):
    assert spoken(Ticker(spoken_tick), "a", Line("Known.", "Known")).duration_tick == lasts_tick
    assert spoken(Ticker(spoken_tick), "a", Line("Other.", "Other")).duration_tick == spoken_tick


def test_another_voice_has_no_kept_lengths(kept_600):
    ticker = Ticker(640)
    ticker.pace = ""
    assert spoken(ticker, "a", Line("Known.", "Known")).duration_tick == 640
    assert voice_named("silent").pace == ""


def test_sound_runs_on_into_the_pause_and_no_further(kept_600):
    long = spoken(Ticker(700), "a", Line("Known.", "Known"))
    track = lay([(0, long), (650, long)], 1400)
    assert track[640 * 80 : 650 * 80].any()
    assert track[1349 * 80 : 1350 * 80].any()
    assert not track[1351 * 80 :].any()
    assert len(lay([(0, long)], 600)) == 600 * RATE // 600
