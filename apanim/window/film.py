"""A film: what stays the same while a scene is played."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from apanim.units import STEPS_PER_S, TICKS_PER_S, frame_count


@dataclass(frozen=True)
class TimeMark:
    """A named instant: the start of a chapter, an event, or a cue, which ends at `end_tick`.

    `names` (see picture.things) are what an event is about, to be ringed in the picture; `cue` names a cue.
    """

    tick: int
    text: str
    end_tick: int = 0
    names: tuple[str, ...] = ()
    cue: str = ""


@dataclass(frozen=True)
class Film:
    """Marks are in order of time; `events` has one mark a tick. `fps` pictures a second are due.

    A film grows while its scenes are read: it is not `whole` until the last is. `ready` are the stretches
    of ticks that can be shown by now, in order and apart; None: all. Its pictures are those from
    `first_tick` until before `duration_tick`: a branch of a scene has none earlier than the scene's.
    `scenes` are the first ticks of the scenes in it.
    """

    title: str
    duration_tick: int
    fps: int = STEPS_PER_S
    chapters: tuple[TimeMark, ...] = ()
    cues: tuple[TimeMark, ...] = ()
    events: tuple[TimeMark, ...] = ()
    ready: tuple[tuple[int, int], ...] | None = None
    whole: bool = True
    first_tick: int = 0
    scenes: tuple[int, ...] = ()
    edition: int = 0  # grows whenever its author has saved another

    @property
    def frame_ticks(self) -> int:
        """Ticks from one frame to the next."""
        return TICKS_PER_S // self.fps

    @property
    def last_tick(self) -> int:
        """The tick of the last frame."""
        last = max(0, frame_count(self.duration_tick, self.fps) - 1) * self.frame_ticks
        return max(self.first_tick, last)

    def clamp(self, tick: float) -> int:
        """The nearest tick that has a picture."""
        return int(min(max(round(tick), self.first_tick), self.last_tick))

    def playable_to(self, tick: int) -> int:
        """Where the stretch ends that can be shown from `tick` on; `tick` itself if there is none."""
        if self.ready is None:
            return max(tick, self.duration_tick)
        return next((end for start, end in self.ready if start <= tick < end), tick)


def mark_at(marks: tuple[TimeMark, ...], tick: int) -> TimeMark | None:
    """The last mark at or before `tick`."""
    index = bisect_right(marks, tick, key=lambda mark: mark.tick)
    return marks[index - 1] if index else None


def mark_after(marks: tuple[TimeMark, ...], tick: int) -> TimeMark | None:
    """The first mark after `tick`."""
    index = bisect_right(marks, tick, key=lambda mark: mark.tick)
    return marks[index] if index < len(marks) else None


def mark_before(marks: tuple[TimeMark, ...], tick: int) -> TimeMark | None:
    """The last mark before `tick`."""
    index = bisect_left(marks, tick, key=lambda mark: mark.tick)
    return marks[index - 1] if index else None
