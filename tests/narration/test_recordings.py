"""Recordings as recorders make them: kinds, names, headers, levels, and what they said."""

import struct
import unicodedata

import av
import numpy as np
import pytest
from scipy.io import wavfile

from apanim.errors import UserError
from apanim.narration.catalogue import CueLine
from apanim.narration.speech import spoken
from apanim.narration.voices import voice_named
from apanim.narration.voices.recorded_words import FILE, said_before

RATE, TONE_HZ, LENGTH_S = 48_000, 440.0, 1.2
LINE = CueLine("It fires.", "It fires.")


def tone(level: float = 0.3) -> np.ndarray:
    return (level * np.sin(2 * np.pi * TONE_HZ * np.arange(round(RATE * LENGTH_S)) / RATE)).astype(
        np.float32
    )


def encoded(path, codec: str, samples: np.ndarray) -> None:
    """Written by FFmpeg's encoder `codec`, mono."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(
            format=stream.format, rate=RATE, layout="mono", frame_size=stream.frame_size or 1024
        )
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))


def heard(folder, cue="it_fires"):
    return voice_named(f"recorded:{folder}").speak(cue, LINE)


def is_the_tone(speech) -> bool:
    samples, rate = speech.samples, speech.rate
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    peak_hz = spectrum.argmax() * rate / len(samples)
    loud = np.flatnonzero(np.abs(samples) > 0.1)
    length_s = (loud[-1] - loud[0]) / rate
    return abs(peak_hz - TONE_HZ) < 2 and abs(length_s - LENGTH_S) < 0.06


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("it_fires.mp3", "libmp3lame"), ("it_fires.m4a", "aac"), ("it_fires.M4A", "alac"),
        ("it_fires.flac", "flac"),
        ("it_fires.ogg", "libopus"), ("it_fires.WAV", "pcm_s24le"), ("It_Fires.wav", "pcm_mulaw"),
    ],
)  # fmt: skip
def test_what_a_recorder_writes_is_played(tmp_path, name, codec):
    encoded(tmp_path / name, codec, tone())
    assert is_the_tone(heard(tmp_path))


def wav(samples: np.ndarray, told: int | None = None) -> bytes:
    """16 bit, mono or of channels (n, k), whose header says it has `told` bytes of samples."""
    data = np.rint(samples * 32767).astype("<i2")
    channels = 1 if data.ndim == 1 else data.shape[1]
    size = len(data.tobytes()) if told is None else told
    form = struct.pack("<IHHIIHH", 16, 1, channels, RATE, 2 * channels * RATE, 2 * channels, 16)
    riff = min(size + 36, 0xFFFFFFFF)
    return (
        b"RIFF"
        + struct.pack("<I", riff)
        + b"WAVEfmt "
        + form
        + b"data"
        + struct.pack("<I", size)
        + data.tobytes()
    )


@pytest.mark.parametrize("told", [0xFFFFFFFF, 0x7FFFF000, 0])
def test_a_header_that_was_left_open_is_read_to_the_end(tmp_path, told):
    (tmp_path / "it_fires.wav").write_bytes(wav(tone(), told))
    assert is_the_tone(heard(tmp_path))


def test_one_that_was_cut_off_is_told(tmp_path):
    whole = wav(tone())
    (tmp_path / "it_fires.wav").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match=r"^cue 'it_fires': .*it_fires\.wav is cut off"):
        heard(tmp_path)
    (tmp_path / "it_fires.wav").unlink()
    encoded(tmp_path / "it_fires.m4a", "aac", tone())
    content = (tmp_path / "it_fires.m4a").read_bytes()
    (tmp_path / "it_fires.m4a").write_bytes(content[: len(content) // 2])
    with pytest.raises(UserError, match=r"it_fires\.m4a"):
        heard(tmp_path)


def test_names_may_have_their_accents_apart(tmp_path):
    name = "se_dispara_así"
    (tmp_path / f"{unicodedata.normalize('NFD', name)}.WAV").write_bytes(wav(tone()))
    assert is_the_tone(heard(tmp_path, unicodedata.normalize("NFC", name)))


@pytest.mark.parametrize(
    ("samples", "told"),
    [
        (np.zeros(RATE), "is silent; record it again"),
        (tone(0.0005), r"is nearly silent \(-69 dB at its loudest\); record it again"),
        (np.stack([tone(), -tone()], axis=1), "its channels cancel each other; save one of them, as mono"),
    ],
)
def test_what_cannot_be_heard_is_refused_by_its_level(tmp_path, samples, told):
    (tmp_path / "it_fires.wav").write_bytes(wav(samples))
    with pytest.raises(UserError, match=f"^cue 'it_fires': .*{told}$"):
        heard(tmp_path)


def test_a_quiet_voice_and_one_on_one_side_are_played(tmp_path):
    (tmp_path / "it_fires.wav").write_bytes(wav(tone(0.02)))
    heard(tmp_path)
    (tmp_path / "it_fires.wav").write_bytes(wav(np.stack([tone(), 0 * tone()], axis=1)))
    assert is_the_tone(heard(tmp_path))


def test_two_recordings_of_a_cue_and_a_name_that_is_nearly_one_are_told(tmp_path):
    (tmp_path / "it_fire.wav").write_bytes(wav(tone()))
    with pytest.raises(UserError, match=r"there is no .*it_fires\.wav .did you mean 'it_fire'"):
        heard(tmp_path)
    for name in ("it_fires.wav", "it_fires.flac"):
        (tmp_path / name).write_bytes(wav(tone()))
    with pytest.raises(UserError, match=r"it_fires\.wav: it_fires\.flac is of the same cue"):
        heard(tmp_path)


def test_a_recording_whose_sentence_has_changed_since_is_named(tmp_path):
    wavfile.write(tmp_path / "it_fires.wav", RATE, tone())
    wavfile.write(tmp_path / "it_rests.wav", RATE, tone())
    rests = ("it_rests", CueLine("It rests.", "It rests."))

    def changed(text):
        voice = voice_named(f"recorded:{tmp_path}")
        return said_before(voice, [("it_fires", CueLine(text, text)), rests])

    assert changed("It climbs to +39 mV.") == []  # noted, for it is heard for the first time
    assert changed("It climbs to +39 mV.") == []
    assert changed("It climbs to +41 mV.") == ["it_fires"]
    wavfile.write(tmp_path / "it_fires.wav", RATE, tone(0.2))  # recorded anew
    assert changed("It climbs to +41 mV.") == []
    assert changed("It climbs.") == ["it_fires"]
    (tmp_path / FILE).unlink()  # as its author says: it is of what is told now
    assert changed("It climbs.") == []
    assert said_before(voice_named("silent"), [rests]) == []


def test_a_changed_recording_alone_is_heard_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "cache"))
    for cue in ("it_fires", "it_rests"):
        wavfile.write(tmp_path / f"{cue}.wav", RATE, tone())

    def kept():
        voice = voice_named(f"recorded:{tmp_path}")
        for cue in ("it_fires", "it_rests"):
            spoken(voice, cue, LINE)
        return {path.name: path.stat().st_mtime_ns for path in (tmp_path / "cache" / "speech").iterdir()}

    first = kept()
    wavfile.write(tmp_path / "it_fires.wav", RATE, tone(0.1))
    assert len(first) == 2
    assert len(kept()) == 3
    assert first.items() <= kept().items()
