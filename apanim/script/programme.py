"""A programme: one scene, or the scenes of a lecture in a row, on one clock and one sound track."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.narration.captions import CaptionPage
from apanim.narration.voices import Voices
from apanim.script.compile import Compiled, insist
from apanim.script.find import scene_file, scene_names
from apanim.script.lecture import Order, find_order, own_order
from apanim.script.readings import kept_reading, read_scene
from apanim.script.sound import mastered_track
from apanim.script.timeline import CueSpan, Timeline, dissolved
from apanim.tape import CablePlan, CableTape, Tape, kept_cable_tape, kept_tape, open_cable_tape, open_tape
from apanim.world import Plan

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Chapter:
    """A titled stretch that starts at `start_tick` and lasts until the next one."""

    start_tick: int
    title: str


@dataclass(eq=False)
class Programme:
    """Compiled scenes in a row: what is played and rendered. `starts` are the scenes' first ticks.

    The tape of a scene is opened when it is first asked for; `bake` does so with progress.
    """

    name: str
    title: str
    scenes: tuple[Compiled, ...]
    _tapes: dict[int, Tape | CableTape] = field(default_factory=dict, repr=False)
    _shown: int = 0  # the scene that was asked for last

    @cached_property
    def starts(self) -> tuple[int, ...]:
        lengths = (scene.timeline.duration_tick for scene in self.scenes)
        return tuple(accumulate(lengths, initial=0))[:-1]

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        return tuple(scene.timeline for scene in self.scenes)

    @property
    def duration_tick(self) -> int:
        return self.starts[-1] + self.timelines[-1].duration_tick

    @property
    def first_tick(self) -> int:
        """Where what is shown begins, on a clock that may have begun before."""
        return 0

    @property
    def language(self) -> str:
        return self.timelines[0].language

    @property
    def cues(self) -> tuple[CueSpan, ...]:
        """Every cue at its tick of the programme."""
        return tuple(
            replace(cue, start_tick=start + cue.start_tick, end_tick=start + cue.end_tick)
            for start, timeline in zip(self.starts, self.timelines, strict=True)
            for cue in timeline.cues
        )

    @property
    def captions(self) -> tuple[CaptionPage, ...]:
        """Every page of words at its tick of the programme."""
        return tuple(
            replace(page, start_tick=start + page.start_tick, end_tick=start + page.end_tick)
            for start, timeline in zip(self.starts, self.timelines, strict=True)
            for page in timeline.captions
        )

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """A chapter for every title, in order."""
        return tuple(
            Chapter(start + span.start_tick, span.text)
            for start, timeline in zip(self.starts, self.timelines, strict=True)
            for span in sorted(timeline.spans, key=lambda s: s.start_tick)
            if span.kind == "title"
        )

    @cached_property
    def track(self) -> NDArray[np.float32]:
        """(80 * duration_tick,) float32 mono 48 kHz, mastered as one."""
        return mastered_track(self.scenes)

    # -- pictures --------------------------------------------------------------------------------

    @property
    def tapes(self) -> tuple[Tape | CableTape, ...]:
        """The tape of every scene, baked now if need be."""
        return tuple(self._tape(number) for number in range(len(self.scenes)))

    def scene_at(self, tick: int) -> int:
        """The number of the scene that `tick` of the programme falls in."""
        return max(0, bisect_right(self.starts, tick) - 1)

    def at(self, tick: int) -> tuple[Timeline, Tape | CableTape, int]:
        """The scene at `tick` of the programme, its tape, and the tick of its own. Pure."""
        number = self.scene_at(tick)
        if number != self._shown:
            if self._shown in self._tapes:
                self._tapes[self._shown].let_go()  # a long lecture needs no more memory than a short one
            self._shown = number
        return self.timelines[number], self._tape(number), tick - self.starts[number]

    def into(self, tick: int) -> tuple[Timeline, Tape | CableTape] | None:
        """The scene into which the one at `tick` dissolves then, and its tape."""
        number = self.scene_at(tick)
        if not dissolved(self.timelines[number], tick - self.starts[number]):
            return None
        return self.timelines[number + 1], self._tape(number + 1)

    def bake(self, progress: Progress | None = None, only_at_tick: int | None = None) -> None:
        """Open the tapes of all scenes, or of those seen at a tick. Raises UserError if a claim is false.

        `progress` counts the world steps of these scenes.
        """
        for timeline in self.timelines:
            insist(timeline)
        wanted = range(len(self.scenes)) if only_at_tick is None else self._seen_at(only_at_tick)
        total, done = sum(self.timelines[number].plan.steps for number in wanted), 0
        for number in wanted:

            def tell(step: int, _: int, before: int = done) -> None:
                if progress is not None:
                    progress(before + step, total)

            self._tape(number, tell)
            done += self.timelines[number].plan.steps

    def _seen_at(self, tick: int) -> list[int]:
        """The numbers of the scenes that are in the picture at `tick`."""
        number = self.scene_at(tick)
        into = dissolved(self.timelines[number], tick - self.starts[number])
        return [number, number + 1] if into else [number]

    def _tape(self, number: int, progress: Progress | None = None) -> Tape | CableTape:
        if number not in self._tapes:
            self._tapes[number] = open_plan(self.timelines[number].plan, progress)
        return self._tapes[number]


def compile_programme(spec: str, voice: str, language: str, progress: Progress | None = None) -> Programme:
    """The scene, or the lecture, that `spec` names, compiled. `progress` counts scenes.

    Raises UserError for anything that is wrong with it; claims are decided, not insisted on.
    """
    order, speaker = find_order(spec), Voices(voice)
    if order is None:
        compiled = read_scene(scene_file(spec), speaker, language)
        title = compiled.timeline.word(compiled.timeline.title)
        return Programme(compiled.timeline.name, title, (compiled,))
    scenes = []
    for number, name in enumerate(order.parts, start=1):
        scenes.append(read_scene(order.folder / f"{name}.py", speaker, language))
        if progress is not None:
            progress(number, len(order.parts))
    insist_on_names(order.name, scenes)
    return in_a_row(order, scenes)


@dataclass(frozen=True)
class Part:
    """One scene of a programme that is not read yet: its file, and its place in the row if it has one."""

    file: Path
    place: tuple[int, int] | None = None  # its number, and of how many

    def read(self, voices: Voices, language: str) -> Compiled:
        """The scene, compiled. Raises UserError."""
        return self._placed(read_scene(self.file, voices, language))

    def kept(self, voices: Voices, language: str) -> Compiled | None:
        """The scene as it was kept on disk, if it was. Raises UserError."""
        found = kept_reading(self.file, voices, language)
        return None if found is None else self._placed(found)

    def _placed(self, scene: Compiled) -> Compiled:
        if self.place is None:
            return scene
        return replace(scene, timeline=placed_in_a_row(scene.timeline, *self.place))


@dataclass(frozen=True)
class Row:
    """A programme that is not read yet. `title` is "" for a single scene, which tells it itself."""

    name: str
    title: str
    parts: tuple[Part, ...]


def row_of(spec: str) -> Row:
    """The scenes of what `spec` names, in order. Raises UserError."""
    order = find_order(spec)
    if order is None:
        file = scene_file(spec)
        return Row(file.stem, "", (Part(file),))
    files = [order.folder / f"{name}.py" for name in order.parts]
    return Row(order.name, order.title, tuple(Part(f, (k, len(files))) for k, f in enumerate(files)))


def insist_on_names(lecture: str, scenes: Sequence[Compiled]) -> None:
    """Raises UserError if two scenes of a lecture have one name."""
    names = [scene.timeline.name for scene in scenes]
    if twins := sorted({name for name in names if names.count(name) > 1}):
        raise UserError(
            f"lecture '{lecture}': {names.count(twins[0])} parts are called Scene({twins[0]!r}, ...); "
            "give each a name of its own"
        )


def in_a_row(order: Order, scenes: Sequence[Compiled]) -> Programme:
    """The lecture of `order` from its compiled scenes."""
    count = len(scenes)
    placed = (replace(s, timeline=placed_in_a_row(s.timeline, k, count)) for k, s in enumerate(scenes))
    return Programme(order.name, scenes[0].timeline.word(order.title), tuple(placed))


def every_scene() -> list[str]:
    """Every scene that comes with apanim: the lecture's in order, its extras, then the others."""
    order = own_order()
    listed = [*order.parts, *order.extras]
    return listed + [name for name in scene_names() if name not in listed]


def open_plan(plan: Plan | CablePlan, progress: Progress | None = None) -> Tape | CableTape:
    """The tape of a patch or of a cable; `progress(done, steps)` is called while it bakes."""
    return open_cable_tape(plan) if isinstance(plan, CablePlan) else open_tape(plan, progress)


def kept_plan(plan: Plan | CablePlan) -> Tape | CableTape | None:
    """The tape of a patch or of a cable if it is kept on disk."""
    return kept_cable_tape(plan) if isinstance(plan, CablePlan) else kept_tape(plan)


def placed_in_a_row(timeline: Timeline, number: int, parts: int) -> Timeline:
    """The scene as one of a row: its place in the bar under its titles, and whether another follows."""
    spans = tuple(replace(s, index=number) if s.kind == "title" else s for s in timeline.spans)
    return replace(timeline, spans=spans, chapter_count=parts, leads_on=number < parts - 1)
