import tracemalloc

import numpy as np
import pyloudnorm
import pytest
from scipy.fft import irfft, rfft

from apanim.errors import UserError
from apanim.narration.catalogue import fill
from apanim.narration.loudness import integrated_lufs, true_peak_db
from apanim.narration.speech import Speech, spoken
from apanim.narration.track import RATE, at_rate, lay, limit, mastered
from apanim.narration.voices import voice_named


def mix(placements, duration_tick):
    return mastered(lay(placements, duration_tick))


def tone(frequency_Hz, seconds, rate=RATE, level=0.1, phase=0.0):
    t = np.arange(round(seconds * rate)) / rate
    return (level * np.sin(2 * np.pi * frequency_Hz * t + phase)).astype(np.float32)


def exact_peak_db(samples):
    """The true peak by ideal (Fourier) interpolation to 8 times the rate, in pieces of a second."""
    peaks = []
    for first in range(0, len(samples), RATE // 2):
        piece = samples[first : first + RATE].astype(np.float64)
        piece = piece * np.hanning(len(piece) + 2)[1:-1] ** 0.02  # the ends of a piece must not ring
        between = irfft(np.pad(rfft(piece), (0, 7 * len(piece) // 2)), 8 * len(piece)) * 8
        peaks.append(np.abs(between).max())
    return 20 * np.log10(max(peaks))


def test_loudness_is_that_of_the_standard():
    # BS.1770-4: a full-scale sine of 997 Hz in one front channel reads -3.01 LUFS.
    assert integrated_lufs(tone(997, 5, level=1.0), RATE) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("rate", [11_025, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("seconds", [0.1, 3.0, 30.0])
def test_loudness_by_blocks_is_that_of_another_meter_on_the_whole(rate, seconds):
    noise = (
        np.random.default_rng(3).normal(0, 0.1, max(round(seconds * rate), rate // 2)).astype(np.float32)
    )
    noise *= np.repeat([1.0, 1e-5, 0.1, 0.02, 1.0], -(-len(noise) // 5))[: len(noise)].astype(np.float32)
    whole = pyloudnorm.Meter(rate).integrated_loudness(noise.astype(np.float64))
    assert integrated_lufs(noise, rate) == pytest.approx(whole, abs=1e-9)


def test_true_peak_sees_between_samples():
    # At a quarter of the rate and 45 degrees every sample is 3.01 dB under the crest.
    samples = tone(RATE / 4, 0.5, level=0.5, phase=np.pi / 4)
    assert 20 * np.log10(np.abs(samples).max()) == pytest.approx(-9.03, abs=0.01)
    assert true_peak_db(samples[:]) == pytest.approx(-6.02, abs=0.3)


def test_the_limiter_holds_peaks_and_leaves_the_rest_alone():
    samples = tone(200, 2)
    samples[RATE : RATE + 200] *= 20
    out = limit(samples, RATE, -1.0)
    assert true_peak_db(samples) > 5
    assert true_peak_db(out) < -0.95
    away = np.abs(np.arange(len(samples)) - RATE) > 0.02 * RATE
    assert np.array_equal(out[away], samples[away])
    gain = out[np.abs(samples) > 0.01] / samples[np.abs(samples) > 0.01]
    assert np.abs(np.diff(gain)).max() < 0.05


def test_where_a_piece_ends_is_not_heard(monkeypatch):
    """Pieces are smaller here than any reach but the filters': as one, and cut anywhere."""
    samples = tone(200, 0.5) + tone(3001, 0.5, level=0.3)
    samples[2000:9000:700] *= 9
    heard = []
    for piece in (997, 5001, 1 << 18):
        monkeypatch.setattr("apanim.narration.loudness.PIECE", piece)
        out = limit(samples, RATE, -1.0, np.float32(1.5))
        heard.append((integrated_lufs(samples, RATE), true_peak_db(samples), true_peak_db(out), out))
    for *levels, out in heard[:-1]:
        assert levels == pytest.approx(heard[-1][:-1], abs=1e-6)
        assert out == pytest.approx(heard[-1][-1], abs=1e-6)


def test_mastering_takes_little_memory_beside_what_it_masters():
    """Laid out whole, it took fifteen times the sound."""
    track = np.random.default_rng(1).normal(0, 0.05, 120 * RATE).astype(np.float32)
    mastered(track[:RATE])  # what is imported is not counted
    tracemalloc.start()
    try:
        mastered(track)
        greatest = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert greatest < 3 * track.nbytes


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 48_000])
def test_resampling_keeps_a_tone_and_makes_no_other(rate):
    out = at_rate(Speech(tone(1000, 1.0, rate), rate))
    assert len(out) == RATE
    middle = out[RATE // 4 : 3 * RATE // 4].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    peak = int(spectrum.argmax())
    assert peak == 500  # bins of 2 Hz
    spectrum[peak - 8 : peak + 9] = 0
    assert spectrum.max() < 1e-3 * 0.1 * len(middle) / 4


def test_cues_stand_at_their_ticks_and_the_track_has_its_length():
    beep = Speech(tone(500, 0.5, 24_000), 24_000, "beep")
    track = mix([(1200, beep), (300, beep)], 2000)
    assert track.shape == (2000 * 80,)
    assert track.dtype == np.float32
    sounding = np.abs(track) > 0.02
    for start in (300, 1200):
        assert not sounding[(start - 10) * 80 : start * 80 - 40].any()
        assert sounding[start * 80 : start * 80 + 200].any()
        assert not sounding[(start + 302) * 80 : (start + 310) * 80].any()


def test_cues_may_touch_but_not_overlap():
    one, two = Speech(tone(500, 0.5), RATE, "one"), Speech(tone(500, 0.5), RATE, "two")
    assert one.duration_tick == 300
    assert len(mix([(0, one), (300, two)], 600)) == 48_000
    with pytest.raises(
        UserError, match=r"^cue 'one' still speaks when cue 'two' begins at 0\.50 s; begin it 0\.00 s"
    ):
        mix([(0, one), (299, two)], 600)


@pytest.mark.parametrize(("start", "duration"), [(-1, 600), (301, 600), (0, 100)])
def test_a_cue_outside_the_scene_is_told(start, duration):
    with pytest.raises(UserError, match=r"^cue 'one' speaks from .* outside the scene of "):
        mix([(start, Speech(tone(500, 0.5), RATE, "one"))], duration)


@pytest.mark.parametrize("placements", [[], [(0, Speech(np.zeros(24_000, np.float32), 24_000, "hush"))]])
def test_a_silent_track_is_exact_silence(placements):
    track = mix(placements, 900)
    assert track.shape == (72_000,)
    assert not track.any()


def test_a_track_of_spikes_stays_under_the_ceiling():
    clicks = np.zeros(RATE, np.float32)
    clicks[:: RATE // 7] = 0.9
    track = mix([(0, Speech(clicks, RATE, "clicks"))], 600)
    assert true_peak_db(track) <= -1.0


def test_a_spoken_track_has_its_loudness_and_its_peak(english, measures):
    voice = voice_named("hibari", english.language)
    placements, at = [], 300
    for name, cue in english.cues.items():
        if set(cue.text.measures()) <= set(measures):
            speech = spoken(voice, name, fill(cue, measures))
            placements.append((at, speech))
            at += speech.duration_tick + 300
    track = mix(placements, at)
    assert len(placements) > 30
    assert track.shape == (at * 80,)
    assert integrated_lufs(track, RATE) == pytest.approx(-16.0, abs=0.5)
    assert true_peak_db(track) <= -1.0
    assert exact_peak_db(track) <= -0.9
    assert np.isfinite(track).all()
