"""The fixed words of a picture in the language of the narration."""

from collections.abc import Iterable

from apanim.picture.drawlist import Item, Text
from apanim.script.timeline import Timeline


def worded(timeline: Timeline, items: Iterable[Item]) -> list[Item]:
    """The items with their words as the viewer reads them; English costs nothing.

    What keeps away from words has to keep away from these: they are wider or narrower than the English.
    """
    if not timeline.screen:
        return [*items]
    return [one._replace(text=timeline.word(one.text)) if isinstance(one, Text) else one for one in items]
