"""The sound and its clock, on SDL's device that keeps time and is not heard."""

import time
from dataclasses import replace

import numpy as np
import pytest

from apanim.window import inputs
from apanim.window.film import Film
from apanim.window.player import Player
from apanim.window.sound import Sound

FILM = Film("A film", 60_000)


def _playing(tick, speed=1.0):
    state = replace(Player(tick=tick), speed=speed)
    return inputs.toggle_play(FILM, state, time.perf_counter())


def _sounding(track):
    sound = Sound()
    sound.take(0, track)
    return sound


@pytest.mark.parametrize(("start_tick", "speed"), [(0, 1.0), (3000, 1.0), (1234, 0.5)])
def test_the_clock_keeps_real_time_from_where_it_starts(headless, track, start_tick, speed):
    sound = _sounding(track)
    assert sound.notice == ""
    state = _playing(start_tick, speed)
    began_s = time.perf_counter()
    sound.follow(state, began_s)
    late_s = []
    for _ in range(10):
        time.sleep(0.05)
        heard = sound.tick(state)
        assert heard is not None
        late_s.append(time.perf_counter() - began_s - (heard - start_tick) / 600 / speed)
    # A busy machine starves even a device that is not heard.
    assert all(abs(late) < 0.15 for late in late_s)
    sound.close()


def test_there_is_no_clock_while_it_is_silent(headless, track):
    sound = _sounding(track)
    state = _playing(0)
    assert sound.tick(state) is None
    sound.follow(state, time.perf_counter())
    assert sound.tick(state) is not None
    assert sound.tick(inputs.seek(1000)(FILM, state, 0.0)) is None  # it plays something else
    paused = inputs.toggle_play(FILM, state, 0.0)
    sound.follow(paused, 0.0)
    assert sound.tick(paused) is None
    for silent in (_playing(9_000), _playing(10, 2.0), inputs.fork(1)(FILM, state, 0.0)):
        sound.follow(silent, time.perf_counter())
        assert sound.tick(silent) is None
    sound.close()


def test_a_track_that_comes_late_sets_in_where_the_lecture_is(headless, track):
    sound = Sound()
    state = _playing(600)
    sound.follow(state, time.perf_counter())
    assert sound.tick(state) is None
    sound.take(500, track)
    sound.follow(state, state.anchor_s + 2.0)
    assert sound.tick(state) == pytest.approx(600 + 1200, abs=30)
    sound.take(0, track)  # and a longer one goes on where that is
    sound.follow(state, state.anchor_s + 2.0)
    assert sound.tick(state) == pytest.approx(600 + 1200, abs=60)
    sound.close()


def test_without_a_device_it_says_so_and_stays_silent(monkeypatch, track):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    sound = _sounding(track)
    assert sound.notice.startswith("No sound")
    assert "\n" not in sound.notice
    state = _playing(0)
    sound.follow(state, time.perf_counter())
    assert sound.tick(state) is None
    sound.close()


def test_a_scene_without_sound_needs_no_notice(headless):
    sound = _sounding(np.zeros(0, np.float32))
    state = _playing(0)
    sound.follow(state, time.perf_counter())
    assert (sound.notice, sound.tick(state)) == ("", None)
    sound.close()
