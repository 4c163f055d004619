"""Labels on the axon: the words stand still; the leader of a moving thing follows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from apanim.errors import UserError
from apanim.picture.camera import Sight
from apanim.picture.camera.path import Found, unknown
from apanim.picture.design_frame import WIDTH
from apanim.picture.drawlist import Item
from apanim.picture.labels import LabelStyle, LabelWay, Placed, labels
from apanim.picture.labels.draw import Point
from apanim.picture.shot import Shot
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
from apanim.script.timeline import Span, Timeline, at_tick
from apanim.tape import CablePlan, CableTape, PatchState

_ASIDE_PX = 120  # from the anchor to the words
_INSET = 24  # of the words from the ends of what is seen
_GAP_PX = 14  # between the leader's end and the words
_FOLLOWS = {"local_current"}  # the others stay with the channel that they found


def _front(plan: CablePlan, state: PatchState) -> Current | None:
    found = [c for c in currents(plan, state.v_mV) if FIRST_X < (c.source + c.sink) / 2 < LAST_X]
    return max(found, key=lambda c: abs(c.peak_nA), default=None)


def _local_current(plan: CablePlan, state: PatchState, ns: float) -> Point | None:
    front = _front(plan, state)
    return None if front is None else (max(front.source, front.sink), UPPER_Y + 66)


def _refractory(plan: CablePlan, state: PatchState, ns: float) -> Point | None:
    """The ball of the Na+ channel that is nearest to the middle of the longest refractory stretch."""
    found = [z for z in zones(readiness(plan, at_columns(plan, state), ns)) if z.kind == REFRACTORY]
    if not found:
        return None
    longest = max(found, key=lambda z: z.right - z.left)
    near = _na_channel((longest.left + longest.right) / 2, LOWER)
    return near, INSIDE_BOTTOM - 6


def _entering(plan: CablePlan, state: PatchState, ns: float) -> Point | None:
    """The stream of the Na+ channel nearest to where V is highest."""
    here = at_columns(plan, state)
    seen = np.where((COLUMN_X > FIRST_X) & (COLUMN_X < LAST_X), here.v_mV, -200.0)
    top = float(COLUMN_X[int(np.argmax(seen))])
    return _na_channel(top, UPPER) + 8, INSIDE_TOP + 44


def _na_channel(x: float, wall: int) -> float:
    """Where the Na+ channel of a wall stands that is nearest to `x`."""
    places = (c.x for c in channels() if c.rig == "na_channel" and c.wall == wall)
    return min(places, key=lambda at: abs(at - x))


# A part by its name: where it is in a state of the axon at a model time.
_ANCHORS: dict[str, Callable[[CablePlan, PatchState, float], Point | None]] = {
    "local_current": _local_current,
    "refractory": _refractory,
    "entering": _entering,
}


def find(timeline: Timeline, tape: CableTape, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera, as it is between two ticks. Raises UserError if the axon has none such."""
    if name not in _ANCHORS:
        raise unknown(name, list(_ANCHORS))
    at = _anchor(tape, name, (start_tick + end_tick) // 2)
    return Found(*(at or (WIDTH / 2, CENTRE_Y)))


def axon_labels(shot: Shot[CableTape]) -> list[Item]:
    """The labels that are on."""
    return labels(shot, lambda of: _Axon(of.tape, of.look.scale))


@dataclass
class _Axon:
    """The parts of the axon; see labels.Labelled. Words come with their plate, and lie on what moves."""

    tape: CableTape
    scale: float
    style = LabelStyle(
        28, colour("text.leader"), colour("text.leader"), colour("text.outline_warm"), words_after_s=0.0,
        plate=True,
    )  # fmt: skip

    def place(self, span: Span, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed | None:
        """Beside where the part is halfway through, inside the axon, on the side that has room."""
        at = self._now(span.target, (span.start_tick + span.end_tick) // 2)
        if at is None:
            return None
        x = sight.onto(*at)[0]
        (first, middle), (last, _) = sight.onto(FIRST_X, CENTRE_Y), sight.onto(LAST_X, CENTRE_Y)
        wide, left = width(span.text, self.style.size * self.scale, self.style.weight), x + _ASIDE_PX
        if left + wide > last - _INSET:
            left = x - _ASIDE_PX - wide
        words = max(left, first + _INSET), middle + 8.0 * self.scale
        return Placed(span, LabelWay(((words[0] + wide, words[1]),), words, "start"), sight, at=at)

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        """To the nearer end of the words."""
        target = placed.span.target
        now = self._now(target, tick) if target in _FOLLOWS else placed.at
        if now is None:
            return ()
        at, left, ((right, _),) = placed.sight.onto(*now), placed.way.text[0], placed.way.bends
        middle = placed.sight.onto(0.0, CENTRE_Y)[1]
        return at, (left - _GAP_PX if at[0] < left else right + _GAP_PX, middle - 2)

    def _now(self, target: str, tick: int) -> Point | None:
        if target not in _ANCHORS:
            raise UserError(f"a label points at {target!r}; the axon has {', '.join(_ANCHORS)}")
        return _anchor(self.tape, target, tick)


def _anchor(tape: CableTape, name: str, tick: int) -> Point | None:
    return _ANCHORS[name](tape.plan, tape.at(tick), at_tick(tape.plan.model_ns, tick))
