"""Every scene in every shape and size of text, at a few instants: texts apart, inside, large enough."""

from itertools import combinations

import pytest
from helpers import open_show, placed_texts

from apanim.picture.frame import frame
from apanim.picture.frames import FRAMES, LANDSCAPE, SQUARE
from apanim.picture.shot import Look
from apanim.picture.type import SMALLEST
from apanim.script.programme import every_scene

INSTANTS = 7
THERE = 0.25  # opacity from which a text that comes or goes is there
FLUSH = 2
LOOKS = [
    Look(frame=shape, text_scale=scale)
    for shape in FRAMES
    for scale in (1.0, 1.25)
    # Of the usual one every second is looked at elsewhere; a square has no room for large words everywhere.
    if (shape, scale) not in ((LANDSCAPE, 1.0), (SQUARE, 1.25))
]


def words(timeline, tape, tick, look):
    items = frame(timeline, tape, tick, look).items
    return [(t.text, t.size, where) for t, where in placed_texts(items) if t.opacity > THERE]


@pytest.mark.parametrize("name", every_scene())
def test_texts_stand_apart_inside_every_shape(name):
    timeline, tape = open_show(name).timeline, open_show(name).tape
    for look in LOOKS:
        first, top, last, bottom = look.frame.safe
        for k in range(INSTANTS):
            tick = timeline.duration_tick * (2 * k + 1) // (2 * INSTANTS)
            at = f"at {tick / 600:.1f} s in {look.frame.name}, text x {look.text_scale}"
            texts = words(timeline, tape, tick, look)
            for text, size, (left, high, right, low) in texts:
                in_scene = len(text) < 2  # a sign on an ending is as small as that
                assert in_scene or size >= SMALLEST - 0.01, f"{text!r} {at}"
                inside = left >= first - FLUSH and high >= top and right <= last + 1 and low <= bottom
                assert in_scene or inside, f"{text!r} leaves the safe area {at}"
            long = [one for one in texts if len(one[0]) > 1]
            for (a, _, one), (b, _, two) in combinations(long, 2):
                across = min(one[2], two[2]) - max(one[0], two[0])
                down = min(one[3], two[3]) - max(one[1], two[1])
                assert across <= 1 or down <= 1, f"{a!r} lies on {b!r} {at}"
