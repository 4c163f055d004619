"""What a script shows in words: title, legend and labels, in the language of the catalogue."""

from dataclasses import dataclass, replace
from typing import Literal

from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.parts import Part
from apanim.script.actors.patch import Patch
from apanim.script.timeline import Span
from apanim.script.verbs.cast import Cast
from apanim.script.verbs.clock import Clock

LEGEND_S = 8.0
OPEN = -1  # the end of what is shown until further notice


@dataclass(frozen=True)
class Shown:
    """What is shown until further notice, for its author."""

    _words: "Words"
    _kind: str

    def end(self) -> None:
        """Show it no more."""
        self._words.end(self._kind)


class Words:
    """What is shown over a span of time, in script order."""

    def __init__(self, cast: Cast, clock: Clock, catalogue: Catalogue) -> None:
        self._cast, self._clock, self._catalogue = cast, clock, catalogue
        self.spans: list[Span] = []

    def title(self, text: str, tag: str = "") -> None:
        """A new title, top left, and one step on in the bar under it; or with no text, none any more."""
        self.end("title")
        if not text:
            return
        index = sum(span.kind == "title" for span in self.spans)
        words, small = self.word(text), self.word(tag)
        self.spans.append(Span("title", self._clock.tick, OPEN, text=words, tag=small, index=index))

    def legend(self, seconds: float = LEGEND_S) -> None:
        """The legend, for a while."""
        self.spans.append(Span("legend", self._clock.tick, self._clock.end_of("legend", seconds)))

    def label(self, part: Part, text: str, seconds: float) -> None:
        """A label at `part`, for a while."""
        end = self._clock.end_of("label", seconds)
        self.spans.append(Span("label", self._clock.tick, end, self._cast.part(part), self.word(text)))

    def follow(self, ion: Literal["na", "k"] = "na", text: str = "") -> "Shown":
        """Ring one ion that soon goes through a voltage-gated channel, called `text`, and show its way.

        Which one, the run decides: the one that is best seen from now until `end()`, which should come some
        seconds after they flow.
        """
        if ion not in ("na", "k"):
            raise UserError(f"follow({ion!r}): an ion is 'na' or 'k'")
        if not isinstance(self._cast.actor, Patch):
            raise UserError("s.follow shows an ion at a membrane; this scene has none on stage")
        self.end("follow")
        self.spans.append(Span("follow", self._clock.tick, OPEN, ion, self.word(text)))
        return Shown(self, "follow")

    def density(self) -> "Shown":
        """Show the voltage-gated Na+ channels on the neuron's membrane, as densely as it has them."""
        if not isinstance(self._cast.actor, Neuron):
            raise UserError("s.density shows the channels of a neuron; this scene has none on stage")
        self.end("density")
        self.spans.append(Span("density", self._clock.tick, OPEN))
        return Shown(self, "density")

    # -- for the stage --------------------------------------------------------------------------

    def end(self, kind: str) -> None:
        """End the spans of `kind` that are on."""
        tick = self._clock.tick
        self.spans = [
            replace(s, end_tick=tick) if s.kind == kind and s.end_tick == OPEN else s for s in self.spans
        ]

    def word(self, english: str) -> str:
        """Words for the screen in the language of the catalogue. Raises UserError for what is no text."""
        if not isinstance(english, str) or any(
            ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in english
        ):
            raise UserError(f"{english!r} cannot be shown: give words, on one line")
        return self._catalogue.screen.get(english, english)

    def closed(self) -> tuple[Span, ...]:
        """All spans of a scene that ends now."""
        self.end("title")
        self.end("follow")
        self.end("density")
        last = self._clock.tick
        return tuple(s if s.end_tick <= last else replace(s, end_tick=last) for s in self.spans)
