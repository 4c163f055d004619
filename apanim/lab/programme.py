"""A set-up as a programme: what renders, stills, sheets and tables take, as they take a scene."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.lab.run import SetupRun
from apanim.lab.setup_file import LabSetup
from apanim.script.programme import Chapter, Programme, Progress
from apanim.script.timeline import Timeline
from apanim.tape import CableTape, Tape

SAMPLES_PER_TICK = 80


class LabProgramme(Programme):
    """The run of `setup`, silent, on a clock that may have begun with a scene.

    `screen` has the words of the picture in `language`. Raises UserError where the scene has changed.
    """

    def __init__(
        self, setup: LabSetup, language: str, screen: Mapping[str, str], progress: Progress | None = None
    ) -> None:
        super().__init__(setup.name, setup.title_in(language) or setup.name, ())
        self.setup, self.run = setup, SetupRun(setup, language, progress)
        self._words = language, screen
        self._told: tuple[Timeline, Timeline] | None = None  # the run's, and the same in its words

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        now = self.run.branch.timeline
        if self._told is None or self._told[0] is not now:
            language, screen = self._words
            self._told = now, replace(now, language=language, screen=screen, cues=(), captions=())
        return (self._told[1],)

    @property
    def tapes(self) -> tuple[Tape | CableTape, ...]:
        self.bake()
        return (self.run.branch.tape,)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return (0,)

    @property
    def first_tick(self) -> int:
        return self.setup.start.tick

    @property
    def duration_tick(self) -> int:
        return self.setup.end_tick

    @property
    def language(self) -> str:
        return self._words[0]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return (Chapter(self.first_tick, self.title),)

    @cached_property
    def track(self) -> NDArray[np.float32]:
        return np.zeros(SAMPLES_PER_TICK * self.duration_tick, np.float32)

    def scene_at(self, tick: int) -> int:
        return 0

    def at(self, tick: int) -> tuple[Timeline, Tape | CableTape, int]:
        return self.timelines[0], self.run.branch.tape, tick

    def bake(self, progress: Progress | None = None, only_at_tick: int | None = None) -> None:
        """Live the run to its end, or to a tick. Raises UserError where its numbers leave all bounds."""
        self.run.live(self.duration_tick if only_at_tick is None else only_at_tick, progress)
        if stopped := self.run.branch.status:
            raise UserError(f"{self.name}: {stopped}; let it end before that, with until_s")
