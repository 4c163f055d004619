"""A show: one scene with all that is needed to play or render it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.narration.track import mastered
from apanim.narration.voices import voice_named
from apanim.script.compile import Compiled, compile_scene, insist
from apanim.script.find import find_catalogue, find_scene
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan, CableTape, Tape, open_cable_tape, open_tape
from apanim.world import Plan


@dataclass(frozen=True)
class Show:
    """A compiled scene with its tape and its sound, (80 * duration_tick,) float32 mono at 48 kHz."""

    timeline: Timeline
    tape: Tape | CableTape
    track: NDArray[np.float32]


def compile_named(scene: str, voice: str = "hibari", language: str = "en") -> Compiled:
    """Find a scene, its words and a voice, and compile. Raises UserError for anything that is wrong."""
    found = find_scene(scene)
    catalogue = find_catalogue(found, language)
    return compile_scene(found, catalogue, voice_named(voice, catalogue.language))


def open_plan(
    plan: Plan | CablePlan, progress: Callable[[int, int], None] | None = None
) -> Tape | CableTape:
    """The tape of a patch or of a cable; `progress(done, steps)` is called while it bakes."""
    return open_cable_tape(plan) if isinstance(plan, CablePlan) else open_tape(plan, progress)


def open_show(
    scene: str, voice: str = "hibari", language: str = "en",
    progress: Callable[[int, int], None] | None = None,
) -> Show:  # fmt: skip
    """A scene ready to play: every claim holds, the tape is baked. Raises UserError."""
    compiled = compile_named(scene, voice, language)
    timeline = insist(compiled.timeline)
    return Show(timeline, open_plan(timeline.plan, progress), mastered(compiled.speech))
