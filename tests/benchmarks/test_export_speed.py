"""What a render costs beside encoding alone, which any render must do: frames per CPU second, one run.

Measured from cold, every pose met for the first time, and as it comes by later; in rounds that take turns
with the encoder, so that both see the same machine.
"""

import io
import time
from fractions import Fraction

import av
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.export.pixels import Yuv420
from apanim.export.video import add_video_stream
from apanim.picture.frame import frame
from apanim.script.show import open_show
from apanim.units import frame_tick

SCENE, SIZE, FPS = "spike", (1920, 1080), 30
WARM_UP, ROUNDS, FRAMES = 600, 3, 50  # frames painted before, as a render would have; then rounds of frames
AT_LEAST = 0.70


def encode(frames):
    """CPU seconds to encode all of `frames` as a render does, into memory."""
    start_s = time.process_time()
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = add_video_stream(container, SIZE, FPS)
        for number, picture in enumerate(frames):
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return time.process_time() - start_s


def share(show, canvas, first):
    """(whole render, x264 alone) in frames a CPU second, from frame `first` on."""
    convert, whole_s, alone_s = Yuv420(), 0.0, 0.0

    def painted(start):
        for number in range(start, start + FRAMES):
            canvas.paint(frame(show.timeline, show.tape, frame_tick(number, FPS)))
            yield canvas.surface

    for start in range(first, first + ROUNDS * FRAMES, FRAMES):
        whole_s += encode(map(convert.frame, painted(start)))
        alone_s += encode(list(map(convert.frame, painted(start))))
    return ROUNDS * FRAMES / whole_s, ROUNDS * FRAMES / alone_s


@pytest.mark.benchmark
def test_painting_and_converting_leave_most_of_the_time_to_the_encoder():
    show = open_show(SCENE, "silent")
    peak = max(range(show.tape.steps), key=lambda step: show.tape.series.v_mV[step]) * 10
    first = max(WARM_UP, peak // frame_tick(1, FPS) - ROUNDS * FRAMES // 2)
    cold = share(show, RasterCanvas(SIZE), first)
    canvas = RasterCanvas(SIZE)
    for number in range(first - WARM_UP, first):
        canvas.paint(frame(show.timeline, show.tape, frame_tick(number, FPS)))
    warm = share(show, canvas, first)
    print(f"\n{len(show.tape.at(0).ions.species)} ions, 1080p, frames a CPU second and ratio:")
    for name, (whole, alone) in (("from cold", cold), ("as it comes by", warm)):
        print(f"  {name}: x264 alone {alone:.1f}, whole render {whole:.1f}, ratio {whole / alone:.2f}")
    assert warm[0] / warm[1] >= AT_LEAST
