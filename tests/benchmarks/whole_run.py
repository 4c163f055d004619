"""A whole scene as a render goes through it, from cold: CPU of draw lists, painting, conversion, encoding.

Each is measured by itself in one process, in chunks that take turns, so that all see the same machine. The
encoder works on frames that are held in memory, and nothing else: what any render of the scene must do.
"""

import io
import time
from fractions import Fraction
from functools import cache
from typing import NamedTuple

import av

from apanim.canvas.raster import RasterCanvas
from apanim.export.clip import Ahead
from apanim.export.pixels import Yuv420
from apanim.export.video.codecs import H264
from apanim.picture.frame import frame
from apanim.script.programme import compile_programme
from apanim.units import frame_tick

SIZE, FPS = (1920, 1080), 30
CHUNK = 150  # frames held at once
PAUSE_S = 0.2  # after a chunk, for the encoder's threads to finish before the clock is read


class Cost(NamedTuple):
    """CPU seconds of all frames."""

    listing: float
    painting: float
    converting: float
    encoding: float

    @property
    def share(self) -> float:
        """Painting over encoding."""
        return self.painting / self.encoding

    @property
    def speed(self) -> float:
        """Frames a CPU second of the whole render over those of the encoder alone."""
        return self.encoding / sum(self)


@cache
def whole_scene(scene: str) -> Cost:
    """All of `scene`, silent."""
    show = compile_programme(scene, "silent", "en")
    return measured(show.timelines[0], show.tapes[0], show.timelines[0].duration_tick // frame_tick(1, FPS))


def measured(timeline, tape, count: int) -> Cost:
    """The first `count` frames of a scene on a new canvas."""
    canvas, convert, cpu = RasterCanvas(SIZE), Yuv420(SIZE), time.process_time
    lists = Ahead(lambda tick: frame(timeline, tape, tick), frame_tick(count, FPS))
    listing = painting = converting = encoding = 0.0
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = H264.stream(container, SIZE, FPS)
        for start in range(0, count, CHUNK):
            held = []
            for number in range(start, min(start + CHUNK, count)):
                begun = cpu()
                items = lists.at(frame_tick(number, FPS))
                listed = cpu()
                shown = canvas.paint(items)
                painted = cpu()
                convert(shown)
                converted = cpu()
                picture = Yuv420(SIZE)(shown)  # to be held; a render has but one
                picture.pts, picture.time_base = number, Fraction(1, FPS)
                held.append(picture)
                listing, painting = listing + listed - begun, painting + painted - listed
                converting += converted - painted
            begun = cpu()
            for picture in held:
                container.mux(stream.encode(picture))
            time.sleep(PAUSE_S)
            encoding += cpu() - begun
        begun = cpu()
        container.mux(stream.encode(None))
        encoding += cpu() - begun
    return Cost(listing, painting, converting, encoding)


def parts(cost: Cost) -> str:
    """Its parts, in words."""
    return (
        f"CPU over the encoder's: draw list {cost.listing / cost.encoding:.3f}, painting {cost.share:.3f}, "
        f"conversion {cost.converting / cost.encoding:.3f}"
    )
