"""Direction: in what order the parts of a line stand (Unicode's bidirectional algorithm, as ICU has it)."""

import unicodedata
from collections.abc import Sequence

from apanim.letters import language as languages
from apanim.letters.library import icu


def visual(text: str, raised: Sequence[bool] = (), language: str = "") -> list[tuple[int, int, bool]]:
    """(first, last, whether it runs from right to left) of each stretch of `text`, from left to right.

    The line begins where its `language` begins lines, or else where its first sign has it. What is raised
    or lowered goes with the sign before it: the charge of an ion stays at its name.
    """
    if not any(unicodedata.bidirectional(sign) in _BACKWARD for sign in text):
        return [(0, len(text), False)]
    asked = _as_its_base(text, raised)
    source = icu().UnicodeString(asked)
    bidi = icu().Bidi()
    backward = languages.is_backward(language) if language else is_backward(text)
    bidi.setPara(source, int(backward))
    at = units_of(asked)
    stretches = (bidi.getVisualRun(i) for i in range(bidi.countRuns()))
    return [(at[start], at[start + length], turn == 1) for start, length, turn in stretches]


_BACKWARD = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))


def is_backward(text: str) -> bool:
    """Whether a line begins at the right: its first sign that has a direction decides (UAX 9, P2)."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _as_its_base(text: str, raised: Sequence[bool]) -> str:
    """`text` with each raised sign as a letter of the direction of the sign before it."""
    out = ""
    for i, sign in enumerate(text):
        if i < len(raised) and raised[i] and out:
            backward = unicodedata.bidirectional(out[-1]) in ("R", "AL")
            out += "א" if backward else "a"
        else:
            out += sign
    return out


def units_of(text: str) -> list[int]:
    """The index into `text` of every unit of it as ICU counts them, and of its end."""
    return [i for i, sign in enumerate(text) for _ in range(1 + (ord(sign) > 0xFFFF))] + [len(text)]
