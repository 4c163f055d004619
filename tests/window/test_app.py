"""The window itself, on SDL's screen that is not seen: in time, sparing, and unshaken by any key."""

import random
import threading
import time

import pygame
import pytest

from apanim.window import inputs, player
from apanim.window.app import App
from apanim.window.player import Player

SIZE = (640, 360)
KEYS = [getattr(pygame, name) for name in dir(pygame) if name.startswith("K_")]


def _after(delay_s, headless, *events):
    """Post events one after the other, each `delay_s` after the one before, to an app that is there."""

    def post():
        for kind, what in events:
            time.sleep(delay_s)
            headless.post(kind, **what)

    thread = threading.Thread(target=post)
    thread.start()
    return thread


def _no_notice(text):
    raise AssertionError(text)


def test_picture_and_sound_stay_together_in_real_time(headless, film, scene, track):
    """Two seconds at normal speed while the painter is too slow for every frame."""
    app = App(film, scene, track, SIZE)
    apart = []

    def slow_scene(tick, captions):
        heard = app._sound.tick()
        if heard is not None and tick > 100:
            apart.append((tick - heard) / 600)
        time.sleep(0.07)
        return scene(tick, captions)

    app._view._scene = slow_scene
    _after(2.2, headless, (pygame.QUIT, {}))
    began_s = time.perf_counter()
    state = app.run(inputs.toggle_play(film, Player(), began_s), _no_notice)
    assert state.tick / 600 > 1.4  # at 14 pictures a second, every frame in turn would have come to 1.0
    assert len(apart) > 10
    usual = sorted(apart)[len(apart) // 10 :]  # a busy machine may stop us between the two readings
    assert usual[-1] < player.SOUND_TOLERANCE_S + 0.005
    assert usual[0] > -player.SOUND_TOLERANCE_S - 1 / 30 - 0.005


def test_a_standing_picture_is_painted_once(headless, film, scene, track):
    app = App(film, scene, track, SIZE)
    _after(0.7, headless, (pygame.QUIT, {}))
    app.run(Player(tick=600), _no_notice)
    assert scene.asked == [(600, True)]


def test_keys_reach_the_player(headless, film, scene, track):
    app = App(film, scene, track, SIZE)
    shift = pygame.KMOD_LSHIFT
    pressed = ((pygame.K_RIGHT, 0), (pygame.K_RIGHT, shift), (pygame.K_c, 0), (pygame.K_q, 0))
    _after(0.15, headless, *((pygame.KEYDOWN, {"key": key, "mod": mod}) for key, mod in pressed))
    state = app.run(Player(), _no_notice)
    assert (state.tick, state.captions, state.done) == (620, False, True)
    assert scene.asked[-1] == (620, False)


@pytest.mark.parametrize(("dragged", "share"), [(False, 0.25), (True, 0.5)])
def test_click_and_drag_on_the_timeline(headless, film, scene, track, dragged, share):
    app = App(film, scene, track, SIZE)
    left, top, right, bottom = app._bar().timeline
    y = (top + bottom) / 2 / 3

    def at(share):
        return ((left + share * (right - left)) / 3, y)

    down = (pygame.MOUSEBUTTONDOWN, {"button": 1, "pos": at(0.25)})
    drag = (pygame.MOUSEMOTION, {"pos": at(0.5), "rel": (0, 0), "buttons": (1, 0, 0)})
    up = (pygame.MOUSEBUTTONUP, {"button": 1, "pos": at(share)})
    away = (pygame.MOUSEMOTION, {"pos": at(0.9), "rel": (0, 0), "buttons": (0, 0, 0)})
    done = (pygame.QUIT, {})
    _after(0.02, headless, down, *([drag] if dragged else []), up, away, done)
    state = app.run(Player(), _no_notice)
    assert state.tick == pytest.approx(share * film.last_tick, abs=12)
    assert not state.scrubbing


def test_no_sound_device_is_one_line_and_it_plays(monkeypatch, headless, film, scene, track):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    told = []
    app = App(film, scene, track, SIZE)
    _after(0.5, headless, (pygame.QUIT, {}))
    state = app.run(inputs.toggle_play(film, Player(), time.perf_counter()), told.append)
    assert len(told) == 1
    assert state.tick > 150


@pytest.mark.parametrize("seed", range(3))
def test_hundreds_of_random_keys_clicks_and_sizes(headless, film, scene, track, seed):
    rng = random.Random(seed)
    leaving = {pygame.K_q, pygame.K_ESCAPE}

    def somewhere():
        return (rng.randrange(-20, 900), rng.choice((rng.randrange(-20, 500), rng.randrange(340, 360))))

    def anything():
        kind = rng.choice(("key", "key", "down", "up", "move", "wheel", "focus", "size"))
        if kind == "key":
            key = rng.choice([k for k in KEYS if k not in leaving])
            return pygame.KEYDOWN, {
                "key": key,
                "mod": rng.choice((0, pygame.KMOD_LSHIFT, pygame.KMOD_CTRL)),
            }
        if kind in ("down", "up"):
            which = pygame.MOUSEBUTTONDOWN if kind == "down" else pygame.MOUSEBUTTONUP
            return which, {"button": rng.choice((1, 1, 1, 2, 3, 4)), "pos": somewhere()}
        if kind == "move":
            return pygame.MOUSEMOTION, {"pos": somewhere(), "rel": (1, 1), "buttons": (0, 0, 0)}
        if kind == "wheel":
            return pygame.MOUSEWHEEL, {"x": 0, "y": rng.randrange(-3, 4)}
        if kind == "focus":
            return rng.choice((pygame.WINDOWFOCUSLOST, pygame.WINDOWLEAVE, pygame.WINDOWEXPOSED)), {}
        return pygame.WINDOWSIZECHANGED, {"x": SIZE[0], "y": SIZE[1]}

    app = App(film, scene, track, SIZE)
    _after(0.003, headless, *[anything() for _ in range(300)], (pygame.QUIT, {}))
    state = app.run(Player(), _no_notice)
    assert state.done
    assert 0 <= state.tick <= film.last_tick
