"""Scripts: of a sign, and of a language."""

from functools import lru_cache

from apanim.letters.icu_harfbuzz import icu

_TOGETHER = {  # what CLDR calls one script is several of Unicode's
    "Jpan": ("Hiragana", "Katakana", "Han"), "Kore": ("Hangul", "Han"), "Hans": ("Han",), "Hant": ("Han",),
}  # fmt: skip


@lru_cache(maxsize=4096)
def script_of(sign: str) -> str:
    """Unicode's name of the script of a sign: "Latin", "Greek", "Common"."""
    return "Latin" if sign.isascii() and sign.isalpha() else str(icu().Script.getScript(sign).getName())


def code_of(language: str) -> str:
    """The four letters of the script that a language is most likely written in: "Latn", "Jpan"."""
    locale = icu().Locale.forLanguageTag(language)
    locale.addLikelySubtags()
    return str(locale.getScript()) or "Latn"


@lru_cache(maxsize=64)
def scripts_of(language: str) -> frozenset[str]:
    """Unicode's names of the scripts that a language is written in."""
    if language.split("-")[0].lower() in ("en", "es"):
        return frozenset(("Latin",))
    code = code_of(language)
    names = _TOGETHER.get(code) or (str(icu().Script(icu().Script.getCode(code)[0]).getName()),)
    return frozenset(names)
