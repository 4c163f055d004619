"""Type: how wide a text is, what box it fills, and the raised and lowered signs of chemistry."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import font_manrope
from PIL import ImageFont

from apanim.picture.drawlist import Text
from apanim.picture.stage import Box

SMALLEST = 28  # px at 1080p: nothing is set below it

FONTS = Path(font_manrope.__file__).parent / "files"
FAMILY = "Manrope"
_FILES = {500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}

SCRIPT_SIZE = 0.70  # of raised and lowered signs
RAISE_EM, LOWER_EM = 0.34, 0.16
SCRIPT_WEIGHT = 800
_RAISED = dict(zip("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+−0123456789", strict=True))
_LOWERED = dict(zip("₊₋₀₁₂₃₄₅₆₇₈₉", "+−0123456789", strict=True))
_ASCENT_EM, _DESCENT_EM = 0.80, 0.22  # of capitals and tails


class Run(NamedTuple):
    """A piece of text on one level: +1 raised, 0, -1 lowered."""

    text: str
    level: int


def runs(text: str) -> list[Run]:
    """The runs of marked-up `text`: ^ raises and _ lowers the next character or {group}.

    Unicode's own raised and lowered signs, which the font has not, count as marked up.
    """
    out: list[Run] = []
    for piece, level in _pieces(text):
        if out and out[-1].level == level:
            out[-1] = Run(out[-1].text + piece, level)
        else:
            out.append(Run(piece, level))
    return out


def _pieces(text: str) -> Iterator[Run]:
    i = 0
    while i < len(text):
        char = text[i]
        if char in _RAISED:
            yield Run(_RAISED[char], 1)
        elif char in _LOWERED:
            yield Run(_LOWERED[char], -1)
        elif char in "^_" and i + 1 < len(text):
            level = 1 if char == "^" else -1
            end = text.find("}", i) if text[i + 1] == "{" else -1
            yield Run(text[i + 2 : end] if end > 0 else text[i + 1], level)
            i = end if end > 0 else i + 1
        else:
            yield Run(char, 0)
        i += 1


def run_style(run: Run, size: float, weight: int) -> tuple[float, int, float]:
    """Size, weight and rise above the baseline of a run."""
    if run.level == 0:
        return size, weight, 0.0
    rise = RAISE_EM if run.level > 0 else -LOWER_EM
    return size * SCRIPT_SIZE, max(weight, SCRIPT_WEIGHT), rise * size


def font_file(weight: int) -> Path:
    """The font file of a weight."""
    return FONTS / f"{FAMILY}-{_FILES[weight]}.ttf"


@cache
def _metrics(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(weight), 1000, layout_engine=ImageFont.Layout.BASIC)


@cache
def width(text: str, size: float, weight: int, tracking: float = 0.0) -> float:
    """How wide `text` is set, in design units."""
    total = 0.0
    for run in runs(text):
        run_size, run_weight, _ = run_style(run, size, weight)
        total += _metrics(run_weight).getlength(run.text) * run_size / 1000 + tracking * len(run.text)
    return total


class Fitted(NamedTuple):
    """Words and the size that they are set in."""

    text: str
    size: float


@lru_cache(maxsize=256)
def fitted(
    text: str, room: float, size: float, weight: int, *, tracking: float = 0.0, least: float = SMALLEST
) -> Fitted:
    """`text` no wider than `room`: as it is, or smaller down to `least`, or cut there with an ellipsis."""
    whole = width(text, size, weight, tracking)
    if whole <= room:
        return Fitted(text, size)
    smaller = size * room / whole
    if smaller >= least and not tracking:
        return Fitted(text, smaller)
    least = min(least, size)
    count = bisect_right(
        range(len(text)), room, key=lambda n: width(_beginning(text, n), least, weight, tracking)
    )
    return Fitted(_beginning(text, max(count - 1, 0)), least)


def _beginning(text: str, count: int) -> str:
    """The first `count` signs and an ellipsis, no mark-up left open."""
    cut = text[:count]
    if cut.rfind("{") > cut.rfind("}"):
        cut = cut[: cut.rfind("{")]
    return f"{cut.rstrip(' ^_')}…"


_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # share of a line that lies before its anchor


def start_x(text: Text) -> float:
    """Where the line begins, whatever its anchor."""
    return text.x - _BEFORE[text.anchor] * width(text.text, text.size, text.weight, text.tracking)


def box(text: Text) -> Box:
    """The box that `text` fills: from the top of its capitals to the foot of its tails."""
    wide = width(text.text, text.size, text.weight, text.tracking)
    left = text.x - _BEFORE[text.anchor] * wide
    return left, text.y - _ASCENT_EM * text.size, left + wide, text.y + _DESCENT_EM * text.size
