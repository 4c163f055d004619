"""Direction: in what order the parts of a line stand (Unicode's bidirectional algorithm, as ICU has it);
also in files that know no mark-up: subtitles, a film's captions, transcripts."""

import unicodedata
from collections.abc import Sequence

from apanim.letters import language as languages
from apanim.letters.icu_harfbuzz import icu
from apanim.letters.markup import plain

_BACKWARD = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
_CHARGES = tuple("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹₊₋₀₁₂₃₄₅₆₇₈₉")


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


def in_plain(text: str) -> str:
    """`text` without mark-up. In a line with words from right to left, what is raised stays at its name.

    Such a line begins with a mark of its direction: a player takes it from the first sign, which may be an
    ion's.
    """
    told = plain(text)
    if not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in told):
        return told
    out = ""
    for i, sign in enumerate(told):
        out += sign
        after = told[i + 1] if i + 1 < len(told) else ""
        if sign in _CHARGES and after not in _CHARGES:
            out += LEFT_TO_RIGHT
    kinds = [unicodedata.bidirectional(sign) for sign in told]
    mostly = sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")
    return f"{RIGHT_TO_LEFT}{out}" if mostly and not is_backward(told) else out
