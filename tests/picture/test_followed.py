"""The way of what is followed: one line, in pieces that meet, fainter the longer ago."""

from itertools import pairwise

import numpy as np

from apanim.picture.followed import _way
from apanim.picture.things.targets import Targets

NOTHING = Targets((), *(np.zeros(0, np.float32) for _ in range(3)), own=np.zeros(0, bool))


def test_the_pieces_of_a_way_meet_and_fade_backwards():
    x, y = np.linspace(400.0, 900.0, 120), np.linspace(300.0, 500.0, 120)
    at, here = 90.5, (777.0, 444.0)
    lines = _way(x, y, at, here, "#ffffff", 1.0, NOTHING)
    assert len(lines) > 5
    for before, after in pairwise(lines):
        assert before.points[-1] == after.points[0]
        assert before.opacity <= after.opacity
    assert lines[0].opacity < lines[-1].opacity
    points = [point for line in lines for point in line.points]
    assert points[0] == (x[0], y[0])
    assert points[-1] == here
