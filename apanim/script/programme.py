"""A programme: one scene, or the scenes of a lecture in a row, on one clock and one sound track."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.narration.captions import CaptionPage
from apanim.narration.voices import Voices
from apanim.script.cards import Card
from apanim.script.compile import Compiled, insist
from apanim.script.excerpt import excerpt
from apanim.script.find import find_catalogue, scene_file
from apanim.script.folders import own_scenes
from apanim.script.lecture import find_order, lessons, own_order
from apanim.script.readings import kept_reading, read_scene
from apanim.script.sound import mastered_track
from apanim.script.timeline import CueSpan, Timeline, dissolved, in_a_row
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
    """Compiled scenes in a row: what is played and rendered. `starts` are the scenes' first ticks, `zeros`
    the ticks 0 of their own clocks, earlier than that for an excerpt.

    The tape of a scene is opened when it is first asked for; `bake` does so with progress.
    """

    name: str
    title: str
    scenes: tuple[Compiled, ...]
    _tapes: dict[int, Tape | CableTape] = field(default_factory=dict, repr=False)
    _shown: int = 0  # the scene that was asked for last

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(in_a_row(self.timelines)[0])

    @cached_property
    def zeros(self) -> tuple[int, ...]:
        return tuple(in_a_row(self.timelines)[1])

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        return tuple(scene.timeline for scene in self.scenes)

    @property
    def duration_tick(self) -> int:
        return self.zeros[-1] + self.timelines[-1].duration_tick

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
            for start, timeline in zip(self.zeros, self.timelines, strict=True)
            for cue in timeline.cues
        )

    @property
    def captions(self) -> tuple[CaptionPage, ...]:
        """Every page of words at its tick of the programme."""
        return tuple(
            replace(page, start_tick=start + page.start_tick, end_tick=start + page.end_tick)
            for start, timeline in zip(self.zeros, self.timelines, strict=True)
            for page in timeline.captions
        )

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """A chapter for every title, in order."""
        return tuple(
            Chapter(start + max(span.start_tick, timeline.from_tick), span.text)
            for start, timeline in zip(self.zeros, self.timelines, strict=True)
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
        return self.timelines[number], self._tape(number), tick - self.zeros[number]

    def into(self, tick: int) -> tuple[Timeline, Tape | CableTape] | None:
        """The scene into which the one at `tick` dissolves then, and its tape."""
        number = self.scene_at(tick)
        if not dissolved(self.timelines[number], tick - self.zeros[number]):
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
        into = dissolved(self.timelines[number], tick - self.zeros[number])
        return [number, number + 1] if into else [number]

    def _tape(self, number: int, progress: Progress | None = None) -> Tape | CableTape:
        if number not in self._tapes:
            self._tapes[number] = open_plan(self.timelines[number].plan, progress)
        return self._tapes[number]


def compile_programme(spec: str, voice: str, language: str, progress: Progress | None = None) -> Programme:
    """The scene, or the lecture, that `spec` names, compiled. `progress` counts scenes.

    Raises UserError for anything that is wrong with it; claims are decided, not insisted on.
    """
    row, speaker, scenes = row_of(spec), Voices(voice), list[Compiled]()
    for part in row.parts:
        scenes.append(part.read(speaker, language))
        if progress is not None and len(row.parts) > 1:
            progress(len(scenes), len(row.parts))
    row.insist_on_names(scenes)
    first = scenes[0].timeline
    return Programme(
        row.name if row.title else first.name, first.word(row.title or first.title), tuple(scenes)
    )


@dataclass(frozen=True)
class UnreadScene:
    """One scene of a programme that is not read yet: its file, and its place in the row if it has one; or a
    card of the order in that file.

    `chapter`, if anything, is what of it is told, as it is written at `where`; the words of the folders
    `over` go before its own.
    """

    file: Path
    place: tuple[int, int] | None = None  # its number, and of how many
    chapter: str = ""
    where: str = ""
    over: tuple[Path, ...] = ()
    card: Card | None = None
    leads_on: bool = False  # another follows

    def read(self, voices: Voices, language: str) -> Compiled:
        """The scene, compiled. Raises UserError."""
        if self.card is not None:
            catalogue = find_catalogue(self.file.parent, language, self.over)
            return self._placed(
                self.card.compiled(catalogue, voices.of(catalogue.language, catalogue.pace))
            )
        return self._placed(read_scene(self.file, voices, language, self.over))

    def kept(self, voices: Voices, language: str) -> Compiled | None:
        """The scene as it was kept on disk, if it was. Raises UserError."""
        if self.card is not None:
            return self.read(voices, language)
        found = kept_reading(self.file, voices, language, self.over)
        return None if found is None else self._placed(found)

    def _placed(self, scene: Compiled) -> Compiled:
        told = excerpt(scene, self.chapter, self.where) if self.chapter else scene
        if self.place is None:
            return told
        return replace(told, timeline=placed_in_a_row(told.timeline, *self.place, self.leads_on))


@dataclass(frozen=True)
class UnreadProgramme:
    """A programme that is not read yet. `title` is "" for a single scene, which tells it itself."""

    name: str
    title: str
    parts: tuple[UnreadScene, ...]

    def insist_on_names(self, scenes: Sequence[Compiled]) -> None:
        """Raises UserError if two scenes of a lecture have one name."""
        parts = zip(self.parts, scenes, strict=True)
        names = [name for _, _, name in {(part.file, part.card, one.timeline.name) for part, one in parts}]
        if twins := sorted({name for name in names if names.count(name) > 1}):
            count = names.count(twins[0])
            raise UserError(
                f"lecture '{self.name}': {count} parts are called Scene({twins[0]!r}, ...); "
                "give each a name of its own"
            )


def row_of(spec: str) -> UnreadProgramme:
    """The scenes of what `spec` names, in order. Raises UserError."""
    order = find_order(spec)
    if order is None:
        file = scene_file(spec)
        return UnreadProgramme(file.stem, "", (UnreadScene(file),))
    told = [one for one in order.entries if one.card is None]  # the bar under the titles has these
    parts = (
        UnreadScene(
            one.file, (told.index(one) if one in told else 0, max(1, len(told))), one.chapter, one.where,
            order.over, one.card, leads_on=number < len(order.entries) - 1,
        )
        for number, one in enumerate(order.entries)
    )  # fmt: skip
    return UnreadProgramme(order.name, order.title, tuple(parts))


def every_scene() -> list[str]:
    """Every scene that there is by name: the lecture's in order, its extras, each lesson's, the others."""
    files = own_scenes()
    names, listed = {file: name for name, file in files.items()}, dict[str, None]()
    for order in (own_order(), *filter(None, map(find_order, lessons()))):
        listed.update(dict.fromkeys(names[entry.file] for entry in order.entries if entry.file in names))
        listed.update(dict.fromkeys(extra for extra in order.extras if extra in files))
    return list(listed | dict.fromkeys(files))


def open_plan(plan: Plan | CablePlan, progress: Progress | None = None) -> Tape | CableTape:
    """The tape of a patch or of a cable; `progress(done, steps)` is called while it bakes."""
    return open_cable_tape(plan) if isinstance(plan, CablePlan) else open_tape(plan, progress)


def kept_plan(plan: Plan | CablePlan) -> Tape | CableTape | None:
    """The tape of a patch or of a cable if it is kept on disk."""
    return kept_cable_tape(plan) if isinstance(plan, CablePlan) else kept_tape(plan)


def placed_in_a_row(timeline: Timeline, number: int, parts: int, leads_on: bool) -> Timeline:
    """The scene as one of a row: its place in the bar under its titles, and whether another follows."""
    spans = tuple(replace(s, index=number) if s.kind == "title" else s for s in timeline.spans)
    return replace(timeline, spans=spans, chapter_count=parts, leads_on=leads_on)
