"""Speech faster and slower: at its own pitch, as long as it should be, untouched at its own speed."""

from itertools import repeat

import numpy as np
import pytest

from apanim.narration.stretch import stretched

RATE_HZ = 48_000


def _tone(hz, seconds=2.0):
    """A buzz of a voice's kind: a tone with its overtones."""
    phase = 2 * np.pi * hz * np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    return (0.1 * sum(np.sin(k * phase) / k for k in range(1, 9))).astype(np.float32)


def _played(samples, sample, speed):
    return np.concatenate(list(stretched(lambda: samples, sample, speed, repeat(20))))


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.25, 1.5])
@pytest.mark.parametrize("hz", [95.0, 140.0, 215.0])
def test_the_pitch_stays_and_the_length_follows_the_speed(speed, hz):
    tone = _tone(hz)
    played = _played(tone, 0, speed)
    assert len(played) == pytest.approx(len(tone) / speed, abs=21 * 720)
    middle = played[24_000 : 24_000 + 32_768]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * RATE_HZ / len(middle) == pytest.approx(hz, abs=2)
    level = np.sqrt((middle**2).mean()) / np.sqrt((tone**2).mean())
    assert level == pytest.approx(1, abs=0.05)  # windows that do not fit weaken each other


@pytest.mark.parametrize("sample", [0, 1, 777, 50_001])
def test_at_its_own_speed_it_is_itself_from_any_sample_on(sample):
    tone = _tone(150.0)
    played = _played(tone, sample, 1.0)
    left = len(tone) - sample
    assert np.allclose(played[:left], tone[sample:], atol=1e-6)
    assert np.abs(played[left:]).max(initial=0) < 1e-6


def test_a_click_stays_within_ten_milliseconds_of_its_place():
    for speed in (0.5, 0.75, 1.25, 1.5):
        for at in range(30_000, 60_000, 4_099):
            track = np.zeros(90_000, np.float32)
            track[at] = 1.0
            loudest = int(np.argmax(_played(track, 0, speed)))
            assert abs(loudest * speed - at) < 0.010 * RATE_HZ


def test_a_track_that_grows_plays_on():
    tone = _tone(150.0, 0.5)
    tracks = [tone[:12_000]]
    pieces = stretched(lambda: tracks[-1], 0, 1.0, repeat(10))
    heard = [next(pieces)]
    tracks.append(tone)
    heard += list(pieces)
    assert np.allclose(np.concatenate(heard)[: len(tone)], tone, atol=1e-6)
