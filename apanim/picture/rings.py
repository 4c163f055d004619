"""What is looked at, marked on the glass of any view: a ring round it, and the way that it came."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from apanim.picture.drawlist import Dot, Item, Line, Points
from apanim.picture.plots import traced
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.things.targets import Targets, inside
from apanim.picture.things.thing import Thing

_AWAY_PX, _WIDTH_PX, _EDGE_PX = 6.0, 3.5, 7.0  # from a thing to its ring, and how wide that is
_DASH = (9.0, 7.0)
_POINT_PX = 12.0
_PARTS = 3  # of a protein's places, the first are its body
_CORNERS = 48

_STEP_TICKS, _STEPS = 50, 60  # from mark to mark of a trail, and how many: some five seconds
_MARK_PX, _FADES = 5.2, 6  # in the whole view


def rings(
    names: Sequence[str], items: Sequence[Item], found: Targets, *, dashed: bool = False
) -> list[Item]:
    """A ring round each of the things that is in sight in the picture of `items`."""
    out: list[Item] = []
    for name in dict.fromkeys(names):
        out += [_ring(*box, dashed) for box in _boxes(name, items, found)]
    return out


def trail(name: str, one: Thing, shot: Shot[Any], found: Targets) -> list[Item]:
    """Where a thing that moves has been in the last seconds, the fainter the longer ago; not on itself."""
    first = shot.tick - shot.tick % _STEP_TICKS
    ticks = [first - _STEP_TICKS * k for k in range(_STEPS) if first - _STEP_TICKS * k >= 0]
    way = one.way(ticks)
    if way is None:
        return []
    size = _MARK_PX * math.sqrt(shot.camera.sight.scale)
    x, y = shot.camera.sight.onto(*shot.camera.deepened(way.x, way.y, way.z_nm))
    here_x, here_y, reach = found.place(name) or (0.0, 0.0, 0.0)
    out: list[Item] = []
    for k, (at_x, at_y) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        there = math.ceil(_FADES * (1.0 - k / _STEPS)) / _FADES
        if math.hypot(at_x - here_x, at_y - here_y) < reach:
            continue
        if shot.look.frame.holds(at_x, at_y) and not inside(found.covers, at_x, at_y):
            out.append(Dot(at_x, at_y, size, way.tint, colour("text.outline_cool"), 1.5, there))
    return out[::-1]


def _boxes(name: str, items: Sequence[Item], found: Targets) -> list[tuple[float, float, float, float]]:
    """The middle and half the width and height of what is to be ringed."""
    if name.startswith("point "):
        at = traced.place(items, name)
        return [(*at, _POINT_PX, _POINT_PX)] if at else []
    rows = np.array([row for row, one in enumerate(found.names) if one == name], int)
    if name.startswith("protein ") and len(rows):
        rows = rows[:_PARTS]
        x, y, r = found.x[rows], found.y[rows], found.radius[rows]
        left, right = float((x - r).min()), float((x + r).max())
        top, bottom = float((y - r).min()), float((y + r).max())
        return [((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2)]
    places = zip(found.x[rows].tolist(), found.y[rows].tolist(), found.radius[rows].tolist(), strict=True)
    return [(x, y, r, r) for x, y, r in places]


def _ring(x: float, y: float, rx: float, ry: float, dashed: bool) -> Line:
    shape = _shape(round(rx + _AWAY_PX), round(ry + _AWAY_PX))
    dash = _DASH if dashed else None
    return Line(
        shape, colour("text.leader"), _WIDTH_PX, 1.0, dash, colour("text.outline_cool"), _EDGE_PX, x, y
    )


@lru_cache(maxsize=64)
def _shape(rx: int, ry: int) -> Points:
    turns = [2 * math.pi * k / _CORNERS for k in range(_CORNERS + 1)]
    return Points((round(rx * math.cos(turn), 2), round(ry * math.sin(turn), 2)) for turn in turns)
