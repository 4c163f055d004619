"""The words of a programme in every language of a page: sentences, captions, chapters, the page's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apanim.export.video.tracks import cut_chapters, cut_pages
from apanim.letters.direction import in_plain
from apanim.letters.language import Figures
from apanim.narration.captions import CaptionPage
from apanim.narration.catalogue import Catalogue
from apanim.script.programme import Chapter, Programme
from apanim.script.timeline import CueSpan
from apanim.script.translation import captions_in, chapters_in, told_in


@dataclass(frozen=True)
class PageWords:
    """A language by its file's name and its own, and what is said in it on a programme's clock."""

    code: str
    name: str
    screen: Mapping[str, str]
    figures: Figures
    title: str
    cues: tuple[tuple[CueSpan, str], ...]  # each with its words in this language
    captions: tuple[CaptionPage, ...]
    chapters: tuple[Chapter, ...]

    def word(self, english: str) -> str:
        return self.screen.get(english, english)


def tell(programme: Programme, narrations: Mapping[str, Catalogue], insist: bool) -> list[PageWords]:
    """The words of a programme in every one of these languages, the first its own.

    One that lacks a sentence, or has none of its own here, is left out; where they are what was asked for
    (`insist`), the one is a mistake and the other told in English.
    Raises UserError for that, and for a sentence that nobody could read in its time.
    """
    own = next(iter(narrations))
    names = [cue.name for cue in programme.cues]
    return [
        _words(programme, code, narration)
        for code, narration in narrations.items()
        if insist or code == own or _tells(narration, names)
    ]


def _tells(narration: Catalogue, names: list[str]) -> bool:
    lent = [name in narration.borrowed for name in names]
    return all(name in narration.cues for name in names) and not all(lent)


def _words(programme: Programme, code: str, catalogue: Catalogue) -> PageWords:
    own = catalogue.language == programme.language
    english = {shown: word for word, shown in programme.timelines[0].screen.items()}
    plain = english.get(programme.title, programme.title)
    return PageWords(
        code, catalogue.language_name, catalogue.screen, catalogue.writing.figures,
        title=programme.title if own else catalogue.screen.get(plain, plain),
        cues=tuple((cue, cue.text) for cue in programme.cues) if own
        else tuple((told.cue, told.line.display) for told in told_in(programme, catalogue)),
        captions=captions_in(programme, catalogue),
        chapters=chapters_in(programme, catalogue),
    )  # fmt: skip


def spoken(words: PageWords, from_tick: int, to_tick: int) -> dict[str, Any]:
    """A language as it travels, with what falls into a stretch, in ticks of it."""
    cues = [
        (max(cue.start_tick, from_tick) - from_tick, min(cue.end_tick, to_tick) - from_tick, in_plain(text))
        for cue, text in words.cues
        if cue.start_tick < to_tick and cue.end_tick > from_tick
    ]
    return {
        "code": words.code, "name": words.name, "title": in_plain(words.title), "cues": cues,
        "figures": [words.figures.decimal, words.figures.digits, words.figures.lead],
        "captions": [(page.start_tick, page.end_tick, in_plain(page.text))
                     for page in cut_pages(words.captions, from_tick, to_tick)],
        "chapters": [(one.start_tick, in_plain(one.title))
                     for one in cut_chapters(words.chapters, from_tick, to_tick)],
    }  # fmt: skip
