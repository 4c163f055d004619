"""What is known of a lecture by now: its scenes as they are read, and how far each is made."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from apanim.script.compile import Compiled
from apanim.script.programme import UnreadProgramme
from apanim.script.timeline import Timeline, in_a_row
from apanim.window.film import Film, TimeMark
from apanim.window.processes.filming import film_of


@dataclass
class Known:
    """The scenes of `row` that are read, in order; and by the number of a scene, what of it is made.

    `steps` of its tape are kept, `marks` are what happens in it; `heard` and `sounded` are the scenes whose
    voice, and whose model's sound, the window was told of, and `whole_heard` whether of all voices as one.
    """

    row: UnreadProgramme
    scenes: list[Compiled] = field(default_factory=list)
    edition: int = 0
    steps: dict[int, int] = field(default_factory=dict)
    marks: dict[int, tuple[TimeMark, ...]] = field(default_factory=dict)
    heard: set[int] = field(default_factory=set)
    whole_heard: bool = False
    sounded: set[int] = field(default_factory=set)

    @property
    def timelines(self) -> list[Timeline]:
        """Of the scenes that are read."""
        return [scene.timeline for scene in self.scenes]

    @property
    def starts(self) -> list[int]:
        """The tick at which each of them begins, and that at which the last one ends."""
        starts, _, end = in_a_row(self.timelines)
        return [*starts, end]

    def scene_at(self, tick: int) -> int:
        """The number of the scene that is shown at a tick."""
        return min(max(bisect_right(self.starts, tick) - 1, 0), len(self.scenes) - 1)

    def from_here(self, tick: int) -> list[int]:
        """All scenes, the one at a tick first and what follows it next."""
        here, count = self.scene_at(tick), len(self.scenes)
        return [(here + k) % count for k in range(count)]

    def lacks(self, tick: int) -> int | None:
        """The next scene whose tape is not whole, for a viewer at a tick."""
        timelines = self.timelines
        left = (n for n in self.from_here(tick) if self.steps.get(n) != timelines[n].plan.steps)
        return next(left, None)

    def film(self) -> Film:
        """What the window may know of it."""
        timelines = self.timelines
        title = timelines[0].word(self.row.title or timelines[0].title)
        whole = len(timelines) == len(self.row.parts)
        film = film_of(title, timelines, self.steps, self.marks, whole)
        return replace(film, edition=self.edition)
