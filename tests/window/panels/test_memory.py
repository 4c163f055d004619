"""However often the widgets are made anew, the process holds no more for it."""

import random
from pathlib import Path

import pytest

from apanim.window.panels.settings import PANELS

STATUS = Path("/proc/self/status")
GROWS_MB = 30


def _own_MB():
    lines = STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


@pytest.mark.skipif(not STATUS.exists(), reason="reads a process's memory from /proc")
def test_sizes_and_panels_come_and_go_without_a_trace(room):
    one, chance = room(panels=("controls", "plots")), random.Random()

    def rounds(count):
        for _ in range(count):
            one.size = chance.choice([(320, 240), (640, 360), (854, 480), (1280, 720)])
            one.window.size = one.size
            one.surface = one.window.get_surface()
            one.panels.resize(one.size)
            one.panels.toggle(chance.choice(PANELS))
            one.go()
            one.drawn()

    rounds(48)
    held_MB = _own_MB()
    most_MB = 0.0
    for _ in range(8):
        rounds(16)
        most_MB = max(most_MB, _own_MB())
    assert most_MB - held_MB < GROWS_MB
