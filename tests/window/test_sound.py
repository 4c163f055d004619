"""The sound and its clock, on SDL's device that keeps time and is not heard."""

import time

import numpy as np
import pytest

from apanim.window.sound import Sound


@pytest.mark.parametrize("start_tick", [0, 3000])
def test_the_clock_keeps_real_time_from_where_it_starts(headless, track, start_tick):
    sound = Sound()
    sound.take(track)
    assert sound.notice == ""
    began_s = time.perf_counter()
    sound.start(start_tick)
    late_s = []
    for _ in range(10):
        time.sleep(0.05)
        heard = sound.tick()
        assert heard is not None
        late_s.append(time.perf_counter() - began_s - (heard - start_tick) / 600)
    assert all(
        abs(late) < 0.15 for late in late_s
    )  # a busy machine starves even a device that is not heard
    sound.close()


def test_there_is_no_clock_while_it_is_silent(headless, track):
    sound = Sound()
    sound.take(track)
    assert sound.tick() is None
    sound.start(0)
    assert sound.tick() is not None
    sound.stop()
    assert sound.tick() is None
    sound.start(5999)  # two milliseconds of sound, then none
    time.sleep(0.3)
    assert sound.tick() is None
    sound.start(9_000)
    assert sound.tick() is None
    sound.close()


def test_without_a_device_it_says_so_and_stays_silent(monkeypatch, track):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    sound = Sound()
    sound.take(track)
    assert sound.notice.startswith("No sound")
    assert "\n" not in sound.notice
    sound.loudness(0.5)
    sound.start(0)
    assert sound.tick() is None
    sound.stop()
    sound.close()


def test_a_scene_without_sound_needs_no_notice(headless):
    sound = Sound()
    sound.take(np.zeros(0, np.float32))
    sound.start(0)
    assert (sound.notice, sound.tick()) == ("", None)
    sound.close()
