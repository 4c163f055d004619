"""How far things reach, so that only the part of a frame is worked on that they can touch."""

import math
from collections.abc import Iterable
from functools import cache

import numpy as np

from apanim.picture.drawlist import Beads, Item, Sprite, Sprites, Trails
from apanim.picture.rigs import rig
from apanim.picture.stage import Box

_BEAD, _TRAIL = 40.0, 110.0  # of the largest bead, and of the longest streak


@cache
def rig_reach(name: str) -> float:
    """How far anything of a rig can be from its origin or a pivot."""
    _, _, width, height = rig(name).view_box
    return math.hypot(width, height)


def extent(items: Iterable[Item]) -> Box | None:
    """A box of the scene that holds all of `items`; None if some of them may reach anywhere."""
    boxes = []
    for item in items:
        if isinstance(item, Sprite):
            reach = rig_reach(item.rig) * item.scale
            boxes.append((item.x - reach, item.y - reach, item.x + reach, item.y + reach))
        elif isinstance(item, Beads | Trails | Sprites):
            if len(item.x):
                reach = _reach(item)
                low, high = (item.x.min(), item.y.min()), (item.x.max(), item.y.max())
                boxes.append((low[0] - reach, low[1] - reach, high[0] + reach, high[1] + reach))
        else:
            return None
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    sides = np.array(boxes, float)
    left, top = sides[:, :2].min(axis=0)
    right, bottom = sides[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _reach(item: Beads | Trails | Sprites) -> float:
    """How far from its place any of several can be."""
    if isinstance(item, Sprites):
        like = item.like
        return rig_reach(like.rig) * like.scale + max(abs(like.x), abs(like.y))
    return _BEAD if isinstance(item, Beads) else _TRAIL
