"""Local circuits: where the cable's axial current is strong, a loop that leads it along and back.

The axial current between compartments and the membrane current that it leaves or brings come from V(x).
A loop reaches from the middle of the inward to the middle of the outward membrane current, turns the way
the current flows inside, and is as plain as the current is strong.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Line, Points
from apanim.picture.theme import colour
from apanim.picture.views.axon.geometry import (
    FIRST_X,
    LAST_X,
    LOWER,
    LOWER_Y,
    UPPER,
    UPPER_Y,
    compartments_x,
)
from apanim.tape import CablePlan

_FULL_NA = 0.42  # axial current at which a loop is wholly plain
_FAINTEST = 0.10
_REST_SHARE = 0.06  # of the strongest: so little current is taken for none
_INSIDE_PX, _OUTSIDE_PX = 88, 76  # a loop's reach from the wall's middle
_WIDTH_STEP = 8
_COLOUR, _DARK = colour("axon.loop"), colour("axon.loop_edge")

Float = NDArray[np.float64]
Point = tuple[float, float]


class Current(NamedTuple):
    """A stretch of axial current from `source` to `sink` in the picture; `peak_nA` above 0 to the right."""

    source: float
    sink: float
    peak_nA: float

    @property
    def strength(self) -> float:
        """How plain it is drawn, 0..1: a weak current, such as the one behind a spike, is faint."""
        return min(1.0, abs(self.peak_nA) / _FULL_NA) ** 1.5


def axial_nA(plan: CablePlan, v_mV: Float) -> Float:
    """(n - 1,) current along the inside between neighbouring compartments, positive to the right."""
    return plan.tree.along_uS * -np.diff(v_mV)


def currents(plan: CablePlan, v_mV: Float) -> list[Current]:
    """The stretches of one direction whose current is worth drawing, left to right."""
    flow = axial_nA(plan, v_mV)
    membrane = -np.diff(np.concatenate(([0.0], flow, [0.0])))  # outward, of every compartment
    x = compartments_x(plan)
    out = []
    turns = [0, *(np.flatnonzero(np.diff(np.sign(flow))) + 1), len(flow)]
    strength = np.abs(flow)
    for a, b in pairwise(turns):
        peak = a + int(strength[a:b].argmax())
        if strength[peak] < _FAINTEST * _FULL_NA:
            continue
        right = flow[peak] > 0
        up, down = (slice(a, peak + 1), slice(peak + 1, b + 1))
        up, down = (up, down) if right else (down, up)
        source = _middle(x[up], -membrane[up])
        sink = _middle(x[down], membrane[down])
        if source is not None and sink is not None:
            out.append(Current(source, sink, float(flow[peak])))
    return out


def _middle(x: Float, weight: Float) -> float | None:
    w = np.maximum(weight, 0.0)
    w = np.maximum(w - _REST_SHARE * w.max(initial=0.0), 0.0)
    total = w.sum()
    return float((x * w).sum() / total) if total > 0 else None


def loops(found: list[Current]) -> list[Item]:
    """The loops of both walls."""
    out: list[Item] = []
    for current in found:
        width = _WIDTH_STEP * round(abs(current.sink - current.source) / _WIDTH_STEP)
        middle = round((current.source + current.sink) / 2)
        inside = FIRST_X - 40 < middle < LAST_X + 10
        if width < 24 or not inside:
            continue
        right = current.sink > current.source
        for wall, y in ((UPPER, UPPER_Y), (LOWER, LOWER_Y)):
            shape = _shape(width, wall, right)
            out += [line._replace(x=middle, y=y, opacity=current.strength) for line in shape]
    return out


@lru_cache(maxsize=256)
def _shape(width: int, wall: int, right: bool) -> tuple[Line, ...]:
    """A loop round the origin, and its arrowheads. It runs along the inside first."""
    path = _path(width, wall, right)
    count = len(path)
    heads = [_head(path, round(count * share)) for share in (0.20, 0.40, 0.66, 0.90)]
    loop = Line(Points((*path, path[0])), _COLOUR, 5, under=_DARK, under_width=10)
    return (loop, *heads)


def _path(width: int, wall: int, right: bool) -> list[Point]:
    """A rounded box: the source side up to the inside, along it, out through the wall, back outside."""
    half, corner = width / 2, min(width / 2, 46.0)
    inner, outer = -wall * _INSIDE_PX, wall * _OUTSIDE_PX
    s = 1 if right else -1
    corners = [(-s * half, inner), (s * half, inner), (s * half, outer), (-s * half, outer)]
    out: list[Point] = []
    for i, (cx, cy) in enumerate(corners):
        before, after = corners[i - 1], corners[(i + 1) % 4]
        start, end = _toward((cx, cy), before, corner), _toward((cx, cy), after, corner)
        for k in range(9):
            t = k / 8
            u = 1 - t
            out.append(
                (
                    u * u * start[0] + 2 * u * t * cx + t * t * end[0],
                    u * u * start[1] + 2 * u * t * cy + t * t * end[1],
                )
            )
        for k in range(1, 4):
            goal = _toward(after, (cx, cy), corner)
            out.append((end[0] + (goal[0] - end[0]) * k / 4, end[1] + (goal[1] - end[1]) * k / 4))
    return [(round(x, 2), round(y, 2)) for x, y in out]


def _toward(a: Point, b: Point, px: float) -> Point:
    length = math.dist(a, b)
    share = min(px / length, 0.5) if length else 0.0
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _head(path: list[Point], i: int) -> Line:
    """A full arrowhead on the path at point `i`."""
    (ax, ay), (bx, by) = path[i - 1], path[(i + 1) % len(path)]
    angle = math.atan2(by - ay, bx - ax)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = path[i % len(path)]
    tip, notch = (8.0, 0.0), (-4.0, 0.0)
    barb = (tip, (-8, -7.5), notch, (-8, 7.5), tip, notch, (-6, 3.75), tip, (-6, -3.75))  # round and in it
    points = tuple((round(x + u * cos - v * sin, 2), round(y + u * sin + v * cos, 2)) for u, v in barb)
    return Line(Points(points), _COLOUR, 4.5, under=_DARK, under_width=7)
