"""Templates: a narrated number is a measure of the model, written by a unit's rule.

'{rest:mV}' is the measure `rest` in millivolts with its sign: '−70 mV'. The unit decides rounding, sign
and the no-break space, so that an author cannot write a number that the model did not give; the language
decides decimal sign, digits and the unit's word.

A bookmark stands among them: in "Sodium <rush>rushes in", `rush` marks the word after it, so that a
script can act on it. Captions, voices and transcripts never see it. No voice of apanim tells when it
says which word; so a word is taken to begin after that share of the sentence's time which the characters
before it have of all that are spoken.
"""

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from string import Formatter

from apanim.errors import UserError
from apanim.letters.language import ENGLISH, THOUSAND, Figures, figures_of
from apanim.narration.lexicon import Lexicon

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_BOOKMARK = re.compile(r"<([A-Za-z_]\w*)>\s*")


@dataclass(frozen=True)
class Writing:
    """How a language writes numbers, and `words`, English words on screen = its own, units among them."""

    figures: Figures = ENGLISH
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, language: str, screen: Mapping[str, str]) -> "Writing":
        """That of a language whose words on screen may say how it writes "1,000"."""
        return cls(figures_of(language, screen.get(THOUSAND, "")), screen)

    def spoken(self) -> "Writing":
        """The same for a voice to read."""
        return replace(self, figures=self.figures.spoken())


def _signed(value: float) -> str:
    whole = round(value)
    return f"{'+' if whole > 0 else MINUS if whole < 0 else ''}{abs(whole)}"


def _grouped(value: float) -> str:
    whole = round(value)
    return f"{MINUS if whole < 0 else ''}{abs(whole):,}"


def _tenths(value: float) -> str:
    text = f"{abs(value):.1f}"
    return f"{MINUS if value < 0 and float(text) else ''}{text}"


def _whole(value: float) -> str:
    return f"{MINUS if round(value) < 0 else ''}{abs(round(value))}"


@dataclass(frozen=True)
class Unit:
    """How a measure is written: its figures, as English has them, and the word after them, if any."""

    figures: Callable[[float], str]
    word: str = ""
    of_one: str = ""  # the word of one alone, where it differs


UNITS: Mapping[str, Unit] = {
    "mV": Unit(_signed, "mV"),
    "abs_mV": Unit(lambda value: str(abs(round(value))), "mV"),
    "ms": Unit(_tenths, "ms"),
    "mM": Unit(_grouped, "mM"),
    "nm": Unit(_grouped, "nm"),
    "um": Unit(_grouped, "µm"),
    "mm": Unit(_tenths, "mm"),
    "celsius": Unit(_grouped, "°C"),
    "m_s": Unit(_tenths, "m/s"),
    "percent": Unit(lambda fraction: _grouped(100 * fraction), "%"),
    "ions": Unit(_grouped, "ions", "ion"),
    "count": Unit(_grouped),
    "about": Unit(lambda value: _grouped(float(f"{value:.2g}"))),
    "int": Unit(_whole),
}


def written(unit: str, value: float, writing: Writing = Writing()) -> str:
    """A number as its `unit` writes it, in figures and words of a language."""
    kind = UNITS[unit]
    figures = kind.figures(value)
    word = kind.of_one if kind.of_one and figures == "1" else kind.word
    if word:
        said = writing.words.get(word, writing.figures.percent if word == "%" else word)
        return f"{writing.figures.written(figures)}{NO_BREAK}{said}"
    return writing.figures.written(figures)


@dataclass(frozen=True)
class Template:
    """`source` as the author wrote it, at `where` ("en.toml:12: cue 'rest'"), checked when it is made.

    Raises UserError for a brace out of place or a unit that is not in `UNITS`.
    """

    source: str
    where: str

    def __post_init__(self) -> None:
        for _, name, unit in self._parts():
            if name is None:
                continue
            if not name.isidentifier() or not unit:
                raise UserError(f"{self.where}: '{{{name}}}' is no template; write {{measure:unit}}")
            if unit not in UNITS:
                remedy = nearest(unit, UNITS, "the units")
                raise UserError(f"{self.where}: no unit '{unit}' in '{{{name}:{unit}}}'; {remedy}")

    def measures(self) -> tuple[str, ...]:
        """The names of the measures that this template asks for, in order."""
        return tuple(name for _, name, _ in self._parts() if name is not None)

    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The (measure, unit) of every number in it, in order."""
        return tuple((name, unit) for _, name, unit in self._parts() if name is not None)

    def fill(self, measures: Mapping[str, float], writing: Writing = Writing()) -> str:
        """The text with its numbers as a language writes them.

        Raises UserError for a measure that is unknown or not finite.
        """
        return "".join(
            literal + ("" if name is None else written(unit, self._value(name, measures), writing))
            for literal, name, unit in self._parts()
        )

    def _value(self, name: str, measures: Mapping[str, float]) -> float:
        if name not in measures:
            raise UserError(f"{self.where}: no measure '{name}'; {nearest(name, measures, 'the measures')}")
        value = float(measures[name])
        if not math.isfinite(value):
            raise UserError(
                f"{self.where}: the measure '{name}' is {value}; see why the model has no such number"
            )
        return value

    def _parts(self) -> list[tuple[str, str | None, str]]:
        try:
            parts = list(Formatter().parse(self.source))
        except ValueError as error:
            raise UserError(
                f"{self.where}: {error}; write a number as {{measure:unit}} and a brace as {{{{ or }}}}"
            ) from None
        if any(conversion for *_, conversion in parts):
            raise UserError(f"{self.where}: '!' has no meaning in a template; write {{measure:unit}}")
        return [(literal, name, unit or "") for literal, name, unit, _ in parts]


def nearest(wrong: str, known: Iterable[str], kind: str) -> str:
    """How to mend `wrong`: the nearest of the `known` names, or all of them."""
    names = sorted(known)
    small = {name.lower(): name for name in names}
    close = difflib.get_close_matches(wrong.lower(), small, n=1)
    if close:
        return f"did you mean '{small[close[0]]}'?"
    return f"{kind} are {', '.join(names)}" if names else f"{kind} are none"


Bookmarks = Mapping[str, Template]  # by name, what is said before the word


def without_bookmarks(text: str) -> str:
    """`text` as it is shown and said."""
    return _BOOKMARK.sub("", text)


def bookmarks_of(text: str, where: str) -> dict[str, Template]:
    """The bookmarks of `text`, in order. Raises UserError for one inside a template."""
    found = _BOOKMARK.finditer(text)
    return {one[1]: Template(without_bookmarks(text[: one.start()]), where) for one in found}


def shares(
    bookmarks: Bookmarks, measures: Mapping[str, float], writing: Writing, lexicon: Lexicon, spoken: str
) -> tuple[tuple[str, float], ...]:
    """(name, share of the time that `spoken` takes, 0..1) of each word that is marked, in order."""
    before = ((name, lexicon.spoken(text.fill(measures, writing))) for name, text in bookmarks.items())
    return tuple((name, min(1.0, len(f"{said} ".lstrip()) / max(1, len(spoken)))) for name, said in before)
