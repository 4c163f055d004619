"""The time of a lecture is the same on every machine, though its voice is a little faster or slower."""

import numpy as np
import pytest

from apanim.narration import lengths, speech
from apanim.narration.catalogue import CueLine
from apanim.narration.speech import Speech, spoken
from apanim.narration.track import RATE, lay
from apanim.narration.voices import voice_named
from apanim.narration.voices.hibari import HibariVoice
from apanim.script.compile import Compiled, compile_scene
from apanim.script.find import find_catalogue, load, scene_file
from apanim.script.lengths import lengths_toml

SAMPLE_RATE = 24_000
NEAR_TICK = 150  # a quarter of a second


def test_the_kept_lengths_are_those_of_every_line_that_is_spoken():
    kept = {path: path.read_text(encoding="utf-8") for path in lengths.lengths_files()}
    assert kept == lengths_toml(), "words or their numbers have changed: run `apanim lengths`"


def test_every_kept_length_is_near_to_what_this_machine_speaks():
    far = {}
    for name in ("opening", "synapse", "recap"):
        for _, said in compiled(name).spoken():
            assert said.known_tick is not None, said.cue
            if abs(said.sound_tick - said.known_tick) > NEAR_TICK:
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

    def key_of(self, cue_name):
        return self.key

    def unsayable(self, spoken):
        return ""

    def speak(self, cue_name, line):
        samples = np.sin(np.arange(self._ticks * SAMPLE_RATE // 600), dtype=np.float32)
        return Speech(samples, SAMPLE_RATE, cue_name)


@pytest.fixture
def kept_600(monkeypatch, tmp_path):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path))
    monkeypatch.setattr(lengths, "_kept", lambda: {(HibariVoice.pace, lengths.line_hash("Known")): 600})


@pytest.mark.parametrize("spoken_tick", [449, 600, 751])
def test_a_known_line_lasts_as_it_is_known_to_and_is_said_within_it(kept_600, spoken_tick):
    known, other = (
        spoken(Ticker(spoken_tick), "a", CueLine(f"{word}.", word)) for word in ("Known", "Other")
    )
    assert (known.duration_tick, other.duration_tick) == (600, spoken_tick)
    track = lay([(0, known), (600, known)], 1200)
    ends = [np.flatnonzero(np.abs(half) > 0.01)[-1] / 80 for half in np.split(track, 2)]
    assert ends == pytest.approx([min(spoken_tick, 600)] * 2, abs=20), (
        "all of it is heard, faster if need be"
    )


def test_a_known_line_need_not_be_said_to_know_how_long_it_lasts(kept_600):
    class Mute(Ticker):
        def speak(self, cue_name, line):
            pytest.fail("nothing is to be said yet")

    assert speech.lasts_tick(Mute(0), "a", CueLine("Known.", "Known")) == 600


def test_another_voice_has_no_kept_lengths(kept_600):
    ticker = Ticker(640)
    ticker.pace = ""
    assert spoken(ticker, "a", CueLine("Known.", "Known")).duration_tick == 640
    assert voice_named("silent").pace == ""


def test_sound_runs_on_into_the_pause_and_no_further(kept_600):
    long = spoken(Ticker(700), "a", CueLine("Known.", "Known"))
    track = lay([(0, long), (650, long)], 1400)
    assert track[640 * 80 : 650 * 80].any()
    assert track[1349 * 80 : 1350 * 80].any()
    assert not track[1351 * 80 :].any()
    assert len(lay([(0, long)], 600)) == 600 * RATE // 600
