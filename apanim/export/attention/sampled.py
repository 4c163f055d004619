"""The whole film at a few instants a second: what is spoken of, and how it stands in the picture."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from apanim.export.attention.listed import Glance, ListedPicture, framing, glance
from apanim.picture.drawlist import Veil
from apanim.picture.frame import pictured, sight
from apanim.script.programme import Programme
from apanim.script.timeline import CueSpan, Timeline
from apanim.units import TICKS_PER_S, TICKS_PER_STEP

EVERY_TICK = TICKS_PER_S // 2
_SAME_PACE = 0.02  # two paces apart by no more are one
Progress = Callable[[int, int], None]


class Sample(NamedTuple):
    """The picture at a `tick` of its scene: the cue that is spoken then or was last, what it names as it
    stands, how the picture is framed, and how black it is (0..1)."""

    scene: int
    tick: int
    cue: str
    things: dict[str, Glance]
    framing: Hashable
    black: float


@dataclass(frozen=True)
class Attended:
    """One sentence: what it speaks of, for how much of it each thing is in sight, the most of the frame
    that one fills, whether one is lit, and for how long at most all of them stand still, s."""

    scene: str
    cue: CueSpan
    in_sight: dict[str, float]
    share: float
    lit: float
    changes: int
    still_s: float


@dataclass(frozen=True, eq=False)
class SampledFilm:
    """What was seen of a programme. Samples follow each other by `EVERY_TICK`, scene by scene."""

    programme: Programme
    samples: tuple[Sample, ...]

    def attended(self) -> Iterator[Attended]:
        """Every sentence in order."""
        for number, timeline in enumerate(self.programme.timelines):
            for cue in timeline.cues:
                mine = [s for s in self.samples if s.scene == number and s.cue == cue.name]
                spoken = [s for s in mine if s.tick < cue.end_tick] or mine
                names = things_of(timeline, cue)
                marks = [_marks(sample) for sample in mine]
                changes = sum(a != b for a, b in pairwise(marks))
                share = [float(np.median([s.things[name].share for s in spoken])) for name in names]
                yield Attended(
                    timeline.name, cue,
                    {name: float(np.mean([s.things[name].in_sight for s in spoken])) for name in names},
                    max(share, default=0.0),
                    float(np.mean([any(g.lit for g in s.things.values()) for s in spoken])),
                    changes, _longest_still(mine) * EVERY_TICK / TICKS_PER_S,
                )  # fmt: skip

    @cached_property
    def framings(self) -> dict[Hashable, float]:
        """The share of the film that each framing has, the longest first."""
        counted = Counter(sample.framing for sample in self.samples)
        return {key: count / len(self.samples) for key, count in counted.most_common()}

    @property
    def still_s(self) -> float:
        """The longest time in which what is spoken of stands still, s."""
        return _longest_still(self.samples) * EVERY_TICK / TICKS_PER_S

    @property
    def black(self) -> list[tuple[str, float]]:
        """Where the picture is more black than not, but for the film's two ends: scene, second of it."""
        last = len(self.programme.timelines) - 1
        names = [timeline.name for timeline in self.programme.timelines]
        ends = {(0, 0), (last, self.samples[-1].tick)}
        dark = [s for s in self.samples if s.black > 0.5 and (s.scene, s.tick) not in ends]
        return [(names[s.scene], s.tick / TICKS_PER_S) for s in dark]


def things_of(timeline: Timeline, cue: CueSpan) -> tuple[str, ...]:
    """What a sentence speaks of."""
    about = (span for span in timeline.of_kind("about") if span.start_tick == cue.start_tick)
    return tuple(dict.fromkeys(span.target for span in about))


def look_at(programme: Programme, progress: Progress | None = None) -> SampledFilm:
    """A programme, seen from end to end; its tapes are baked. Raises UserError."""
    samples: list[Sample] = []
    for number, timeline in enumerate(programme.timelines):
        zero = programme.zeros[number]
        last = timeline.duration_tick - 1
        for tick in [*range(timeline.from_tick, last, EVERY_TICK), last]:
            _, tape, _ = programme.at(zero + tick)
            seen = pictured(timeline, tape, tick)
            at = ListedPicture(timeline, tape, tick, seen, sight(timeline, tape, tick))
            cue = next((c for c in reversed(timeline.cues) if c.start_tick <= tick), None)
            names = things_of(timeline, cue) if cue else ()
            veils = [one.opacity for one in seen.drawing.items if isinstance(one, Veil)]
            samples.append(Sample(
                number, tick, cue.name if cue else "", {name: glance(name, at) for name in names},
                framing(timeline, at.sight), max(veils, default=0.0),
            ))  # fmt: skip
            if progress is not None:
                progress(zero + tick, programme.duration_tick)
    return SampledFilm(programme, tuple(samples))


def paces(timeline: Timeline, from_ns: int, to_ns: int) -> list[float]:
    """The paces at which model time runs from one instant to another, ms a second, one after the other.

    Stretches in which it stands between two at one pace part nothing; what is as fast within 2 % is one. A
    single step that only arrives at a moment is no pace.
    """
    model_ns = timeline.plan.model_ns
    steps = np.diff(model_ns[(model_ns >= from_ns) & (model_ns <= to_ns)]) / 1e6
    runs: list[list[float]] = []
    for pace in (steps[steps > 0] * (TICKS_PER_S / TICKS_PER_STEP)).tolist():
        if not runs or abs(pace / runs[-1][0] - 1.0) > _SAME_PACE:
            runs.append([])
        runs[-1].append(pace)
    out: list[float] = []
    for pace in (run[0] for run in runs if len(run) > 1):
        if not out or abs(pace / out[-1] - 1.0) > _SAME_PACE:
            out.append(pace)
    return out


def _marks(sample: Sample) -> tuple[Hashable, ...]:
    return tuple(glance.mark for glance in sample.things.values())


def _longest_still(samples: "list[Sample] | tuple[Sample, ...]") -> int:
    """Over how many samples in a row nothing changes of what is spoken of, at most."""
    longest = run = 0
    for before, after in pairwise(samples):
        same = (before.scene, before.cue) == (after.scene, after.cue) and _marks(before) == _marks(after)
        run = run + 1 if same else 0
        longest = max(longest, run)
    return longest
