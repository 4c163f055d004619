"""What a tape sounds like: found again in the samples, by pitch, place and time."""

from functools import cache

import numpy as np
import pyloudnorm
import pytest
from helpers import open_show

from apanim.narration.loudness import integrated_lufs, true_peak_db
from apanim.particles.proteins import Kind
from apanim.script.model_sound import sounds_file, under_voice
from apanim.tape import EventKind
from apanim.tape.sounds import LOUDEST, RATE_HZ, SAMPLES_A_TICK, sounds

SCENES = ("spike", "propagation")
NA_HZ, K_HZ = 1480.0, 740.0


@cache
def show(name):
    return open_show(name)


@cache
def heard(name):
    return sounds(show(name).tape)


def level(samples, pitch_Hz):
    """(2,) how much of a pitch is in a stretch, left and right."""
    t = np.arange(len(samples)) / RATE_HZ
    wave = np.exp(-2j * np.pi * pitch_Hz * t) * np.hanning(len(samples))
    return np.abs(wave @ samples) / len(samples)


@pytest.mark.parametrize("name", SCENES)
def test_it_lasts_as_long_as_the_scene_and_is_the_same_each_time(name):
    assert heard(name).shape == (SAMPLES_A_TICK * show(name).timeline.duration_tick, 2)
    assert np.abs(heard(name)).max() <= LOUDEST
    assert heard(name).tobytes() == sounds(show(name).tape).tobytes()
    kept = np.fromfile(sounds_file(show(name).tape), "<i2")[: 2 * len(heard(name))].reshape(-1, 2)
    assert np.abs(kept * (LOUDEST / 32_767) - heard(name)).max() < LOUDEST / 32_000


@pytest.mark.parametrize(("kind", "pitch_Hz", "other_Hz"), [("na", NA_HZ, K_HZ), ("k", K_HZ, NA_HZ)])
def test_an_ion_that_crosses_is_heard_at_its_pitch_on_its_side(kind, pitch_Hz, other_Hz):
    tape = show("spike").tape
    events, layout = tape.events, tape.plan.setup.layout
    sites = np.isin(
        layout.kind, {"na": [Kind.NA_CHANNEL, Kind.NA_LEAK], "k": [Kind.K_CHANNEL, Kind.K_LEAK]}[kind]
    )
    crossed = events[(events["kind"] == EventKind.CROSSING)]
    ticks = crossed["tick"].astype(int)
    alone = [  # nothing else crosses for a third of a second either way
        event for k, event in enumerate(crossed)
        if sites[event["site"]] and np.sum(np.abs(ticks - ticks[k]) < 200) == 1
    ]  # fmt: skip
    assert alone
    for event in alone:
        at = int(event["tick"]) * SAMPLES_A_TICK
        after, before = heard("spike")[at : at + 3_000], heard("spike")[at - 3_000 : at]
        assert level(after, pitch_Hz).max() > 4 * level(before, pitch_Hz).max()
        # The tone that follows V passes the other pitch on its way: what is new there counts.
        new = level(after, other_Hz).max() - level(before, other_Hz).max()
        assert level(after, pitch_Hz).max() > 2 * new
        left, right = level(after, pitch_Hz)
        x_nm = layout.x_nm[event["site"]]
        if abs(x_nm) > 5.0:
            assert (right > left) == (x_nm > 0.0)


def test_the_tone_rises_with_the_voltage():
    tape = show("spike").tape
    v_mV = tape.series.v_mV
    rest, top = 60, int(np.argmax(v_mV))  # steps

    def pitch(step):
        middle = step * 10 * SAMPLES_A_TICK
        stretch = heard("spike")[max(0, middle - 4_000) : middle + 4_000].sum(axis=1)
        tone = np.abs(np.fft.rfft(stretch * np.hanning(len(stretch)), 1 << 17))
        return np.argmax(tone[: round(600 / RATE_HZ * (1 << 17))]) * RATE_HZ / (1 << 17)

    octaves = np.log2(pitch(top) / pitch(rest))
    assert octaves == pytest.approx((v_mV[top] - v_mV[rest]) / 65.0, abs=0.15)


@pytest.mark.parametrize("name", SCENES)
def test_under_a_voice_it_is_quiet_and_the_whole_as_loud_as_before(name):
    voice = show(name).track
    both = under_voice(voice, [show(name).timeline], [show(name).tape])
    meter = pyloudnorm.Meter(RATE_HZ)
    assert meter.integrated_loudness(both.astype(float)) == pytest.approx(
        integrated_lufs(voice, RATE_HZ), abs=0.1
    )
    assert max(true_peak_db(np.ascontiguousarray(side)) for side in both.T) <= -1.0
    spoken = np.concatenate([
        np.arange(cue.start_tick * SAMPLES_A_TICK, cue.end_tick * SAMPLES_A_TICK)
        for cue in show(name).timeline.cues
    ])  # fmt: skip
    model = both[spoken] - np.sqrt(0.5) * voice[spoken, None]
    assert integrated_lufs(voice[spoken], RATE_HZ) - meter.integrated_loudness(model.astype(float)) >= 15.0
    power = np.square(voice[spoken]).mean() / np.square(model).sum(axis=1).mean()
    assert 10 * np.log10(power) >= 15.0
    assert np.abs(model).max() > 0.0


def test_the_wave_along_an_axon_goes_from_left_to_right():
    tape = show("propagation").tape
    arrivals = tape.events[tape.events["kind"] == EventKind.ARRIVAL]
    left_um, right_um = tape.plan.window_um
    x = (tape.plan.tree.x_um[arrivals["site"]] - left_um) / (right_um - left_um)
    first, last = (
        int(arrivals["tick"][np.argmin(np.abs(x[: len(x) // 2] - place))]) for place in (0.15, 0.85)
    )

    def balance(tick):
        """Of the power in the second from there on, piece by piece: grains of one pitch may cancel out."""
        second = heard("propagation")[tick * SAMPLES_A_TICK :][:RATE_HZ].reshape(-1, 2_000, 2)
        left, right = sum(level(piece, NA_HZ) ** 2 for piece in second)
        return (right - left) / (right + left)

    assert balance(first) < -0.2
    assert balance(last) > 0.2
