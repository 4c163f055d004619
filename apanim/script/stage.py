"""The stage: all that a script may do, and who does it.

Running a script animates nothing. Each verb advances lecture time by whole world steps, and what is on
stage by the model time that the clock gives them, and notes what is said and shown. A script cannot set a
state.
"""

import sys
from pathlib import Path
from types import FrameType

from apanim.narration.catalogue import Catalogue
from apanim.narration.speech import Voice
from apanim.physics.altered import Altered
from apanim.script.mistakes import checked
from apanim.script.timeline import CameraMove, Span
from apanim.script.verbs.acts import Acts
from apanim.script.verbs.camera import CameraVerbs
from apanim.script.verbs.cast import Cast
from apanim.script.verbs.clock import Clock
from apanim.script.verbs.drawing import Drawings
from apanim.script.verbs.narrator import Narrator
from apanim.script.verbs.panels import PanelVerbs
from apanim.script.verbs.unseen import UNSEEN
from apanim.script.verbs.words import WordVerbs

_SHOWN = (
    "title",
    "legend",
    "label",
    "trace",
    "plot",
    "recap",
    "bars",
    "counter",
    "beads",
    "loop",
    "trains",
    "draw",
)


class Stage:
    """What a script calls `s`: its verbs, by what they are about. What is on stage has none of its own.

    With `altered` membranes nothing is shown, and what does not come is noted: see script.altered.
    """

    def __init__(
        self, catalogue: Catalogue, voice: Voice, file: Path, altered: Altered | None = None
    ) -> None:
        self.cast = cast = Cast(altered)
        self.clock = clock = Clock(cast)
        self._words = words = WordVerbs(cast, clock, catalogue)
        self._panels = panels = PanelVerbs(clock, words)
        acts = Acts(cast)

        def line() -> str:
            return _line_in(file)

        self._drawings = drawings = Drawings(cast, clock, words, line)
        self.narrator = narrator = Narrator(cast, clock, words, catalogue, voice, line)

        # Who is on stage.
        self.membrane = checked(cast.membrane)
        self.axon = checked(cast.axon)
        self.axons = checked(cast.axons)
        self.neuron = checked(cast.neuron)
        # What is done to it, from now on. A stimulus is checked by what it goes into.
        self.stimulate = acts.stimulate
        self.release = acts.release
        self.clamp = checked(acts.clamp)
        self.change = acts.change
        self.unclamp = checked(acts.unclamp)
        # How time passes.
        self.slow = checked(clock.slow)
        self.hold = checked(clock.hold)
        self.wait = checked(clock.wait)
        self.until = checked(clock.until)
        # What is said, and its numbers.
        self.say = checked(narrator.say)
        self.measure = checked(narrator.measure)
        # What is shown in words.
        self.title = checked(words.title)
        self.card = checked(words.card)
        self.legend = checked(words.legend)
        self.label = checked(words.label)
        self.follow = checked(words.follow)
        self.density = checked(words.density)
        self.bend = checked(words.bend)
        # What is plotted.
        self.trace = checked(panels.trace)
        self.plot = checked(panels.plot)
        self.recap = checked(panels.recap)
        self.bars = checked(panels.bars)
        self.counter = checked(panels.counter)
        self.beads = checked(panels.beads)
        self.loop = checked(panels.loop)
        self.trains = checked(panels.trains)
        # What the author draws on the glass.
        self.draw = checked(drawings.draw)
        if altered is not None:
            for verb in _SHOWN:
                setattr(self, verb, UNSEEN)
        # Where the camera goes.
        self.camera = CameraVerbs(lambda: clock.tick, clock.wait, line, cast.part)

    def __dir__(self) -> list[str]:
        """The verbs, and nothing else: what an author may write after `s.`"""
        return sorted(name for name, value in vars(self).items() if callable(value) or name == "camera")

    def close(self) -> tuple[tuple[Span, ...], tuple[CameraMove, ...]]:
        """End everything that is still shown: the spans and the camera's moves of the whole scene."""
        self._words.end("title")
        self.traces, self.plots = self._panels.close()
        self.drawings = self._drawings.close()
        moves, drifts = self.camera.close(self.clock.tick)
        self._words.spans += drifts
        return self._words.closed(), moves


def _line_in(file: Path) -> str:
    """file:line of the call in the author's `file` that is running."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and Path(frame.f_code.co_filename) != file:
        frame = frame.f_back
    return f"{file.name}:{frame.f_lineno}" if frame else file.name
