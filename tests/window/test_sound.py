"""The sound and its clock, on SDL's device that keeps time and is not heard."""

import time
from dataclasses import replace

import numpy as np
import pygame
import pytest

from apanim.script.model_sound import FULL
from apanim.window import inputs
from apanim.window.film import Film
from apanim.window.player import Player
from apanim.window.processes.prepared import SoundsReady
from apanim.window.sound import Sound
from apanim.window.tracks import ModelSounds

FILM = Film("A film", 60_000)


def _playing(tick, speed=1.0):
    state = replace(Player(tick=tick), speed=speed)
    return inputs.toggle_play(FILM, state, time.perf_counter())


def _sounding(track):
    sound = Sound()
    sound.take(track)
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
    sound.take(track[: 80 * 1900])  # a part of it
    sound.follow(state, state.anchor_s + 2.0)
    assert sound.tick(state) == pytest.approx(600 + 1200, abs=30)
    sound.take(track)  # and a longer one goes on where that is
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


def test_when_the_device_goes_it_says_so_once_and_the_clock_is_the_machine_s(headless, monkeypatch, track):
    sound, state = _sounding(track), _playing(0)
    sound.follow(state, time.perf_counter())
    assert sound.tick(state) is not None
    monkeypatch.setattr(pygame.mixer.music, "get_pos", lambda: 250)
    began_s = time.perf_counter()
    sound.follow(state, began_s)
    sound.follow(state, began_s + 3600)  # nobody looked for an hour
    assert sound.notice == ""
    for look in range(1, 100):
        sound.follow(state, began_s + 3600 + 0.05 * look)
    assert sound.notice == "The sound device has gone"
    assert sound.tick(state) is None
    sound.close()


def test_a_scene_without_sound_needs_no_notice(headless):
    sound = _sounding(np.zeros(0, np.float32))
    state = _playing(0)
    sound.follow(state, time.perf_counter())
    assert (sound.notice, sound.tick(state)) == ("", None)
    sound.close()


def _model(folder, start_tick, values):
    """The sound of a scene whose left and right are these values, and how it is told."""
    path = folder / f"scene-{start_tick}"
    np.array(values, "<i2").tofile(path)
    return SoundsReady(str(path), len(values), start_tick, FULL)


def test_the_model_is_heard_scene_by_scene_where_it_is_made(tmp_path):
    model = ModelSounds()
    model.take(_model(tmp_path, 10, [(1, -1)] * 800))
    model.take(_model(tmp_path, 20, [(3, 0)] * 100))
    heard = model.cut(790, 900) / FULL
    assert heard[:10].tolist() == [[0, 0]] * 10
    assert np.allclose(heard[10:810], (1, -1))
    assert np.allclose(heard[810:], (3, 0))
    assert not model.cut(5_000, 10).any()


@pytest.mark.parametrize(
    ("wanted", "speed", "heard"), [(True, 1.0, True), (False, 1.0, False), (True, 0.5, False)]
)
def test_under_the_voice_the_model_sounds_at_the_usual_speed(headless, tmp_path, wanted, speed, heard):
    sound, silent = Sound(), np.zeros(48_000, np.float32)
    sound.take(silent)
    sound.model.take(_model(tmp_path, 0, [(20_000, -9_000)] * 48_000))
    sound.follow(replace(_playing(60, speed), sounds=wanted), time.perf_counter())
    played = pygame.sndarray.array(sound._sounds[0])
    assert played.shape[1] == 2
    assert played.any() == heard
    if heard:
        assert (played[100:200, 0] > 0).all()
        assert (played[100:200, 1] < 0).all()
    sound.close()
