"""The catalogue: what a lecture says, one file a language, checked when it is read.

[language]
code = "en-GB"
name = "English"

[lexicon]                 # written form = spoken form
"Na⁺" = "sodium"

[glossary]                # term = definition
polarised = "..."

[cues.rest]
text = "At rest the inside is at {rest:mV}: the membrane is polarised."
say = "..."               # optional: what the voice reads, where it differs
terms = ["polarised"]     # optional: glossary terms that this cue introduces
                          # "<rush>rushes in": a bookmark at a word, for say(at={"rush": ...})

[screen]                  # optional: English words on screen = this language's
"Resting membrane" = "Membrana en reposo"
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from apanim.errors import UserError
from apanim.narration.bookmarks import Bookmarks, bookmarks_of, shares, without_bookmarks
from apanim.narration.catalogue_reader import Reader
from apanim.narration.lexicon import Lexicon, unsayable
from apanim.narration.templates import Template, nearest

THOUSAND = "1,000"  # on the screen's list of words: how this number is written
_A_THOUSAND = re.compile(r"1[^\w]?000")


@dataclass(frozen=True)
class Line:
    """One cue with its numbers: `display` for the captions, `spoken` for the voice."""

    display: str
    spoken: str
    bookmarks: tuple[tuple[str, float], ...] = ()  # (name, share of its time) of the words that are marked


@dataclass(frozen=True)
class Cue:
    """One narrated sentence or two. `say`, where present, is read aloud in place of `text`."""

    name: str
    text: Template
    say: Template | None
    terms: tuple[str, ...]
    lexicon: Lexicon = field(repr=False)
    thousands: str = ","  # what sets them apart in a number that is shown
    bookmarks: Bookmarks = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """All cues of one language, with its glossary (term to definition), its lexicon, and the words on
    screen by their English ones. `borrowed` names the cues that it takes from another language."""

    file: str
    language: str
    language_name: str
    cues: Mapping[str, Cue]
    glossary: Mapping[str, str]
    lexicon: Lexicon
    screen: Mapping[str, str] = field(default_factory=dict)
    borrowed: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> "Catalogue":
        """Read and check the catalogue at `path`.

        Raises UserError with file, line and remedy for anything wrong with it.
        """
        return _checked(Reader.open(path))

    def backed_by(self, other: "Catalogue") -> "Catalogue":
        """This catalogue, with the cues of `other` where it has none; those are in `borrowed`."""
        missing = frozenset(other.cues) - frozenset(self.cues)
        own = {"lexicon": self.lexicon, "thousands": thousands_of(self.screen)}
        borrowed = {name: replace(other.cues[name], **own) for name in missing}
        return replace(self, cues={**self.cues, **borrowed}, borrowed=missing)

    def cue(self, name: str) -> Cue:
        """The cue called `name`. Raises UserError with the nearest name if there is none."""
        if name not in self.cues:
            raise UserError(f"{self.file}: no cue '{name}'; {nearest(name, self.cues, 'the cues')}")
        return self.cues[name]


def fill(cue: Cue, measures: Mapping[str, float]) -> Line:
    """`cue` with the numbers of `measures`, to be shown and to be spoken.

    Raises UserError for an unknown measure and for a sign that neither the lexicon nor a voice can read.
    """
    display = cue.text.fill(measures, cue.thousands)
    template = cue.say or cue.text
    # English voices read the comma; others are not to take what sets thousands apart for a decimal sign.
    spoken = cue.lexicon.spoken(template.fill(measures, "," if cue.thousands == "," else ""))
    if strange := unsayable(spoken):
        raise UserError(
            f"{template.where}: no voice can read '{strange}' in '{spoken}'; add its word to [lexicon]"
        )
    return Line(display, spoken, shares(cue.bookmarks, measures, cue.lexicon, spoken))


@lru_cache(maxsize=8)
def _checked(reader: Reader) -> Catalogue:
    """The catalogue of what was read. Raises UserError as `load` does."""
    reader.check_keys((), {"language", "lexicon", "glossary", "cues", "screen"})
    reader.check_keys(("language",), {"code", "name"})
    code = reader.text(("language", "code"))
    lexicon = Lexicon(code, reader.texts(("lexicon",)))
    glossary = reader.texts(("glossary",))
    names = reader.table(("cues",))
    if not names:
        raise reader.error(("cues",), 'there is no cue; add one as [cues.NAME] with text = "..."')
    screen = reader.texts(("screen",))
    thousands = _thousands(reader, screen)
    cues = {name: _cue(reader, name, lexicon, glossary, thousands) for name in names}
    name = reader.text(("language", "name"))
    return Catalogue(reader.file, code, name, cues, glossary, lexicon, screen)


def thousands_of(screen: Mapping[str, str]) -> str:
    """What sets thousands apart on a screen that has "1,000" among its words, or not."""
    return screen.get(THOUSAND, THOUSAND)[1:-3]


def _thousands(reader: Reader, screen: Mapping[str, str]) -> str:
    if not _A_THOUSAND.fullmatch(screen.get(THOUSAND, THOUSAND)):
        raise reader.error(
            ("screen", THOUSAND), "write a thousand in figures, as '1.000', '1 000' or '1000'"
        )
    return thousands_of(screen)


def _cue(
    reader: Reader, name: str, lexicon: Lexicon, glossary: Mapping[str, str], thousands: str
) -> Cue:  # fmt: skip
    key = ("cues", name)
    written = reader.check_keys(key, {"text", "say", "terms"})
    if not name.isidentifier():
        raise reader.error(key, "a cue's name is letters, digits and _; rename it")
    parts = ("text", "say") if "say" in written else ("text",)
    lines = {what: _one_line(reader.text((*key, what))) for what in parts}
    templates = {
        what: Template(without_bookmarks(line), reader.where((*key, what))) for what, line in lines.items()
    }
    spoken = parts[-1]
    marked = {what: bookmarks_of(line, reader.where((*key, what))) for what, line in lines.items()}
    if lost := [name for name in marked["text"] if name not in marked[spoken]]:
        raise reader.error((*key, "say"), f"'say' lacks the bookmark <{lost[0]}> of 'text'; put it there")
    terms = reader.words((*key, "terms")) if "terms" in written else ()
    for term in terms:
        if term not in glossary:
            remedy = nearest(term, glossary, "its terms")
            raise reader.error(
                (*key, "terms"), f"the glossary lacks '{term}'; define it there, or {remedy}"
            )
    text, say = templates["text"], templates.get("say")
    return Cue(name, text, say, terms, lexicon, thousands, marked[spoken])


def _one_line(text: str) -> str:
    """`text` with plain blanks and line ends as single spaces; no-break spaces stay."""
    return " ".join(word for word in text.replace("\n", " ").replace("\t", " ").split(" ") if word)
