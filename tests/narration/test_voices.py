import hashlib
import shutil
import subprocess
import sys

import numpy as np
import pytest
from scipy.io import wavfile

from apanim.errors import UserError
from apanim.narration.catalogue import Line
from apanim.narration.speech import spoken
from apanim.narration.voices import voice_named

LINE = Line("−70\N{NO-BREAK SPACE}mV.", "Minus seventy millivolts.")


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("hibary", "did you mean 'hibari'?"),
        ("espeak", "did you mean 'espeak-ng'?"),
        ("", "the voices are espeak-ng, hibari, recorded:DIR, silent"),
        ("recorded", "did you mean 'recorded:DIR'?"),
        ("recorded:", "did you mean 'recorded:DIR'?"),
        ("hibari:emma", "no such voice"),
    ],
)
def test_a_wrong_name_lists_the_voices(spec, told):
    with pytest.raises(UserError, match=f"^--voice {spec}: ") as error:
        voice_named(spec)
    assert told in str(error.value)


def test_hibari_says_the_same_bytes_in_another_process():
    speech = voice_named("hibari").speak("rest", LINE)
    code = (
        "import hashlib; from apanim.narration.catalogue import Line;"
        "from apanim.narration.voices import voice_named;"
        f"s = voice_named('hibari').speak('rest', Line({LINE.display!r}, {LINE.spoken!r}));"
        "print(hashlib.sha256(s.samples.tobytes()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(speech.samples.tobytes()).hexdigest()
    assert speech.samples.dtype == np.float32
    assert 1.2 < len(speech.samples) / speech.rate < 3.5
    assert 0.05 < np.abs(speech.samples).max() < 1.0


def test_hibari_knows_the_words_of_the_lecture():
    from hibari import Hibari

    phonemize = Hibari().phonemize
    expected = {
        "sodium": "sˈOdiəm",
        "potassium": "pətˈæsiəm",
        "chloride": "klˈɔɹˌId",
        "axon": "ˈæksˌɑn",
        "hillock": "hˈɪlək",
        "millivolts": "mˈɪləvˌOlts",
        "milliseconds": "mˈɪləsˌɛkəndz",
        "depolarise": "dipˈOləɹˌIz",
        "polarised": "pˈOləɹˌIzd",
        "inactivated": "ɪnˈæktəvˌATᵻd",
        "voltage-gated": "vˈOltɪʤɡˌATᵻd",
    }
    assert {word: phonemize(word)[0] for word in expected} == expected


def test_hibari_refuses_another_language_and_a_line_without_words():
    with pytest.raises(UserError, match="speaks English, not 'es'; use espeak-ng or recorded:DIR"):
        voice_named("hibari", "es")
    with pytest.raises(UserError, match="cue 'x': hibari found nothing to say"):
        voice_named("hibari", "en-GB").speak("x", Line("", ""))


def test_the_silent_voice_lasts_as_long_as_reading():
    speech = spoken(voice_named("silent"), "x", Line("c" * 130, "word " * 13))
    assert len(speech.samples) / speech.rate == pytest.approx(10.0)
    assert not speech.samples.any()
    speech = spoken(voice_named("silent"), "x", Line("c", "word " * 13))
    assert len(speech.samples) / speech.rate == pytest.approx(6.0)


@pytest.mark.parametrize("kind", ["uint8", "int16", "int32", "float32"])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_recording_of_any_kind_is_played(tmp_path, kind, channels):
    wave = 0.5 * np.sin(2 * np.pi * 200 * np.arange(22_050) / 22_050)
    scale = {"uint8": 127, "int16": 32767, "int32": 2**31 - 1, "float32": 1}[kind]
    data = (wave * scale + (128 if kind == "uint8" else 0)).astype(kind)
    wavfile.write(tmp_path / "rest.wav", 22_050, np.stack([data] * channels, axis=1))
    speech = voice_named(f"recorded:{tmp_path}").speak("rest", LINE)
    assert speech.rate == 22_050
    assert speech.samples == pytest.approx(wave, abs=0.02)


def test_a_new_recording_is_heard_though_the_old_one_was_kept(tmp_path):
    for level in (8_000, 16_000):
        wavfile.write(tmp_path / "rest.wav", 16_000, np.tile(np.int16([level, 0, -level, 0]), level // 2))
        speech = spoken(voice_named(f"recorded:{tmp_path}"), "rest", LINE)
        assert len(speech.samples) == 2 * level


def test_faulty_recordings_are_told_by_cue_and_path(tmp_path):
    voice = voice_named(f"recorded:{tmp_path}")
    with pytest.raises(UserError, match=r"^cue 'rest': there is no .*rest\.wav; record it: \"−70.mV\.\"$"):
        voice.speak("rest", LINE)
    (tmp_path / "bad.wav").write_bytes(b"RIFF....")
    with pytest.raises(
        UserError, match=r"^cue 'bad': cannot read .*bad\.wav .*; save it again as a PCM WAV file$"
    ):
        voice.speak("bad", LINE)
    wavfile.write(tmp_path / "hush.wav", 8000, np.zeros(80, np.int16))
    with pytest.raises(UserError, match=r"^cue 'hush': .*hush\.wav is silent; record it again$"):
        voice.speak("hush", LINE)
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(UserError, match=r"folder\.wav: cannot be read \(.*\); mend or remove it$"):
        spoken(voice, "rest", LINE)
    with pytest.raises(UserError, match=r"there is no such folder"):
        voice_named(f"recorded:{tmp_path / 'none'}")


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not on this machine")
def test_espeak_speaks_where_it_is_installed():
    english = voice_named("espeak-ng", "en-GB")
    spanish = voice_named("espeak-ng", "es")
    speech = english.speak("rest", LINE)
    assert 1.0 < len(speech.samples) / speech.rate < 4.0
    assert np.abs(speech.samples).max() > 0.05
    assert english.key != spanish.key
    with pytest.raises(UserError, match="it has no voice for 'klingonish'"):
        voice_named("espeak-ng", "klingonish")


def test_espeak_is_missed_where_it_is_not(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        UserError, match="the program is not on this machine; install the package espeak-ng"
    ):
        voice_named("espeak-ng")
