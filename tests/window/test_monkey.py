"""A monkey at the real window: keys, clicks, drags, wheels and sizes by chance, and nothing breaks.

$APANIM_MONKEY_S sets how long it plays, seconds; the seed is printed. What the window holds is asked of a
play of two minutes or more, of its second half: in the first it comes to know every panel and size.
"""

import os
import random
import time
from pathlib import Path

import pytest
from person import Person, has_scene, real_window, virtual_screen

pytestmark = real_window
LASTS_S = float(os.environ.get("APANIM_MONKEY_S", "30"))
LONG_S = 120.0
SCREEN = (1280, 720)
GROWS_MB = 30
KEYS = (
    "space", "Left", "Right", "Up", "Down", "Home", "End", "comma", "period", "plus", "minus", "Tab",
    "shift+Tab", "Return", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "t", "t", "t", "g", "n", "b",
    "r", "shift+r", "p", "m", "c", "f", "s", "d", "a", "j", "l", "ctrl+Left", "ctrl+Right", "x", "Escape",
)  # fmt: skip

_PLAY = """
import sys
from apanim.__main__ import main
sys.argv = ["apanim", *sys.argv[1:]]
main()
"""


def _memory_mB(pid):
    """What the window's own process holds, without the pictures that it shares with the renderer."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def _one_deed(chance, person, size):
    at = chance.randrange(size[0]), chance.randrange(size[1])
    deed = chance.choices(("key", "click", "drag", "wheel", "size"), (8, 6, 2, 1, 0.2))[0]
    match deed:
        case "key":
            key = chance.choice(KEYS)
            person.do("mousemove", *at, "key", "Return" if key == "Escape" else key)
        case "click":
            person.do("mousemove", *at, "click", 1)
        case "drag":
            to = chance.randrange(size[0]), chance.randrange(size[1])
            person.do("mousemove", *at, "mousedown", 1, "mousemove", *to, "mouseup", 1)
        case "wheel":
            person.do("mousemove", *at, "click", chance.choice((4, 5)))
        case "size":
            size[:] = chance.choice([(320, 240), (640, 360), (854, 480), (1280, 720)])
            person.do("search", "--class", "apanim", "windowsize", *size)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads a process's memory from /proc")
def test_nothing_that_a_monkey_does_breaks_the_window(tmp_path):
    seed = random.Random().randrange(10**6)
    chance, size = random.Random(seed), list(SCREEN)
    print(f"seed {seed}")
    with virtual_screen(SCREEN) as screen:
        arguments = ["play", "spike", "--voice", "silent", "--size", f"{SCREEN[0]}x{SCREEN[1]}"]
        person = Person(screen, tmp_path, _PLAY, arguments, has_scene)
        try:
            ends_s, held_mB = time.monotonic() + LASTS_S, 0.0
            while time.monotonic() < ends_s:
                _one_deed(chance, person, size)
                assert person.player.poll() is None, f"seed {seed}: {person.player.communicate()}"
                if not held_mB and time.monotonic() > ends_s - LASTS_S / 2:
                    held_mB = _memory_mB(person.player.pid)
                time.sleep(chance.uniform(0.02, 0.2))
            grown_mB = _memory_mB(person.player.pid) - held_mB
            _leave(person)
            _, told, code = person.leave()
        finally:
            person.player.kill()
            person.player.communicate()
    assert code == 0, f"seed {seed}: {told}"
    assert "Traceback" not in told, f"seed {seed}: {told}"
    assert LASTS_S < LONG_S or grown_mB < GROWS_MB, f"seed {seed}: {grown_mB:.0f} MB more"


def _leave(person):
    """Close what lies on top, then the window: it still listens."""
    for _ in range(40):
        person.do("mousemove", 5, 5, "key", "Escape")
        time.sleep(0.5)
        if person.player.poll() is not None:
            return
    raise AssertionError("it does not listen any more")
