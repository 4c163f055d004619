"""Bookmarks: in "Sodium <rush>rushes in", `rush` marks the word after it, so that a script can act on it.

Captions, voices and transcripts never see them. No voice of apanim tells when it says which word; so a
word is taken to begin after that share of the sentence's time which the characters before it have of all
that are spoken.
"""

import re
from collections.abc import Mapping

from apanim.narration.lexicon import Lexicon
from apanim.narration.templates import Template, Writing

_BOOKMARK = re.compile(r"<([A-Za-z_]\w*)>\s*")

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
