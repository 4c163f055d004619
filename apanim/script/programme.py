"""A programme: one scene, or the scenes of a lecture in a row, on one clock and one sound track."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.narration.captions import CaptionPage
from apanim.narration.track import mastered
from apanim.script.compile import Compiled, insist
from apanim.script.find import scene_names
from apanim.script.lecture import Order, find_order, own_order
from apanim.script.show import compile_named, open_plan
from apanim.script.timeline import CueSpan, Timeline
from apanim.tape import CableTape, Tape

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Chapter:
    """A titled stretch that starts at `start_tick` and lasts until the next one."""

    start_tick: int
    title: str


@dataclass(frozen=True)
class Score:
    """Compiled scenes in a row: all of a programme but its tapes. `starts` are their first ticks."""

    name: str
    title: str
    scenes: tuple[Compiled, ...]

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
        return mastered(np.concatenate([scene.speech for scene in self.scenes]))


class Programme:
    """A score with its tapes: what is played and rendered. `at(tick)` is pure."""

    def __init__(self, score: Score, tapes: tuple[Tape | CableTape, ...]) -> None:
        self.score, self.tapes = score, tapes
        self._on = 0

    def at(self, tick: int) -> tuple[Timeline, Tape | CableTape, int]:
        """The scene that `tick` of the programme falls in, its tape, and the tick of its own."""
        number = max(0, bisect_right(self.score.starts, tick) - 1)
        if number != self._on:
            self.tapes[self._on].let_go()  # a long lecture needs no more memory than a short one
            self._on = number
        return self.score.timelines[number], self.tapes[number], tick - self.score.starts[number]


def compile_programme(spec: str, voice: str, language: str, progress: Progress | None = None) -> Score:
    """The scene, or the lecture, that `spec` names, compiled. `progress` counts scenes.

    Raises UserError for anything that is wrong with it; claims are decided, not insisted on.
    """
    order = find_order(spec)
    if order is None:
        compiled = compile_named(spec, voice, language)
        return Score(compiled.timeline.name, compiled.timeline.word(compiled.timeline.title), (compiled,))
    scenes = []
    for number, name in enumerate(order.parts, start=1):
        scenes.append(compile_named(str(order.folder / f"{name}.py"), voice, language))
        if progress is not None:
            progress(number, len(order.parts))
    names = [scene.timeline.name for scene in scenes]
    if twins := sorted({name for name in names if names.count(name) > 1}):
        raise UserError(
            f"lecture '{order.name}': {names.count(twins[0])} parts are called Scene({twins[0]!r}, ...); "
            "give each a name of its own"
        )
    return in_a_row(order, scenes)


def in_a_row(order: Order, scenes: Sequence[Compiled]) -> Score:
    """The lecture of `order` from its compiled scenes."""
    count = len(scenes)
    placed = (replace(s, timeline=_placed(s.timeline, k, count)) for k, s in enumerate(scenes))
    return Score(order.name, scenes[0].timeline.word(order.title), tuple(placed))


def every_scene() -> list[str]:
    """Every scene that comes with apanim: the lecture's in order, its extras, then the others."""
    order = own_order()
    listed = [*order.parts, *order.extras]
    return listed + [name for name in scene_names() if name not in listed]


def _placed(timeline: Timeline, number: int, parts: int) -> Timeline:
    """The scene as one of a row: its place in the bar under its titles, and fades where others meet it."""
    spans = tuple(replace(s, index=number) if s.kind == "title" else s for s in timeline.spans)
    return replace(
        timeline, spans=spans, chapter_count=parts, fades_in=number > 0, fades_out=number < parts - 1
    )


def open_programme(score: Score, progress: Progress | None = None) -> Programme:
    """The score with its tapes, baked if need be. Raises UserError if a claim is false.

    `progress` counts world steps of the whole programme.
    """
    timelines = [insist(timeline) for timeline in score.timelines]
    total = sum(timeline.plan.steps for timeline in timelines)
    tapes, done = [], 0
    for timeline in timelines:

        def tell(step: int, _: int, before: int = done) -> None:
            if progress is not None:
                progress(before + step, total)

        tapes.append(open_plan(timeline.plan, tell))
        done += timeline.plan.steps
    return Programme(score, tuple(tapes))
