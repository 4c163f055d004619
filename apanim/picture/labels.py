"""Labels with leader lines: each finds a free place by its part, clear of every other text and panel."""

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from apanim.errors import UserError
from apanim.picture.bilayer import Proteins
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.proteins import Posed
from apanim.picture.rigs import rig
from apanim.picture.stage import SAFE, Box, membrane_y, place
from apanim.picture.theme import colour
from apanim.picture.type import box as text_box
from apanim.script.timeline import Span, Timeline
from apanim.units import TICKS_PER_S

_SIZE, _WEIGHT = 28, 600
_IN_S, _OUT_S, _LEADER_S, _RISE_PX = 0.30, 0.20, 0.25, 8
_CLEAR_PX = 14  # between a label and anything else
_LINE_WIDTH, _UNDER_WIDTH, _DOT_R = 2.4, 6, 6


class Way(NamedTuple):
    """One way to set a label: the leader's further points and the text's baseline, from the anchor."""

    bends: tuple[tuple[float, float], ...]
    text: tuple[float, float]
    anchor: Literal["start", "middle", "end"]


def _down(length: float) -> Way:
    return Way(((0, length),), (4, length + 34), "middle")


def _up(length: float) -> Way:
    return Way(((0, -length),), (0, -length - 14), "middle")


def _right(dx: float, dy: float) -> Way:
    return Way(((dx, dy), (dx + 18, dy)), (dx + 28, dy + 10), "start")


def _left(dx: float, dy: float) -> Way:
    return Way(((-dx, dy), (-dx - 18, dy)), (-dx - 28, dy + 10), "end")


_BELOW = tuple(_down(d) for d in (152, 186, 120, 220))
_ABOVE = tuple(_up(d) for d in (56, 88, 120, 152))
_BESIDE = tuple(w for dy in (22, 60, -20, 96) for w in (_right(38, dy), _left(38, dy)))


@dataclass(frozen=True)
class Target:
    """What a label may point at: a point of a rig (or a fixed one, without), and the ways to try."""

    rig: str
    at: tuple[float, float]
    ways: tuple[Way, ...]


TARGETS = {
    "na_channels": Target("na_channel", (0, -128), _ABOVE),
    "na_channel.gate": Target("na_channel", (-13, 40), _BELOW),
    "na_channel.ball": Target("na_channel", (75, 158), _BESIDE),
    "na_stream": Target("na_channel", (44, 222), _BESIDE),
    "k_channels": Target("k_channel", (0, -116), _ABOVE),
    "k_channel.gate": Target("k_channel", (-8, 78), _BELOW),
    "k_stream": Target("k_channel", (30, -150), _BESIDE[2:] + _ABOVE),
    "leak_channels": Target("leak_na", (0, -104), _ABOVE),
    "k_leak": Target("leak_k", (0, -102), (*_ABOVE, *_BESIDE)),
    "pump": Target("pump", (0, -112), _ABOVE),
    "electrode": Target("", (1722, 700), (_left(40, 22), _left(40, 60), _right(20, 30))),
    "ions": Target("", (720, 290), (_right(40, -10), _left(40, -10))),
}
_BALL_EDGE = (17.0, 8.0)  # where the leader touches the ball, from its middle


def target(name: str) -> Target:
    """The part called `name`. Raises UserError, naming all parts, if there is none."""
    if name not in TARGETS:
        raise UserError(f"a label points at {name!r}; the picture has {', '.join(sorted(TARGETS))}")
    return TARGETS[name]


def labels(timeline: Timeline, proteins: list[Posed], tick: int, taken: tuple[Box, ...]) -> list[Item]:
    """The labels that are on at `tick`; `taken` are the boxes that are not free at any time.

    Raises UserError for a label at a part that the picture has not.
    """
    spans = tuple(s for s in timeline.spans if s.kind == "label")
    out: list[Item] = []
    for span, which, way in _placed(spans, tuple((p.rig, p.x) for p in proteins), taken):
        if span.start_tick <= tick < span.end_tick:
            owner = proteins[which] if which >= 0 else None
            out += _draw(span, _anchor_now(span.target, owner), way, tick)
    return out


@lru_cache(maxsize=16)
def _placed(
    spans: tuple[Span, ...], row: Proteins, taken: tuple[Box, ...]
) -> tuple[tuple[Span, int, Way], ...]:
    """Every label with its protein (-1: none) and its way in the picture, which holds while it is on.

    A label gives way to all whose time overlaps with its own and that come before it.
    """
    placed: list[tuple[Span, int, Way]] = []
    boxes: list[tuple[Span, Box]] = []
    for span in spans:
        goal = target(span.target)
        others = [b for s, b in boxes if s.start_tick < span.end_tick and span.start_tick < s.end_tick]
        owners = [i for i, (name, _) in enumerate(row) if name == goal.rig] if goal.rig else [-1]
        ways = [
            (i, _from(goal.at if i < 0 else place(row[i][1], *goal.at), way))
            for i in owners
            for way in goal.ways
        ]
        if not ways:
            continue
        crowding = [_crowding(_box(span.text, way), (*taken, *others), row) for _, way in ways]
        owner, way = ways[crowding.index(min(crowding))]
        boxes.append((span, _box(span.text, way)))
        placed.append((span, owner, way))
    return tuple(placed)


def _anchor_now(name: str, owner: Posed | None) -> tuple[float, float]:
    """Where the part is now: only the ball travels far."""
    if owner is None:
        return target(name).at
    if name == "na_channel.ball":
        return owner.ball[0] + _BALL_EDGE[0], owner.ball[1] + _BALL_EDGE[1]
    return place(owner.x, *target(name).at)


def _from(anchor: tuple[float, float], way: Way) -> Way:
    """The way in the picture's own coordinates, so that it stays while the anchor moves."""
    x, y = anchor
    bends = tuple((x + dx, y + dy) for dx, dy in way.bends)
    return Way(bends, (x + way.text[0], y + way.text[1]), way.anchor)


def _text(
    text: str, at: tuple[float, float], anchor: Literal["start", "middle", "end"], opacity: float
) -> Text:
    outline = colour("text.outline_warm" if at[1] > membrane_y(at[0]) else "text.outline_cool")
    return Text(*at, text, _SIZE, _WEIGHT, colour("text.ink"), anchor, outline=outline, opacity=opacity)


def _box(text: str, way: Way) -> Box:
    return text_box(_text(text, way.text, way.anchor, 1.0))


def _crowding(box: Box, taken: tuple[Box, ...], row: Proteins) -> float:
    """0 for a free place inside the safe area; else how much it overlaps. Proteins count a little."""
    left, top, right, bottom = box
    here = (left - _CLEAR_PX, top - _CLEAR_PX, right + _CLEAR_PX, bottom + _CLEAR_PX)
    total = sum(_overlap(here, other) for other in taken)
    total += 0.2 * sum(_overlap(box, _body(name, x)) for name, x in row)
    beyond = (
        max(SAFE[0] - left, 0),
        max(right - SAFE[2], 0),
        max(SAFE[1] - top, 0),
        max(bottom - SAFE[3], 0),
    )
    return total + 1e4 * sum(beyond)


def _body(name: str, x: float) -> Box:
    left, top, width, height = rig(name).view_box
    y = float(membrane_y(x))
    inset = 0.12 * width
    return x + left + inset, y + top + 20, x + left + width - inset, y + top + height - 8


def _overlap(a: Box, b: Box) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return width * height if width > 0 and height > 0 else 0.0


def _draw(span: Span, at: tuple[float, float], way: Way, tick: int) -> list[Item]:
    """First the leader grows out of its dot, then the text rises into place."""
    seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
    grown = smooth((tick - span.start_tick) / (_LEADER_S * TICKS_PER_S))
    tint, dark = colour("text.leader"), colour("text.outline_warm")
    path = _cut((at, *way.bends), grown)
    words = presence(tick, span.start_tick + round(0.15 * TICKS_PER_S), span.end_tick, _IN_S, _OUT_S)
    return [
        Line(path, tint, _LINE_WIDTH, seen, under=dark, under_width=_UNDER_WIDTH),
        Dot(*at, _DOT_R, tint, dark, 2, seen),
        _text(span.text, (way.text[0], way.text[1] + _RISE_PX * (1.0 - words)), way.anchor, words),
    ]


def _cut(points: tuple[tuple[float, float], ...], share: float) -> tuple[tuple[float, float], ...]:
    """The first `share` of a path's length."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    left = max(share, 0.02) * sum(lengths)
    out = [points[0]]
    for a, b, length in zip(points, points[1:], lengths, strict=False):
        if left <= 0:
            break
        part = min(left / length, 1.0) if length > 0 else 1.0
        out.append((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))
        left -= length
    return tuple(out)
