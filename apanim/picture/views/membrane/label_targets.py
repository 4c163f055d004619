"""What a label of the close-up may point at, the ways to set it, and where it has most to tell."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from apanim.errors import UserError
from apanim.particles.layout import Layout
from apanim.particles.proteins import PROTEINS
from apanim.picture.camera import Sight
from apanim.picture.camera.path import FOCUS_X, Found, unknown
from apanim.picture.labels import LabelWay
from apanim.picture.labels.draw import Point
from apanim.picture.plots.columns import Recorded
from apanim.picture.views.membrane.geometry import place
from apanim.picture.views.membrane.proteins import Posed, in_sight, posed
from apanim.script.timeline import Span


def _down(length: float) -> LabelWay:
    return LabelWay(((0, length),), (4, length + 34), "middle")


def _down_and_right(length: float) -> LabelWay:
    return LabelWay(((0, length),), (-8, length + 34), "start")


def _down_and_left(length: float) -> LabelWay:
    return LabelWay(((0, length),), (8, length + 34), "end")


def _up(length: float) -> LabelWay:
    return LabelWay(((0, -length),), (0, -length - 14), "middle")


def _up_and_right(length: float) -> LabelWay:
    return LabelWay(((0, -length),), (-8, -length - 14), "start")


def _up_and_left(length: float) -> LabelWay:
    return LabelWay(((0, -length),), (8, -length - 14), "end")


def _right(dx: float, dy: float) -> LabelWay:
    return LabelWay(((dx, dy), (dx + 18, dy)), (dx + 28, dy + 10), "start")


def _left(dx: float, dy: float) -> LabelWay:
    return LabelWay(((-dx, dy), (-dx - 18, dy)), (-dx - 28, dy + 10), "end")


ABOVE = tuple(way for d in (56, 88, 120, 152) for way in (_up(d), _up_and_right(d), _up_and_left(d)))
_BESIDE = tuple(w for dy in (22, 60, -20, 96) for w in (_right(38, dy), _left(38, dy)))
_WAYS = {  # of a Part: what is tried, in this order
    "below": tuple(_down(d) for d in (152, 186, 120, 220)),
    "under": tuple(
        way for d in (44, 60, 84, 110) for way in (_down(d), _down_and_right(d), _down_and_left(d))
    ),
    "above": ABOVE, "close above": ABOVE[:3],
    "beside": _BESIDE, "beside or above": _BESIDE[2:] + ABOVE, "higher or above": _BESIDE[4:] + ABOVE,
}  # fmt: skip


@dataclass(frozen=True)
class LabelTarget:
    """What a label may point at: a point of a rig (or a fixed one, without), and the ways to try."""

    rig: str
    at: Point
    ways: tuple[LabelWay, ...]
    near: Point | None = None  # a point closer by, for a view from near
    busy: str = ""

    def seen_at(self, sight: Sight) -> Point:
        """The point that is pointed at in a view."""
        return self.at if self.near is None or sight.scale < _NEAR else self.near


@cache
def targets() -> dict[str, LabelTarget]:
    """All of them by name: the parts of proteins, and what belongs to none."""
    return {
        **{
            part.name: LabelTarget(one.rig, part.at, _WAYS[part.ways], part.near, part.busy)
            for one in PROTEINS
            for part in one.parts
            if part.at is not None
        },
        "electrode": LabelTarget(
            "",
            (1722, 700),
            (_left(40, 22), _left(40, 60), _right(20, 30), _left(40, -20), _left(40, -60), _left(40, -100)),
        ),
        "ions": LabelTarget("", (720, 290), (_right(40, -10), _left(40, -10))),
    }


def _mean(measure: Callable[[Posed], float]) -> Callable[[Sequence[Posed]], float]:
    return lambda course: sum(map(measure, course)) / len(course)


def _plugged(course: Sequence[Posed]) -> float:
    """A ball that comes to an open pore before the eyes leads; else one that has come."""
    comes = max(p.glow for p in course) * max(0.0, course[-1].docked - course[0].docked)
    return 0.6 * comes + 0.4 * _mean(lambda p: p.docked)(course)


# A label that speaks of something happening goes to the protein at which it happens: 0..1, from how a
# protein stands at moments evenly spaced over the label's time.
_BUSY: dict[str, Callable[[Sequence[Posed]], float]] = {
    "shines": _mean(lambda p: p.glow),
    "plugged": _plugged,
    "shut": _mean(lambda p: (1.0 - p.opened) * (1.0 - p.docked)),
    "inactive": _mean(lambda p: p.opened * p.docked),
    "docked": _mean(lambda p: p.docked),
    "blocked": _mean(lambda p: p.blocked),
}
IDLE = 3e4  # weighs more than any crowding inside the frame
_SAMPLES = 8
_NEAR = 1.5  # times as large


def target(name: str) -> LabelTarget:
    """The part called `name`. Raises UserError, naming all parts, if there is none."""
    if name not in targets():
        raise UserError(f"a label points at {name!r}; the picture has {', '.join(sorted(targets()))}")
    return targets()[name]


def find_part(
    tape: Recorded, layout: Layout, name: str, start_tick: int, end_tick: int,
    between: tuple[float, float] = (-math.inf, math.inf),
) -> Found:  # fmt: skip
    """A part for the camera: of the protein at which most happens then, near the middle of the picture.

    Only where none stands `between` these places does one elsewhere serve.
    """
    if name not in targets() or name == "electrode":
        raise unknown(name, [part for part in targets() if part != "electrode"])
    goal, row = target(name), in_sight(layout)
    owners = [i for i, (rig_name, _) in enumerate(row) if rig_name == goal.rig]
    if not owners:
        return Found(*goal.at)
    owners = [i for i in owners if between[0] < row[i][1] < between[1]] or owners
    idle = idleness(Span("label", start_tick, end_tick, name), layout, tape)
    owner = min(owners, key=lambda i: idle[i] * IDLE + abs(row[i][1] - FOCUS_X))
    return Found(*place(row[owner][1], *goal.at), owner)


def idleness(span: Span, layout: Layout, tape: Recorded) -> dict[int, float]:
    """How little each protein in sight does of what the label speaks of while it is on, 0..1."""
    busy = _BUSY.get(target(span.target).busy)
    lasts = span.end_tick - span.start_tick
    if busy is None or lasts <= 0:
        return defaultdict(float)
    ticks = [span.start_tick + lasts * (2 * k + 1) // (2 * _SAMPLES) for k in range(_SAMPLES)]
    seen = [posed(tape.at(tick), layout, tick) for tick in ticks]
    return {i: 1.0 - busy(course) for i, course in enumerate(zip(*seen, strict=True))}
