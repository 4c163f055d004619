"""The lexicon: how the written is said: 'Na⁺ at −70 mV' is 'Sodium at minus seventy millivolts'.

Numbers are English words, because a voice's own reading of digits differs from voice to voice.
"""

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from apanim.letters.breaks import UNSPACED
from apanim.letters.scripts import script_of

_ONES = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_GROUPS = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))
_NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_LETTER = rf"[^\W{UNSPACED}]"  # of a word with blanks around it: Chinese may stand beside "mV"
_SENTENCE_START = re.compile(r"(^|[.!?]\s+)(\w)")
_NOT_SAID = frozenset("#%&*/@\\§¶†‡•‰†")  # punctuation that every voice reads otherwise, or not at all


@dataclass(frozen=True)
class Lexicon:
    """`words` maps a written form to its spoken form; `language` is a code such as 'en-GB'.

    A written form in small letters also matches with a capital; any other matches as it stands.
    """

    language: str
    words: Mapping[str, str]

    def spoken(self, text: str) -> str:
        """`text` as a voice shall read it. English numbers become words; other languages keep digits."""
        if self.words:
            text = self._pattern.sub(self._replace, text)
        if self.language.split("-")[0] == "en":
            text = _NUMERAL.sub(lambda match: in_words(match.group()), text)
        text = " ".join(text.split())
        # A voice finds the end of a sentence by the capital after it.
        return _SENTENCE_START.sub(lambda match: match.group(1) + match.group(2).upper(), text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=lambda written: (-len(written), written))
        return re.compile("|".join(_as_whole_word(written) for written in longest_first))

    def _replace(self, match: re.Match[str]) -> str:
        written = match.group()
        said = self.words.get(written) or self.words[written[0].lower() + written[1:]]
        before, after = match.string[: match.start()], match.string[match.end() :]
        left = " " if before and before[-1].isalnum() else ""
        right = " " if after and after[0].isalnum() else ""
        return left + said + right


def unsayable(spoken: str, scripts: Container[str] | None = None) -> str:
    """The first sign of `spoken` that is no voice's to read, or ''; with `scripts`, by their names as
    Unicode has them, also a letter of none of these."""
    for sign in spoken:
        kind = unicodedata.category(sign)
        if kind[0] in "LM":
            if scripts is not None and not (sign.isascii() and "Latin" in scripts):
                script = script_of(sign)
                if script not in scripts and script not in ("Common", "Inherited"):
                    return sign
        elif kind not in ("Nd", "Zs", "Cf", "Pd", "Ps", "Pe", "Pi", "Pf") and (
            kind != "Po" or sign in _NOT_SAID
        ):
            return sign
    return ""


def _as_whole_word(written: str) -> str:
    """The regular expression of `written`, not as a part of a longer word."""
    first, rest = written[0], re.escape(written[1:])
    head = f"[{first}{first.upper()}]" if written.islower() and first.isalpha() else re.escape(first)
    left = rf"(?<!{_LETTER})" if first.isalnum() else ""
    right = rf"(?!{_LETTER}|[⁺⁻])" if written[-1].isalnum() else ""
    return left + head + rest + right


def cardinal(n: int) -> str:
    """`n` in British English: 137 is 'one hundred and thirty-seven'. Raises ValueError below zero."""
    if n < 0:
        raise ValueError(f"{n} is negative; say its sign apart")
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_ONES[n // 100]} hundred" + (f" and {cardinal(n % 100)}" if n % 100 else "")
    size, name = next(group for group in _GROUPS if n >= group[0])
    head, rest = divmod(n, size)
    link = " and " if rest < 100 else " "
    return f"{cardinal(head)} {name}" + (f"{link}{cardinal(rest)}" if rest else "")


def in_words(numeral: str) -> str:
    """A written number without its sign, such as '8,000' or '1.5', in words."""
    whole, _, decimals = numeral.replace(",", "").partition(".")
    words = cardinal(int(whole))
    if decimals:
        words += " point " + " ".join(_ONES[int(digit)] for digit in decimals)
    return words
