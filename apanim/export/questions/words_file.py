"""Questions that an author words: questions.toml beside the scenes. The answers stay the model's.

[rest_ions.sodium]               # the cue after which it can be asked, and a name
claim = "[na]out > *"            # which of the cue's claims, * for any words of it
which = 1                        # of several such claims, the first if absent
by = "ratio"                     # left over right; "difference", left less right; or "left", if absent
cuts = [0.16, 0.25]              # the first choice is right below the first cut, and so on
en = ["On which side is Na⁺ crowded?", "inside", "on neither", "outside"]
es = ["..."]                     # a language has the question, then its choices
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from apanim.lab.keys import Keys
from apanim.narration.templates import Template
from apanim.script.timeline import ClaimResult

FILE = "questions.toml"
ENGLISH = "en"
_RULES = ("claim", "which", "by", "cuts")


def _over(left: float, right: float) -> float:
    return left / right if right else float("inf")


BY: Mapping[str, Callable[[float, float], float]] = {
    "left": lambda left, _: left,
    "difference": lambda left, right: left - right,
    "ratio": _over,
}


@dataclass(frozen=True)
class Worded:
    """One question of the file. `words` has by language the question and then its choices."""

    cue: str
    name: str
    claim: str
    which: int
    by: str
    cuts: tuple[float, ...]
    words: Mapping[str, tuple[Template, ...]]
    keys: Keys

    def right(self, claims: Sequence[ClaimResult]) -> tuple[int, Mapping[str, float]]:
        """The choice that the cue's `claims` make right, and the numbers that its words may tell.

        Raises UserError where the cue makes no such claim.
        """
        fitting = [one for one in claims if one.values and _fits(self.claim, one.text)]
        if len(fitting) < self.which:
            there = "; ".join(one.text for one in claims if one.values) or "nothing"
            raise self.keys.error("claim", f"the cue makes no such claim; it claims: {there}")
        left, *rest = fitting[self.which - 1].values
        if not rest and self.by != "left":
            raise self.keys.error("by", 'this claim has one value only; leave out by, or write "left"')
        value = BY[self.by](left, rest[0] if rest else 0.0)
        return bisect_right(self.cuts, value), {"left": left, "value": value}

    def in_language(self, language: str) -> tuple[Template, ...]:
        """The words in a language, or in English, or else in one that there is."""
        for wanted in (language, language.split("-")[0], ENGLISH):
            if wanted in self.words:
                return self.words[wanted]
        return next(iter(self.words.values()))


def _fits(pattern: str, text: str) -> bool:
    """Whether `text` is `pattern`, each * in it being any words or none."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    *inner, last = rest
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in inner:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return text.endswith(last) and len(text) - len(last) >= at


def read_worded(folder: Path) -> tuple[Worded, ...]:
    """The questions of a folder of scenes, none if it has no such file. Raises UserError."""
    path = folder / FILE
    if not path.is_file():
        return ()
    keys = Keys.open(path)
    tables = [(cue, keys.table(cue)) for cue in keys.values]
    return tuple(_worded(cue, name, table.table(name)) for cue, table in tables for name in table.values)


def _worded(cue: str, name: str, keys: Keys) -> Worded:
    languages = [key for key in keys.values if key not in _RULES]
    by = keys.one_of("by", BY) if keys.has("by") else "left"
    which = keys.number("which") if keys.has("which") else 1.0
    if which < 1 or which != int(which):
        raise keys.error("which", "which of such claims is a whole number from 1 on")
    cuts = keys.numbers("cuts")
    if not cuts or any(a >= b for a, b in pairwise(cuts)):
        raise keys.error("cuts", "cuts are rising numbers, one between two choices")
    if not languages:
        raise keys.error("", f'its words are missing; add {ENGLISH} = ["question", "choice", "choice"]')
    words = {}
    for language in languages:
        texts = keys.texts(language)
        if len(texts) != len(cuts) + 2:
            raise keys.error(language, f"{len(cuts)} cuts part {len(cuts) + 1} choices after the question")
        where = keys.reader.where((*keys.path, language))
        words[language] = tuple(Template(text, where) for text in texts)
    return Worded(cue, name, keys.text("claim"), int(which), by, cuts, words, keys)
