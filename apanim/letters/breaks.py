"""Where a line may be broken (Unicode's UAX 14, as ICU has it), and how many columns it takes.

A piece that no blank parts from the one before it begins with ON: so ' '.join is what joins words still,
once `joined` takes these away.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from apanim.letters.direction import units_of
from apanim.letters.icu_harfbuzz import icu
from apanim.letters.markup import bare

ON = "\u200b"  # zero width space
_SPACES = re.compile(r"[ \t\n]+")  # not the no-break space, which str.split() would break
UNSPACED = (  # scripts that put no blanks between words
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f"
)
_RUN_ON = re.compile(f"[{UNSPACED}]")
_LONGEST = 42  # columns of a word that is broken at need only


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[str, ...]:
    """`text` parted wherever a line may end."""
    out: list[str] = []
    for word in _SPACES.split(text):
        if not word:
            continue
        if _RUN_ON.search(word) or columns(word) > _LONGEST:
            first, *rest = _parted(word)
            out += [first, *(ON + one for one in rest)]
        else:
            out.append(word)
    return tuple(out)


def joined(words: Iterable[str]) -> str:
    """Words in a line, with a blank between those that have one."""
    return " ".join(words).replace(f" {ON}", "").removeprefix(ON)


def run_on(lines: Iterable[str]) -> str:
    """Lines as one: with a blank between them, but where neither side of a break has blanks."""
    out = ""
    for line in lines:
        close = out and line and _RUN_ON.match(out[-1]) and _RUN_ON.match(line[0])
        out += line if close or not out else f" {line}"
    return out


def columns(text: str) -> int:
    """How much of a line marked-up `text` takes: Chinese, Japanese and Korean signs two, marks none."""
    signs = bare(text)
    if signs.isascii():
        return len(signs)
    return sum(_columns(sign) for sign in signs)


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _parted(word: str) -> list[str]:
    """A word that has no blanks, at its breaks: between words of its language, phrases in Japanese."""
    japanese = re.search("[\u3040-\u30ff]", word)
    tag = "ja-u-lw-phrase" if japanese else "zh" if re.search("[\u3400-\u9fff]", word) else "en"
    at = _edges(icu().BreakIterator.createLineInstance, tag, word)
    if not japanese and tag == "zh":  # a line may end at any sign, but had better not within a word
        whole = _edges(icu().BreakIterator.createWordInstance, tag, word)
        at = [edge for edge in at if edge in whole]
    parts = [word[a:b] for a, b in pairwise(at)]
    return [one for part in parts for one in _short(part)]


def _edges(make: Callable[[Any], Any], tag: str, word: str) -> list[int]:
    breaks = make(icu().Locale.forLanguageTag(tag))
    breaks.setText(word)
    units = units_of(word)
    return sorted({0, len(word), *(units[edge] for edge in breaks)})


def _short(part: str) -> list[str]:
    """A part that fits a line; of one that does not, its signs."""
    if columns(part) <= _LONGEST or not _RUN_ON.search(part):
        return [part]
    return list(part)
