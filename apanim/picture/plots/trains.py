"""Spike trains: V(t) under steady currents, one above the other, each with its spikes so far."""

from functools import lru_cache

import numpy as np

from apanim.picture.drawlist import Curve, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour
from apanim.picture.type import fitted, width
from apanim.script.plots import Plot, Train
from apanim.script.timeline import Timeline
from apanim.units import NS_PER_MS, TICKS_PER_S

_LEFT, _RIGHT = 28.0, 28.0  # between the panel's sides and the curves
_HEAD, _ROW, _CURVE = (50.0, 148.0, 84.0)  # first name's baseline, from row to row, and a curve's height
_DROP = 22.0  # from a name's baseline to its curve
_RANGE_MV = (-85.0, 45.0)  # at least; all curves share one range, wider if one of them needs it
_APART = 20.0  # a name and its count
_DRAWN_S = 3.0  # both are drawn in this time, side by side


def trains(timeline: Timeline, plot: Plot, plate: Standing, seen: float, tick: int) -> list[Item]:
    """The panel's contents at `tick`: the curves as far as they have been drawn."""
    share = smooth((tick - plot.start_tick) / (_DRAWN_S * TICKS_PER_S))
    left, right = plate.left + _LEFT, plate.right - _RIGHT
    range_mV = _range_mV(plot.trains)
    out: list[Item] = []
    for row, train in enumerate(plot.trains):
        name_y = plate.top + _HEAD + row * _ROW
        top = plate.box[1] + _HEAD + row * _ROW + _DROP
        reveal = left + (right - left) * share
        spikes = sum(at <= share for at in train.spikes)
        what = timeline.word("spike in" if spikes == 1 else "spikes in")
        count = f"{spikes} {what} {share * plot.to_ns / NS_PER_MS:.0f} {timeline.word('ms')}"
        name = fitted(train.name, right - left - width(count, 28, 700) - _APART, 28, 600).text
        points, tint = _points(train, range_mV, left, right, top), colour("plot.trace")
        out += [
            Text(left, name_y, name, 28, 600, colour("text.quiet"), opacity=seen),
            Text(right, name_y, count, 28, 700, tint, "end", opacity=seen),
            _rest(train, range_mV, left, right, top + plate.slide, seen),
            Curve(points, tint, top, top + _CURVE, reveal, seen, bare=True, shift_y=plate.slide),
        ]  # fmt: skip
    return out


Range = tuple[float, float]


@lru_cache(maxsize=16)
def _range_mV(rows: tuple[Train, ...]) -> Range:
    """The lowest and the highest V that has room."""
    low, high = _RANGE_MV
    return min(low, *(min(row.v_mV) for row in rows)), max(high, *(max(row.v_mV) for row in rows))


def _rest(train: Train, range_mV: Range, left: float, right: float, top: float, seen: float) -> Line:
    y = _y(train.v_mV[0], range_mV, top)  # a train begins at the rest of its set
    return Line(((left, y), (right, y)), colour("plot.grid"), 1.6, 0.35 * seen)


def _y(v_mV: float, range_mV: Range, top: float) -> float:
    low, high = range_mV
    return top + _CURVE * (high - v_mV) / (high - low)


@lru_cache(maxsize=16)
def _points(train: Train, range_mV: Range, left: float, right: float, top: float) -> np.ndarray:
    """(n, 2) float32 in the picture."""
    v = np.array(train.v_mV, np.float32)
    y = _y(v, range_mV, top)  # type: ignore[arg-type]
    return np.stack([np.linspace(left, right, len(v)), y], axis=1).astype(np.float32)
