"""Labels on the neuron: words where neither it nor anything else is."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import Sight
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item
from apanim.picture.labels import LabelStyle, LabelWay, Placed, labels, words_box
from apanim.picture.labels.draw import Point
from apanim.picture.labels.engine import beyond, meet, overlap, widened
from apanim.picture.overlay import caption, title
from apanim.picture.plots.places import passing, rooms_of
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.neuron import colour_key
from apanim.picture.views.neuron.anchors import anchors
from apanim.picture.views.neuron.samples import Float, samples
from apanim.picture.views.neuron.synapses import R, endings
from apanim.picture.views.neuron.travel_arrow import crest
from apanim.script.timeline import Span
from apanim.tape import CableTape
from apanim.units import NS_PER_MS, TICKS_PER_STEP

_HEAD_RIGHT = 900.0  # of the title, in 16 to 9
_ARROW: Box = (680, 600, 1620, 724)  # of the scene: where the arrow of a running spike may pass
_STANDS_MS = 0.05  # of model time, in which no spike comes to run
_AIR = 40.0  # under a panel
_DEGREES = (-90, -60, -120, 60, 120, 90, -35, 35, -145, 145, 0, 180)
_LENGTHS = (62, 84, 110, 140, 175, 215)
_CLEAR = 16.0
_GAP = 12.0  # between the leader's end and the words


def neuron_labels(shot: Shot[CableTape]) -> list[Item]:
    """The labels that are on."""
    return labels(shot, _Neuron, lambda of: (of.timeline.traces, of.timeline.plots))


@dataclass
class _Neuron:
    """The parts of the neuron; see labels.Labelled."""

    shot: Shot[CableTape]
    style = LabelStyle(
        32, colour("neuron.label"), colour("neuron.label"), colour("text.outline_cool"), plate=True
    )

    def place(self, span: Span, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed:
        """The cheapest way at one of the part's points, the earlier of which are liked better."""
        traced = any(meet(window, span) for window in self.shot.timeline.traces)
        boxes = [*self._taken(sight), *([self._panel()] if traced else [])]
        boxes += [sight.box(_ARROW)] if self._may_run(span) else []
        boxes += [one.box for one in passing(self.shot.timeline, self.shot.look) if meet(one, span)]
        boxes += [widened(self._box(other.span, other.way), _CLEAR, 6) for other in others]
        ways = [
            (30.0 * rank + 0.25 * math.dist(at, way.bends[0]), at, way)
            for rank, at in enumerate(sight.onto(*point) for point in anchors(span.target))
            for way in _ways(at)
        ]
        best, least = ways[0], math.inf
        for choice in sorted(ways, key=lambda choice: choice[0]):
            base, at, way = choice
            if base >= least:
                break
            leader, words = _points(at, way.bends[0]), self._box(span, way)
            cost = base + _cost(leader, words, boxes, others, sight)
            cost += 1e4 * sum(beyond(self.shot.look.frame.safe, words))
            if cost < least:
                best, least = choice, cost
        return Placed(span, best[2], sight, at=best[1])

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        """It never moves."""
        return placed.at, *placed.way.bends

    def _box(self, span: Span, way: LabelWay) -> Box:
        return words_box(span.text, way, self.style, self.shot.look.scale)

    def _taken(self, sight: Sight) -> list[Box]:
        """What else stands on the glass."""
        timeline, look = self.shot.timeline, self.shot.look
        left, top, right, bottom = title.head(timeline, look)
        head = (left, top, right if look.frame.stacked else _HEAD_RIGHT, bottom)
        return [head, caption.box(look, wide=True), *colour_key.boxes(look)]

    def _may_run(self, span: Span) -> bool:
        """Whether a spike may run along the axon while the words are there: not where model time stands."""
        plan, tape = self.shot.timeline.plan, self.shot.tape
        first, last = (min(tick // TICKS_PER_STEP, plan.steps) for tick in (span.start_tick, span.end_tick))
        passes_ms = (plan.model_ns[last] - plan.model_ns[first]) / NS_PER_MS
        known = first <= tape.steps  # a tape may have been baked to less; what is shown now is on it
        return passes_ms > _STANDS_MS or not known or crest(tape, first * TICKS_PER_STEP) is not None

    def _panel(self) -> Box:
        left, top, right, bottom = rooms_of(self.shot.timeline, self.shot.look)["panel"].box
        return left, top, right, bottom + _AIR


def _ways(at: Point) -> Iterator[LabelWay]:
    for length in _LENGTHS:
        for degrees in _DEGREES:
            cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            end = at[0] + length * cos, at[1] + length * sin
            if abs(cos) < 0.6:
                yield LabelWay((end,), (end[0], end[1] + (36 if sin > 0 else -_GAP)), "middle")
            if abs(cos) > 0.4:
                side = "start" if cos > 0 else "end"
                yield LabelWay((end,), (end[0] + math.copysign(_GAP, cos), end[1] + 11), side)


def _points(start: Point, end: Point) -> Float:
    """(24, 2) points of a leader."""
    return np.array(start) + (np.array(end) - np.array(start)) * np.linspace(0.0, 1.0, 24)[:, None]


def _cost(leader: Float, words: Box, boxes: Sequence[Box], others: Sequence[Placed], sight: Sight) -> float:
    """0 for free; texts, panels, the neuron and other leaders cost more the more they are met."""
    left, top, right, bottom = words
    total = 120.0 * sum(min(overlap(words, box)) for box in boxes)
    x, y, r = _bodies(sight)
    away = np.maximum(np.maximum(left - x, x - right), np.maximum(top - y, y - bottom)) - r
    total += float(np.sum(np.clip(_CLEAR - away, 0.0, 40.0)))
    near = np.hypot(leader[6:, :1] - x, leader[6:, 1:] - y) < r + 3.0
    total += 12.0 * float(near.any(axis=1).sum())
    total += 100.0 * sum(float(_inside(leader, box).sum()) for box in boxes)
    for other in others:
        its = _points(other.at, other.way.bends[0])
        total += 400.0 * float((np.hypot(*(leader[:, None] - its[None]).T) < 10.0).any())
        total += 100.0 * float(_inside(its, widened(words, 8, 8)).sum())
    return total


def _inside(points: Float, box: Box) -> NDArray[np.bool_]:
    """(k,) which of the points (k, 2) lie in the box."""
    left, top, right, bottom = box
    x, y = points.T
    return (x > left) & (x < right) & (y > top) & (y < bottom)


@lru_cache(maxsize=8)
def _bodies(sight: Sight) -> tuple[Float, Float, Float]:
    """x, y and radius of everything that words keep clear of: the neuron and the endings on it."""
    dots, ends = samples(), list(endings().values())
    x = np.concatenate([dots.x[::3], [e.middle[0] for e in ends]])
    y = np.concatenate([dots.y[::3], [e.middle[1] for e in ends]])
    r = np.concatenate([dots.reach[::3] + 2.0, np.full(len(ends), R)])
    return *sight.onto(x, y), sight.scale * r
