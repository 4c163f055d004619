"""Where the neuron lies in the picture: the course of every section of the cable, in design units.

The dendrites are those that the cable was built from (physics.cable.dendrites), at one scale; soma, axon
and terminals are drawn to fit the frame (see lies.NEURON_DENDRITES).
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.tape.morphology import STEM, Neurite, arbor

SOMA_X, SOMA_Y = 540.0, 576.0
SOMA_RX, SOMA_RY = 91.0, 81.0
PX_PER_UM = lies.NEURON_DENDRITES.value
WIDTH_PX_PER_UM = lies.NEURON_WIDTHS.value

_SMOOTH = 9  # pieces between two points of a course
_ROOT_INSIDE, _TWIG_INSIDE = 30.0, 5.0  # by which a course begins inside what it leaves
_FLARE = 1.5

# The axon's axis: x, y, width. The hillock narrows into the initial segment, which ends at _SEGMENT_END.
_AXIS = (
    (585, 580, 97), (641, 584, 74), (689, 585, 47), (762, 583, 34), (840, 572, 27), (970, 542, 25),
    (1130, 528, 24), (1300, 554, 24), (1420, 580, 24), (1500, 584, 23),
)  # fmt: skip
HILLOCK_X, SEGMENT_X, SEGMENT_END, AXON_END = 622.0, 690.0, 800.0, 1492.0
# The terminals: how far below the axon's end each ends, how far beyond it, and where its fibre parts.
_TERMINALS = ((-150, 146, 52), (-80, 194, 22), (-2, 212, 0), (78, 194, 30), (152, 146, 60))
BOUTON_R = 26.0

Float = NDArray[np.float64]


class SmoothPath(NamedTuple):
    """A smooth course: (n, 3) x, y and width; the share of the section (0..1) at each point, (n,)."""

    points: Float
    share: Float


def catmull(points: Sequence[Sequence[float]], pieces: int) -> Float:
    """A smooth curve (Catmull & Rom) through `points` (k, d): ((k - 1) pieces + 1, d)."""
    p = np.array([points[0], *points, points[-1]], float)
    t = (np.arange(pieces) / pieces)[:, None]
    out = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        curve = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        out.append(curve / 2)
    return np.concatenate([*out, p[-1:]])


def from_um(x_um: float, y_um: float) -> tuple[float, float]:
    """A place of the dendrites' plan in the picture."""
    return SOMA_X + PX_PER_UM * x_um, SOMA_Y + PX_PER_UM * y_um


@cache
def neurite_curve(neurite: Neurite) -> Float:
    """(n, 3) the smooth course of a neurite, begun inside of what it leaves; x, y, width."""
    points = [
        (*from_um(*at), WIDTH_PX_PER_UM * wide)
        for at, wide in zip(neurite.points_um, neurite.diameters_um, strict=True)
    ]
    (x, y, wide), (x1, y1, _) = points[0], points[1]
    angle = math.atan2(y1 - y, x1 - x)
    back, flare = (_ROOT_INSIDE, _FLARE) if neurite.order == STEM else (_TWIG_INSIDE, 1.0)
    root = (x - back * math.cos(angle), y - back * math.sin(angle), wide * flare)
    return catmull([root, *points], _SMOOTH)


@cache
def axis() -> Float:
    """(n, 3) the axon from the soma to its end: x, y, width."""
    return catmull(_AXIS, 18)


def axon_y(x: float) -> float:
    """Height of the axon's middle at `x`."""
    line = axis()
    return float(np.interp(x, line[:, 0], line[:, 1]))


def axon_width(x: float) -> float:
    """Thickness of the axon at `x`."""
    line = axis()
    return float(np.interp(x, line[:, 0], line[:, 2]))


@cache
def terminal_curves() -> tuple[Float, ...]:
    """(n, 3) the fibre of every terminal, from inside the axon's end to its bouton."""
    x, y, _ = _AXIS[-1]
    out = []
    for dy, length, back in _TERMINALS:
        end_x, end_y, start = x + length, y + dy, x - back
        points = [
            (start - 34, y - 3, 9), (start, y + dy * 0.02, 14), (start + 50, y + dy * 0.17, 13),
            (x + length * 0.52, y + dy * 0.62, 11), (end_x - 26, end_y - dy * 0.06, 10), (end_x, end_y, 12),
        ]  # fmt: skip
        out.append(catmull(points, 12))
    return tuple(out)


def boutons() -> list[tuple[float, float]]:
    """The middles of the terminals' boutons."""
    x, y, _ = _AXIS[-1]
    return [(x + length + 8, y + dy) for dy, length, _ in _TERMINALS]


@cache
def courses() -> dict[str, SmoothPath]:
    """The course of every section of the lecture's neuron, by name."""
    out = {"soma": _soma()}
    for neurite in arbor():
        curve = neurite_curve(neurite)
        for name, first, last in neurite.pieces():
            a = 0 if first == 0 else (first + 1) * _SMOOTH
            piece = curve[a : (last + 1) * _SMOOTH + 1]
            out[name] = SmoothPath(piece, _shares(piece))
    for name, left, right in (
        ("hillock", HILLOCK_X, SEGMENT_X), ("initial segment", SEGMENT_X, SEGMENT_END),
        ("axon", SEGMENT_END, AXON_END),
    ):  # fmt: skip
        x = np.linspace(left, right, max(2, round((right - left) / 3)))
        line = axis()
        piece = np.stack([x, *(np.interp(x, line[:, 0], line[:, i]) for i in (1, 2))], axis=1)
        out[name] = SmoothPath(piece, np.linspace(0.0, 1.0, len(x)))
    for i, (curve, bouton) in enumerate(zip(terminal_curves(), boutons(), strict=True), start=1):
        free = curve[curve[:, 0] >= AXON_END]
        piece = np.concatenate([free, [(*bouton, 2 * BOUTON_R)]])
        out[f"terminal {i}"] = SmoothPath(piece, _shares(piece))
    return out


def spot(section: str, share: float) -> tuple[float, float]:
    """The point in the picture at `share` (0..1) of a section."""
    course = courses()[section]
    x, y = (float(np.interp(share, course.share, course.points[:, i])) for i in (0, 1))
    return x, y


def _soma() -> SmoothPath:
    x = np.linspace(SOMA_X - 30, SOMA_X + 34, 5)
    return SmoothPath(
        np.stack([x, np.full(5, SOMA_Y), np.full(5, 2 * SOMA_RY - 20)], axis=1), np.linspace(0, 1, 5)
    )


def _shares(points: Float) -> Float:
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points[:, :2], axis=0).T))])
    return way / way[-1]
