"""Labels on a race: words stand under the last lane, over the others; a front's leader follows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from apanim.errors import UserError
from apanim.picture.camera import Sight
from apanim.picture.camera.path import Found, unknown
from apanim.picture.drawlist import Item
from apanim.picture.labels import LabelStyle, LabelWay, Placed, labels
from apanim.picture.labels.draw import Point
from apanim.picture.shot import Look, Shot
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.race.geometry import (
    FIRST_X,
    LAST_X,
    RaceLane,
    compartments_x,
    internodes,
    lanes,
    x_of_um,
)
from apanim.picture.views.race.marks import ABOVE_PX
from apanim.picture.views.race.state import front
from apanim.script.timeline import Span, Timeline, at_tick
from apanim.tape import CableTape
from apanim.tape.axons import myelin

_ASIDE_PX, _GAP_PX, _DOWN_PX, _INSET_PX = 70, 14, 40, 16
_OF_A_LANE = ("lane", "front", "sheath")


def find(timeline: Timeline, tape: CableTape, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera, as it is between two ticks. Raises UserError if there is none such."""
    lane, (x, y) = _anchor(timeline, tape, name, (start_tick + end_tick) // 2)
    whole = 2.0 * lane.size.reach * (LAST_X - FIRST_X) if name == f"lane {lane.name}" else 0.0
    return Found(x, y, area_px2=whole)


def race_labels(shot: Shot[CableTape]) -> list[Item]:
    """The labels that are on."""
    return labels(shot, lambda of: _Race(of.timeline, of.tape, of.look))


def _anchor(timeline: Timeline, tape: CableTape, name: str, tick: int) -> tuple[RaceLane, Point]:
    """The lane that a part belongs to, and where it is."""
    plan = tape.plan
    for lane in lanes(plan):
        for what in _OF_A_LANE:
            if name == f"{what} {lane.name}":
                return lane, _of_lane(timeline, tape, lane, what, tick)
        section, at, share = name.rpartition("@")
        if at and any(one.name == section for one in lane.strand.sections):
            row = plan.tree.at(section, float(share))
            x = float(compartments_x(plan)[row])
            bare = next((one for one in internodes(plan, lane.number) if one.section == section), None)
            return lane, (x, lane.y + (lane.size.radius - lane.size.wall / 2 if bare is None else 0.0))
    known = [f"{what} {lane.name}" for lane in lanes(plan) for what in _OF_A_LANE]
    raise unknown(name, known)


def _of_lane(timeline: Timeline, tape: CableTape, lane: RaceLane, what: str, tick: int) -> Point:
    plan = tape.plan
    if what == "front":
        now = front(tape, lane, tick)
        return float(x_of_um(plan, now.um if now else plan.window_um[0])), lane.y
    if what == "lane":
        return (FIRST_X + LAST_X) / 2, lane.y
    wrapped = internodes(plan, lane.number)
    if not wrapped:
        raise UserError(f"{lane.name!r} is bare: it has no sheath to point at")
    ns = at_tick(plan.model_ns, tick)
    cut = [one for one in wrapped if (m := myelin(plan, one.section, ns)).now < m.before]
    among = cut or [one for one in wrapped if one.right < LAST_X]
    one = among[len(among) // 2]
    return (one.left + one.right) / 2, lane.y + lane.size.radius + 0.3 * lane.size.sheath


@dataclass
class _Race:
    """The parts of a race; see labels.Labelled. Words have their plate, for they lie on what moves."""

    timeline: Timeline
    tape: CableTape
    look: Look
    style = LabelStyle(
        28, colour("text.leader"), colour("text.leader"), colour("text.outline_warm"), words_after_s=0.0,
        plate=True,
    )  # fmt: skip

    def place(self, span: Span, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed | None:
        """Under the lane, beside where the part is halfway through, on the side that has room."""
        lane, at = self._now(span.target, (span.start_tick + span.end_tick) // 2)
        x = sight.onto(*at)[0]
        last_lane = lane.number + 1 == lane.among
        side = (
            1.0 if last_lane else -1.0
        )  # over the others, where their names stand: between two is no room
        _, edge = sight.onto(0.0, lane.y + side * lane.size.reach)
        base = edge + _DOWN_PX * self.look.scale if last_lane else edge - ABOVE_PX
        safe_left, _, safe_right, _ = self.look.frame.safe
        first = max(sight.onto(FIRST_X, 0.0)[0], safe_left + _INSET_PX)
        last = min(sight.onto(LAST_X, 0.0)[0], safe_right - _INSET_PX)
        wide, left = width(span.text, self.style.size * self.look.scale, self.style.weight), x + _ASIDE_PX
        if left + wide > last:
            left = x - _ASIDE_PX - wide
        taken = [(one.way.text[0], one.way.bends[0][0]) for one in others if self._lane(one) == lane.number]
        for a, b in sorted(taken):
            if left < b + 40 and left + wide > a - 40:
                left = b + 60
        words = max(min(left, last - wide), first), base
        return Placed(span, LabelWay(((words[0] + wide, words[1]),), words, "start"), sight, at=at)

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        """To the nearer end of the words."""
        target = placed.span.target
        now = self._now(target, tick)[1] if target.startswith("front ") else placed.at
        at, (left, base), ((right, _),) = placed.sight.onto(*now), placed.way.text, placed.way.bends
        return at, (left - _GAP_PX if at[0] < left else right + _GAP_PX, base - 10 * self.look.scale)

    def _lane(self, placed: Placed) -> int:
        return self._now(placed.span.target, placed.span.start_tick)[0].number

    def _now(self, target: str, tick: int) -> tuple[RaceLane, Point]:
        return _anchor(self.timeline, self.tape, target, tick)
