"""Where a clip is cut: at fixed instants of each scene, so that a scene's segments stay its own wherever
the scene lies in a lecture, and a stretch has those of the whole but for its two ends."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apanim.units import TICKS_PER_S

LENGTH_TICKS = 4 * TICKS_PER_S  # on the frame grid at every rate
_SHORTEST_TICKS = TICKS_PER_S  # what would be less at a scene's end belongs to the segment before it


@dataclass(frozen=True)
class Segment:
    """Frames of one scene in a row. `ticks` are the programme's; `first` is the clip's number of the first;
    `begins` is the tick at which its scene does."""

    scene: int
    begins: int
    first: int
    ticks: range

    @property
    def frames(self) -> int:
        return len(self.ticks)


def cut(starts: Sequence[int], end_tick: int, ticks: range) -> list[Segment]:
    """The segments of a clip whose frames show `ticks`, of scenes that begin at `starts`; the last one
    ends at `end_tick`."""
    segments = []
    for scene, (begins, ends) in enumerate(zip(starts, [*starts[1:], end_tick], strict=True)):
        for low, high in _instants(begins, ends):
            first, beyond = bisect_left(ticks, low), bisect_left(ticks, high)
            if first < beyond:
                segments.append(Segment(scene, begins, first, ticks[first:beyond]))
    return segments


def _instants(begins: int, ends: int) -> Iterator[tuple[int, int]]:
    """From where to where each segment of a scene goes, whether a clip shows it or not."""
    at = begins
    while ends - at >= LENGTH_TICKS + _SHORTEST_TICKS:
        yield at, at + LENGTH_TICKS
        at += LENGTH_TICKS
    yield at, ends
