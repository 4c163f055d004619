"""Labels with leader lines: a dot on the part, a line that grows out of it, and the words that follow."""

import math
from itertools import pairwise
from typing import Literal

from apanim.picture.camera import Segment, Sight
from apanim.picture.camera_path import Found
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.plots.places import passing
from apanim.picture.theme import colour
from apanim.picture.views.membrane.geometry import foot, place
from apanim.picture.views.membrane.label_places import (
    SIZE,
    WEIGHT,
    Recorded,
    Taken,
    Way,
    find_part,
    place_labels,
    target,
)
from apanim.picture.views.membrane.proteins import Posed
from apanim.script.timeline import Span, Timeline
from apanim.units import TICKS_PER_S

_IN_S, _OUT_S, _LEADER_S, _RISE_PX = 0.30, 0.20, 0.25, 8
_LINE_WIDTH, _UNDER_WIDTH, _DOT_R = 2.4, 6, 6


_BALL_EDGE = (17.0, 8.0)  # where the leader touches the ball, from its middle


def find(timeline: Timeline, tape: Recorded, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera: where most happens then. Raises UserError if there is none."""
    return find_part(tape, timeline.patch_plan.layout, name, start_tick, end_tick)


def labels(
    timeline: Timeline, tape: Recorded, proteins: list[Posed], tick: int,
    taken: Taken, path: tuple[Segment, ...], scale: float = 1.0,
) -> list[Item]:  # fmt: skip
    """The labels that are on at `tick`, while the camera rests on its `path`.

    `taken` are the boxes that are not free at any time, in the whole view and near; words are `scale` times
    as large.

    Raises UserError for a label at a part that the picture has not.
    """
    spans = timeline.of_kind("label")
    out: list[Item] = []
    if not any(s.start_tick <= tick < s.end_tick for s in spans):
        return []
    layout, panels = timeline.patch_plan.layout, passing(timeline)
    for span, which, how, sight in place_labels(spans, tape, layout, taken, path, scale, panels):
        if span.start_tick <= tick < span.end_tick:
            owner = proteins[which] if which >= 0 else None
            at = sight.onto(*_anchor_now(span.target, owner, sight))
            out += _draw(span, at, how, tick, sight, scale)
    return out


def _anchor_now(name: str, owner: Posed | None, sight: Sight) -> tuple[float, float]:
    """Where the part is now: only the ball travels far."""
    if owner is None:
        return target(name).at
    if name == "na_channel.ball":
        return owner.ball[0] + _BALL_EDGE[0], owner.ball[1] + _BALL_EDGE[1]
    return place(owner.x, *target(name).seen_at(sight))


def _text(
    text: str,
    at: tuple[float, float],
    anchor: Literal["start", "middle", "end"],
    opacity: float,
    sight: Sight,
    scale: float,
) -> Text:
    inside = at[1] > sight.onto(at[0], foot(at[0]).y)[1]
    outline = colour("text.outline_warm" if inside else "text.outline_cool")
    return Text(
        *at, text, SIZE * scale, WEIGHT, colour("text.ink"), anchor, outline=outline, opacity=opacity
    )


def _draw(
    span: Span, at: tuple[float, float], way: Way, tick: int, sight: Sight, scale: float
) -> list[Item]:
    """First the leader grows out of its dot, then the text rises into place."""
    seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
    grown = smooth((tick - span.start_tick) / (_LEADER_S * TICKS_PER_S))
    tint, dark = colour("text.leader"), colour("text.outline_warm")
    path = _cut((at, *way.bends), grown)
    words = presence(tick, span.start_tick + round(0.15 * TICKS_PER_S), span.end_tick, _IN_S, _OUT_S)
    return [
        Line(path, tint, _LINE_WIDTH, seen, under=dark, under_width=_UNDER_WIDTH),
        Dot(*at, _DOT_R, tint, dark, 2, seen),
        _text(
            span.text,
            (way.text[0], way.text[1] + _RISE_PX * (1.0 - words)),
            way.anchor,
            words,
            sight,
            scale,
        ),
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
