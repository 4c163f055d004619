"""The frames of a film, scene by scene: which of them show which tick of which scene."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apanim.export.clip import Clip
from apanim.script.programme import Programme
from apanim.script.timeline import Timeline
from apanim.tape import CableTape, Tape
from apanim.units import TICKS_PER_STEP

Screens = Sequence[Mapping[str, str]]  # the words on screen of each language, by their English ones


@dataclass(frozen=True, eq=False)
class SceneFrames:
    """The frames `first` and on of a film, which show a scene at its own `ticks` (k,), in order.

    `told` is the scene's timeline in every language of the page.
    """

    timeline: Timeline
    tape: Tape | CableTape
    first: int
    ticks: NDArray[np.int64]
    told: tuple[Timeline, ...]

    @property
    def count(self) -> int:
        return len(self.ticks)

    @cached_property
    def steps(self) -> NDArray[np.float64]:
        """(k,) the world step that each frame shows; between two of them a part of one."""
        return np.minimum(self.ticks / TICKS_PER_STEP, float(self.tape.steps))

    def row_from(self, tick: int) -> int | None:
        """The first frame that shows `tick` or what comes after it, counted from the scene's first."""
        row = int(np.searchsorted(self.ticks, tick))
        return row if row < self.count else None


def scenes_of(programme: Programme, clip: Clip, screens: Screens) -> Iterator[SceneFrames]:
    """Every scene that the clip shows a frame of; one after the other, for a lecture's tapes are large."""
    ticks = np.array(clip.frame_ticks(), np.int64)
    number_of = np.array([programme.scene_at(int(tick)) for tick in ticks])
    for number in dict.fromkeys(number_of.tolist()):
        rows = np.flatnonzero(number_of == number)
        first = int(rows[0])
        timeline, tape, _ = programme.at(int(ticks[first]))
        told = tuple(replace(timeline, screen=screen) for screen in screens)
        yield SceneFrames(timeline, tape, first, ticks[rows] - programme.zeros[number], told)
