"""Under a moving camera a picture is still its tick's alone, and a hold lives without a flicker."""

import hashlib
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pygame
from made import MadeTape, full_timeline, span

from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame
from apanim.script.timeline import CameraMove, Framing

SIZE = (480, 270)
PUMP, BALL = Framing("pump", scale=2.0), Framing("na_channel.ball", scale=3.0)
MOVES = (
    CameraMove(0, 1200, Framing(place=(0.4, 0.5), scale=1.25), Framing()),
    CameraMove(3000, 4080, Framing(), PUMP),
    CameraMove(9000, 10080, PUMP, BALL), CameraMove(14000, 15080, BALL, Framing()),
)  # fmt: skip
TICKS = (0, 700, 2000, 3300, 3700, 4079, 4080, 6000, 7777, 9400, 12000, 14500, 15060, 18000)


@cache
def scene():
    spans = (*full_timeline().spans, span("drift", 7, 15))
    return replace(full_timeline(), camera=MOVES, spans=spans)


def painted(canvas, tick, tape):
    canvas.paint(frame(scene(), tape, tick))
    return hashlib.sha256(canvas.buffer()).hexdigest()


def test_forwards_backwards_and_alone_are_the_same_bytes():
    one, other = RasterCanvas(SIZE), RasterCanvas(SIZE)
    forwards = {tick: painted(one, tick, MadeTape()) for tick in TICKS}
    tape = MadeTape()
    assert {tick: painted(other, tick, tape) for tick in reversed(TICKS)} == forwards
    assert len(set(forwards.values())) == len(TICKS)
    for tick in (3700, 7777, 14500):
        assert painted(RasterCanvas(SIZE), tick, MadeTape()) == forwards[tick], "alone, on a new canvas"


def test_a_hold_lives_without_a_lone_spike():
    """From frame to frame little changes, always something, and never much more than round about."""
    canvas, tape, seen = RasterCanvas((960, 540)), MadeTape(), []
    for tick in range(5000, 6800, 20):
        canvas.paint(frame(scene(), tape, tick))
        seen.append(pygame.surfarray.array3d(canvas.surface).astype(np.int16))
    steps = np.array([np.abs(after - before).mean() for before, after in pairwise(seen)])
    usual = np.array([np.median(steps[max(0, k - 7) : k + 8]) for k in range(len(steps))])
    assert (steps > 0).all()
    assert steps.max() < 1.0
    assert (steps < 3.0 * usual + 0.05).all(), "no flicker"


def test_a_move_ends_where_the_hold_begins():
    """The last moment of a move, resampled, is all but the first of the rest, which is drawn sharp."""
    canvas, tape = RasterCanvas((960, 540)), MadeTape()
    for before, after in ((4079, 4080), (3000, 3001), (15079, 15080), (14000, 14001)):
        pair = []
        for tick in (before, after):
            canvas.paint(frame(scene(), tape, tick))
            pair.append(pygame.surfarray.array3d(canvas.surface).astype(float))
        assert np.abs(pair[1] - pair[0]).mean() < 0.8
        assert abs(pair[1].mean() - pair[0].mean()) < 0.5, "nor does its brightness jump"
