"""The narrator: says cues of the catalogue, with their numbers, captions and claims."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, get_args

from apanim.errors import UserError
from apanim.narration.captions import GAP_TICK, CaptionPage, paginate, reading_tick
from apanim.narration.catalogue import Catalogue, CueLine, fill
from apanim.narration.speech import Voice, lasts_tick
from apanim.script.actors.claims import Claim, Decided, Quantity
from apanim.script.actors.moments import Moment
from apanim.script.actors.parts import Part
from apanim.script.timeline import CueSpan, Span
from apanim.script.verbs.cast import Cast
from apanim.script.verbs.clock import Clock, check_seconds
from apanim.script.verbs.words import WordVerbs
from apanim.units import STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

PAUSE_S = 0.25  # after a sentence
NOTHING: Mapping[str, Callable[[], Any]] = MappingProxyType({})
HANG_S = 0.4  # a caption may stay this long after its sentence
PANELS = Literal[
    "picture", "V", "g", "gates", "steady", "currents", "bars", "counter", "beads", "loop", "trains"
]
About = Part | PANELS  # what a sentence may speak of
FORCES_AT = ("k_leak", "na_leak", "ligand_stream")


class Narrator:
    """What is said. `line()` gives the author's file and line."""

    def __init__(
        self, cast: Cast, clock: Clock, words: WordVerbs, catalogue: Catalogue, voice: Voice,
        line: Callable[[], str],
    ) -> None:  # fmt: skip
        self._cast, self._clock, self._words = cast, clock, words
        self._catalogue, self._voice, self._line = catalogue, voice, line
        self.cues: list[CueSpan] = []
        self.said: list[tuple[int, str, CueLine]] = []  # (start, cue, line)
        self.captions: list[CaptionPage] = []
        self.claims: list[tuple[str, str, Claim]] = []  # cue, file:line, claim
        self.quantities: dict[str, Quantity] = {}
        self.told: dict[str, float] = {}  # the numbers that cues have told
        self.meant: list[dict[str, Quantity]] = []  # by cue, what its templates name

    def measure(self, **quantities: Quantity) -> None:
        """Name quantities for the templates of the cues: measure(peak=patch.at(spike.peak).V)."""
        self.quantities.update(quantities)

    def say(
        self, cue: str, *, highlight: Part | None = None, label: Sequence[tuple[Part, str]] = (),
        claim: Claim | Sequence[Claim] = (), until: Moment | None = None,
        forces: Part | None = None, hold: bool = False, pause_s: float = PAUSE_S,
        at: Mapping[str, Callable[[], Any]] = NOTHING, of: About | Sequence[About] = (),
    ) -> dict[str, Any]:  # fmt: skip
        """Say a cue of the catalogue and stay with it for as long as it is spoken, and `pause_s`.

        `until` sets the clock's pace so that the moment comes as the sentence ends; the pause goes on at
        that pace, or with `hold` the clock stands at that moment. `claim`s are checked
        against the scene's own run. `forces` shows what drives the ions at a leak or a receptor, in mV.
        `at` calls functions as the words are spoken that the text bookmarks: "Sodium <rush>rushes in" and
        at={"rush": lambda: s.stimulate(patch, 1.3 * THRESHOLD)}; what they return comes back by name.
        `of` names what is spoken of, where that is not what is lit and labelled: parts, panels by what they
        show ("V", "bars", "loop", ...), or "picture" for all that is seen (see `apanim attention`).
        """
        check_seconds("pause_s", pause_s, least=0.0)
        if until is not None:
            self._clock.check_bends(f"say(until={until.name})")
        entry = self._catalogue.cue(cue)
        known = self._cast.actor.measures() | self.quantities
        meant = {name: known[name] for name in entry.text.measures() if name in known}
        line = fill(entry, self._measured(cue, meant, known))
        spoken_tick = lasts_tick(self._voice, cue, line)
        clock, start = self._clock, self._clock.tick
        steps = -(-spoken_tick // TICKS_PER_STEP)
        # A sentence spoken faster than it can be read leaves its caption the time that it lacks.
        unread = reading_tick(line.display) - spoken_tick
        pause = max(1, round(pause_s * STEPS_PER_S / self._catalogue.pace), -(-unread // TICKS_PER_STEP))
        done, left = {}, steps
        for name, share in self._bookmarked(line, at):
            left = self._run_on(cue, round(share * (steps - 1)) - (steps - left), left, until)
            done[name] = self._at_once(name, at[name])
        if until is None:
            clock.run(left + pause)
        else:
            spent_ns = clock.run(left, self._time_ns(cue, until))
            ahead_ns = 0 if hold else spent_ns * pause // left
            clock.run(pause, self._cast.actor.history.now_ns + ahead_ns)
        end = start + spoken_tick
        numbers = tuple((name, float(self.told[name])) for name in entry.text.measures())
        self.cues.append(CueSpan(cue, start, end, line.display, numbers))
        self.meant.append(meant)
        self.said.append((start, cue, line))
        hangs = max(round(HANG_S * TICKS_PER_S), unread)
        self.captions += paginate(line.display, start, end, min(clock.tick - GAP_TICK, end + hangs), cue)
        self._show(start, highlight, label, forces)
        self._about(start, [of] if isinstance(of, Part | str) else list(of), highlight, label, forces)
        claims = [claim] if isinstance(claim, Claim) else list(claim)
        if odd := [one for one in claims if not isinstance(one, Claim)]:
            raise UserError(f"claim={odd[0]!r}: compare a quantity, such as patch.at(spike.peak).V > 0")
        missed = [Claim("that it comes to be told", _not_so(what)) for what in self._cast.missed]
        self._cast.missed.clear()
        self.claims += [(cue, self._line(), one) for one in (*claims, *missed)]
        return done

    def _bookmarked(self, line: CueLine, at: Mapping[str, object]) -> list[tuple[str, float]]:
        """The words at which something is to be done. Raises UserError for one that is not marked."""
        if missing := [name for name in at if name not in dict(line.bookmarks)]:
            marked = ", ".join(f"<{name}>" for name, _ in line.bookmarks) or "none"
            raise UserError(f"no bookmark <{missing[0]}> in '{line.display}'; it has {marked}")
        return [(name, share) for name, share in line.bookmarks if name in at]

    def _time_ns(self, cue: str, until: Moment) -> int:
        """Model time of the moment at which a sentence ends. Raises UserError that names it."""
        try:
            return self._cast.time_ns(until)
        except UserError as error:
            raise UserError(f"cue '{cue}': {error}") from None

    def _run_on(self, cue: str, steps: int, left: int, until: Moment | None) -> int:
        """`steps` of the `left` ones of a sentence that ends at `until`; how many are left then."""
        if steps > 0:
            target_ns = None
            if until is not None:
                now_ns = self._cast.actor.history.now_ns
                target_ns = now_ns + (self._time_ns(cue, until) - now_ns) * steps // left
            self._clock.run(steps, target_ns)
        return left - max(0, steps)

    def _at_once(self, name: str, act: Callable[[], Any]) -> Any:
        """Do `act` now. Raises UserError if it takes time."""
        step = self._clock.step
        given = act()
        if self._clock.step != step:
            raise UserError(f"at <{name}>: do at a word only what takes no time, no say, wait or until")
        return given

    def _show(
        self, start: int, highlight: Part | None, label: Sequence[tuple[Part, str]], forces: Part | None
    ) -> None:
        """What is shown while a cue that began at tick `start` is told."""
        end, spans = self._clock.tick, self._words.spans
        if highlight is not None:
            spans.append(Span("highlight", start, end, self._cast.part(highlight)))
        if forces is not None:
            if self._cast.part(forces) not in FORCES_AT:
                raise UserError(f"no forces are drawn at {forces.name!r}; use {', '.join(FORCES_AT)}")
            spans.append(Span("forces", start, end, forces.name))
        for part, text in label:
            spans.append(Span("label", start, end, self._cast.part(part), self._words.word(text)))

    def _about(
        self, start: int, of: Sequence[About], highlight: Part | None, label: Sequence[tuple[Part, str]],
        forces: Part | None,
    ) -> None:  # fmt: skip
        """Note what the cue that began at tick `start` is about."""
        shown = (highlight, *(part for part, _ in label), forces)
        for one in of or [part for part in shown if part is not None]:
            if isinstance(one, str) and one not in get_args(PANELS):
                raise UserError(f"of={one!r}: give a part, or one of {', '.join(get_args(PANELS))}")
            name = self._cast.part(one) if isinstance(one, Part) else one
            self._words.spans.append(Span("about", start, self._clock.tick, name))

    def _measured(
        self, cue: str, meant: Mapping[str, Quantity], known: Iterable[str]
    ) -> dict[str, float]:  # fmt: skip
        """The values of what is meant, and any value for the rest so that the catalogue can name them."""
        for name, quantity in meant.items():
            try:
                self.told[name] = quantity.measure()
            except (LookupError, UserError) as error:
                self._cast.miss(f"cue '{cue}': measure '{name}': {error}")
                self.told[name] = 0.0
        return self.told | {name: float("nan") for name in known if name not in self.told}


def _not_so(what: str) -> Callable[[], Decided]:
    return lambda: Decided(False, what)
