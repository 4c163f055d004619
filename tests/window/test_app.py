"""The window itself, on SDL's screen that is not seen: in time, sparing, and unshaken by any key."""

import random
import threading
import time

import pygame
import pytest

from apanim.units import TICKS_PER_S
from apanim.window import inputs
from apanim.window.player import STILL_S, Player

SIZE = (640, 360)
KEYS = [getattr(pygame, name) for name in dir(pygame) if name.startswith("K_")]


def _after(delay_s, headless, *events, once=lambda: True):
    """Post events one after the other, each `delay_s` after the one before, to an app that is there."""

    def post():
        while not once():
            time.sleep(0.05)
        for kind, what in events:
            time.sleep(delay_s)
            headless.post(kind, **what)

    thread = threading.Thread(target=post, daemon=True)
    thread.start()
    return thread


def _no_notice(text):
    raise AssertionError(text)


def test_a_picture_that_is_kept_is_a_file_without_the_players_signs(headless, toy, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = toy(SIZE)
    kept = [(pygame.KEYDOWN, {"key": pygame.K_F12, "mod": 0})] * 2
    _after(0.7, headless, *kept, (pygame.QUIT, {}), once=lambda: app._pacer.shown)
    state = app.run(Player(tick=600), _no_notice)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["Small-film-0m01s-2.png", "Small-film-0m01s.png"]
    assert state.note.value == "Small-film-0m01s-2.png"
    picture = pygame.image.load(tmp_path / "Small-film-0m01s.png")
    assert picture.get_size() == SIZE, "the strip is no part of it"
    assert picture.get_at((round(600 / 6000 * 1900 / 3), 500 // 3))[:3] == (255, 194, 60)


def test_a_standing_picture_is_painted_once(headless, toy, film, scene):
    app = toy(SIZE)
    _after(0.7, headless, (pygame.QUIT, {}))
    app.run(Player(tick=600), _no_notice)
    assert scene.asked.count((600, True)) == 1


def test_a_window_that_is_hidden_asks_for_no_picture(headless, toy, scene):
    app = toy(SIZE)
    right = [(pygame.KEYDOWN, {"key": pygame.K_RIGHT, "mod": 0})] * 3
    _after(0.15, headless, (pygame.WINDOWMINIMIZED, {}), *right, (pygame.QUIT, {}))
    state = app.run(Player(tick=3000), _no_notice)
    assert state.tick == 3030
    assert {ask.tick for ask in app._link.asks if not ask.ahead} == {3000}


def test_keys_reach_the_player(headless, toy, film, scene):
    app = toy(SIZE)
    shift = pygame.KMOD_LSHIFT
    pressed = ((pygame.K_RIGHT, 0), (pygame.K_RIGHT, shift), (pygame.K_c, 0), (pygame.K_q, 0))
    _after(0.15, headless, *((pygame.KEYDOWN, {"key": key, "mod": mod}) for key, mod in pressed))
    state = app.run(Player(), _no_notice)
    assert (state.tick, state.captions, state.done) == (610, False, True)
    assert (610, False) in scene.asked


@pytest.mark.parametrize(("dragged", "share"), [(False, 0.25), (True, 0.5)])
def test_click_and_drag_on_the_timeline(headless, toy, film, scene, dragged, share):
    app = toy(SIZE)
    app._panels.update(Player(), film, None, 0.0)
    line = app._panels.built.strip.timeline

    def at(share):
        return round(line.x_at(share * film.last_tick)), line.rect.centery

    down = (pygame.MOUSEBUTTONDOWN, {"button": 1, "pos": at(0.25)})
    drag = (pygame.MOUSEMOTION, {"pos": at(0.5), "rel": (0, 0), "buttons": (1, 0, 0)})
    up = (pygame.MOUSEBUTTONUP, {"button": 1, "pos": at(share)})
    away = (pygame.MOUSEMOTION, {"pos": at(0.9), "rel": (0, 0), "buttons": (0, 0, 0)})
    done = (pygame.QUIT, {})
    _after(0.02, headless, down, *([drag] if dragged else []), up, away, done)
    state = app.run(Player(), _no_notice)
    assert state.tick == pytest.approx(share * film.last_tick, abs=film.last_tick / line.rect.width)
    assert not state.scrubbing


def test_no_sound_device_is_one_line_and_it_plays(monkeypatch, headless, toy, film, scene):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    told = []
    app = toy(SIZE)
    _after(0.5, headless, (pygame.QUIT, {}), once=lambda: app._pacer.shown)
    state = app.run(inputs.toggle_play(film, Player(), time.perf_counter()), told.append)
    assert len(told) == 1
    assert state.tick > 150


def test_a_player_that_is_stopped_and_continued_goes_on_where_it_was(monkeypatch, headless, toy, film):
    """Without a sound that has stood still with it, too."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "no such driver")
    app, heard = toy(SIZE), []
    hear = toy.link.heard

    def stopped_once():
        heard.append(hear())
        if len(heard) == 5:
            time.sleep(STILL_S + 1.0)  # as SIGSTOP and SIGCONT do
        return heard[-1]

    monkeypatch.setattr(toy.link, "heard", stopped_once)
    _after(0.5, headless, (pygame.QUIT, {}), once=lambda: len(heard) > 5 and app._pacer.shown)
    state = app.run(inputs.toggle_play(film, Player(), time.perf_counter()), lambda _: None)
    assert len(heard) > 5
    assert 0 < state.tick < (STILL_S + 1.0) * TICKS_PER_S


@pytest.mark.parametrize("seed", range(3))
def test_hundreds_of_random_keys_clicks_and_sizes(headless, toy, film, scene, seed):
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

    app = toy(SIZE)
    _after(0.003, headless, *[anything() for _ in range(300)], (pygame.QUIT, {}))
    state = app.run(Player(), _no_notice)
    assert state.done
    assert 0 <= state.tick < film.duration_tick
