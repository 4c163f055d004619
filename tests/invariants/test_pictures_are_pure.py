"""Purity, to the last pixel: stills are the same forwards, backwards and in another process."""

import hashlib
import subprocess
import sys
from functools import cache

import pytest
from helpers import open_show

from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame

SIZE = (854, 480)
STILLS = 20


@cache
def show():
    return open_show("spike")


def ticks():
    last = show().timeline.duration_tick
    return [last * i // STILLS for i in range(STILLS)]


def digests(order, size=SIZE):
    canvas = RasterCanvas(size)
    found = {}
    for tick in order:
        canvas.paint(frame(show().timeline, show().tape, tick))
        found[tick] = hashlib.sha256(bytes(canvas.surface.get_buffer().raw)).hexdigest()
    return found


def test_forwards_backwards_and_alone_are_the_same_bytes():
    forwards = digests(ticks())
    assert digests(reversed(ticks())) == forwards
    assert len(set(forwards.values())) == STILLS  # and the pictures do differ
    alone = ticks()[13]
    assert digests([alone])[alone] == forwards[alone]


def test_another_process_paints_the_same_bytes():
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_pictures_are_pure import digests, ticks\n"
        "print(repr(digests(ticks()[::4])))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, *filter(None, sys.path)], capture_output=True, text=True, check=True
    )
    other = eval(run.stdout.strip().splitlines()[-1])
    assert other == digests(ticks()[::4])


@pytest.mark.parametrize("fps", [24, 25, 60])
def test_a_frame_is_its_tick_at_any_rate(fps):
    from apanim.units import frame_tick

    tick = frame_tick(fps * 10, fps)  # ten seconds in, whatever the rate
    assert digests([tick], (320, 180)) == digests([6000], (320, 180))
