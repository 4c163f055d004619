"""Where beads keep away: from panels, the title's block, and words that lie on the scene itself."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import Sight
from apanim.picture.drawlist import Bar, Item, Panel, Text
from apanim.picture.type import box as text_box

_PANEL_PX, _TEXT_PX = 6.0, 30.0  # from a box to the middle of a bead that is not seen
_FADE_PX = 26.0  # over which beads come back beyond that
_THIN_PX = 10.0  # a bar no higher than this belongs to the title

_Column = NDArray[np.float32]


class Quiet(NamedTuple):
    """A box of the frame, how far around it beads stay away, and how much (0..1): it comes and goes."""

    left: float
    top: float
    right: float
    bottom: float
    margin: float = _PANEL_PX
    strength: float = 1.0


def quiet_of(items: Sequence[Item]) -> list[Quiet]:
    """The boxes of what lies on the glass, each as strong as it is there."""
    out: list[Quiet] = []
    for item in items:  # some fifty, of which few are quiet: a match would take longer than all else here
        if type(item) is Text:
            if item.outline and item.opacity > 0.0:
                out.append(Quiet(*text_box(item), _TEXT_PX, _strength(item.opacity)))
        elif type(item) is Panel:
            out.append(_over(item, _PANEL_PX, item.opacity))
        elif type(item) is Bar and item.height < _THIN_PX:
            out.append(_over(item, _TEXT_PX, 4.0 * item.opacity))
    return out


def _over(plate: Panel | Bar, margin: float, opacity: float) -> Quiet:
    x, y, width, height, *_ = plate
    return Quiet(x, y, x + width, y + height, margin, _strength(opacity))


def _strength(opacity: float) -> float:
    """Whole before the thing itself is: beads fade in steps, and the last is still seen."""
    return min(1.0, opacity / 0.8)


class _Boxes(NamedTuple):
    """k boxes, sorted into g groups that share margin and strength; columns (k, 1) and (g, 1)."""

    left: _Column
    top: _Column
    right: _Column
    bottom: _Column
    groups: tuple[slice, ...]
    margin: _Column
    strength: _Column


@lru_cache(maxsize=64)  # panels and words stand still for seconds
def _grouped(quiet: tuple[Quiet, ...]) -> _Boxes:
    boxes = sorted(quiet, key=lambda box: box[4:])
    kinds = [box[4:] for box in boxes]
    starts = [i for i, kind in enumerate(kinds) if i == 0 or kind != kinds[i - 1]]
    groups = tuple(slice(*ends) for ends in pairwise([*starts, len(boxes)]))
    left, top, right, bottom = np.array(boxes, np.float32)[:, :4].T[:, :, None]
    margin, strength = np.array([kinds[i] for i in starts], np.float32).T[:, :, None]
    return _Boxes(left, top, right, bottom, groups, margin, strength)


def clear_of(
    quiet: Sequence[Quiet], sight: Sight, x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float64]:
    """(n,) opacities of beads, as they are seen: 1 far from every box of the frame, 0 at it."""
    if not quiet or len(x) == 0:
        return np.ones(len(x))
    x, y = sight.onto(x, y)
    boxes = _grouped(tuple(quiet))
    away = x - np.minimum(np.maximum(x, boxes.left), boxes.right)
    away *= away
    away_y = y - np.minimum(np.maximum(y, boxes.top), boxes.bottom)
    away_y *= away_y
    away += away_y
    # Of boxes that are alike the nearest hides the most, so what follows is done once for each group.
    nearest = np.sqrt([away[group].min(axis=0) for group in boxes.groups]) / sight.scale
    back = np.minimum(np.maximum((nearest - boxes.margin) / _FADE_PX, 0.0), 1.0)
    return 1.0 - (boxes.strength * (1.0 - back)).max(axis=0).astype(float)
