"""Where beads keep away: from panels, the title's block, and words that lie on the scene itself."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import Sight
from apanim.picture.drawlist import Bar, Item, Panel, Text
from apanim.picture.type import box as text_box

_PANEL_PX, _TEXT_PX = 6.0, 30.0  # from a box to the middle of a bead that is not seen
_FADE_PX = 26.0  # over which beads come back beyond that
_THIN_PX = 10.0  # a bar no higher than this belongs to the title


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
    for item in items:
        match item:
            case Panel(x, y, width, height):
                out.append(Quiet(x, y, x + width, y + height, _PANEL_PX, _strength(item.opacity)))
            case Text() if item.outline and item.opacity > 0.0:
                out.append(Quiet(*text_box(item), _TEXT_PX, _strength(item.opacity)))
            case Bar(x, y, width, height) if height < _THIN_PX:
                out.append(Quiet(x, y, x + width, y + height, _TEXT_PX, _strength(4.0 * item.opacity)))
            case _:
                pass
    return out


def _strength(opacity: float) -> float:
    """Whole before the thing itself is: beads fade in steps, and the last is still seen."""
    return min(1.0, opacity / 0.8)


def clear_of(
    quiet: Sequence[Quiet], sight: Sight, x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float64]:
    """(n,) opacities of beads, as they are seen: 1 far from every box of the frame, 0 at it."""
    if not quiet:
        return np.ones(len(x))
    x, y = sight.onto(x, y)
    left, top, right, bottom, margin, strength = np.array(quiet, np.float32).T[:, :, None]
    away_x = np.maximum(np.maximum(left - x, x - right), 0.0)
    away_y = np.maximum(np.maximum(top - y, y - bottom), 0.0)
    away = np.sqrt(away_x * away_x + away_y * away_y) / sight.scale
    hidden = strength * (1.0 - np.clip((away - margin) / _FADE_PX, 0.0, 1.0))
    return 1.0 - hidden.max(axis=0).astype(float)
