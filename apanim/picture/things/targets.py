"""What can be pointed at in a picture: names with their places in the frame, what lies on top first.

A thing has a name of two words, what it is and which. Of a patch: "ion 12" (row of the world's ions),
"protein 4" (row of the layout), "transmitter 3", "bouton 0" (of the other cell). Of a cable:
"synapse left", "compartment 57", "channel 9", "bead 9 140" (the 140th ion through that channel). Of a
curve: where it is at 12.3 ms, "point V@12.300".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Panel
from apanim.picture.drawlist.array_items import ByValue
from apanim.picture.frames import Frame

Column = NDArray[np.float32]
Float = NDArray[np.floating]

_OPAQUE = 0.5  # a panel that is there this far hides what lies under it


@dataclass(frozen=True, eq=False)
class Targets(ByValue):
    """t places of the frame, in design units of the picture as it is shown; a name may have several.

    x, y, radius (t,) float32; own (t,) whether a place is the thing's middle, not another part of it. The
    first `on_glass` of them lie on panels; of what is under the boxes `covers` nothing can be pointed at.
    """

    names: tuple[str, ...]
    x: Column
    y: Column
    radius: Column
    own: NDArray[np.bool_]
    on_glass: int = 0
    covers: tuple[Box, ...] = ()

    def hit(self, x: float, y: float) -> str:
        """What is at a place: of those that reach so far the one whose middle is nearest; "" for none."""
        count = self.on_glass if inside(self.covers, x, y) else len(self.names)
        away = np.hypot(self.x[:count] - x, self.y[:count] - y)
        away[away > self.radius[:count]] = np.inf
        best = int(away.argmin()) if count else 0
        return self.names[best] if count and away[best] < np.inf else ""

    def place(self, name: str) -> tuple[float, float, float] | None:
        """x, y and radius of a thing's own middle; None if that is out of sight."""
        row = next((row for row, one in enumerate(self.names) if one == name and self.own[row]), None)
        return None if row is None else (float(self.x[row]), float(self.y[row]), float(self.radius[row]))

    def in_sight(self, kind: str) -> list[str]:
        """The names of the things of a kind whose middle is in sight."""
        head = f"{kind} "
        return [one for row, one in enumerate(self.names) if self.own[row] and one.startswith(head)]


def covers(items: Iterable[Item]) -> tuple[Box, ...]:
    """The boxes of the panels of a picture, under which nothing is seen."""
    return tuple(
        (one.x, one.y, one.x + one.width, one.y + one.height)
        for one in items
        if type(one) is Panel and one.opacity > _OPAQUE
    )


class Places(NamedTuple):
    """t things and where they are: x, y, radius (t,). The first place of a name is the thing's own."""

    names: Sequence[str]
    x: Float
    y: Float
    radius: Float


def seen(places: Places, boxes: tuple[Box, ...], frame: Frame) -> Targets:
    """Those of the things whose middle is in the frame and under none of `boxes`."""
    names, x, y, radius = places
    first_x, first_y, end_x, end_y = frame.box
    there = (x >= first_x) & (x < end_x) & (y >= first_y) & (y < end_y)
    for left, top, right, bottom in boxes:
        there &= (x < left) | (x > right) | (y < top) | (y > bottom)
    rows = np.flatnonzero(there)
    firsts = {name: row for row, name in reversed([*enumerate(names)])}
    own = np.zeros(len(names), bool)
    own[[*firsts.values()]] = True
    return Targets(
        tuple([names[row] for row in rows.tolist()]), x[rows].astype(np.float32),
        y[rows].astype(np.float32), radius[rows].astype(np.float32), own[rows], covers=boxes,
    )  # fmt: skip


def together(parts: Sequence[Places]) -> Places:
    """The things of all parts, in their order."""
    return Places(
        [name for part in parts for name in part.names], np.concatenate([part.x for part in parts]),
        np.concatenate([part.y for part in parts]), np.concatenate([part.radius for part in parts]),
    )  # fmt: skip


def over(top: Targets, bottom: Targets) -> Targets:
    """Both, those of `top` on the glass."""
    return Targets(
        top.names + bottom.names, np.concatenate((top.x, bottom.x)), np.concatenate((top.y, bottom.y)),
        np.concatenate((top.radius, bottom.radius)), np.concatenate((top.own, bottom.own)),
        len(top.names) + bottom.on_glass, bottom.covers,
    )  # fmt: skip


@lru_cache(maxsize=16)
def numbered(kind: str, count: int) -> tuple[str, ...]:
    """The names of `count` things of a kind, by row."""
    return tuple(f"{kind} {row}" for row in range(count))


def inside(boxes: Iterable[Box], x: float, y: float) -> bool:
    """Whether a place is in one of the boxes."""
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
