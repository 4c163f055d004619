"""What a render costs beside encoding alone, which any render must do: frames per CPU second, one run."""

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

SIZE, FPS = (1920, 1080), 30
WARM_UP, FRAMES = 600, 150  # as a render comes by: the frames before were painted too
AT_LEAST = 0.70


def _encode(frames):
    """Encode all of `frames` as a render does, into memory."""
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = add_video_stream(container, SIZE, FPS)
        for number, picture in enumerate(frames):
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


@pytest.mark.benchmark
def test_painting_and_converting_leave_most_of_the_time_to_the_encoder():
    show = open_show("spike", "silent")
    canvas, convert = RasterCanvas(SIZE), Yuv420()
    peak = max(range(show.tape.steps), key=lambda step: show.tape.series.v_mV[step]) * 10
    first = max(0, peak // frame_tick(1, FPS) - WARM_UP - FRAMES // 2)

    def painted(start, count):
        for number in range(start, start + count):
            canvas.paint(frame(show.timeline, show.tape, frame_tick(number, FPS)))
            yield canvas.surface

    for _ in painted(first, WARM_UP):
        pass
    start_s = time.process_time()
    _encode(map(convert.frame, painted(first + WARM_UP, FRAMES)))
    whole_s = time.process_time() - start_s
    held = list(map(convert.frame, painted(first + WARM_UP, FRAMES)))
    start_s = time.process_time()
    _encode(held)
    alone_s = time.process_time() - start_s
    ratio = alone_s / whole_s
    ions = len(show.tape.at(0).ions.species)
    alone, whole = FRAMES / alone_s, FRAMES / whole_s
    print(f"\n{ions} ions, 1080p, frames a CPU second: x264 alone {alone:.1f}, whole render {whole:.1f}")
    print(f"ratio {ratio:.2f}")
    assert ratio >= AT_LEAST
