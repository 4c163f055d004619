"""How a label is drawn: first the leader grows out of its dot, then the words rise into place."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from apanim.picture.drawlist import Bar, Dot, Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.theme import colour
from apanim.picture.type import box, width
from apanim.script.timeline import Span
from apanim.units import TICKS_PER_S

Point = tuple[float, float]

_IN_S, _OUT_S, _LEADER_S, _RISE_PX = 0.30, 0.20, 0.25, 8
_WIDTH, _UNDER_WIDTH, _DOT_R = 2.4, 6, 6
_PLATE, _PLATE_OPACITY = (14, 31, 44), 0.80  # beyond the words, above their baseline, and its height


class LabelStyle(NamedTuple):
    """The looks of a view's labels: size, colour of words and leader, and of the leader's edge.

    The words come `words_after_s` later than the leader. With `plate` they have a ground of their own, for
    a view whose labels lie on bright things that move.
    """

    size: float
    ink: str
    leader: str
    edge: str
    words_after_s: float = 0.15
    plate: bool = False
    weight: int = 600


def draw(span: Span, leader: Sequence[Point], words: Text, tick: int, style: LabelStyle) -> list[Item]:
    """The label of `span` at `tick`: its `leader` from the part on, and its `words`."""
    seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
    grown = max(smooth((tick - span.start_tick) / (_LEADER_S * TICKS_PER_S)), 0.02)
    late = span.start_tick + round(style.words_after_s * TICKS_PER_S)
    told = presence(tick, late, span.end_tick, _IN_S, _OUT_S)
    words = words._replace(y=words.y + _RISE_PX * (1.0 - told), opacity=told)
    return [
        Line(_cut(leader, grown), style.leader, _WIDTH, seen, None, style.edge, _UNDER_WIDTH),
        Dot(*leader[0], _DOT_R, style.leader, style.edge, 2, seen),
        *([_plate(words, words.size / style.size)] if style.plate else []),
        words,
    ]


def _plate(words: Text, scale: float) -> Bar:
    (aside, above, height), wide = _PLATE, width(words.text, words.size, words.weight)
    left = words.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    return Bar(
        left - aside, words.y - above * scale, wide + 2 * aside, height * scale, colour("text.plate"),
        _PLATE_OPACITY * words.opacity,
    )  # fmt: skip


def under(words: Text) -> Bar:
    """A ground for words that lie on bright things that move, as far as they are there themselves."""
    left, top, right, bottom = box(words)
    return Bar(
        left - 8, top - 2, right - left + 16, bottom - top + 4, colour("text.plate"),
        _PLATE_OPACITY * words.opacity,
    )  # fmt: skip


def _cut(points: Sequence[Point], share: float) -> tuple[Point, ...]:
    """The first `share` of a path's length."""
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    left = share * sum(lengths)
    out = [points[0]]
    for a, b, length in zip(points, points[1:], lengths, strict=False):
        if left <= 0:
            break
        part = min(left / length, 1.0) if length > 0 else 1.0
        out.append((a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part))
        left -= length
    return tuple(out)
