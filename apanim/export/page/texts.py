"""Texts that travel with a page: each once, in every language of it, called by its number."""

from collections.abc import Callable

from apanim.script.timeline import Timeline

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
