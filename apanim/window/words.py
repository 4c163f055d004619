"""The words of the window in the narration's language: from that language's own list of words on screen."""

import tomllib
from collections.abc import Callable

from apanim.data import scenes_dir

Words = Callable[[str], str]  # English words on screen -> the language's


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
        return lambda english: str(table.get(english, english))
    return str
