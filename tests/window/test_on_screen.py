"""The player as a person meets it: a real window on a virtual screen, a real keyboard and mouse."""

import os
import random

import numpy as np
import pytest
from person import Person, real_window, virtual_screen

pytestmark = real_window
SIZE = (960, 540)
AMBER = (255, 209, 102)
_NAMED = ["space", "Left", "Right", "Up", "Down", "Home", "End", "comma", "period", "F1", "plus", "Tab"]

_PLAYER = """
import sys
sys.path.insert(0, sys.argv[1])
from conftest import ToyLink
from apanim.picture.drawlist import Dot, DrawList
from apanim.window.app import App
from apanim.window.film import Film, TimeMark
from apanim.window.player import Player
def scene(tick, captions):
    return DrawList((Dot(960, 540, 1500, "#0F3056"), Dot(tick / 6000 * 1900, 500, 40, "#35AEEA")))
chapters = TimeMark(0, "Rest"), TimeMark(2000, "Rising")
film = Film("Small film", 6000, 30, chapters, (), (TimeMark(310, "An event"),))
app = App(film.title, lambda frames, wake: ToyLink(scene, film, frames, wake), (960, 540), None)
print(app.run(Player(), print).tick)
"""


@pytest.fixture
def person(tmp_path):
    with virtual_screen(SIZE) as screen:
        here = [os.path.dirname(__file__)]
        it = Person(screen, tmp_path, _PLAYER, here, lambda seen: np.isfinite(_dot_x(seen)))
        yield it
        it.end()


def _place(tick):
    """Where the dot has to be then: the picture stands above a strip of 37 pixels."""
    return SIZE[0] / 2 + (tick / 6000 * 1900 - 960) * (SIZE[1] - 37) / 1080


def _dot_x(picture):
    """Where the moving blue dot is, in pixels."""
    blue = np.abs(picture - (0x35, 0xAE, 0xEA)).sum(axis=2) < 30
    return np.flatnonzero(blue.any(axis=0)).mean() if blue.any() else np.nan


def test_play_pause_step_seek_and_quit(person):
    still = person.still("it does not stand at first")
    person.do("mousemove", 500, 200, "key", "space")
    person.until(lambda seen: _dot_x(seen) > _dot_x(still) + 60, "it does not play")
    person.do("key", "space")
    paused = person.still("it does not stand")
    person.do("key", "Left")
    person.until(lambda seen: _dot_x(seen) < _dot_x(paused), "no step back")
    person.do("key", "Right")
    person.until(lambda seen: np.array_equal(seen, paused), "a step back and on is another picture")
    person.do("mousemove", 420, 521, "click", 1, "mousemove", 500, 200)
    person.until(lambda seen: abs(_dot_x(seen) - 480) < 200, "no seek by click")
    assert (np.abs(person.see()[510:535] - AMBER).sum(axis=2) < 20).any()
    person.do("key", "Home", "key", "n")
    person.until(lambda seen: abs(_dot_x(seen) - _place(310)) < 3, "no step to the event")
    person.do("key", "q")
    out, err, code = person.leave()
    assert (out.strip().splitlines()[-1], err, code) == ("310", "", 0)


def test_in_full_screen_the_strip_goes_by_itself_and_comes_back(person):
    strip = slice(515, 540)

    def has_strip(seen):
        return (np.abs(seen[strip] - AMBER).sum(axis=2) < 20).any()

    blue = (0x0F, 0x30, 0x56)
    person.press_until("f", lambda seen: np.abs(seen[506, 480] - blue).max() < 9, "no full screen")
    person.do("mousemove", 500, 200, "key", "space")
    person.until(lambda seen: not has_strip(seen), "the strip stays")
    person.do("mousemove", 400, 210)
    person.until(has_strip, "the strip does not come back")
    person.do("key", "Escape", "key", "Escape")
    assert person.leave()[1:] == ("", 0)


def test_help_and_window_sizes(person):
    plain = person.see()
    person.press_until("F1", lambda seen: np.abs(seen - plain).mean() > 10, "no help")
    person.do("key", "Escape")
    person.until(lambda seen: np.array_equal(seen, plain), "help leaves a trace")
    person.do("key", "f", "key", "c", "key", "f")
    person.do("key", "q")
    assert person.leave()[1:] == ("", 0)


def test_hundreds_of_random_keys_and_clicks(person):
    rng = random.Random(7)
    keys = [*"jklbnsdamcfhx", *_NAMED]
    words = ["mousemove", 500, 200]
    for _ in range(400):
        kind = rng.random()
        if kind < 0.7:
            words += ["key", rng.choice(("", "shift+")) + rng.choice(keys)]
        else:
            words += ["mousemove", rng.randrange(960), rng.choice((rng.randrange(540), 525)), "click", 1]
    person.do(*words)
    person.do("key", "Escape", "key", "q")
    out, err, code = person.leave()
    assert (err, code) == ("", 0), out
