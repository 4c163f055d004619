"""The catalogue: what a lecture says, one file a language, checked when it is read.

[language]
code = "en-GB"
name = "English"
pace = 0.9                # optional: how fast it is spoken, times as fast as usual

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

One that is laid over others begins with all that they have, and says otherwise what it has itself; it may
leave out [language], and cues.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from apanim.errors import UserError
from apanim.letters.faces import drawable
from apanim.letters.language import THOUSAND, is_tag
from apanim.narration.catalogue_reader import Reader
from apanim.narration.lexicon import Lexicon, unsayable
from apanim.narration.templates import (
    Bookmarks,
    Template,
    Writing,
    bookmarks_of,
    nearest,
    shares,
    without_bookmarks,
)

SLOWEST, FASTEST = 0.5, 1.5  # times the usual pace
LONGEST_CUE = 1000  # characters: a minute of speech, where a sentence or two have some hundred
_A_THOUSAND = re.compile(r"1[^\w]?000")


@dataclass(frozen=True)
class CueLine:
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
    writing: Writing = field(default_factory=Writing, repr=False)
    bookmarks: Bookmarks = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """All cues of one language, with its glossary (term to definition), its lexicon, and the words on
    screen by their English ones. `borrowed` names the cues that it takes from another language; `own_names`
    are those of its own file, where it is laid over others."""

    file: str
    language: str
    language_name: str
    cues: Mapping[str, Cue]
    glossary: Mapping[str, str]
    lexicon: Lexicon
    screen: Mapping[str, str] = field(default_factory=dict)
    borrowed: frozenset[str] = frozenset()
    pace: float = 1.0
    own_names: frozenset[str] = frozenset()

    @cached_property
    def writing(self) -> Writing:
        """How the language writes numbers and units."""
        return Writing.of(self.language, self.screen)

    @classmethod
    def load(cls, path: Path, *below: Path) -> "Catalogue":
        """Read and check the catalogue at `path`, laid over those `below` it, the nearest first.

        Raises UserError with file, line and remedy for anything wrong with it.
        """
        return _checked(tuple(Reader.open(one) for one in (path, *below)))

    def backed_by(self, other: "Catalogue") -> "Catalogue":
        """This catalogue, with the cues of `other` where it has none; those are in `borrowed`."""
        missing = frozenset(other.cues) - frozenset(self.cues)
        lexicon = Lexicon(self.language, {**other.lexicon.words, **self.lexicon.words})
        borrowed = {
            name: replace(other.cues[name], lexicon=lexicon, writing=self.writing) for name in missing
        }
        return replace(self, cues={**self.cues, **borrowed}, borrowed=missing)

    def cue(self, name: str) -> Cue:
        """The cue called `name`. Raises UserError with the nearest name if there is none."""
        if name not in self.cues:
            remedy = nearest(name, self.cues, "the cues")
            if not remedy.startswith("did you mean"):
                remedy = nearest(name, self.own_names or self.cues, "the cues")
            raise UserError(f"{self.file}: no cue '{name}'; {remedy}")
        return self.cues[name]


def fill(cue: Cue, measures: Mapping[str, float]) -> CueLine:
    """`cue` with the numbers of `measures`, to be shown and to be spoken.

    Raises UserError for an unknown measure and for a sign that neither the lexicon nor a voice can read.
    """
    display = cue.text.fill(measures, cue.writing)
    template = cue.say or cue.text
    spoken = cue.lexicon.spoken(template.fill(measures, cue.writing.spoken()))
    if strange := unsayable(spoken):
        raise UserError(
            f"{template.where}: no voice can read '{strange}' in '{spoken}'; add its word to [lexicon]"
        )
    return CueLine(
        display, spoken, shares(cue.bookmarks, measures, cue.writing.spoken(), cue.lexicon, spoken)
    )


@lru_cache(maxsize=32)
def _checked(readers: tuple[Reader, ...]) -> Catalogue:
    """The catalogue of what was read, the nearest first. Raises UserError as `load` does."""
    reader, *below = readers
    base = _checked(tuple(below)) if below else None
    reader.check_keys((), {"language", "lexicon", "glossary", "cues", "screen"})
    written = reader.check_keys(("language",), {"code", "name", "pace"})
    code, name = (
        getattr(base, what) if base and key not in written else reader.text(("language", key))
        for key, what in (("code", "language"), ("name", "language_name"))
    )
    if not is_tag(code):
        raise reader.error(
            ("language", "code"), f"'{code}' is no language's tag; write one such as 'es' or 'pt-BR'"
        )
    said = {**(base.lexicon.words if base else {}), **reader.texts(("lexicon",))}
    lexicon = Lexicon(code, said)
    glossary = {**(base.glossary if base else {}), **reader.texts(("glossary",))}
    names = reader.table(("cues",))
    if not names and base is None:
        raise reader.error(("cues",), 'there is no cue; add one as [cues.NAME] with text = "..."')
    screen = {**(base.screen if base else {}), **reader.texts(("screen",))}
    if not _A_THOUSAND.fullmatch(screen.get(THOUSAND, THOUSAND)):
        raise reader.error(
            ("screen", THOUSAND), "write a thousand in figures, as '1.000', '1 000' or '1000'"
        )
    writing = Writing.of(code, screen)
    cues = {name: _cue(reader, name, lexicon, glossary, writing) for name in names}
    for table in ("screen", "glossary"):
        for word, text in reader.texts((table,)).items():
            _drawn(reader, (table, word), text, code)
    if base is not None:
        others = (cue for cue in base.cues.values() if cue.name not in cues)
        cues |= {cue.name: replace(cue, lexicon=lexicon, writing=writing) for cue in others}
    pace = _pace(reader, base.pace if base else 1.0)
    return Catalogue(
        reader.file, code, name, cues, glossary, lexicon, screen, pace=pace, own_names=frozenset(names)
    )


def _pace(reader: Reader, usual: float) -> float:
    """How fast the language is spoken. Raises UserError for a pace that nobody follows."""
    pace = reader.table(("language",)).get("pace", usual)
    if isinstance(pace, bool) or not isinstance(pace, int | float) or not SLOWEST <= pace <= FASTEST:
        wanted = f"a number from {SLOWEST:g} to {FASTEST:g}, such as 0.9"
        raise reader.error(("language", "pace"), f"'pace' is {pace!r}; give {wanted}")
    return float(pace)


def _cue(
    reader: Reader, name: str, lexicon: Lexicon, glossary: Mapping[str, str], writing: Writing
) -> Cue:  # fmt: skip
    key = ("cues", name)
    written = reader.check_keys(key, {"text", "say", "terms"})
    if not name.isidentifier():
        raise reader.error(key, "a cue's name is letters, digits and _; rename it")
    parts = ("text", "say") if "say" in written else ("text",)
    lines = {what: _one_line(reader.text((*key, what))) for what in parts}
    for what, line in lines.items():
        if len(line) > LONGEST_CUE:
            limit = f"{len(line)} characters, more than the {LONGEST_CUE} of a cue"
            raise reader.error((*key, what), f"'{what}' has {limit}; make several of it, a sentence each")
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
    _drawn(reader, (*key, "text"), templates["text"].source, lexicon.language)
    text, say = templates["text"], templates.get("say")
    return Cue(name, text, say, terms, lexicon, writing, marked[spoken])


def _drawn(reader: Reader, key: tuple[str, ...], text: str, language: str) -> None:
    """Raises UserError with file and line for a sign that no font here has."""
    try:
        drawable(text, language)
    except UserError as error:
        raise reader.error(key, str(error)) from None


def _one_line(text: str) -> str:
    """`text` with plain blanks and line ends as single spaces; no-break spaces stay."""
    return " ".join(word for word in text.replace("\n", " ").replace("\t", " ").split(" ") if word)
