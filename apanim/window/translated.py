"""The words of the window in the narration's language: from that language's own list of words on screen."""

import tomllib
from collections.abc import Callable
from functools import lru_cache

from apanim.data import scenes_dir
from apanim.letters.language import ENGLISH, FIGURES, THOUSAND, Figures, figures_of, is_tag

Words = Callable[[str], str]  # English words on screen, or a number, -> as the language has them


@lru_cache(maxsize=8)
def words_in(language: str) -> Words:
    """The words of `language`, or of its plain form ("es" of "es-MX"); those that it lacks stay English.

    The whole catalogue is not read: its cues are not the window's.
    """
    for code in (language, language.split("-")[0]):
        try:
            table = tomllib.loads((scenes_dir() / "narration" / f"{code}.toml").read_text("utf-8"))[
                "screen"
            ]
        except (OSError, ValueError, KeyError):
            continue
        figures = figures_of(language, str(table.get(THOUSAND, "")))
        return lambda english: str(table.get(english) or _number(english, figures))
    figures = figures_of(language) if is_tag(language) else ENGLISH
    return lambda english: _number(english, figures)


def _number(english: str, figures: Figures) -> str:
    return figures.written(english) if FIGURES.fullmatch(english) else english
