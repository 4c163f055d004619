"""Where a caption may be broken, where it had better not be, and how it falls into one or two lines."""

import math
import re
from collections.abc import Sequence

from apanim.letters.breaks import ON, columns, joined, pieces

MAX_LINE = 42
FORBIDDEN = math.inf

_NUMBER = re.compile(r"[+−-]?\d[\d.,]*(?<=\d)")
_ION = re.compile(r".*[⁺⁻]")
_ION_NOUN = re.compile(r"(channel|gate|ion|current|leak|pump|pore)s?\b")
_ARTICLES = "a an the this that these those its their our your each every no all some any both".split()  # noqa: SIM905
_PREPOSITIONS = (  # noqa: SIM905
    "of in on at to from by with for into onto through across against between past towards about than per "
    "within without during until beyond above below under over near "
    "after before since along around among via"
).split()
_CONJUNCTIONS = "and or but so because while when which who where as if then once yet nor".split()  # noqa: SIM905
_KEEP_WITH_NEXT = frozenset(_ARTICLES + _PREPOSITIONS)
_GOOD_START = frozenset(_PREPOSITIONS + _CONJUNCTIONS)


def words_of(text: str) -> list[str]:
    """The words of `text`, split where a line may end: at breakable spaces, and where none are written."""
    return list(pieces(text))


def break_cost(words: Sequence[str], i: int) -> float:
    """How bad it is to break before word `i`: 0 at a sentence's end, `FORBIDDEN` inside what is one."""
    if i in (0, len(words)):
        return 0.0
    before, after = words[i - 1].removeprefix(ON), words[i]
    if before.rstrip('”’")')[-1:] in (*".!?…。！？।؟",):
        return 0.0
    if before[-1] in ",;:—–)、，；：،؛":
        return 1.0
    if after.startswith(ON):
        return 4.0
    if before.lower().lstrip('(“‘"') in _KEEP_WITH_NEXT or _NUMBER.fullmatch(before):
        return FORBIDDEN
    if _ION.fullmatch(before) and _ION_NOUN.match(after):
        return FORBIDDEN
    if "-" in before:  # 'voltage-gated | channels': such a word is nearly always an adjective
        return 8.0
    return 2.0 if after.lower() in _GOOD_START else 4.0


def lines_of(words: Sequence[str], first: int, last: int) -> tuple[str, ...]:
    """Words `first` to `last` (exclusive) as one line if it fits, else as the best two; () if none fit."""
    whole = joined(words[first:last])
    if columns(whole) <= MAX_LINE:
        return (whole,)
    best: tuple[float, tuple[str, ...]] = (FORBIDDEN, ())
    for i in range(first + 1, last):
        top, bottom = joined(words[first:i]), joined(words[i:last])
        over, under = columns(top), columns(bottom)
        if max(over, under) <= MAX_LINE:
            # A line's worth of imbalance weighs as much as a break in the middle of a phrase.
            best = min(best, (break_cost(words, i) + abs(over - under) / 8, (top, bottom)))
    return best[1]
