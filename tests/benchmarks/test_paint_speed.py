"""What a frame costs to paint, with its draw list, against encoding the same frame: CPU of one run."""

import time
from dataclasses import replace

import pytest
from test_export_speed import FPS, SIZE, encode

from apanim import world
from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import Yuv420
from apanim.picture.frame import frame
from apanim.script.show import open_show
from apanim.units import TICKS_PER_STEP, frame_tick

WARM_UP, FRAMES = 90, 60


def shares(timeline, tape, first):
    """Painting's and the draw list's CPU over the encoder's, from frame `first` on."""
    canvas, convert = RasterCanvas(SIZE), Yuv420()
    listed_s, painted_s, frames = 0.0, 0.0, []
    for number in range(first - WARM_UP, first + FRAMES):
        start_s = time.process_time()
        items = frame(timeline, tape, frame_tick(number, FPS))
        between_s = time.process_time()
        canvas.paint(items)
        if number >= first:
            listed_s += between_s - start_s
            painted_s += time.process_time() - between_s
            frames.append(convert.frame(canvas.surface))
    encoded_s = encode(frames)
    return painted_s / encoded_s, listed_s / encoded_s


class Few:
    """The first worlds of a scene."""

    def __init__(self, series, worlds):
        self.series, self.worlds = series, worlds

    def at(self, tick):
        return self.worlds[min(tick // TICKS_PER_STEP, len(self.worlds) - 1)]


def crowded(show, ions, first):
    """The scene's timeline and a tape of its first steps, with so many `ions`."""
    plan = replace(show.timeline.plan, ions=ions)
    worlds = [world.init(plan)]
    for _ in range((first + FRAMES) * frame_tick(1, FPS) // TICKS_PER_STEP):
        worlds.append(world.step(worlds[-1], plan))
    return replace(show.timeline, plan=plan), Few(show.tape.series, worlds)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("name", "scene", "ions", "at_most"),
    [("close-up", "spike", None, 1 / 4), ("5,000 ions", "spike", 5000, 1 / 2),
     ("axon", "propagation", None, 1 / 3)],
)  # fmt: skip
def test_a_frame_is_painted_in_a_part_of_the_time_that_it_takes_to_encode(name, scene, ions, at_most):
    show = open_show(scene, "silent")
    timeline, tape, first = show.timeline, show.tape, 600
    if ions:
        first = WARM_UP
        timeline, tape = crowded(show, ions, first)
    painting, listing = shares(timeline, tape, first)
    print(f"\n{name}: painting {painting:.2f} of the encoder's CPU, its draw list {listing:.2f}")
    assert painting <= at_most
