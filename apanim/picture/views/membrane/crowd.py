"""How crowded a place of the frame is: what a label would lie on, or come too close to."""

from dataclasses import dataclass
from functools import lru_cache

from apanim.picture.camera import Sight
from apanim.picture.rigs import rig
from apanim.picture.stage import SAFE, Box
from apanim.picture.views.membrane.bilayer import Proteins
from apanim.picture.views.membrane.geometry import foot

_CLEAR_X, _CLEAR_Y = 16, 3  # px between a label and anything else
_BRIGHT_PX = 160, 90  # of the membrane, with its receding rows, above and below its mid-plane
_NEVER = 100.0  # times as bad as lying on the membrane: no text may lie on another


@dataclass(frozen=True)
class Crowd:
    """What a label must keep clear of: boxes of the frame, and the membrane as it is seen."""

    taken: tuple[Box, ...]
    row: Proteins
    sight: Sight

    def at(self, box: Box) -> float:
        """0 for a free place in the safe area; else how much it overlaps texts, panels and the membrane."""
        left, top, right, bottom = box
        here = (left - _CLEAR_X, top - _CLEAR_Y, right + _CLEAR_X, bottom + _CLEAR_Y)
        total = _NEVER * sum(_overlap(here, other) for other in self.taken)
        total += 0.2 * sum(_overlap(box, self.sight.box(_body(name, x))) for name, x in self.row)
        total += _overlap(box, self.sight.box(_bilayer((left + right) / 2)))
        beyond = (
            max(SAFE[0] - left, 0), max(right - SAFE[2], 0), max(SAFE[1] - top, 0), max(bottom - SAFE[3], 0)
        )  # fmt: skip
        return total + 1e5 * sum(beyond)

    def free(self, box: Box) -> bool:
        """Whether a label may be there at all: from near, with little room, it is rather left out."""
        left, top, right, bottom = box
        here = (left - _CLEAR_X, top - _CLEAR_Y, right + _CLEAR_X, bottom + _CLEAR_Y)
        inside = left >= SAFE[0] and top >= SAFE[1] and right <= SAFE[2] and bottom <= SAFE[3]
        return inside and not any(_overlap(here, other) > 0.0 for other in self.taken)


@lru_cache(maxsize=256)
def _body(name: str, x: float) -> Box:
    left, top, width, height = rig(name).view_box
    y = foot(x).y
    inset = 0.12 * width
    return x + left + inset, y + top + 20, x + left + width - inset, y + top + height - 8


def _bilayer(x: float) -> Box:
    """The bright and busy part of the membrane at `x`, over which no text is easy to read."""
    y = foot(x).y
    return x - 1000, y - _BRIGHT_PX[0], x + 1000, y + _BRIGHT_PX[1]


def _overlap(a: Box, b: Box) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0
