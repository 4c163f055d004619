import numpy as np
import pytest

from apanim.narration.catalogue import CueLine
from apanim.narration.loudness import integrated_lufs
from apanim.narration.speech import CUE_LUFS, Speech, spoken, tidy

RATE = 24_000
LINE = CueLine("Hum.", "Hum")


def hum(seconds=1.0, level=0.1):
    return (level * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


class Hummer:
    """A voice that counts how often it is asked."""

    name = "hummer"
    pace = ""

    def __init__(self, key="hum 1"):
        self.key = key
        self.asked = 0

    def key_of(self, cue_name):
        return self.key

    def unsayable(self, spoken):
        return ""

    def speak(self, cue_name, line):
        self.asked += 1
        silence = np.zeros(RATE // 2, np.float32)
        return Speech(np.concatenate([silence, hum(), silence]), RATE, cue_name)


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_silence_around_the_sound_goes_and_the_ends_do_not_click():
    silence = np.zeros(RATE // 2, np.float32)
    out = tidy(Speech(np.concatenate([silence, hum(), silence, silence]), RATE)).samples
    assert 1.0 <= len(out) / RATE <= 1.06
    assert np.abs(out[:5]).max() < 0.05 * np.abs(out).max()
    assert np.abs(out[-5:]).max() < 0.05 * np.abs(out).max()


def test_noise_of_the_room_is_trimmed_but_a_pause_inside_stays():
    noise = np.random.default_rng(1).normal(0, 1e-4, RATE).astype(np.float32)
    out = tidy(Speech(np.concatenate([noise, hum(0.5), noise, hum(0.5), noise]), RATE)).samples
    assert 2.0 <= len(out) / RATE <= 2.06


@pytest.mark.parametrize("level", [0.001, 0.9])
@pytest.mark.parametrize("seconds", [0.1, 2.0])
def test_quiet_and_loud_cues_come_out_alike(level, seconds):
    out = tidy(Speech(hum(seconds, level), RATE)).samples
    assert integrated_lufs(out, RATE) == pytest.approx(CUE_LUFS, abs=0.1)


def test_pure_silence_keeps_its_length_and_is_finite():
    out = tidy(Speech(np.zeros(RATE, np.float32), RATE)).samples
    assert len(out) == RATE
    assert not out.any()


def test_duration_in_ticks_covers_the_last_sample():
    assert Speech(np.zeros(40, np.float32), RATE).duration_tick == 1
    assert Speech(np.zeros(41, np.float32), RATE).duration_tick == 2


def test_a_line_is_spoken_once_and_then_kept(empty_cache):
    voice = Hummer()
    first, second = spoken(voice, "hum", LINE), spoken(voice, "hum", LINE)
    assert voice.asked == 1
    assert first.samples.tobytes() == second.samples.tobytes()
    assert (second.rate, second.cue) == (RATE, "hum")
    assert not list(empty_cache.rglob("*.part"))


@pytest.mark.parametrize(
    ("key", "cue", "line"),
    [
        ("hum 2", "hum", LINE),
        ("hum 1", "other", LINE),
        ("hum 1", "hum", CueLine("Hum.", "Hmm")),
        ("hum 1", "hum", CueLine("Ham.", "Hum")),
    ],
)
def test_whatever_changes_the_sound_is_spoken_anew(empty_cache, key, cue, line):
    spoken(Hummer(), "hum", LINE)
    voice = Hummer(key)
    spoken(voice, cue, line)
    assert voice.asked == 1


@pytest.mark.parametrize("spoil", ["truncate", "flip", "garbage", "empty"])
def test_a_spoilt_file_is_made_again(empty_cache, spoil):
    good = spoken(Hummer(), "hum", LINE)
    (file,) = (empty_cache / "speech").iterdir()
    data = bytearray(file.read_bytes())
    if spoil == "flip":
        data[len(data) // 2] ^= 0xFF
    file.write_bytes({"truncate": data[:-200], "garbage": b"hello", "empty": b""}.get(spoil, bytes(data)))
    voice = Hummer()
    assert spoken(voice, "hum", LINE).samples.tobytes() == good.samples.tobytes()
    assert voice.asked == 1
    spoken(voice, "hum", LINE)
    assert voice.asked == 1


def test_a_cache_that_cannot_be_written_breaks_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("APANIM_CACHE", str(tmp_path / "file"))
    assert len(spoken(Hummer(), "hum", LINE).samples)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
