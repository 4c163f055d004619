"""Labels of the close-up: each at the protein it speaks of, clear of panels, words and the membrane."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apanim.picture import onstage
from apanim.picture.camera import WHOLE, Sight
from apanim.picture.camera.path import Found
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item
from apanim.picture.frames import Frame
from apanim.picture.labels import LabelStyle, LabelWay, Placed, labels, words_box
from apanim.picture.labels.draw import Point
from apanim.picture.labels.engine import meet
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.places import passing
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.membrane.crowd import LabelObstacles
from apanim.picture.views.membrane.geometry import foot, place
from apanim.picture.views.membrane.label_targets import (
    ABOVE,
    IDLE,
    LabelTarget,
    find_part,
    idleness,
    target,
)
from apanim.picture.views.membrane.proteins import Posed, in_sight
from apanim.script.timeline import Span, Timeline


class Taken(NamedTuple):
    """Boxes of the frame, in the whole view, near, and above the stage of V(t)."""

    whole: tuple[Box, ...]
    near: tuple[Box, ...]
    staged: tuple[Box, ...]


_HIDDEN = 1e6  # weighs more than all else: a part behind a panel
_NUDGE = 12.0  # words that leave the safe area by no more than this are moved back into it
_EDGE = 40.0  # a part nearer to the frame's edge than this is not pointed at
_BALL_EDGE = (17.0, 8.0)  # where the leader touches the ball, from its middle


def find(timeline: Timeline, tape: Recorded, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera: where most happens then. Raises UserError if there is none."""
    return find_part(tape, timeline.patch_setup.layout, name, start_tick, end_tick)


def membrane_labels(shot: Shot[Recorded], proteins: list[Posed], taken: Taken) -> list[Item]:
    """The labels that are on; `taken` are the boxes that are not free at any time."""
    return labels(
        shot, lambda of: _Membrane(of, proteins, taken), lambda of: (taken, passing(of.timeline, of.look))
    )


@dataclass
class _Membrane:
    """The parts of the close-up; see labels.Labelled."""

    shot: Shot[Recorded]
    proteins: list[Posed]
    taken: Taken
    style = LabelStyle(28, colour("text.ink"), colour("text.leader"), colour("text.outline_warm"))

    def place(self, span: Span, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed | None:
        """At the protein that is busiest, by the way that is clearest; near, rather not at all."""
        layout, scale = self.shot.timeline.patch_setup.layout, self.shot.look.scale
        frame = self.shot.look.frame
        goal, row = target(span.target), in_sight(layout)
        panels = [panel.box for panel in passing(self.shot.timeline, self.shot.look) if meet(panel, span)]
        owners = [i for i, (name, _) in enumerate(row) if name == goal.rig] if goal.rig else [-1]
        owners = [owner] if owner in owners else owners
        idle = idleness(span, layout, self.shot.tape)
        words = [words_box(other.span.text, other.way, self.style, scale) for other in others]
        staged = onstage.on_stage(self.shot.timeline, span.start_tick) and not frame.stacked
        taken = self.taken.staged if staged else self.taken.whole if sight == WHOLE else self.taken.near
        crowd = LabelObstacles((*taken, *words, *panels), row, sight, frame.safe)
        point = goal.seen_at(sight)
        at = {i: sight.onto(*(place(row[i][1], *point) if i >= 0 else point)) for i in owners}
        hidden = {i: _HIDDEN * sum(_within(at[i], panel) for panel in panels) for i in owners}
        choices = [
            (idle[i] * IDLE + hidden[i] + crowd.cost(box) + crowd.struck((at[i], *way.bends), i), n, i, way)
            for i in owners
            for n, way in enumerate(_ways(goal, at[i], sight, scale, frame))
            if (box := words_box(span.text, way, self.style, scale))
            and ((sight == WHOLE and not frame.stacked) or crowd.free(box))
        ]
        if not choices:
            return None
        _, _, which, way = min(choices, key=lambda choice: choice[0])
        left, _, right, _ = words_box(span.text, way, self.style, scale)
        over = max(frame.safe[0] - left, 0.0) - max(right - frame.safe[2], 0.0)
        if abs(over) <= _NUDGE:
            way = way._replace(text=(way.text[0] + over, way.text[1]))
        inside = way.text[1] > sight.onto(0.0, foot(way.text[0]).y)[1]
        outline = colour("text.outline_warm" if inside else "text.outline_cool")
        return Placed(span, way, sight, which, outline=outline)

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        """From where the part is now: only the ball travels far."""
        goal, sight = target(placed.span.target), placed.sight
        owner = self.proteins[placed.owner] if placed.owner >= 0 else None
        if owner is None:
            at = goal.at
        elif placed.span.target == "na_channel.ball":
            at = owner.ball[0] + _BALL_EDGE[0], owner.ball[1] + _BALL_EDGE[1]
        else:
            at = place(owner.x, *goal.seen_at(sight))
        return sight.onto(*at), *placed.way.bends


def _within(at: Point, box: Box) -> bool:
    return box[0] < at[0] < box[2] and box[1] < at[1] < box[3]


def _ways(goal: LabelTarget, anchor: Point, sight: Sight, scale: float, frame: Frame) -> list[LabelWay]:
    """The ways to label a target that stands at `anchor` in the frame; none for one out of sight."""
    left, top, right, bottom = frame.box
    inside = left + _EDGE < anchor[0] < right - _EDGE and top + _EDGE < anchor[1] < bottom - _EDGE
    if not inside and (frame.stacked or sight != WHOLE):
        return []
    if sight == WHOLE:  # where panels stand under the membrane, words may have to stand over it
        more = ABOVE if frame.stacked else ()
        return [_from(anchor, way, 1.0, scale) for way in (*goal.ways, *more)]
    longer = (1.0, (1.0 + sight.scale) / 2.0, sight.scale)
    return [_from(anchor, way, factor, scale) for factor in longer for way in goal.ways]


def _from(anchor: tuple[float, float], way: LabelWay, longer: float, scale: float) -> LabelWay:
    """The way in the frame, `longer` times as long, so that it stays while the anchor moves."""
    (x, y), (last_x, last_y) = anchor, way.bends[-1]
    bends = tuple((x + dx * longer, y + dy * longer) for dx, dy in way.bends)
    aside = (way.text[0] - last_x) * scale, (way.text[1] - last_y) * scale
    return LabelWay(bends, (bends[-1][0] + aside[0], bends[-1][1] + aside[1]), way.anchor)
