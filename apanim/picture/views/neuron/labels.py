"""Labels on the neuron: a dot on the part, a leader, and words where nothing else is.

Where the words go is worked out once for all labels of a scene, so that none moves while it is on.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import Segment, Sight
from apanim.picture.camera_path import at_rest
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.plots import trace_panel
from apanim.picture.stage import SAFE, Box
from apanim.picture.theme import colour
from apanim.picture.type import box as text_box
from apanim.picture.views.neuron import colour_key as key
from apanim.picture.views.neuron.anchors import Point, anchors
from apanim.picture.views.neuron.samples import Float, samples
from apanim.picture.views.neuron.synapses import R, endings
from apanim.script.timeline import Span, Timeline
from apanim.tape import CableTape
from apanim.units import TICKS_PER_S

_SIZE, _WEIGHT = 32, 600
_IN_S, _OUT_S, _LEADER_S, _RISE_PX = 0.30, 0.20, 0.25, 8
_HEAD: Box = (60, 50, 900, 224)
_CAPTION: Box = (96, 940, 1824, 1026)
_ARROW: Box = (680, 600, 1620, 724)  # where the arrow of a running spike may pass
_PANEL: Box = (*trace_panel.BOX[:3], trace_panel.BOX[3] + 40)  # with air under it
_DEGREES = (-90, -60, -120, 60, 120, 90, -35, 35, -145, 145, 0, 180)
_LENGTHS = (62, 84, 110, 140, 175, 215)
_CLEAR = 16.0
_GAP = 12.0  # between the leader's end and the words

Bodies = tuple[Float, Float, Float]
Anchor = Literal["start", "middle", "end"]


class Placed(NamedTuple):
    """A label's dot, the end of its leader, and the baseline of its words with their anchor."""

    at: Point
    end: Point
    words: Point
    anchor: Anchor


def labels(
    timeline: Timeline, tape: CableTape, tick: int, path: tuple[Segment, ...], scale: float = 1.0
) -> list[Item]:
    """The labels that are on at `tick`, while the camera rests on its `path`.

    Raises UserError for a part that the picture has not.
    """
    out: list[Item] = []
    if timeline.active("label", tick):
        for span, placed in _placed(timeline, tape, path, scale):
            if span.start_tick <= tick < span.end_tick:
                out += _draw(span, placed, tick, scale)
    return out


_known: WeakKeyDictionary[CableTape, dict[object, list[tuple[Span, Placed]]]] = WeakKeyDictionary()


def _placed(
    timeline: Timeline, tape: CableTape, path: tuple[Segment, ...], scale: float
) -> list[tuple[Span, Placed]]:
    spans = timeline.of_kind("label")
    known = _known.setdefault(tape, {})
    if (spans, path, scale) not in known:
        known[(spans, path, scale)] = _place_all(timeline, at_rest(spans, path), scale)
    return known[(spans, path, scale)]


def _place_all(
    timeline: Timeline, spans: list[tuple[Span, Sight, int]], scale: float
) -> list[tuple[Span, Placed]]:
    placed: list[tuple[Span, Placed]] = []
    for span, sight, _ in spans:
        traced = any(t.start_tick < span.end_tick and span.start_tick < t.end_tick for t in timeline.traces)
        kept = [_HEAD, _CAPTION, _ARROW, *key.BOXES, *([_PANEL] if traced else [])]
        others = [
            (s, p) for s, p in placed if s.start_tick < span.end_tick and span.start_tick < s.end_tick
        ]
        taken = [*kept, *(_box(s, p, scale) for s, p in others)]
        points = [sight.onto(*at) for at in anchors(span.target)]
        placed.append((span, _best(span, points, taken, [p for _, p in others], _bodies(sight), scale)))
    return placed


def _best(
    span: Span, points: list[Point], taken: list[Box], others: list[Placed], bodies: Bodies, scale: float
) -> Placed:
    """The cheapest way to set a label at one of `points`, the earlier of which are liked better."""
    ways = [
        (30.0 * rank + 0.25 * math.dist(w.at, w.end), w)
        for rank, at in enumerate(points)
        for w in _ways(at)
    ]
    best, least = ways[0][1], math.inf
    for base, way in sorted(ways, key=lambda choice: choice[0]):
        if base >= least:
            break
        cost = base + _cost(span, way, taken, others, bodies, scale)
        if cost < least:
            best, least = way, cost
    return best


def _ways(at: Point) -> Iterator[Placed]:
    for length in _LENGTHS:
        for degrees in _DEGREES:
            cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            end = at[0] + length * cos, at[1] + length * sin
            if abs(cos) < 0.6:
                yield Placed(at, end, (end[0], end[1] + (36 if sin > 0 else -_GAP)), "middle")
            if abs(cos) > 0.4:
                side: Anchor = "start" if cos > 0 else "end"
                yield Placed(at, end, (end[0] + math.copysign(_GAP, cos), end[1] + 11), side)


def _words(span: Span, way: Placed, scale: float) -> Box:
    return text_box(Text(*way.words, span.text, _SIZE * scale, _WEIGHT, "", way.anchor))


def _box(span: Span, way: Placed, scale: float) -> Box:
    left, top, right, bottom = _words(span, way, scale)
    return left - _CLEAR, top - 6, right + _CLEAR, bottom + 6


def _cost(
    span: Span, way: Placed, taken: list[Box], others: list[Placed], bodies: Bodies, scale: float
) -> float:
    """0 for free; texts, panels, the neuron and other leaders cost more the more they are met."""
    left, top, right, bottom = words = _words(span, way, scale)
    total = 0.0
    beyond = (
        max(SAFE[0] - left, 0) + max(right - SAFE[2], 0) + max(SAFE[1] - top, 0) + max(bottom - SAFE[3], 0)
    )
    total += 1e4 * beyond + 40.0 * sum(_overlap(words, box) for box in taken)
    x, y, r = bodies
    away = np.maximum(np.maximum(left - x, x - right), np.maximum(top - y, y - bottom)) - r
    total += float(np.sum(np.clip(_CLEAR - away, 0.0, 40.0)))
    line = np.linspace(0.0, 1.0, 24)[:, None]
    points = np.array(way.at) + (np.array(way.end) - np.array(way.at)) * line
    near = np.hypot(points[6:, :1] - x, points[6:, 1:] - y) < r + 3.0
    total += 12.0 * float(near.any(axis=1).sum())
    total += 100.0 * sum(float(_inside(points, box).sum()) for box in taken)
    for other in others:
        mid = np.array(other.at) + (np.array(other.end) - np.array(other.at)) * line
        total += 400.0 * float((np.hypot(*(points[:, None] - mid[None]).T) < 10.0).any())
        total += 100.0 * float(_inside(mid, (left - 8, top - 8, right + 8, bottom + 8)).sum())
    return total


def _inside(points: Float, box: Box) -> NDArray[np.bool_]:
    """(k,) which of the points (k, 2) lie in the box."""
    left, top, right, bottom = box
    x, y = points.T
    return (x > left) & (x < right) & (y > top) & (y < bottom)


@lru_cache(maxsize=8)
def _bodies(sight: Sight) -> Bodies:
    """x, y and radius of everything that words keep clear of: the neuron and the endings on it."""
    dots, ends = samples(), list(endings().values())
    x = np.concatenate([dots.x[::3], [e.middle[0] for e in ends]])
    y = np.concatenate([dots.y[::3], [e.middle[1] for e in ends]])
    r = np.concatenate([dots.reach[::3] + 2.0, np.full(len(ends), R)])
    return *sight.onto(x, y), sight.scale * r


def _overlap(a: Box, b: Box) -> float:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return min(width, height) if width > 0 and height > 0 else 0.0


def _draw(span: Span, way: Placed, tick: int, scale: float) -> list[Item]:
    """First the leader grows out of its dot, then the words rise into place."""
    seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
    grown = max(0.02, smooth((tick - span.start_tick) / (_LEADER_S * TICKS_PER_S)))
    tip = way.at[0] + (way.end[0] - way.at[0]) * grown, way.at[1] + (way.end[1] - way.at[1]) * grown
    tint, dark = colour("neuron.label"), colour("text.outline_cool")
    words = presence(tick, span.start_tick + round(0.15 * TICKS_PER_S), span.end_tick, _IN_S, _OUT_S)
    x, y = way.words
    return [
        Line((way.at, tip), tint, 2.4, seen, under=dark, under_width=6),
        Dot(*way.at, 6, tint, dark, 2, seen),
        Text(
            x, y + _RISE_PX * (1.0 - words), span.text, _SIZE * scale, _WEIGHT, tint, way.anchor,
            outline=dark, opacity=words,
        ),
    ]  # fmt: skip
