"""The tracks of a programme in several languages."""

import numpy as np
import pytest
from helpers import write_scene

from apanim.errors import UserError
from apanim.export.choices import Captions
from apanim.export.video.spoken import tracks_of, with_sound
from apanim.narration.speech import Speech
from apanim.narration.voices import speakers
from apanim.script.find import find_catalogue
from apanim.script.programme import compile_programme

SPANISH = """
[language]
code = "es"
name = "Español"

[lexicon]

[cues.hello]
text = "En reposo la membrana espera."
"""


class Humming:
    """Speaks every line as a tone of a second."""

    name, pace, key = "humming", "", "humming"

    def key_of(self, cue_name):
        return self.key

    def unsayable(self, spoken):
        return ""

    def speak(self, cue_name, line):
        at_s = np.arange(48_000) / 48_000
        return Speech((0.3 * np.sin(2 * np.pi * 200 * at_s)).astype(np.float32), 48_000, cue_name)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A small programme, and its narrations by language."""
    folder = tmp_path_factory.mktemp("told")
    file = write_scene(folder, 's.title("Rest", tag="ONE")\ns.say("hello")')
    (folder / "narration" / "es.toml").write_text(SPANISH, encoding="utf-8")
    narrations = {code: find_catalogue(folder, code) for code in ("en", "es")}
    return compile_programme(str(file), "silent", "en"), narrations


def test_a_sound_for_each_voice_and_captions_for_each_language(told):
    tracks = tracks_of(*told, {"es": Humming()}, Captions.BURNED)
    assert [(s.language, s.name) for s in tracks.sounds] == [("eng", "English"), ("spa", "Español")]
    assert [(c.language, c.name, c.shown) for c in tracks.captions] == [
        ("eng", "English", False), ("spa", "Español", False),
    ]  # fmt: skip
    assert tracks.captions[0].pages == told[0].captions
    assert tracks.captions[1].pages[0].lines == ("En reposo la membrana espera.",)
    assert [len(s.samples) for s in tracks.sounds] == [80 * told[0].duration_tick] * 2
    assert not tracks.sounds[0].samples.any()
    assert np.abs(tracks.sounds[1].samples).max() > 0.1


def test_words_that_are_not_in_the_picture_are_on_in_the_first_language_alone(told):
    assert [c.shown for c in tracks_of(*told, {}, Captions.TRACK).captions] == [True, False]
    assert tracks_of(*told, {}, Captions.NONE).captions == ()


def test_what_lies_under_the_voice_lies_under_every_one(told):
    tracks = with_sound(tracks_of(*told, {"es": Humming()}, Captions.NONE), lambda voice: voice + 1)
    assert [float(s.samples[-1]) for s in tracks.sounds] == [1.0, 1.0]


def test_beside_a_silent_voice_nobody_speaks():
    assert speakers({"es": "es"}, "silent") == {}
    assert speakers({"fr": "fr"}, "hibari").keys() <= {"fr"}  # none where espeak-ng is missing


def test_a_language_that_lacks_a_sentence_is_a_mistake(told):
    narration = told[1]["es"]
    lacking = {"es": type(narration)(**{**vars(narration), "cues": {}})}
    with pytest.raises(UserError, match="no cue 'hello'"):
        tracks_of(told[0], {"en": told[1]["en"], **lacking}, {}, Captions.BURNED)
