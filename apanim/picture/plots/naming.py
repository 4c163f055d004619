"""Where the names of curves stand: near their own curve, clear of all curves and of each other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Text
from apanim.picture.type import box

_SIZE, _WEIGHT = 30, 700
_AWAY_PX = (12, 20, 34)  # between a name and its curve
_TRIES = 48
_CLEAR_PX = 7.0


class NamePlace(NamedTuple):
    """The middle of a name's baseline, and the x that the curves must have passed for it to be read."""

    x: float
    y: float
    from_x: float


def name_places(
    names: Sequence[str], paths: Sequence[NDArray[np.float32]], area: Box
) -> tuple[NamePlace | None, ...]:
    """A place for each name at its own path (n, 2), within `area`; None for a path without points."""
    taken: list[Box] = []
    out: list[NamePlace | None] = []
    for i, (name, path) in enumerate(zip(names, paths, strict=True)):
        choices = [] if len(path) < 2 else _choices(name, i, path, paths, area, taken)
        if not choices:
            out.append(None)
            continue
        _, place, filled = min(choices, key=lambda choice: choice[0])
        taken.append(filled)
        out.append(place)
    return tuple(out)


def _choices(
    name: str, own: int, path: NDArray[np.float32], paths: Sequence[NDArray[np.float32]], area: Box,
    taken: list[Box],
) -> list[tuple[float, NamePlace, Box]]:  # fmt: skip
    """(cost, place, box); it costs to lie on something, and to be far from the curve or low on it."""
    found = []
    for k in np.linspace(0, len(path) - 1, _TRIES).astype(int):
        x0, y0 = (float(value) for value in path[k])
        for away in _AWAY_PX:
            for text in _around(name, x0, y0, away):
                here = box(text)
                if here[0] < area[0] + 4 or here[2] > area[2] or here[1] < area[1] - 8 or here[3] > area[3]:
                    continue
                on = sum(_on(here, p) for p in paths) + 40 * sum(_meet(here, t) for t in taken)
                others = min((_distance(here, p) for j, p in enumerate(paths) if j != own), default=200.0)
                high = (area[3] - y0) / (area[3] - area[1])
                cost = 10.0 * on + 0.02 * away - 0.6 * high - 0.01 * min(others, 60.0)
                middle = (here[0] + here[2]) / 2
                found.append((cost, NamePlace(middle, text.y, max(x0, here[2])), here))
    return found


def _around(name: str, x: float, y: float, away: float) -> list[Text]:
    return [
        Text(x, y - away, name, _SIZE, _WEIGHT, "", "middle"),
        Text(x, y + away + 24, name, _SIZE, _WEIGHT, "", "middle"),
        Text(x + away, y + 10, name, _SIZE, _WEIGHT, "", "start"),
        Text(x - away, y + 10, name, _SIZE, _WEIGHT, "", "end"),
    ]


def _inside(here: Box, path: NDArray[np.float32], margin: float) -> NDArray[np.bool_]:
    x, y = path[:, 0], path[:, 1]
    left, top, right, bottom = here
    return (x > left - margin) & (x < right + margin) & (y > top - margin) & (y < bottom + margin)


def _on(here: Box, path: NDArray[np.float32]) -> int:
    return int(np.count_nonzero(_inside(here, path, _CLEAR_PX)))


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _distance(here: Box, path: NDArray[np.float32]) -> float:
    dx = np.maximum(np.maximum(here[0] - path[:, 0], path[:, 0] - here[2]), 0)
    dy = np.maximum(np.maximum(here[1] - path[:, 1], path[:, 1] - here[3]), 0)
    return float(np.hypot(dx, dy).min()) if len(path) else 200.0
