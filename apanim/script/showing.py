"""The part of the stage that shows words: title, legend and labels, in the language of the catalogue.

It holds what every other part needs: the instant, who is on stage, and the line of the author that calls.
"""

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.script.neuron import Site
from apanim.script.on_stage import Actor
from apanim.script.part import Part, parts_of
from apanim.script.timeline import Span
from apanim.units import STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

LONGEST_WAIT_S = 60.0
LEGEND_S = 8.0


@dataclass(kw_only=True)
class Showing:
    """What a script may show in words."""

    catalogue: Catalogue
    file: Path
    actor: Actor | None = None
    step: int = 0
    spans: list[Span] = field(default_factory=list)

    @property
    def tick(self) -> int:
        return self.step * TICKS_PER_STEP

    def title(self, text: str, tag: str = "") -> None:
        """A new title, top left, and one step on in the bar under it; or with no text, none any more."""
        self._end("title")
        if not text:
            return
        index = sum(span.kind == "title" for span in self.spans)
        words, small = self._word(text), self._word(tag)
        self.spans.append(Span("title", self.tick, -1, text=words, tag=small, index=index))

    def legend(self, seconds: float = LEGEND_S) -> None:
        """The legend, for a while."""
        check_seconds("legend", seconds)
        self.spans.append(Span("legend", self.tick, self.tick + round(seconds * TICKS_PER_S)))

    def label(self, part: Part, text: str, seconds: float) -> None:
        """A label at `part`, for a while."""
        check_seconds("label", seconds)
        end = self.tick + round(seconds * TICKS_PER_S)
        self.spans.append(Span("label", self.tick, end, self._named(part), self._word(text)))

    # -- inside ---------------------------------------------------------------------------------

    def _actor(self) -> Actor:
        if self.actor is None:
            raise UserError(
                "nothing is on stage yet; begin with s.membrane(...), s.axon(...) or s.neuron()"
            )
        return self.actor

    def _named(self, part: Part) -> str:
        """The name of a part of what is on stage. Raises UserError for what is no part of it."""
        actor = self._actor()
        has = parts_of(type(actor))
        if not isinstance(part, Part):
            raise UserError(f"{part!r} is no part of the picture; it has {', '.join(has)}")
        if part.name not in has and not (isinstance(part, Site) and part.owner is actor):
            raise UserError(f"{part.name!r} is not in this picture; it has {', '.join(has)}")
        return part.name

    def _word(self, english: str) -> str:
        """Words for the screen in the language of the catalogue. Raises UserError for what is no text."""
        if not isinstance(english, str) or any(ord(sign) < 32 for sign in english):
            raise UserError(f"{english!r} cannot be shown: give words, on one line")
        return self.catalogue.screen.get(english, english)

    def _where(self) -> str:
        """file:line of the author's call."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and Path(frame.f_code.co_filename) != self.file:
            frame = frame.f_back
        return f"{self.file.name}:{frame.f_lineno}" if frame else self.file.name

    def _end(self, kind: str) -> None:
        self.spans = [
            replace(s, end_tick=self.tick) if s.kind == kind and s.end_tick < 0 else s for s in self.spans
        ]


def check_seconds(what: str, seconds: float, least: float = 1.0 / STEPS_PER_S) -> None:
    """Raises UserError for a time that nothing can last."""
    if not least <= seconds <= 10 * LONGEST_WAIT_S:
        raise UserError(f"{what} of {seconds:g} s: use {least:.2g} to {10 * LONGEST_WAIT_S:.0f} s")
