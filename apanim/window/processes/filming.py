"""A film from scenes in a row, as far as they are known by now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from apanim.script.timeline import DISSOLVE_TICKS, Timeline
from apanim.units import TICKS_PER_STEP
from apanim.window.film import Film, Mark


def film_of(
    title: str,
    timelines: Sequence[Timeline],
    steps: Mapping[int, int],
    events: Mapping[int, Sequence[Mark]],
    whole: bool = True,
) -> Film:
    """The film of `timelines`, at least one, of which number k has so many world `steps` baked by now.

    `events` are a scene's own, at its ticks. It is `whole` if no more scenes are to come.
    """
    *starts, duration_tick = accumulate((t.duration_tick for t in timelines), initial=0)
    scenes = list(zip(starts, timelines, strict=True))
    return Film(
        title=title,
        duration_tick=duration_tick,
        chapters=tuple(
            Mark(start + span.start_tick, span.text)
            for start, timeline in scenes
            for span in sorted(timeline.of_kind("title"), key=lambda span: span.start_tick)
        ),
        cues=tuple(
            Mark(start + cue.start_tick, cue.text, start + cue.end_tick, cue=f"{timeline.name}/{cue.name}")
            for start, timeline in scenes
            for cue in timeline.cues
        ),
        events=tuple(
            replace(mark, tick=start + mark.tick)
            for number, (start, timeline) in enumerate(scenes)
            for mark in events.get(number, ())
            if mark.tick < timeline.duration_tick or (whole and number == len(scenes) - 1)
        ),
        ready=_ready(scenes, steps),
        whole=whole,
        scenes=tuple(starts),
    )


def _ready(scenes: Sequence[tuple[int, Timeline]], steps: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """The stretches of ticks whose tapes are there; those that meet are one."""
    stretches: list[tuple[int, int]] = []
    for number, (start, timeline) in enumerate(scenes):
        baked = steps.get(number, 0)
        whole = baked == timeline.plan.steps
        length = timeline.duration_tick if whole else baked * TICKS_PER_STEP
        if whole and timeline.leads_on and not steps.get(number + 1):
            length = max(length - DISSOLVE_TICKS, 0)
        if length and stretches and stretches[-1][1] == start:
            stretches[-1] = stretches[-1][0], start + length
        elif length:
            stretches.append((start, start + length))
    return tuple(stretches)
