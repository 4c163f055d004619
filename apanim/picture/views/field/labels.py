"""Labels of the field: each at the channel that does most of what it speaks of, clear of all panels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from apanim.errors import UserError
from apanim.particles.proteins import Kind
from apanim.picture.camera import Sight
from apanim.picture.camera.path import Found, unknown
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item
from apanim.picture.kept import kept
from apanim.picture.labels import LabelStyle, LabelWay, Placed, labels, words_box
from apanim.picture.labels.draw import Point
from apanim.picture.labels.engine import beyond, meet, overlap
from apanim.picture.overlay import caption, title
from apanim.picture.plots.places import passing, rooms_of
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.field.geometry import MOUTH, FieldSite, seen
from apanim.picture.views.field.share_panel import room
from apanim.picture.views.field.states import Lit, lit
from apanim.script.timeline import Timeline

KIND_OF = {  # a part by its name: of which channels
    "na_channels": Kind.NA_CHANNEL, "k_channels": Kind.K_CHANNEL, "na_channel.open": Kind.NA_CHANNEL,
    "na_channel.closed": Kind.NA_CHANNEL, "na_channel.inactivated": Kind.NA_CHANNEL,
    "na_channel.ball": Kind.NA_CHANNEL, "na_channel.gate": Kind.NA_CHANNEL, "na_stream": Kind.NA_CHANNEL,
    "k_channel.gate": Kind.K_CHANNEL, "k_stream": Kind.K_CHANNEL,
}  # fmt: skip
_DOES: dict[str, Callable[[Lit], float]] = {  # what a channel does that a part speaks of, 0..1
    "na_channel.open": lambda one: one.shines, "na_stream": lambda one: one.shines,
    "k_stream": lambda one: one.shines, "na_channel.ball": lambda one: one.docked,
    "na_channel.inactivated": lambda one: one.docked,
    "na_channel.closed": lambda one: (1.0 - one.shines) * (1.0 - one.docked),
}  # fmt: skip
_MIDDLE = (800.0, 640.0)  # where what is pointed at should be
_FAR_PX = 1400.0  # as bad as doing nothing
_DOTS, _DOT_PX = 6, 5.0  # of a leader
_SAMPLES = 6
_ABOVE = {"na_stream": 96.0, "k_stream": 96.0}  # of the mouth: the light is meant
_STARTS: tuple[tuple[float, float, Literal["start", "end"]], ...] = (
    (96, -92, "start"), (-96, -92, "end"), (110, 64, "start"), (-110, 64, "end"),
)  # fmt: skip
_WAYS = tuple(
    LabelWay(((dx * near, dy * near),), (dx * near + (12 if dx > 0 else -12), dy * near + 10), side)
    for near in (1.0, 1.5)
    for dx, dy, side in _STARTS
)


def find(timeline: Timeline, tape: Any, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera: where most of it happens then. Raises UserError if there is none."""
    if name not in KIND_OF:
        raise unknown(name, list(KIND_OF))
    site = _busiest(timeline, tape, name, start_tick, end_tick)
    return Found(*_point(site, name))


def field_labels(shot: Shot[Any]) -> list[Item]:
    """The labels that are on."""
    return labels(shot, _Field, lambda of: passing(of.timeline, of.look))


@dataclass
class _Field:
    """The parts of the field; see labels.Labelled."""

    shot: Shot[Any]
    style = LabelStyle(
        28, colour("text.leader"), colour("text.leader"), colour("text.outline_cool"), plate=True
    )  # fmt: skip

    def place(self, span: Any, sight: Sight, owner: int, others: Sequence[Placed]) -> Placed | None:
        """At the channel that is busiest, the way that is clearest."""
        if span.target not in KIND_OF:
            raise UserError(f"a label points at {span.target!r}; the field has {', '.join(KIND_OF)}")
        shot, look, scale = self.shot, self.shot.look, self.shot.look.scale
        site = _busiest(shot.timeline, shot.tape, span.target, span.start_tick, span.end_tick)
        at = sight.onto(*_point(site, span.target))
        panels = [panel.box for panel in passing(shot.timeline, look) if meet(panel, span)]
        taken = [
            *panels, room(shot.timeline, look).box, rooms_of(shot.timeline, look)["panel"].box,
            title.head(shot.timeline, look), caption.box(look),
            *(words_box(one.span.text, one.way, self.style, scale) for one in others),
            *(dot for one in others for dot in _along((sight.onto(*one.at), *one.way.bends))),
        ]  # fmt: skip
        ways = [LabelWay(tuple((at[0] + x, at[1] + y) for x, y in way.bends),
                    (at[0] + way.text[0], at[1] + way.text[1]), way.anchor) for way in _WAYS]  # fmt: skip

        def cost(way: LabelWay) -> float:
            leader = _along((at, *way.bends))
            return _cost((words_box(span.text, way, self.style, scale), *leader), taken, look.frame.safe)

        way = min(ways, key=cost)
        return Placed(span, way, sight, at=_point(site, span.target))

    def leader(self, placed: Placed, tick: int) -> Sequence[Point]:
        return placed.sight.onto(*placed.at), *placed.way.bends


def _along(leader: Sequence[Point]) -> list[Box]:
    """Small boxes along a leader: no words may lie on it."""
    (x0, y0), (x1, y1) = leader[0], leader[-1]
    shares = [i / _DOTS for i in range(1, _DOTS + 1)]
    places = [(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share) for share in shares]
    return [(x - _DOT_PX, y - _DOT_PX, x + _DOT_PX, y + _DOT_PX) for x, y in places]


def _cost(boxes: Sequence[Box], taken: Sequence[Box], safe: Box) -> float:
    """How much of a label lies on what is taken, or beyond the safe area."""
    areas = (overlap(box, other) for box in boxes for other in taken)
    return sum(wide * high for wide, high in areas) + 100.0 * sum(sum(beyond(safe, box)) for box in boxes)


def _point(site: FieldSite, name: str) -> Point:
    return seen(site.u, site.w, MOUTH + _ABOVE.get(name, 0.0))


def _busiest(timeline: Timeline, tape: Any, name: str, start_tick: int, end_tick: int) -> FieldSite:
    """The channel that does most of what the part speaks of between two ticks, near the middle."""
    key = "busiest", "field", name, start_tick, end_tick
    return kept(tape, key, lambda: _find(timeline, tape, name, start_tick, end_tick))


def _find(timeline: Timeline, tape: Any, name: str, start_tick: int, end_tick: int) -> FieldSite:
    layout, kind, does = timeline.patch_setup.layout, KIND_OF[name], _DOES.get(name)
    lasts = max(end_tick - start_tick, 1)
    ticks = [start_tick + lasts * (2 * i + 1) // (2 * _SAMPLES) for i in range(_SAMPLES)]
    seen_then = [lit(tape, layout, tick) for tick in (ticks if does else ticks[:1])]
    best: dict[FieldSite, float] = {}
    for one in zip(*seen_then, strict=True):
        site = one[0].site
        if site.kind == kind:
            busy = sum(map(does, one)) / len(one) if does else 0.0
            x, y = site.foot
            away = abs(x - _MIDDLE[0]) + 2.0 * abs(y - _MIDDLE[1])
            best[site] = busy - away / _FAR_PX
    if not best:
        raise UserError(f"{name!r} is not in this picture: it has no such channel; give the membrane some")
    return max(best, key=best.__getitem__)
