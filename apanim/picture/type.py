"""Type: how wide a text is, what box it fills, and how its raised and lowered signs are set."""

import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

from PIL import ImageFont

from apanim.letters.faces import is_plain, manrope
from apanim.letters.markup import TextRun, runs
from apanim.letters.shaping import Level, Shaped, shaped
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Text

SMALLEST = 28  # px at 1080p: nothing is set below it

SCRIPT_SIZE = 0.70  # of raised and lowered signs
RAISE_EM, LOWER_EM = 0.34, 0.16
SCRIPT_WEIGHT = 800
_ASCENT_EM, _DESCENT_EM = 0.80, 0.22  # of capitals and tails


def run_style(run: TextRun, size: float, weight: int) -> tuple[float, int, float]:
    """Size, weight and rise above the baseline of a run."""
    if run.level == 0:
        return size, weight, 0.0
    rise = RAISE_EM if run.level > 0 else -LOWER_EM
    return size * SCRIPT_SIZE, max(weight, SCRIPT_WEIGHT), rise * size


def set_plainly(text: str) -> bool:
    """Whether the lecture's own font sets `text` from left to right, sign by sign."""
    return all(is_plain(run.text) for run in runs(text))


def line(text: str, weight: int, tracking_em: float = 0.0, language: str = "") -> Shaped:
    """`text` as glyphs, in em of its size, whatever its script."""
    row = runs(text)
    return shaped(row, tuple(Level(*run_style(run, 1.0, weight)) for run in row), language, tracking_em)


@cache
def _metrics(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(manrope(weight), 1000, layout_engine=ImageFont.Layout.BASIC)


@cache
def width(text: str, size: float, weight: int, tracking: float = 0.0) -> float:
    """How wide `text` is set, in design units."""
    if not set_plainly(text):
        return size * line(text, weight, tracking / size).width
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
    """The first `count` signs and an ellipsis, no mark-up left open and no sign parted from its marks."""
    while 0 < count < len(text) and unicodedata.category(text[count])[0] == "M":
        count -= 1
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
