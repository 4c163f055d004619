"""Marked-up words for files that know no mark-up: subtitles, a film's captions, transcripts."""

import unicodedata

from apanim.letters.direction import is_backward
from apanim.letters.markup import plain

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"


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


_CHARGES = tuple("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹₊₋₀₁₂₃₄₅₆₇₈₉")
