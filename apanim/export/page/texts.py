"""Texts that travel with a page: each once, in every language of it, called by its number; and the
page's own words, in English, which a language has among its words on screen, as the window's."""

from collections.abc import Callable

from apanim.script.timeline import Timeline

ON_THE_PAGE = (
    "Play or pause", "One frame back", "One frame on", "Five seconds back", "Five seconds on",
    "One second back", "One second on", "Event before", "Next event", "Sentence before", "Next sentence",
    "Chapter before", "Next chapter", "To the start", "To the end", "Slower", "Faster", "Normal speed",
    "Quieter", "Louder", "Sound off or on", "Captions off or on", "Full screen", "Keys", "Space", "Home",
    "End", "Speed", "Search", "Nothing has these words", "Events", "Being made ready", "Transcript",
    "Language", "High contrast", "Position", "Close", "Follow one {ion}", "Crossings", "Channels",
    "Inactivation", "Pumps", "Phases", "Synapses", "Membrane potential", "at {ms} ms",
    "Questions", "Right", "Not so", "Hear it", "{done} of {all} right",
)  # fmt: skip


Tell = Callable[[Timeline], str]


class Texts:
    """Collects texts in `languages` languages."""

    def __init__(self, languages: int) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._languages = languages

    def number(self, *text: str) -> int:
        """The number of a text, given in every language."""
        return self._numbers.setdefault(text, len(self._numbers))

    def told(self, tell: Tell, timelines: tuple[Timeline, ...]) -> int:
        """The number of what `tell` says of a scene in every language."""
        return self.number(*(tell(timeline) for timeline in timelines))

    def columns(self) -> list[list[str]]:
        """For every language its texts, by number."""
        return [[text[k] for text in self._numbers] for k in range(self._languages)]
