"""Curves of the bench laid over a stage: a fit, a difference, a prediction, drawn once they are told."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import Axes
from apanim.picture.theme import colour
from apanim.script.plots import Laid
from apanim.units import TICKS_PER_S

_DRAWN_S, _FADE_S = 1.6, 0.4
_DASH_PX, _PITCH_PX, _DOT_R = 11.0, 18.0, 4.5  # a dash; from dash to dash or dot to dot; a dot
_WIDTH_PX = 4.0
ROW_PX, SWATCH_PX = 34.0, 44.0  # of the key


def laid(curves: Iterable[Laid], axes: Axes, axis: str, tick: int, seen: float) -> list[Item]:
    """Those of one axis as far as they are drawn."""
    out: list[Item] = []
    for one in curves:
        share = smooth((tick - one.start_tick) / (_DRAWN_S * TICKS_PER_S))
        if one.axis != axis or tick < one.start_tick or not _overlaps(one, axes):
            continue
        tint, until = colour(one.tint), axes.area[0] + share * (axes.area[2] - axes.area[0])
        pieces = _dashes(one, axes.still)
        for piece in pieces:
            x, y = piece[0]
            if piece[-1][0] > until:
                break
            if one.dotted:
                out.append(Dot(x, y + axes.slide, _DOT_R, tint, opacity=seen))
            else:
                out.append(Line(piece, tint, _WIDTH_PX, seen, y=axes.slide))
    return out


def key(words: Iterable[tuple[Laid, str]], right: float, base: float, tick: int, seen: float) -> list[Item]:
    """What the curves are, one below the other from `base` down, each from when it is drawn."""
    out: list[Item] = []
    for row, (one, word) in enumerate(words):
        there = seen * smooth((tick - one.start_tick) / (_FADE_S * TICKS_PER_S))
        if there <= 0.0:
            continue
        y, tint = base + row * ROW_PX, colour(one.tint)
        out.append(Text(right - SWATCH_PX - 14, y, word, 28, 600, tint, "end", opacity=there))
        for x in (right - SWATCH_PX, right - SWATCH_PX + _PITCH_PX, right - SWATCH_PX + 2 * _PITCH_PX):
            if one.dotted:
                out.append(Dot(x + _DOT_R, y - 10, _DOT_R, tint, opacity=there))
            else:
                out.append(Line(((x, y - 10), (x + _DASH_PX, y - 10)), tint, _WIDTH_PX, there))
    return out


def _overlaps(one: Laid, axes: Axes) -> bool:
    return one.from_ns < axes.last and one.to_ns > axes.first


@lru_cache(maxsize=64)
def _dashes(one: Laid, axes: Axes) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The curve cut into dashes, evenly along its way; of a dotted one the dots' places."""
    across = np.linspace(one.from_ns, one.to_ns, len(one.values))
    line = ax.points(across, np.array(one.values), axes).astype(float)
    if len(line) < 2:
        return ()
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    starts = np.arange(0.0, way[-1], _PITCH_PX)
    if one.dotted:
        return tuple((place,) for place in _places(starts, way, line))
    out = []
    for begin in starts:
        inside = way[(way > begin) & (way < begin + _DASH_PX)]
        at = np.concatenate(([begin], inside, [min(begin + _DASH_PX, way[-1])]))
        piece = _places(at, way, line)
        if any(a != b for a, b in pairwise(piece)):
            out.append(tuple(piece))
    return tuple(out)


def _places(at: NDArray[np.float64], way: NDArray[np.float64], line: NDArray[np.float64]):
    x, y = (np.interp(at, way, column).round(2) for column in line.T)
    return list(zip(x.tolist(), y.tolist(), strict=True))
