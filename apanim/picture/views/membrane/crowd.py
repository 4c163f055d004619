"""How crowded a place of the frame is: what a label would lie on, or come too close to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from apanim.picture.camera import Sight
from apanim.picture.design_frame import Box
from apanim.picture.labels.engine import beyond, overlap, widened
from apanim.picture.rigs import rig
from apanim.picture.views.membrane.bilayer import Proteins
from apanim.picture.views.membrane.geometry import foot

_CLEAR_X, _CLEAR_Y = 16, 3  # px between a label and anything else
_BRIGHT_PX = 160, 90  # of the membrane, with its receding rows, above and below its mid-plane
_SAMPLES, _STRIKES = 12, 4e4  # of a piece of a leader; what one of them costs on a text
_NEVER = 100.0  # times as bad as lying on the membrane: no text may lie on another


@dataclass(frozen=True)
class LabelObstacles:
    """What a label must keep clear of: boxes of the frame, and the membrane as it is seen."""

    taken: tuple[Box, ...]
    row: Proteins
    sight: Sight
    safe: Box

    def cost(self, box: Box) -> float:
        """0 for a free place in the safe area; else how much it overlaps texts, panels and the membrane."""
        here = widened(box, _CLEAR_X, _CLEAR_Y)
        total = _NEVER * sum(_shared(here, other) for other in self.taken)
        total += 0.2 * sum(_shared(box, self.sight.box(_body(name, x))) for name, x in self.row)
        total += _shared(box, self.sight.box(_bilayer((box[0] + box[2]) / 2)))
        return total + 1e5 * sum(beyond(self.safe, box))

    def struck(self, leader: Sequence[tuple[float, float]], own: int) -> float:
        """0 for a leader that runs over nothing but the protein that it points at, the `own` of the row;
        else as much as it lies on: on words and panels above all."""
        bodies = [self.sight.box(_body(*stand)) for i, stand in enumerate(self.row) if i != own]
        total = 0.0
        for a, b in pairwise(leader):
            for k in range(_SAMPLES):
                share = (k + 0.5) / _SAMPLES
                here = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
                total += _STRIKES * sum(_in(here, box) for box in self.taken)
                total += _STRIKES / 40.0 * sum(_in(here, box) for box in bodies)
        return total

    def free(self, box: Box) -> bool:
        """Whether a label may be there at all: from near, with little room, it is rather left out."""
        here = widened(box, _CLEAR_X, _CLEAR_Y)
        return not any(beyond(self.safe, box)) and not any(
            _shared(here, other) > 0.0 for other in self.taken
        )


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


def _in(at: tuple[float, float], box: Box) -> bool:
    return box[0] < at[0] < box[2] and box[1] < at[1] < box[3]


def _shared(a: Box, b: Box) -> float:
    """The area that two boxes share."""
    width, height = overlap(a, b)
    return width * height
