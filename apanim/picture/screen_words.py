"""The fixed words of a picture in the language of the narration."""

from collections.abc import Iterable

from apanim.letters.language import FIGURES
from apanim.picture.drawlist import Item, Text
from apanim.picture.type import set_plainly
from apanim.script.timeline import Timeline


def worded(timeline: Timeline, items: Iterable[Item]) -> list[Item]:
    """The items with their words as the viewer reads them; English costs nothing.

    What keeps away from words has to keep away from these: they are wider or narrower than the English.
    """
    if not timeline.screen and timeline.language.startswith("en"):
        return [*items]
    return [_worded(timeline, one) if isinstance(one, Text) else one for one in items]


def _worded(timeline: Timeline, text: Text) -> Text:
    words = timeline.word(text.text)
    if words == text.text and FIGURES.fullmatch(words):
        words = timeline.number(words)
    if not set_plainly(words):
        return text._replace(text=words, language=timeline.language)
    return text if words == text.text else text._replace(text=words)
