"""What a script shows in words: title, legend and labels, in the language of the catalogue."""

from dataclasses import dataclass, replace
from typing import Literal

from apanim.errors import UserError
from apanim.letters.faces import drawable
from apanim.narration.catalogue import Catalogue
from apanim.narration.templates import nearest
from apanim.script.actors.neuron import Neuron
from apanim.script.actors.parts import Part
from apanim.script.actors.patch import Patch
from apanim.script.scene import MOST_SIGNS
from apanim.script.timeline import Span
from apanim.script.verbs.cast import Cast
from apanim.script.verbs.clock import Clock, check_seconds

LEGEND_S = 8.0
CARD_S, LEAST_CARD_S, MOST_LINES = 5.0, 1.5, 4  # of a title card
BOX = "box"  # the view of true scale
BENDS = ("BATH_BEAD", "ION_SPEED", "CHANNEL_SPACING")  # of apanim.lies, those that its half can be bent by
OPEN = -1  # the end of what is shown until further notice


@dataclass(frozen=True)
class ShownWords:
    """What is shown until further notice, for its author."""

    _words: "WordVerbs"
    _kind: str

    def end(self) -> None:
        """Show it no more."""
        self._words.end(self._kind)


class WordVerbs:
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

    def card(self, title: str, *lines: str, tag: str = "", seconds: float = CARD_S) -> None:
        """A title card over the whole picture for some `seconds`, which it takes: `title`, under it up to
        four lines, and a small `tag` above; with the logo of the house, if its theme has one."""
        if not isinstance(title, str) or not title.strip() or len(lines) > MOST_LINES:
            raise UserError(f"s.card({title!r}): give a title, and up to {MOST_LINES} lines")
        check_seconds("seconds", seconds, least=LEAST_CARD_S)
        start, under = self._clock.tick, "\n".join(self.word(line) for line in lines)
        self._clock.wait(seconds)
        words, small = self.word(title), self.word(tag)
        self.spans.append(Span("card", start, self._clock.tick, under, words, small))

    def legend(self, seconds: float = LEGEND_S) -> None:
        """The legend, for a while."""
        self.spans.append(Span("legend", self._clock.tick, self._clock.end_of("legend", seconds)))

    def label(self, part: Part, text: str, seconds: float) -> None:
        """A label at `part`, for a while."""
        end = self._clock.end_of("label", seconds)
        self.spans.append(Span("label", self._clock.tick, end, self._cast.part(part), self.word(text)))

    def follow(self, ion: Literal["na", "k"] = "na", text: str = "") -> "ShownWords":
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
        return ShownWords(self, "follow")

    def density(self) -> "ShownWords":
        """Show how densely a membrane has voltage-gated Na+ channels: on all of a neuron; of the box of
        true scale (view="box"), on a map of a square micrometre."""
        if not isinstance(self._cast.actor, Neuron) and self._cast.view != BOX:
            raise UserError(
                "s.density shows the channels of a neuron, or of a membrane in view='box'; this scene has "
                "none on stage"
            )
        self.end("density")
        self.spans.append(Span("density", self._clock.tick, OPEN))
        return ShownWords(self, "density")

    def bend(self, lie: str) -> "ShownWords":
        """The right half of the box of true scale is bent as the lecture is, by one of apanim's named lies:
        "BATH_BEAD" draws few of the ions, "ION_SPEED" slows them, "CHANNEL_SPACING" crowds the channels."""
        if self._cast.view != BOX:
            raise UserError("s.bend bends the box of true scale; put the membrane on stage with view='box'")
        if lie not in BENDS:
            raise UserError(f"bend({lie!r}): {nearest(lie, BENDS, 'the lies that can be shown')}")
        self.spans.append(Span("bend", self._clock.tick, OPEN, lie))
        return ShownWords(self, "bend")

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
        shown = self._catalogue.screen.get(english, english)
        if len(shown) > MOST_SIGNS:
            raise UserError(f"{shown[:40]!r}...: {len(shown)} signs on one line; use at most {MOST_SIGNS}")
        return drawable(shown, self._catalogue.language)

    def closed(self) -> tuple[Span, ...]:
        """All spans of a scene that ends now."""
        self.end("title")
        self.end("follow")
        self.end("density")
        self.end("bend")
        last = self._clock.tick
        return tuple(s if s.end_tick <= last else replace(s, end_tick=last) for s in self.spans)
