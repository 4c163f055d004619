"""The curves of a picture as things that can be pointed at: "point CURVE@MS" is a curve at a model time.

CURVE is V of a patch, "V:57" of compartment 57 of a cable, or a column of a tape (see plots.columns).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Curve, Item
from apanim.picture.frames import Frame
from apanim.picture.things.targets import Places, Targets, seen
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


def points(items: Iterable[Item], frame: Frame) -> Targets:
    """Points along every named curve of a picture, as far as it is drawn."""
    names: list[str] = []
    places = [np.zeros((0, 2))]
    for one in curves_drawn(items):
        along = _along(one.points.tobytes(), one.name, one.across)
        drawn = int(np.searchsorted(along.places[:, 0], one.reveal_x, side="right"))
        places.append(along.places[:drawn] + np.array((0.0, one.shift_y)))
        names += along.names[:drawn]
    x, y = np.concatenate(places).T
    return seen(Places(names, x, y, np.full(len(names), _REACH_PX)), (), frame)


class _Along(NamedTuple):
    """Points along a curve, evenly apart, and their names: (k, 2) and k."""

    places: Float
    names: tuple[str, ...]


@lru_cache(maxsize=16)
def _along(path: bytes, curve: str, across: tuple[float, float, float, float]) -> _Along:
    """Those of a whole curve, which stay while it is drawn."""
    line = np.frombuffer(path, np.float32).reshape(-1, 2).astype(float)
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    at = np.arange(0.0, way[-1], _PITCH_PX)
    places = np.stack([np.interp(at, way, column) for column in line.T], axis=1)
    left, right, first, last = across
    ms = (first + (last - first) * (places[:, 0] - left) / (right - left)) / NS_PER_MS
    return _Along(places, tuple(point(curve, one) for one in ms.tolist()))


def place(items: Sequence[Item], name: str) -> tuple[float, float] | None:
    """Where a point is in the frame; None where no curve of the picture has come so far."""
    curve, ms = curve_and_ms(name)
    for one in curves_drawn(items):
        left, right, first, last = one.across
        x = left + (right - left) * (ms * NS_PER_MS - first) / (last - first)
        if one.name == curve and left - 1 <= x <= min(right, one.reveal_x) + 1:
            return x, float(np.interp(x, *one.points.astype(float).T)) + one.shift_y
    return None


def curves_drawn(items: Iterable[Item]) -> list[Curve]:
    """The curves of a picture that are plain to see and have a name."""
    return [one for one in items if type(one) is Curve and one.name and one.opacity > _PLAIN]
