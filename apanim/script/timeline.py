"""The timeline: what a compiled script is. Plain data, lecture time in ticks, model time in ns."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from apanim.narration.captions import CaptionPage
from apanim.narration.templates import Writing
from apanim.physics.sets import MembraneSet
from apanim.script.plots import Band, Beneath, Ghost, Laid, Plot, Stimulus
from apanim.tape.cable import CablePlan
from apanim.units import TICKS_PER_S, TICKS_PER_STEP
from apanim.world import Plan, Setup


@dataclass(frozen=True)
class CueSpan:
    """One narrated sentence: speech from `start_tick` to `end_tick`, numbers already filled in.

    `numbers` are these, by the names of their measures, for whoever says it in another language.
    """

    name: str
    start_tick: int
    end_tick: int
    text: str
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Span:
    """Something shown from `start_tick` to `end_tick`. `kind` and `target` say what.

    kind "title":     text is the big title, tag the small one, index the chapter's place in the bar
    kind "card":      text is its title, tag the small one, target the lines under it
    kind "legend":    target is "" (all of it)
    kind "label":     target is a part such as "na_channel.gate" or "na_channel.ball"; text is the label
    kind "highlight": target is a part such as "na_channels"; the rest dims (focus)
    kind "forces":    target is the part at whose pore arrows show what drives its ions
    kind "follow":    target is "na" or "k": one such ion is ringed, with its way; text is its name
    kind "about":     target is what the sentence of that time speaks of (see script.verbs.narrator)
    kind "density":   the voltage-gated channels of a neuron show on its membrane
    kind "bend":      target is the named lie by which the right half of the box of true scale is bent
    kind "drift":     the camera sways slowly where it is
    kind "line":      target is a line of the trace, such as "threshold" or "E_Na"; value_mV its height
    """

    kind: str
    start_tick: int
    end_tick: int
    target: str = ""
    text: str = ""
    tag: str = ""
    index: int = 0
    value_mV: float = 0.0


@dataclass(frozen=True)
class TraceCurve:
    """One curve of the V(t) panel of a cable: V of a compartment, with its name ("" for none)."""

    name: str
    compartment: int


@dataclass(frozen=True)
class TraceWindow:
    """The V(t) panel from `start_tick` on: model times from `from_ns` to `to_ns` across its width.

    `curves` are a cable's; a patch has one without them. `range_mV`, if given, is what its height spans.
    `ghosts` are the stretches of time that stand faint behind it. At the `place` "stage" it lies across the
    frame under the view; with `lanes` what each channel in sight is runs beneath V, on the same time, and
    with `beneath` what flows. `laid` curves lie over it.
    """

    start_tick: int
    end_tick: int
    from_ns: int
    to_ns: int
    bands: tuple[Band, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    curves: tuple[TraceCurve, ...] = ()
    range_mV: tuple[float, float] | None = None
    ghosts: tuple[Ghost, ...] = ()
    place: Literal["panel", "stage"] = "panel"
    lanes: bool = False
    beneath: Beneath = ""
    laid: tuple[Laid, ...] = ()


@dataclass(frozen=True)
class Framing:
    """What the camera looks at: a part, or a place in shares of the frame, `scale` times as large.

    Without both it is the middle; so Framing() is the whole of the picture.
    """

    part: str = ""
    place: tuple[float, float] | None = None
    scale: float = 1.0


@dataclass(frozen=True)
class CameraMove:
    """The camera goes from one view to another. Moves follow each other in time and none overlap."""

    start_tick: int
    end_tick: int
    origin: Framing
    goal: Framing


@dataclass(frozen=True)
class Spot:
    """A place of the picture: a part, or `place` in shares of the frame; moved by pixels of 1920."""

    part: str = ""
    place: tuple[float, float] = (0.0, 0.0)
    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True)
class Mark:
    """Something that an author draws: `size` is a line's width, a dot's radius or a text's height, px."""

    kind: Literal["line", "dot", "text"]
    at: tuple[Spot, ...]
    colour: str  # a word of script.verbs.drawing.Colour, or #RRGGBB
    size: float
    opacity: float
    text: str = ""


@dataclass(frozen=True)
class Drawing:
    """An author's marks from `start_tick` to `end_tick`, those of every world step."""

    start_tick: int
    end_tick: int
    steps: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True)
class FineRun:
    """A stretch of lecture time in which a nanosecond lasts several steps: model time at its ends, ns."""

    start_tick: int
    end_tick: int
    from_ns: float
    to_ns: float


@dataclass(frozen=True)
class ClaimResult:
    """One claim of a cue, run against the model. `values` are its two sides, or its one value."""

    cue: str
    text: str
    measured: str
    holds: bool
    where: str  # file:line of the author's script
    values: tuple[float, ...] = ()  # none where it could not be measured, or is of numbers that were told


@dataclass(frozen=True, eq=False)
class Timeline:
    """A compiled scene. `plan.model_ns` has one entry a world step (10 ticks), the end included.

    One is equal to itself only, and may be a key: what is worked out once for a scene is kept by it.
    """

    name: str
    title: str
    duration_tick: int  # where it ends
    plan: Plan | CablePlan
    view: str  # that draws it, by its name in picture.views
    cues: tuple[CueSpan, ...] = ()
    captions: tuple[CaptionPage, ...] = ()
    spans: tuple[Span, ...] = ()
    traces: tuple[TraceWindow, ...] = ()
    plots: tuple[Plot, ...] = ()
    camera: tuple[CameraMove, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    from_tick: int = 0  # where it begins to be shown: of an excerpt, later than its plan does
    leads_on: bool = False  # it ends by dissolving into the first picture of the scene after it
    fine: tuple[FineRun, ...] = ()  # where model time is known to a part of a nanosecond
    claims: tuple[ClaimResult, ...] = ()
    measures: dict[str, float] = field(default_factory=dict)
    chapter_count: int = 6
    language: str = "en"
    screen: Mapping[str, str] = field(default_factory=dict)  # English words on screen -> the language's
    glossary: Mapping[str, str] = field(default_factory=dict)  # the terms that its cues introduce
    borrowed: tuple[str, ...] = ()  # cues told in English because the language has none
    origin: "Timeline | None" = None  # of a branch: what it comes from, at `begin_tick`
    begin_tick: int = 0

    @property
    def shown_ticks(self) -> int:
        """How long it is shown."""
        return self.duration_tick - self.from_tick

    def word(self, english: str) -> str:
        """Fixed words of the picture, in the language of the narration."""
        return self.screen.get(english, english)

    def number(self, text: str) -> str:
        """The numbers of "−1,234.5 mV" as that language writes them."""
        return self._writing.figures.written(text)

    @cached_property
    def _writing(self) -> Writing:
        return Writing.of(self.language, self.screen)

    @property
    def patch_setup(self) -> Setup:
        """The setup of a scene about a patch of membrane. Raises TypeError for another."""
        if not isinstance(self.plan, Plan):
            raise TypeError(f"scene '{self.name}' shows a cable, not a patch of membrane")
        return self.plan.setup

    def membrane_at(self, tick: int) -> MembraneSet:
        """The set of a patch as it is at `tick`: what was changed of it by then counts."""
        setup = self.patch_setup
        assert isinstance(self.plan, Plan)
        return self.plan.protocol.membrane(setup.membrane, int(model_ns_at(self, tick)))

    def of_kind(self, kind: str) -> tuple[Span, ...]:
        """The spans of `kind`, in script order."""
        return self._kinds.get(kind, ())

    @cached_property
    def _kinds(self) -> dict[str, tuple[Span, ...]]:
        kinds = {span.kind for span in self.spans}
        return {kind: tuple(s for s in self.spans if s.kind == kind) for kind in kinds}

    def active(self, kind: str, tick: int) -> list[Span]:
        """The spans of `kind` on at `tick`, in script order."""
        return [s for s in self.of_kind(kind) if s.start_tick <= tick < s.end_tick]


def in_a_row(timelines: Sequence[Timeline]) -> tuple[list[int], list[int], int]:
    """Of scenes one after the other: the tick at which each begins, that of its own tick 0 (which may lie
    before), and the end of all."""
    *starts, end = accumulate((timeline.shown_ticks for timeline in timelines), initial=0)
    return starts, [s - t.from_tick for s, t in zip(starts, timelines, strict=True)], end


DISSOLVE_TICKS = round(0.7 * TICKS_PER_S)


def dissolved(timeline: Timeline, tick: int) -> float:
    """0..1, how much of the lecture time is over in which a scene dissolves into the one after it."""
    if not timeline.leads_on:
        return 0.0
    return min(max(1.0 - (timeline.duration_tick - tick) / DISSOLVE_TICKS, 0.0), 1.0)


def words_stay(timeline: Timeline, tick: int) -> float:
    """1, but 0 soon after a scene begins to dissolve: no words of it may stand among those of the next."""
    return max(0.0, 1.0 - 3.5 * dissolved(timeline, tick))


def model_ns_at(timeline: Timeline, tick: int) -> float:
    """Model time at `tick`, ns, interpolated between world steps."""
    return at_tick(timeline.plan.model_ns, tick)


def fine_ns_at(timeline: Timeline, tick: int) -> float:
    """Model time at `tick`, ns, to a part of a nanosecond where a nanosecond lasts several steps."""
    for run in timeline.fine:
        if run.start_tick <= tick <= run.end_tick:
            share = (tick - run.start_tick) / (run.end_tick - run.start_tick)
            return run.from_ns + (run.to_ns - run.from_ns) * share
    return model_ns_at(timeline, tick)


def at_tick(values: NDArray[Any], tick: int) -> float:
    """What `values` (steps + 1,) are at `tick`: straight lines between world steps, held at the ends."""
    at = min(max(tick / TICKS_PER_STEP, 0.0), len(values) - 1.0)
    before, after = float(values[int(at)]), float(values[math.ceil(at)])
    return before + (after - before) * (at - int(at))


def tick_at(timeline: Timeline, model_ns: float) -> int:
    """The tick of the first world step that has come to `model_ns`; beyond the last if none has."""
    return TICKS_PER_STEP * int(np.searchsorted(timeline.plan.model_ns, model_ns))
