"""The preparer: a process that reads scripts, makes speech and bakes tapes, what is needed first at first.

All that it makes is kept on disk, where the renderer and the window find it; over the pipes goes only how
far it is, and each scene's timeline.
"""

import os
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from multiprocessing.connection import Connection

from apanim.narration.voices import Voices
from apanim.picture.shot import Look
from apanim.script.compile import Compiled, insist
from apanim.script.model_sound import sounds_file
from apanim.script.programme import insist_on_names, kept_plan, open_plan, row_of
from apanim.script.sound import kept_track, track_file
from apanim.script.sources import Sources
from apanim.stop import Stopped
from apanim.tape import CablePlan
from apanim.tape.sounds import SAMPLES_A_TICK
from apanim.window.film import Film, Mark
from apanim.window.processes.child import lived, told
from apanim.window.processes.events import event_marks
from apanim.window.processes.filming import film_of
from apanim.window.processes.messages import (
    Anew,
    Doing,
    FilmReady,
    Playhead,
    SceneBaked,
    SceneRead,
    SoundsReady,
    Start,
    TrackReady,
    Trouble,
)
from apanim.window.processes.runs import BEGINNING_STEPS
from apanim.window.processes.warming import warm
from apanim.world import Plan

_LOOK_S = 0.2  # how often it is asked whether the author has saved something
READING, MOVING = Doing("Reading the script"), "Moving the ions"
_SIGNAL = 15  # what a stop is called that comes from a window that has gone


class _SavedError(Exception):
    """The author has saved something: what is under way is for nothing."""


def prepare(start: Start, window: Connection, renderer: Connection) -> None:
    """The life of the process."""
    with suppress(AttributeError, OSError):
        os.nice(5)  # what is shown goes first
    lived(lambda: Preparer(start, window, renderer).live(), window)


class Preparer:
    """How far everything is: the scenes that were read, how many steps of each are baked, its marks."""

    def __init__(self, start: Start, window: Connection, renderer: Connection) -> None:
        self._window, self._renderer, self._language = window, renderer, start.language
        self._start = start
        self._look_of = Look(text_scale=start.text_scale, reduced_motion=start.reduced_motion)
        self._spec, self._voices = start.spec, Voices(start.voice)
        self._sources = Sources(start.spec, start.language)
        self._edition = 0
        self._sources.note()
        self._row = row_of(start.spec)
        self._scenes: list[Compiled] = []
        self._steps: dict[int, int] = {}
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self._heard: set[int] = set()  # scenes whose sound was told
        self._whole_told = False
        self._sounds_wanted, self._sounds_told = False, set[int]()  # of the model, by scene
        self._tick = 0  # where the viewer is
        self._busy: set[int] = set()
        self._looked_s = 0.0
        self._size: tuple[int, int] | None = None  # of the window's picture
        self._warmed: set[tuple[int, int]] = set()

    def live(self) -> None:
        """Make everything ready, and anew what its author saves, until the window closes."""
        make = self._make_first
        while True:
            try:
                make()
                while True:
                    self._make_sounds()
                    self._warm()
                    self._look(_LOOK_S)
            except _SavedError:
                make = self._make_anew

    def _make_first(self) -> None:
        """All of it, what is needed first at first. Raises UserError."""
        self._read(0)
        self._begin(0)
        self._sound(0)
        for number in range(1, len(self._row.parts)):
            self._read(number)
        insist_on_names(self._row.name, self._scenes)
        self._make_rest()

    def _make_anew(self) -> None:
        """All of it as its author has saved it; if that is wrong it is told, and what was there stays."""
        self._sources.note()
        self._busy = set()
        try:
            row = row_of(self._spec)
            scenes = [part.read(self._voices, self._language) for part in row.parts]
            for scene in scenes:
                insist(scene.timeline)
            insist_on_names(row.name, scenes)
        except Exception as error:
            self._window.send(Trouble(told(error), fatal=False, of_author=True))
            self._sources.come_upon()
            self._sources.lack()
            self._make_rest()
            return
        self._sources.come_upon()
        self._bake_beginning(scenes[min(self._here(), len(scenes) - 1)].timeline.plan)
        self._row, self._scenes = row, scenes
        self._steps, self._marks, self._warmed = {}, {}, set()
        self._heard, self._whole_told, self._sounds_told = set(), False, set()
        self._edition += 1
        self._renderer.send(Anew())
        for number, scene in enumerate(scenes):
            self._renderer.send(SceneRead(number, scene.timeline))
        self._begin(self._here())
        self._make_rest()

    def _make_rest(self) -> None:
        """Sound and tapes of the scenes, which are read."""
        count = len(self._scenes)
        if count > 1 and kept_track(self._scenes):
            self._sound(*range(count))
        for number in self._wanted():
            self._begin(number)
            self._sound(number)
            self._bake(number)
        self._sound(*range(count))
        for number in range(count):
            self._mark(number)

    def _make_sounds(self) -> None:
        """What the scenes sound like, if that is to be heard."""
        for number in range(len(self._scenes)):
            if self._sounds_wanted and number not in self._sounds_told:
                tape = open_plan(self._scenes[number].timeline.plan)
                start_tick, samples = self._starts()[number], SAMPLES_A_TICK * tape.duration_tick
                self._window.send(SoundsReady(str(sounds_file(tape)), samples, start_tick))
                self._sounds_told.add(number)
            self._look()

    def _warm(self) -> None:
        """Paint ahead at the size that the window has now, until it has another."""
        size = self._size
        if size is None or size in self._warmed:
            return

        def go_on() -> bool:
            self._look()
            lacks = self._sounds_wanted and len(self._sounds_told) < len(self._scenes)
            return self._size == size and not lacks

        order = [(self._here() + k) % len(self._scenes) for k in range(len(self._scenes))]
        timelines = [self._scenes[number].timeline for number in order]
        if warm(timelines, size, self._start, go_on):
            self._warmed.add(size)

    # ---- what is done

    def _read(self, number: int) -> None:
        part = self._row.parts[number]
        self._tell(READING)
        scene = part.read(self._voices, self._language)
        self._sources.come_upon()
        insist(scene.timeline)
        self._scenes.append(scene)
        borrowed = scene.timeline.borrowed
        if borrowed:
            told = f"told in English, missing in {self._language}: {', '.join(borrowed)}"
            self._window.send(Trouble(told, fatal=False))
        self._renderer.send(SceneRead(number, scene.timeline))
        self._look()
        self._tell_film()

    def _begin(self, number: int) -> None:
        """A scene's beginning, or all of it where that is kept or short."""
        plan = self._scenes[number].timeline.plan
        if number in self._steps:
            return
        if self._bake_beginning(plan) == plan.steps:
            self._bake(number)
        else:
            self._baked(number, BEGINNING_STEPS)

    def _bake_beginning(self, plan: Plan | CablePlan) -> int:
        """Bake so much that one can begin to look, and give how many steps there are then."""
        if kept_plan(plan) is not None:
            return plan.steps
        first = plan if plan.steps <= BEGINNING_STEPS else plan.beginning(BEGINNING_STEPS)
        open_plan(first, self._baking)
        return first.steps

    def _bake(self, number: int) -> None:
        plan = self._scenes[number].timeline.plan
        if self._steps.get(number) == plan.steps or number in self._busy:
            return
        self._busy.add(number)
        open_plan(plan, self._baking_all)
        self._busy.discard(number)
        self._baked(number, plan.steps)

    def _mark(self, number: int) -> None:
        """Find what happens in a scene, and where it can be seen."""
        timeline, marks = self._scenes[number].timeline, list[Mark]()
        for mark in event_marks(timeline, open_plan(timeline.plan), self._look_of):
            marks.append(mark)
            self._look()
        self._marks[number] = tuple(marks)
        self._tell_film()

    def _baked(self, number: int, steps: int) -> None:
        self._steps[number] = steps
        self._renderer.send(SceneBaked(number, steps))
        self._tell_film()

    def _sound(self, *numbers: int) -> None:
        """Master these scenes' sound, unless it was told, alone or in the whole."""
        if self._whole_told or (len(numbers) == 1 and numbers[0] in self._heard):
            return
        self._heard.update(numbers)
        self._whole_told = len(numbers) == len(self._row.parts)
        scenes = [self._scenes[number] for number in numbers]
        path = track_file(scenes)
        samples = 80 * sum(scene.timeline.duration_tick for scene in scenes)
        start_tick = self._starts()[numbers[0]]
        self._window.send(TrackReady(str(path or ""), samples, start_tick, self._whole_told))

    # ---- what is told

    def _tell(self, doing: Doing) -> None:
        self._window.send(doing)

    def _tell_film(self) -> None:
        self._window.send(FilmReady(self._film()))

    def _starts(self) -> list[int]:
        return list(accumulate((scene.timeline.duration_tick for scene in self._scenes), initial=0))

    def _film(self) -> Film:
        timelines = [scene.timeline for scene in self._scenes]
        title = timelines[0].word(self._row.title or timelines[0].title)
        whole = len(timelines) == len(self._row.parts)
        film = film_of(title, timelines, self._steps, self._marks, whole)
        return replace(film, edition=self._edition)

    # ---- what is heard

    def _look(self, wait_s: float = 0.0) -> None:
        """Hear what the window has said by now. Raises Stopped when it has closed, _SavedError when its
        author has saved something."""
        try:
            while self._window.poll(wait_s):
                self._hear(self._window.recv())
        except (EOFError, OSError):
            raise Stopped(_SIGNAL) from None
        now_s = time.monotonic()
        if now_s >= self._looked_s + _LOOK_S:
            self._looked_s = now_s
            if self._sources.saved():
                raise _SavedError

    def _hear(self, said: Playhead | None) -> None:
        if said is None:  # CLOSE
            raise EOFError
        self._tick, self._size, self._sounds_wanted = said.tick, said.size, said.sounds

    def _baking(self, done: int, steps: int) -> None:
        """Amid a bake."""
        self._tell(Doing(MOVING, done / steps))
        self._look()

    def _baking_all(self, done: int, steps: int) -> None:
        """Amid a long bake: if the viewer has gone to a scene that is not begun, that one comes first."""
        self._baking(done, steps)
        number = self._here()
        if number not in self._steps and number not in self._busy:
            self._begin(number)
            self._bake(number)

    def _here(self) -> int:
        return min(max(bisect_right(self._starts(), self._tick) - 1, 0), len(self._scenes) - 1)

    def _wanted(self) -> Iterator[int]:
        """The scenes that are not whole, the one that the viewer is in first and what follows it next."""
        count = len(self._scenes)
        while True:
            order = [(self._here() + k) % count for k in range(count)]
            left = [n for n in order if self._steps.get(n) != self._scenes[n].timeline.plan.steps]
            if not left:
                return
            yield left[0]
