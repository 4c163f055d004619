"""The preparer: a process that reads scripts, makes speech and bakes tapes, what is needed first at first.

All that it makes is kept on disk, where the renderer and the window find it; over the pipes goes only how
far it is, and each scene's timeline.
"""

import os
import time
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

from apanim.narration.voices import Voices
from apanim.picture.shot import Look
from apanim.picture.theme import Theme, own_theme
from apanim.road import told
from apanim.script.compile import insist
from apanim.script.folders import theme_file
from apanim.script.model_sound import FULL, sounds_file
from apanim.script.programme import kept_plan, open_plan, row_of
from apanim.script.sound import kept_track, recorded_before, track_file
from apanim.script.sources import Sources
from apanim.script.timeline import Timeline
from apanim.stop import Stopped
from apanim.tape.sounds import SAMPLES_A_TICK
from apanim.window.film import TimeMark
from apanim.window.processes.child import lived
from apanim.window.processes.event_marks import event_marks
from apanim.window.processes.known import Known
from apanim.window.processes.messages import Start
from apanim.window.processes.prepared import (
    Anew,
    Doing,
    FilmReady,
    Playhead,
    SceneBaked,
    SceneRead,
    SoundsReady,
    TrackReady,
    Trouble,
)
from apanim.window.processes.runs import BEGINNING_STEPS, FIRST_STEPS, beginning
from apanim.window.processes.warming import warm

_LOOK_S = 0.2  # how often it is asked whether the author has saved something
READING, MOVING = Doing("Reading the script"), "Moving the ions"
_SIGNAL = 15  # what a stop is called that comes from a window that has gone


class _SavedError(Exception):
    """The author has saved something: what is under way is for nothing."""


def prepare(start: Start, window: Connection, renderer: Connection) -> None:
    """The life of the process."""
    with suppress(AttributeError, OSError):
        os.nice(5)  # what is shown goes first
    start.lay()
    lived(lambda: Preparer(start, window, renderer).live(), window)


class Preparer:
    """Makes what is not yet known of a lecture, and tells of it."""

    def __init__(self, start: Start, window: Connection, renderer: Connection) -> None:
        self._window, self._renderer, self._language = window, renderer, start.language
        self._start = start
        self._look_of = Look(text_scale=start.text_scale, reduced_motion=start.reduced_motion)
        self._spec, self._voices = start.spec, Voices(start.voice)
        self._sources = Sources(start.spec, start.language, start.voice)
        self._sources.note()
        self._lecture = Known(row_of(start.spec))
        self._sounds_wanted = False  # of the model
        self._tick = 0  # where the viewer is
        self._busy: set[int] = set()  # scenes that are being baked
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
        self._begin(0, FIRST_STEPS)
        self._begin(0)
        self._sound(0)
        for number in range(1, len(self._lecture.row.parts)):
            self._read(number)
        self._lecture.row.insist_on_names(self._lecture.scenes)
        self._make_rest()

    def _make_anew(self) -> None:
        """All of it as its author has saved it; if that is wrong it is told, and what was there stays."""
        self._sources.note()
        self._busy, self._voices = set(), Voices(self._start.voice)  # which may have recorded something
        try:
            row = row_of(self._spec)
            scenes = [part.read(self._voices, self._language) for part in row.parts]
            for scene in scenes:
                insist(scene.timeline)
            row.insist_on_names(scenes)
            theme = self._theme()
        except Exception as error:
            self._window.send(Trouble(told(error)[0], fatal=False, of_author=True))
            self._sources.come_upon()
            self._sources.lack()
            self._make_rest()
            return
        self._sources.come_upon()
        self._bake_beginning(scenes[min(self._here, len(scenes) - 1)].timeline)
        self._lecture = Known(row, scenes, self._lecture.edition + 1)
        self._warmed = set()
        self._start = replace(self._start, theme=theme)
        self._renderer.send(Anew(theme))
        for number, scene in enumerate(scenes):
            self._renderer.send(SceneRead(number, scene.timeline))
        self._begin(self._here)
        self._make_rest()

    def _make_rest(self) -> None:
        """Sound and tapes of the scenes, which are read."""
        count = len(self._lecture.scenes)
        if count > 1 and kept_track(self._lecture.scenes):
            self._sound(*range(count))
        while (number := self._lecture.lacks(self._tick)) is not None:
            self._begin(number)
            self._sound(number)
            self._bake(number)
        self._sound(*range(count))
        for number in range(count):
            self._mark(number)

    def _make_sounds(self) -> None:
        """What the scenes sound like, if that is to be heard."""
        for number, timeline in enumerate(self._lecture.timelines):
            if self._sounds_wanted and number not in self._lecture.sounded:
                tape, start_tick = open_plan(timeline.plan), self._lecture.starts[number]
                skipped, samples = (SAMPLES_A_TICK * t for t in (timeline.from_tick, timeline.shown_ticks))
                self._window.send(SoundsReady(str(sounds_file(tape)), samples, start_tick, FULL, skipped))
                self._lecture.sounded.add(number)
            self._look()

    def _warm(self) -> None:
        """Paint ahead at the size that the window has now, until it has another."""
        size = self._size
        if size is None or size in self._warmed:
            return

        def go_on() -> bool:
            self._look()
            lacks = self._sounds_wanted and len(self._lecture.sounded) < len(self._lecture.scenes)
            return self._size == size and not lacks

        timelines = [self._lecture.timelines[number] for number in self._lecture.from_here(self._tick)]
        if warm(timelines, size, self._start, go_on):
            self._warmed.add(size)

    # ---- what is done

    def _read(self, number: int) -> None:
        part = self._lecture.row.parts[number]
        self._tell(READING)
        scene = part.read(self._voices, self._language)
        self._sources.come_upon()
        insist(scene.timeline)
        self._lecture.scenes.append(scene)
        borrowed = scene.timeline.borrowed
        if borrowed:
            line = f"told in English, missing in {self._language}: {', '.join(borrowed)}"
            self._window.send(Trouble(line, fatal=False))
        for line in recorded_before([scene]):
            self._window.send(Trouble(line, fatal=False))
        self._renderer.send(SceneRead(number, scene.timeline))
        self._look()
        self._tell_film()

    def _begin(self, number: int, shown_steps: int = BEGINNING_STEPS) -> None:
        """A scene's beginning, or all of it where that is kept or short."""
        timeline = self._lecture.timelines[number]
        if self._lecture.steps.get(number, 0) >= beginning(timeline, shown_steps).steps:
            return
        steps = self._bake_beginning(timeline, shown_steps)
        if steps == timeline.plan.steps:
            self._bake(number)
        else:
            self._baked(number, steps)

    def _bake_beginning(self, timeline: Timeline, shown_steps: int = BEGINNING_STEPS) -> int:
        """Bake so much that one can begin to look, and give how many steps there are then."""
        if kept_plan(timeline.plan) is not None:
            return timeline.plan.steps
        first = beginning(timeline, shown_steps)
        open_plan(first, self._baking)
        return first.steps

    def _bake(self, number: int) -> None:
        plan = self._lecture.timelines[number].plan
        if self._lecture.steps.get(number) == plan.steps or number in self._busy:
            return
        self._busy.add(number)
        open_plan(plan, self._baking_all)
        self._busy.discard(number)
        self._baked(number, plan.steps)

    def _mark(self, number: int) -> None:
        """Find what happens in a scene, and where it can be seen."""
        timeline, marks = self._lecture.timelines[number], list[TimeMark]()
        for mark in event_marks(timeline, open_plan(timeline.plan), self._look_of, timeline.from_tick):
            marks.append(mark)
            self._look()
        self._lecture.marks[number] = tuple(marks)
        self._tell_film()

    def _baked(self, number: int, steps: int) -> None:
        self._lecture.steps[number] = steps
        self._renderer.send(SceneBaked(number, steps))
        self._tell_film()

    def _sound(self, *numbers: int) -> None:
        """Master these scenes' sound, unless it was told, alone or in the whole."""
        lecture = self._lecture
        if lecture.whole_heard or (len(numbers) == 1 and numbers[0] in lecture.heard):
            return
        lecture.heard.update(numbers)
        scenes = [lecture.scenes[number] for number in numbers]
        path = track_file(scenes)
        samples = 80 * sum(scene.timeline.shown_ticks for scene in scenes)
        lecture.whole_heard = len(numbers) == len(lecture.row.parts)
        start_tick = lecture.starts[numbers[0]]
        self._window.send(TrackReady(str(path or ""), samples, start_tick, lecture.whole_heard))

    def _theme(self) -> Theme | None:
        """The colours as they are now. Raises UserError."""
        had = self._start.theme
        return None if had is None else own_theme(had.name, theme_file(self._spec))

    # ---- what is told

    def _tell(self, doing: Doing) -> None:
        self._window.send(doing)

    def _tell_film(self) -> None:
        self._window.send(FilmReady(self._lecture.film()))

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
        number = self._here
        if number not in self._lecture.steps and number not in self._busy:
            self._begin(number)
            self._bake(number)

    @property
    def _here(self) -> int:
        """The scene that the viewer is in."""
        return self._lecture.scene_at(self._tick)
