"""Languages by their tags (BCP 47: "es", "en-GB", "zh-Hant"): how each writes numbers, and which way.

What is asked of a language is CLDR's, as ICU has it; English, which the numbers of apanim are written in
first, asks for nothing.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from apanim.letters.icu_harfbuzz import icu
from apanim.letters.scripts import code_of

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(?P<more>(-[A-Za-z0-9]{1,8})*)")
_NUMERAL = re.compile(r"(?P<sign>[×≈<>]?[+−]?)(?P<whole>\d+(?:,\d{3})*)(?:\.(?P<rest>\d+))?")
_UNIT = "mV|ms|µs|s|%|×|nm|µm|mm|mM|m/s|nS|pA|nA|Hz|°C|[mµn][SA]/cm(?:²|\\^2)"
FIGURES = re.compile(rf"[<>=≈×(]{{0,2}}[+−]?\d[\d.,]*[)×%]?(\s(?:{_UNIT}))?")  # a number and no words
THOUSAND = "1,000"  # on the screen's list of words: how this number is written
_LATIN = "0123456789"
_NARROW = "\u202f"  # a blank that few fonts have
_LEFT_TO_RIGHT = "\u200e"
_MARKS = "\u200e\u200f\u061c"  # of direction


class Figures(NamedTuple):
    """How numbers are written: the decimal sign, what sets thousands apart, the digits, what leads a number
    (where digits run as Arabic does, its sign) in a line from right to left, the sign of percent, from how
    many digits on thousands stand apart, and in what groups."""

    decimal: str = "."
    group: str = ","
    digits: str = _LATIN
    lead: str = ""
    percent: str = "%"
    least_grouped: int = 4
    secondary: int = 3  # digits of the groups beyond the first

    def written(self, text: str) -> str:
        """`text` with its numbers, "−1,234.5", as this language writes them."""
        return text if self == ENGLISH else _NUMERAL.sub(self._number, text)

    def spoken(self) -> "Figures":
        """The same for a voice: digits that every voice reads, and no blanks inside a number."""
        group = "," if (self.decimal, self.group) == (".", ",") and self.digits == _LATIN else ""
        return Figures(self.decimal if self.digits == _LATIN else ".", group)

    def _number(self, found: re.Match[str]) -> str:
        figures = found["whole"].replace(",", "")
        if "," in found["whole"] and len(figures) >= self.least_grouped:
            head, tail = figures[:-3], figures[-3:]
            size = self.secondary
            first = len(head) % size or size
            parts = [head[:first], *(head[i : i + size] for i in range(first, len(head), size)), tail]
            figures = self.group.join(part for part in parts if part)
        if found["rest"]:
            figures += self.decimal + found["rest"]
        leads = self.lead and (found["sign"] or self.lead == _LEFT_TO_RIGHT)
        sign = f"{self.lead}{found['sign']}" if leads else found["sign"]
        return sign + figures.translate(str.maketrans(_LATIN, self.digits))


ENGLISH = Figures()


def is_tag(tag: str) -> bool:
    """Whether `tag` is written as the tag of a language is; what is rare in one is asked of ICU."""
    found = _TAG.fullmatch(tag)
    if found is None or not found["more"]:
        return found is not None
    try:
        return bool(icu().DecimalFormatSymbols(icu().Locale.forLanguageTag(tag)))
    except icu().ICUError:
        return False


@lru_cache(maxsize=64)
def figures_of(language: str, thousand: str = "") -> Figures:
    """The figures of a language; `thousand`, where given, is how it writes 1,000."""
    if language.split("-")[0].lower() == "en":
        own = ENGLISH
    else:
        locale = icu().Locale.forLanguageTag(language)
        signs = icu().DecimalFormatSymbols(locale)

        def sign(kind: int) -> str:
            return str(signs.getSymbol(kind))

        zero = ord(sign(signs.kZeroDigitSymbol))
        group = sign(signs.kGroupingSeparatorSymbol)
        thousands, millions = map(icu().NumberFormatter.withLocale(locale).formatInt, (1234, 1234567))
        own = Figures(
            decimal=sign(signs.kDecimalSeparatorSymbol),
            group="\N{NO-BREAK SPACE}" if group == _NARROW else group,
            digits="".join(chr(zero + n) for n in range(10)),
            lead=sign(signs.kMinusSignSymbol).rstrip("-−"),
            percent=sign(signs.kPercentSymbol).strip(_MARKS),
            least_grouped=4 if group in thousands else 5,
            secondary=2 if millions.find(group) == 2 else 3,
        )
    if not thousand or thousand == THOUSAND:
        return own
    return own._replace(group=thousand[1:-3], least_grouped=4, secondary=3)


@lru_cache(maxsize=64)
def is_backward(language: str) -> bool:
    """Whether a language is written from right to left."""
    if language.split("-")[0].lower() == "en":
        return False
    return bool(icu().Script(icu().Script.getCode(code_of(language))[0]).isRightToLeft())


@lru_cache(maxsize=64)
def iso_639_2(language: str) -> str:
    """The three letters of a language, as media files have them; "und", undetermined, for one not known."""
    return str(icu().Locale.forLanguageTag(language).getISO3Language()) or "und"
