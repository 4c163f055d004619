"""From a scene to its timeline: run the script, decide the claims, fill in what only the end knows."""

import traceback
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue, CueLine, fill
from apanim.narration.speech import Speech, Voice, spoken
from apanim.narration.track import lay
from apanim.script.actors.claims import Decided
from apanim.script.contained import raised
from apanim.script.find import modules_beside
from apanim.script.mistakes import names_in, told
from apanim.script.scene import Scene, check_told
from apanim.script.stage import Stage
from apanim.script.timeline import ClaimResult, Timeline
from apanim.script.verbs.narrator import Narrator


@dataclass(frozen=True)
class Said:
    """A line where it is said."""

    start_tick: int
    cue: str
    line: CueLine


@dataclass(frozen=True, eq=False)
class Compiled:
    """A scene as it was read: its timeline, the lines that are said in it, and by whom."""

    timeline: Timeline
    lines: tuple[Said, ...]
    voice: Voice

    def spoken(self) -> list[tuple[int, Speech]]:
        """Every line as it is spoken, with its first tick."""
        return [(one.start_tick, spoken(self.voice, one.cue, one.line)) for one in self.lines]

    @property
    def speech(self) -> NDArray[np.float32]:
        """(80 * shown_ticks,) float32 mono 48 kHz, not yet mastered. Raises UserError if cues overlap."""
        from_tick = self.timeline.from_tick
        said = [(start - from_tick, speech) for start, speech in self.spoken()]
        return lay(said, self.timeline.shown_ticks)


def compile_scene(scene: Scene, catalogue: Catalogue, voice: Voice) -> Compiled:
    """Run the script of `scene`. Claims are decided and kept, whether they hold or not (see `insist`).

    Raises UserError with the author's file and line for any mistake in the script.
    """
    stage = Stage(catalogue, voice, scene.file)
    try:
        with modules_beside(scene.file):
            check_told(scene.tell(stage))
        scene.check()  # a script may have given it another name
        stage.clock.check_slow()
        if stage.clock.step == 0:
            raise UserError("the script takes no time; say or wait for something")
    except BaseException as error:  # any mistake of the author's belongs to a line of the author's
        what = told(raised(error), names_in(scene.file, error))
        raise UserError(f"{author_line(scene, error)}: {what}") from error
    spans, camera = stage.close()
    narrator, actor = stage.narrator, stage.cast.actor
    timeline = Timeline(
        name=scene.name,
        title=scene.title,
        duration_tick=stage.clock.tick,
        plan=actor.plan(),
        view=stage.cast.view,
        cues=tuple(narrator.cues),
        captions=tuple(narrator.captions),
        spans=spans,
        traces=stage.traces,
        plots=stage.plots,
        camera=camera,
        drawings=stage.drawings,
        fine=tuple(stage.clock.fine),
        claims=decided(narrator) + _numbers_hold(narrator, catalogue),
        measures={name: float(value) for name, value in narrator.told.items()},
        chapter_count=max(1, sum(s.kind == "title" for s in spans)),
        language=catalogue.language,
        screen=catalogue.screen,
        glossary={
            term: catalogue.glossary[term]
            for cue in narrator.cues
            for term in catalogue.cue(cue.name).terms
            if term in catalogue.glossary  # a borrowed cue's terms are another language's
        },
        borrowed=tuple(cue.name for cue in narrator.cues if cue.name in catalogue.borrowed),
    )
    return Compiled(timeline, tuple(Said(*one) for one in narrator.said), voice)


def insist(timeline: Timeline) -> Timeline:
    """`timeline` if every claim holds. Raises UserError for the first that does not."""
    for claim in timeline.claims:
        if not claim.holds:
            raise UserError(
                f"{claim.where}: cue '{claim.cue}' claims {claim.text}, but the model gives "
                f"{claim.measured}; mend the sentence or the membrane"
            )
    return timeline


def author_line(scene: Scene, error: BaseException) -> str:
    """file:line of the author's script where `error` came up."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == str(scene.file)]
    return f"{scene.file.name}:{frames[-1].lineno}" if frames else scene.file.name


def decided(narrator: Narrator) -> tuple[ClaimResult, ...]:
    """Every claim of what was said; one that asks for what never comes is false."""
    results = []
    for cue, where, claim in narrator.claims:
        try:
            found = claim.decide()
        except (LookupError, ArithmeticError, ValueError, UserError) as error:
            found = Decided(False, str(error))
        results.append(ClaimResult(cue, claim.text, found.measured, found.holds, where, found.values))
    return tuple(results)


def _numbers_hold(narrator: Narrator, catalogue: Catalogue) -> tuple[ClaimResult, ...]:
    """Every number that was told ahead of time, measured again on what then happened."""
    results = []
    for span, meant in zip(narrator.cues, narrator.meant, strict=True):
        entry = catalogue.cue(span.name)
        if not meant:
            continue
        text = ", ".join(f"{name} = {value:.4g}" for name, value in span.numbers)
        try:
            now = {name: quantity.measure() for name, quantity in meant.items()}
        except LookupError as error:  # told ahead of time, and then something else was done
            results.append(ClaimResult(span.name, text, str(error), False, entry.text.where))
            continue
        measured = ", ".join(f"{value:.4g} {meant[name].unit}" for name, value in now.items())
        same = fill(entry, now).display == span.text
        results.append(ClaimResult(span.name, text, measured, same, entry.text.where))
    return tuple(results)
