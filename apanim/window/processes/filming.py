"""A film from scenes in a row, as far as they are known by now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from apanim.script.timeline import DISSOLVE_TICKS, Timeline, in_a_row
from apanim.units import TICKS_PER_STEP
from apanim.window.film import Film, TimeMark


def film_of(
    title: str,
    timelines: Sequence[Timeline],
    steps: Mapping[int, int],
    events: Mapping[int, Sequence[TimeMark]],
    whole: bool = True,
) -> Film:
    """The film of `timelines`, at least one, of which number k has so many world `steps` baked by now.

    `events` are a scene's own, at its ticks. It is `whole` if no more scenes are to come.
    """
    starts, zeros, duration_tick = in_a_row(timelines)
    scenes = list(zip(zeros, timelines, strict=True))
    return Film(
        title=title,
        duration_tick=duration_tick,
        chapters=tuple(
            TimeMark(zero + max(span.start_tick, timeline.from_tick), span.text)
            for zero, timeline in scenes
            for span in sorted(timeline.of_kind("title"), key=lambda span: span.start_tick)
        ),
        cues=tuple(
            TimeMark(
                zero + cue.start_tick, cue.text, zero + cue.end_tick, cue=f"{timeline.name}/{cue.name}"
            )
            for zero, timeline in scenes
            for cue in timeline.cues
        ),
        events=tuple(
            replace(mark, tick=zero + mark.tick)
            for number, (zero, timeline) in enumerate(scenes)
            for mark in events.get(number, ())
            if timeline.from_tick <= mark.tick
            and (mark.tick < timeline.duration_tick or (whole and number == len(scenes) - 1))
        ),
        ready=_ready(scenes, steps),
        whole=whole,
        scenes=tuple(starts),
    )


def _ready(scenes: Sequence[tuple[int, Timeline]], steps: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """The stretches of ticks whose tapes are there; those that meet are one."""
    stretches: list[tuple[int, int]] = []
    for number, (zero, timeline) in enumerate(scenes):
        baked, start = steps.get(number, 0), zero + timeline.from_tick
        whole = baked == timeline.plan.steps
        there = timeline.duration_tick if whole else min(baked * TICKS_PER_STEP, timeline.duration_tick)
        length = max(there - timeline.from_tick, 0)
        if whole and timeline.leads_on and not steps.get(number + 1):
            length = max(length - DISSOLVE_TICKS, 0)
        if length and stretches and stretches[-1][1] == start:
            stretches[-1] = stretches[-1][0], start + length
        elif length:
            stretches.append((start, start + length))
    return tuple(stretches)
