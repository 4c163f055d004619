"""The curves of a picture as things that can be pointed at: "point CURVE@MS" is a curve at a model time.

CURVE is V of a patch, "V:57" of compartment 57 of a cable, or a column of a tape (see plots.columns).
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Curve, Item
from apanim.picture.targets import Places, Targets, seen
from apanim.units import NS_PER_MS

_PITCH_PX, _REACH_PX = 10.0, 14.0  # from point to point along a curve; how near one has to be
Float = NDArray[np.float64]

_PLAIN = 0.5  # a curve fainter than this is none to point at


def point(curve: str, ms: float) -> str:
    """The name of a curve at a model time."""
    return f"point {curve}@{ms:.3f}"


def curve_and_ms(name: str) -> tuple[str, float]:
    """The curve of a point, and its model time."""
    curve, _, ms = name.removeprefix("point ").partition("@")
    return curve, float(ms)


def points(items: Iterable[Item]) -> Targets:
    """Points along every named curve of a picture, as far as it is drawn."""
    names: list[str] = []
    places = [np.zeros((0, 2))]
    for one in _curves(items):
        path = one.points[one.points[:, 0] <= one.reveal_x].astype(float)
        if len(path) < 2:
            continue
        way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))))
        at = np.arange(0.0, way[-1], _PITCH_PX)
        x, y = (np.interp(at, way, column) for column in path.T)
        places.append(np.stack([x, y + one.shift_y], axis=1))
        names += [point(one.name, ms) for ms in _ms_at(one, x).tolist()]
    x, y = np.concatenate(places).T
    return seen(Places(names, x, y, np.full(len(names), _REACH_PX)), ())


def place(items: Sequence[Item], name: str) -> tuple[float, float] | None:
    """Where a point is in the frame; None where no curve of the picture has come so far."""
    curve, ms = curve_and_ms(name)
    for one in _curves(items):
        left, right, first, last = one.across
        x = left + (right - left) * (ms * NS_PER_MS - first) / (last - first)
        if one.name == curve and left - 1 <= x <= min(right, one.reveal_x) + 1:
            return x, float(np.interp(x, *one.points.astype(float).T)) + one.shift_y
    return None


def _curves(items: Iterable[Item]) -> list[Curve]:
    return [one for one in items if type(one) is Curve and one.name and one.opacity > _PLAIN]


def _ms_at(one: Curve, x: Float) -> Float:
    left, right, first, last = one.across
    return (first + (last - first) * (x - left) / (right - left)) / NS_PER_MS
