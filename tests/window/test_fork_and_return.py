"""Try something at any instant of a real scene, in a real window, and come back: the same picture."""

import json
import os
import random
import time
from contextlib import suppress
from dataclasses import asdict

import numpy as np
import pytest
from person import Person, has_scene, real_window, virtual_screen

from apanim.window.panels.settings import Settings

pytestmark = real_window
SIZE = (1280, 720)
INSTANTS = int(os.environ.get("APANIM_INSTANTS", "2"))  # of each of three scenes
ABOVE = np.s_[: SIZE[1] - 40]  # the strip: its marks grow as long as a scene is baked
PICTURE = np.s_[: SIZE[1] - 60, :840]
GREEN, AMBER = (157, 226, 179), (255, 209, 102)  # "Try it" and "Stimulate"; "Back" and the time gone by

_PLAY = """
import sys
from apanim.__main__ import main
sys.argv = ["apanim", *sys.argv[1:]]
main()
"""


def _boxes(seen, colour):
    """Where there is more than a little of a colour: (left, top, right, bottom) of the whole."""
    rows, columns = np.nonzero(np.abs(seen - colour).max(axis=2) < 6)
    return columns.min(), rows.min(), columns.max(), rows.max()


def _moves(person):
    """Whether it plays: two looks that differ."""
    before = person.see()
    for _ in range(20):
        time.sleep(0.15)
        if not np.array_equal(person.see()[PICTURE], before[PICTURE]):
            return True
    return False


def _settled(person, patience_s=90):
    """What is on screen once nothing has moved for three seconds: a picture that was asked for has come."""
    ends_s, before, same = time.monotonic() + patience_s, person.see(), 0
    while same < 8:
        time.sleep(0.4)
        now = person.see()
        same = same + 1 if np.array_equal(now, before) else 0
        assert time.monotonic() < ends_s, "it does not come to rest"
        assert person.player.poll() is None, f"the window is gone: {person.player.communicate()}"
        before = now
    return before


def _try_it(person):
    """Press T until there is a branch: an instant that is not baked yet cannot be tried."""
    for _ in range(8):
        person.do("key", "t")
        with suppress(AssertionError):
            return person.until(lambda seen: _has(seen, AMBER, np.s_[SIZE[1] - 40 :, 840:]), "", 15)
        assert person.player.poll() is None, "the window is gone"
    raise AssertionError("no branch")


def _has(seen, colour, where):
    return (np.abs(seen[where] - colour).max(axis=2) < 6).sum() > 500


@pytest.fixture(params=["spike", "signals", "propagation"])
def person(request, tmp_path):
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "window.json").write_text(
        json.dumps(asdict(Settings(panels=("controls",), side=True)))
    )
    with virtual_screen(SIZE) as screen:
        arguments = ["play", request.param, "--voice", "silent", "--size", f"{SIZE[0]}x{SIZE[1]}"]
        it = Person(screen, tmp_path, _PLAY, arguments, has_scene)
        yield it
        it.end()


def test_back_is_the_same_instant_to_the_pixel(person):
    chance = random.Random()
    print(f"seed {(seed := chance.randrange(10**6))}")
    chance.seed(seed)
    panel = np.s_[: SIZE[1] - 60, 900:]
    _settled(person)
    for _ in range(INSTANTS):
        person.do("mousemove", chance.randrange(340, 800), SIZE[1] - 20, "click", 1, "mousemove", 300, 8)
        lecture = _settled(person)
        _try_it(person)
        person.until(lambda seen: _has(seen, GREEN, panel), "no controls")
        left, top, right, bottom = _boxes(person.see()[panel], GREEN)
        person.do("mousemove", 900 + (left + right) // 2, (top + bottom) // 2, "click", 1)
        person.do("mousemove", 300, 8)
        if not _moves(person):
            person.do("key", "space")
        time.sleep(chance.uniform(0.5, 2.0))
        if _moves(person):
            person.do("key", "space")
        assert not np.array_equal(_settled(person)[PICTURE], lecture[PICTURE])
        person.do("key", "t")
        person.until(
            lambda seen, was=lecture: np.array_equal(seen[ABOVE], was[ABOVE]), "back is another picture", 40
        )
    person.do("key", "q")
    assert person.leave()[1:] == ("", 0)
