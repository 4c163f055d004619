import hashlib
import shutil
import struct
import subprocess
import sys

import numpy as np
import pytest
from scipy.io import wavfile

from apanim.errors import UserError
from apanim.narration.catalogue import CueLine
from apanim.narration.speech import spoken
from apanim.narration.voices import voice_named

LINE = CueLine("−70\N{NO-BREAK SPACE}mV.", "Minus seventy millivolts.")


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
        "import hashlib; from apanim.narration.catalogue import CueLine;"
        "from apanim.narration.voices import voice_named;"
        f"s = voice_named('hibari').speak('rest', CueLine({LINE.display!r}, {LINE.spoken!r}));"
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
        voice_named("hibari", "en-GB").speak("x", CueLine("", ""))


def test_the_silent_voice_lasts_as_long_as_reading():
    speech = spoken(voice_named("silent"), "x", CueLine("c" * 130, "word " * 13))
    assert len(speech.samples) / speech.rate == pytest.approx(10.0)
    assert not speech.samples.any()
    speech = spoken(voice_named("silent"), "x", CueLine("c", "word " * 13))
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
    (tmp_path / "rest.wav").mkdir()
    with pytest.raises(UserError, match=r"there is no .*rest\.wav"):
        spoken(voice, "rest", LINE)
    with pytest.raises(UserError, match=r"there is no such folder"):
        voice_named(f"recorded:{tmp_path / 'none'}")


def _written(file, rate=16_000, data=None):
    data = np.tile(np.int16([8_000, 0, -8_000, 0]), 500) if data is None else data
    wavfile.write(file, rate, data)
    return file.read_bytes()


@pytest.mark.parametrize("kind", ["int16", "uint8", "float32", "int32", "float64"])
def test_whatever_is_broken_of_a_recording_is_one_line(tmp_path, kind):
    file = tmp_path / "rest.wav"
    whole = _written(file, data=np.tile([90, 10, 20, 55], 500).astype(kind))
    rng = np.random.default_rng(7)
    spoilt = [whole[:length] for length in (*range(46), 300, len(whole) - 1)]
    for place in (*range(12, 44), *range(12, 44)):
        changed = bytearray(whole)
        changed[place] = rng.integers(256)
        spoilt.append(bytes(changed))
    for content in spoilt:
        file.write_bytes(content)
        told = _told(tmp_path)
        assert len(content) == len(whole) or told
        if told:
            assert told.startswith("cue 'rest': ")
            assert "rest.wav" in told
            assert told.endswith(("PCM WAV file", "again", "samples a second"))
            assert told.isprintable()


def _told(folder):
    """What is said of the recording, nothing if it is spoken."""
    try:
        speech = spoken(voice_named(f"recorded:{folder}"), "rest", LINE)
    except UserError as error:
        return str(error)
    assert np.isfinite(speech.samples).all()
    return ""


def _odd(code=1, channels=1, rate=16_000, bits=16, data=b"\x10\x27\xf0\xd8" * 500):
    """A WAV file whose header says these things of `data`."""
    size = channels * bits // 8
    form = struct.pack("<HHIIHH", code, channels, rate, rate * size % 2**32, size, bits)
    chunks = (
        b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    )
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (_odd(code=2, bits=4), "no whole sound file"),  # ADPCM without its table
        (_odd(channels=0), "no whole sound file"),
        (_odd(bits=0), "no whole sound file"),
        (_odd(rate=0), "says 0 samples a second"),
        (_odd(rate=1_000_000), "with 4000 to 384000 samples a second"),
        (_odd(data=b""), "rest.wav is empty; record it again"),
        (_odd()[:-1000], "rest.wav"),
        (b"ID3" + b"\0" * 500, "no whole sound file"),
    ],
)
def test_an_odd_recording_is_told_in_plain_words(tmp_path, content, told):
    (tmp_path / "rest.wav").write_bytes(content)
    with pytest.raises(UserError, match=r"^cue 'rest': .*rest\.wav") as error:
        voice_named(f"recorded:{tmp_path}").speak("rest", LINE)
    assert told in str(error.value)
    assert "Error" not in str(error.value)


def test_numbers_too_large_for_a_sample_are_told(tmp_path):
    _written(tmp_path / "rest.wav", data=np.tile([1e300, -1e300], 500))
    with pytest.raises(UserError, match="samples that are no numbers"):
        voice_named(f"recorded:{tmp_path}").speak("rest", LINE)


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
