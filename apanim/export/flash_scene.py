"""The flash guard over a painted scene: every frame, at a reduced size."""

from collections.abc import Iterator

from apanim.export.clip import OnFrame, Paint
from apanim.export.flash import FlashCounts, Float, cells_of, count_flashes
from apanim.export.pixels import bgra
from apanim.units import frame_count, frame_tick, seconds

SIZE = (384, 216)
BLOCK = 4  # pixels: a field of 10 degrees is 32 x 18 cells, each of 20 x 20 pixels at 1080p


def measure_flashes(paint: Paint, from_tick: int, to_tick: int, fps: int, tell: OnFrame) -> FlashCounts:
    """Counts over the frames from one tick to the other. `paint` paints SIZE."""
    total = frame_count(to_tick - from_tick, fps)

    def frames() -> Iterator[Float]:
        for k in range(total):
            yield cells_of(bgra(paint(from_tick + frame_tick(k, fps)))[..., 2::-1], BLOCK)
            tell(k + 1, total)

    return count_flashes(frames(), fps)


def verdict(counts: FlashCounts, scene: str) -> list[str]:
    """A line for the first frame of each stretch that fails, and one for the scene."""
    lines = []
    failing = counts.failing_frames()
    for before, frame in zip([-2, *failing], failing, strict=False):
        if frame > before + 1:
            until_s = seconds(frame_tick(int(frame), counts.fps))
            found = f"{counts.general[frame]} general and {counts.red[frame]} red flashes"
            lines.append(f"FAILS  {found} in the second up to {until_s:.2f} s")
    most = f"at most {counts.general.max()} general and {counts.red.max()} red flashes in any second"
    frames = f"{len(counts.general)} frames at {counts.fps} a second"
    ends = "passes" if counts.passes else "FAILS"
    return [*lines, f"{scene}: {frames}: {most}; {ends} WCAG 2.3.1"]
