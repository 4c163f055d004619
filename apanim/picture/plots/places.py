"""Where panels stand, and how far each is there: they come and go in 350 ms with a slide of 12 px."""

from collections.abc import Mapping
from typing import NamedTuple

from apanim.picture import onstage
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Panel
from apanim.picture.easing import presence_in
from apanim.picture.kept import kept_by_owner
from apanim.picture.plots.rooms import HEAD, Room, rooms
from apanim.picture.plots.rooms import floor as floor_of
from apanim.picture.shot import USUAL, Look
from apanim.picture.views import view_of
from apanim.script.plots import Geometry, Place, Plot
from apanim.script.timeline import Span, Timeline, TraceWindow

IN_S, OUT_S, SLIDE_PX = 0.35, 0.35, 12

Runs = tuple[tuple[int, int], ...]  # (start, end) ticks each

_LOOP_PX = 262  # of its height: it leaves the mouths of the channels under it free


@kept_by_owner
def used(timeline: Timeline, during: tuple[Span, ...] | None = None) -> frozenset[Place]:
    """The places at which a scene has panels, at all or at a time of these spans."""
    shown: list[Place] = [
        one.place
        for one in (*timeline.traces, *timeline.plots)
        if during is None or any(_meet(one, span) for span in during)
    ]
    own: frozenset[Place] = view_of(timeline).PANELS
    return frozenset([*shown, *own])


def _meet(one: TraceWindow | Plot, span: Span) -> bool:
    return span.start_tick < one.end_tick and one.start_tick < span.end_tick


def rooms_of(timeline: Timeline, look: Look = USUAL) -> Mapping[Place, Room]:
    """The rooms of a scene's panels, which never move."""
    return rooms(used(timeline), look)


def floor(timeline: Timeline, look: Look = USUAL) -> float:
    """The height at which what stands under the view begins."""
    return floor_of(used(timeline), look)


def room_of(timeline: Timeline, plot: Plot, look: Look) -> Room:
    """Where a panel stands."""
    box, scale = room = rooms_of(timeline, look)[plot.place]
    if plot.what != "loop":
        return room
    left, top, right, bottom = box
    return Room((left, top, right, min(bottom, top + scale * _LOOP_PX)), scale)


def view_room(timeline: Timeline, look: Look) -> Box:
    """What of a stacked frame is left for the view: its width, from the title down to what is under it."""
    left, _, right, _ = look.frame.box
    return left, look.frame.safe[1] + HEAD, right, floor(timeline, look)


class TakenBox(NamedTuple):
    """A box that is not free from a tick to another: a panel. What lies behind it cannot be pointed at."""

    start_tick: int
    end_tick: int
    box: Box


class Standing(NamedTuple):
    """A panel's plate: its box, how far it is there (0..1) and how far it still has to slide."""

    box: Box
    seen: float
    slide: float

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def top(self) -> float:
        return self.box[1] + self.slide

    @property
    def right(self) -> float:
        return self.box[2]

    @property
    def bottom(self) -> float:
        return self.box[3] + self.slide

    @property
    def plate(self) -> Panel:
        left, top, right, bottom = self.box
        return Panel(left, self.top, right - left, bottom - top, "cool", self.seen)


def standing(timeline: Timeline, place: Place, tick: int) -> float:
    """How far a plate stands at `place`, 0..1; panels that follow each other at once share one."""
    return presence_in(_standing(timeline, place), tick, IN_S, OUT_S)


@kept_by_owner
def _standing(timeline: Timeline, place: Place) -> Runs:
    if place == "stage":  # with which a scene may begin and end: it is there from one to the next
        return onstage.spells(timeline)
    spells = [(p.start_tick, p.end_tick) for p in timeline.plots if p.place == place]
    spells += [(t.start_tick, t.end_tick) for t in timeline.traces if t.place == place]
    return _joined(spells)


def shown(timeline: Timeline, plot: Plot, tick: int) -> float:
    """How far the contents of `plot` are there, 0..1; the same plot with a new window goes on."""
    return presence_in(_shown(timeline, plot.what, plot.place, plot.cell), tick, IN_S, OUT_S)


@kept_by_owner
def _shown(timeline: Timeline, what: str, place: Place, cell: Geometry | None) -> Runs:
    same = [p for p in timeline.plots if (p.what, p.place, p.cell) == (what, place, cell)]
    return _joined([(p.start_tick, p.end_tick) for p in same])


def stands(box: Box, seen: float) -> Standing:
    """A plate at `box`, so far there."""
    return Standing(box, seen, SLIDE_PX * (1.0 - seen))


@kept_by_owner
def passing(timeline: Timeline, look: Look = USUAL) -> tuple[TakenBox, ...]:
    """Where panels stand, and when, for labels to keep clear of."""
    lowest = look.frame.safe[3]
    staged = (
        TakenBox(t.start_tick, t.end_tick, (*rooms_of(timeline, look)["stage"].box[:3], lowest))
        for t in timeline.traces
        if t.place == "stage"  # with the caption that is under it
    )
    panels = (TakenBox(p.start_tick, p.end_tick, room_of(timeline, p, look).box) for p in timeline.plots)
    return (*panels, *staged)


def _joined(spells: list[tuple[int, int]]) -> Runs:
    """Spells that follow each other at once as one."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spells):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return tuple(runs)
