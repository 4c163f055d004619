"""How far a film's segments have come, told picture by picture."""

from collections.abc import Sequence
from typing import Protocol

from apanim.export.clip import Clip
from apanim.export.segments.cut import Segment
from apanim.script.programme import Chapter


class Tell(Protocol):
    """Told how many pictures are done, of how many, and the chapter of the last."""

    def __call__(self, done: int, total: int, note: str = "") -> None: ...


def tell_chapters(clip: Clip, tell: Tell, done: int, total: int) -> None:
    """Tell of a clip whose pictures are painted in order."""
    tell(done, total, clip.chapter_at(done - 1))


class Tally:
    """Counts the pictures of all `segments`; `keys` has those that are kept, and more as they are made."""

    def __init__(
        self, segments: Sequence[Segment], keys: dict[Segment, str], chapters: Sequence[Chapter], tell: Tell
    ) -> None:
        self.keys = dict(keys)
        self._chapters, self._tell = chapters, tell
        self._total = sum(segment.frames for segment in segments)
        self._done = {segment: segment.frames for segment in keys}
        if self._done:
            tell(self._sum(), self._total)

    def painted(self, segment: Segment) -> None:
        """One more picture of it is painted."""
        self._done[segment] = min(self._done.get(segment, 0) + 1, segment.frames)
        self._say(segment)

    def made(self, segment: Segment, key: str) -> None:
        """It is kept from now on."""
        self.keys[segment] = key
        self._done[segment] = segment.frames
        self._say(segment)

    def _sum(self) -> int:
        return sum(self._done.values())

    def _say(self, segment: Segment) -> None:
        tick = segment.ticks[0]
        titles = (one.title for one in reversed(self._chapters) if one.start_tick <= tick)
        self._tell(self._sum(), self._total, next(titles, ""))
