"""Labels on the axon: the words stand still; the leader of a moving thing follows it."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

import numpy as np

from apanim.errors import UserError
from apanim.picture.camera import Segment
from apanim.picture.camera_path import Found, at_rest, unknown
from apanim.picture.drawlist import Bar, Dot, Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.stage import WIDTH
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.axon.geometry import (
    CENTRE_Y,
    COLUMN_X,
    FIRST_X,
    INSIDE_BOTTOM,
    INSIDE_TOP,
    LAST_X,
    LOWER,
    UPPER,
    UPPER_Y,
    channels,
)
from apanim.picture.views.axon.local_circuits import Current, currents
from apanim.picture.views.axon.readiness import REFRACTORY, readiness, zones
from apanim.picture.views.axon.state import at_columns
from apanim.script.timeline import Span, Timeline
from apanim.tape import CablePlan, CableState, CableTape
from apanim.units import TICKS_PER_S

_SIZE, _WEIGHT = 28, 600
_IN_S, _OUT_S, _LEADER_S, _RISE_PX = 0.30, 0.20, 0.25, 8
_ASIDE_PX = 120  # from the anchor to the words
_INSET = 24  # of the words from the ends of what is seen
_PLATE, _PLATE_OPACITY = (14, 31, 44), 0.80  # beyond the words, above their baseline, and its height

Point = tuple[float, float]


def _front(plan: CablePlan, state: CableState) -> Current | None:
    found = [c for c in currents(plan, state.v_mV) if FIRST_X < (c.source + c.sink) / 2 < LAST_X]
    return max(found, key=lambda c: abs(c.peak_nA), default=None)


def _local_current(plan: CablePlan, state: CableState) -> Point | None:
    front = _front(plan, state)
    return None if front is None else (max(front.source, front.sink), UPPER_Y + 66)


def _refractory(plan: CablePlan, state: CableState) -> Point | None:
    """The ball of the Na+ channel that is nearest to the middle of the longest refractory stretch."""
    found = [z for z in zones(readiness(plan, at_columns(plan, state))) if z.kind == REFRACTORY]
    if not found:
        return None
    longest = max(found, key=lambda z: z.right - z.left)
    near = _na_channel((longest.left + longest.right) / 2, LOWER)
    return near, INSIDE_BOTTOM - 6


def _entering(plan: CablePlan, state: CableState) -> Point | None:
    """The stream of the Na+ channel nearest to where V is highest."""
    here = at_columns(plan, state)
    seen = np.where((COLUMN_X > FIRST_X) & (COLUMN_X < LAST_X), here.v_mV, -200.0)
    top = float(COLUMN_X[int(np.argmax(seen))])
    return _na_channel(top, UPPER) + 8, INSIDE_TOP + 44


def _na_channel(x: float, wall: int) -> float:
    """Where the Na+ channel of a wall stands that is nearest to `x`."""
    places = (c.x for c in channels() if c.rig == "na_channel" and c.wall == wall)
    return min(places, key=lambda at: abs(at - x))


_FOLLOWS = {"local_current"}  # the others stay with the channel that they found
_ANCHORS: dict[str, Callable[[CablePlan, CableState], Point | None]] = {
    "local_current": _local_current,
    "refractory": _refractory,
    "entering": _entering,
}


def find(timeline: Timeline, tape: CableTape, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera, as it is between two ticks. Raises UserError if the axon has none such."""
    if name not in _ANCHORS:
        raise unknown(name, list(_ANCHORS))
    at = _ANCHORS[name](tape.plan, tape.at((start_tick + end_tick) // 2))
    return Found(*(at or (WIDTH / 2, CENTRE_Y)))


def labels(
    timeline: Timeline, tape: CableTape, tick: int, path: tuple[Segment, ...], scale: float = 1.0
) -> list[Item]:
    """The labels that are on at `tick`, while the camera rests on its `path`.

    Raises UserError for a part that the axon's picture has not.
    """
    out: list[Item] = []
    for span, sight, _ in at_rest(tuple(timeline.active("label", tick)), path):
        if span.target not in _ANCHORS:
            raise UserError(f"a label points at {span.target!r}; the axon has {', '.join(_ANCHORS)}")
        if not span.start_tick <= tick < span.end_tick:
            continue
        middle = _found(tape, span.target, (span.start_tick + span.end_tick) // 2)
        now = _ANCHORS[span.target](tape.plan, tape.at(tick)) if span.target in _FOLLOWS else middle
        if middle is not None and now is not None:
            words = _words_at(span.text, sight.onto(*middle), scale)
            out += _draw(span, sight.onto(*now), words, tick, scale)
    return out


_known: WeakKeyDictionary[CableTape, dict[tuple[str, int], Point | None]] = WeakKeyDictionary()


def _found(tape: CableTape, target: str, tick: int) -> Point | None:
    """Where a part is at `tick`; worked out once, for a label asks for its middle in every frame."""
    known = _known.setdefault(tape, {})
    if (target, tick) not in known:
        known[target, tick] = _ANCHORS[target](tape.plan, tape.at(tick))
    return known[target, tick]


def _words_at(text: str, anchor: Point, scale: float) -> Point:
    """Beside where the anchor is halfway through, inside the axon, on the side that has room."""
    wide = width(text, _SIZE * scale, _WEIGHT)
    right = anchor[0] + _ASIDE_PX
    if right + wide > LAST_X - _INSET:
        right = anchor[0] - _ASIDE_PX - wide
    return max(right, FIRST_X + _INSET), CENTRE_Y + 8.0 * scale


def _draw(span: Span, at: Point, words: Point, tick: int, scale: float) -> list[Item]:
    seen = presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
    grown = max(0.02, smooth((tick - span.start_tick) / (_LEADER_S * TICKS_PER_S)))
    wide = width(span.text, _SIZE * scale, _WEIGHT)
    end = (words[0] - 14, CENTRE_Y - 2) if at[0] < words[0] else (words[0] + wide + 14, CENTRE_Y - 2)
    tip = (at[0] + (end[0] - at[0]) * grown, at[1] + (end[1] - at[1]) * grown)
    tint, dark = colour("text.leader"), colour("text.outline_warm")
    base, aside = words[1] + _RISE_PX * (1.0 - seen), _PLATE[0]
    above, height = (side * scale for side in _PLATE[1:])
    top = base - above
    return [
        Line((at, tip), tint, 2.4, seen, under=dark, under_width=6),
        Dot(*at, 6, tint, dark, 2, seen),
        Bar(words[0] - aside, top, wide + 2 * aside, height, colour("text.plate"), _PLATE_OPACITY * seen),
        Text(
            words[0],
            base,
            span.text,
            _SIZE * scale,
            _WEIGHT,
            tint,
            outline=dark,
            opacity=seen,
        ),
    ]
