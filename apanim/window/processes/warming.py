"""Pictures painted ahead for nobody: what they are made of is then on disk when the renderer needs it."""

from collections.abc import Callable, Iterable

from apanim.cache import Store, code_digest, digest
from apanim.canvas.raster import RasterCanvas
from apanim.picture.frame import frame
from apanim.picture.frames import frame_for
from apanim.picture.shot import Look
from apanim.script.programme import open_plan
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S
from apanim.window.processes.messages import Start

EVERY_TICKS = 2 * TICKS_PER_S
WARMED = Store("warmed")  # which scenes were painted at which sizes: once is enough


def warm(
    scenes: Iterable[Timeline], size: tuple[int, int], start: Start, go_on: Callable[[], bool]
) -> bool:
    """Paint each scene at `size` every so often, as long as `go_on` says so; whether all is done."""
    for timeline in scenes:
        key = _key(timeline, size, start)
        if WARMED.load(key) is None:
            if not _painted(timeline, size, start, go_on):
                return False
            WARMED.save(key, b"")
    return True


def _painted(timeline: Timeline, size: tuple[int, int], start: Start, go_on: Callable[[], bool]) -> bool:
    logo = start.theme is not None and bool(start.theme.logo)
    look = Look(
        text_scale=start.text_scale, reduced_motion=start.reduced_motion, frame=frame_for(size), logo=logo
    )  # fmt: skip
    canvas = RasterCanvas(size, start.theme)  # one for each scene, so that many need no more memory
    tape = open_plan(timeline.plan)
    for tick in range(timeline.from_tick, timeline.duration_tick, EVERY_TICKS):
        if not go_on():
            return False
        canvas.paint(frame(timeline, tape, tick, look))
    return True


def _key(timeline: Timeline, size: tuple[int, int], start: Start) -> str:
    theme = start.theme.key if start.theme else ""
    look = f"{size} {theme} {start.text_scale} {start.reduced_motion} {timeline.language}"
    return digest(
        f"{timeline.name} {timeline.from_tick}", look, code_digest("canvas", "picture", "letters", "script")
    )
