"""One thing that is spoken of, at one instant: is it in sight, how large, lit, and what does it look like?

A thing is a part of the picture; a panel by what it shows ("V", "bars", ...); or "picture", all of it.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from apanim.errors import UserError
from apanim.particles.proteins import PROTEINS, with_part
from apanim.picture import views
from apanim.picture.camera import Sight
from apanim.picture.design_frame import HEIGHT, WIDTH, Box
from apanim.picture.drawlist import Bar, Curve, Item, Panel, Text
from apanim.picture.frame import Pictured
from apanim.picture.plots.places import room_of
from apanim.picture.shot import USUAL
from apanim.picture.things.targets import inside
from apanim.script.timeline import Timeline, at_tick
from apanim.tape import CableTape, EventKind, Tape

PICTURE, TRACE = "picture", "V"
_FRAME_PX = float(WIDTH * HEIGHT)
_V_MV, _POSE, _TURN, _PX = 0.4, 0.05, 0.04, 5.0  # changes smaller than these are none to see
_PLAIN = 0.5
_SOME_IONS = 40


class Glance(NamedTuple):
    """A thing at an instant: `share` of the frame that it fills; it has changed when its `mark` has."""

    in_sight: bool
    share: float
    lit: bool
    mark: Hashable


GONE = Glance(False, 0.0, False, ())


@dataclass(frozen=True)
class ListedPicture:
    """A picture, and what it was listed from."""

    timeline: Timeline
    tape: Any
    tick: int
    seen: Pictured
    sight: Sight


def glance(name: str, at: ListedPicture) -> Glance:
    """The thing called `name` in that picture."""
    spans = at.timeline.spans
    lit = any(
        span.target == name and span.kind in ("highlight", "label", "forces", "follow")
        for span in spans
        if span.start_tick <= at.tick < span.end_tick
    )
    if name == PICTURE:
        found = Glance(True, 1.0, lit, (_voltage(at), _happened(at, None)))
    elif box := _panel(name, at):
        left, top, right, bottom = box
        share = (right - left) * (bottom - top) / _FRAME_PX
        found = Glance(True, share, lit, _contents(box, at.seen.drawing.items))
    elif isinstance(at.tape, CableTape):
        found = _place(name, at, lit)
    else:
        found = _part(name, at, lit)
    sight = at.sight
    moved = round(sight.x / _PX), round(sight.y / _PX), round(sight.scale, 2)
    return found._replace(mark=(found.mark, moved, lit))


# ---- panels


def _panel(name: str, at: ListedPicture) -> Box | None:
    """The box of the panel that shows `name`, if it is there."""
    items = at.seen.drawing.items
    if name == TRACE:
        for curve in items:
            if isinstance(curve, Curve) and curve.name.startswith(TRACE) and curve.opacity > _PLAIN:
                x, y = curve.across[0] + 1.0, curve.floor_y - 1.0
                return next((box for box in _plates(items) if inside((box,), x, y)), None)
        return None
    on = (plot for plot in at.timeline.plots if plot.start_tick <= at.tick < plot.end_tick)
    return next((room_of(at.timeline, plot, USUAL).box for plot in on if plot.what == name), None)


def _plates(items: Sequence[Item]) -> Iterator[Box]:
    for one in items:
        if isinstance(one, Panel) and one.opacity > _PLAIN:
            yield one.x, one.y, one.x + one.width, one.y + one.height


def _contents(box: Box, items: Sequence[Item]) -> Hashable:
    """What is written and drawn in a box, to a few pixels."""
    out: list[Hashable] = []
    for one in items:
        if isinstance(one, Text) and inside((box,), one.x, one.y) and one.opacity > _PLAIN:
            out.append(one.text)
        elif isinstance(one, Bar) and inside((box,), one.x, one.y):
            out.append((round(one.width / _PX), round(one.height / _PX)))
        elif isinstance(one, Curve) and inside((box,), one.across[0] + 1.0, one.floor_y - 1.0):
            out.append(round(one.reveal_x / _PX))
    return tuple(out)


# ---- parts of a patch


def _part(name: str, at: ListedPicture, lit: bool) -> Glance:
    """A part of a patch: all proteins in sight that have it, or what belongs to no protein."""
    tape: Tape = at.tape
    if name == "electrode":
        return Glance(at.sight.scale < 1.3, 0.0, lit, _voltage(at))
    kinds = {one.kind for one in with_part(name)}
    if kinds and name != "transmitter":
        layout = at.timeline.patch_setup.layout
        sites = {row for row, kind in enumerate(layout.kind) if kind in kinds}
        share, names = _filled("protein", sites.__contains__, at)
        return Glance(bool(names), share, lit, (_poses(tape, at.tick, kinds), _happened(at, sites)))
    kind = "transmitter" if name == "transmitter" else "ion"
    share, names = _filled(kind, lambda row: True, at)
    moved = _moving(at) if name == "ions" else ()
    return Glance(bool(names), share, lit, (moved, _happened(at, None)))


def _filled(kind: str, wanted: Callable[[int], bool], at: ListedPicture) -> tuple[float, set[str]]:
    """The share of the frame that the things of a kind fill whose row is wanted, and their names."""
    found, head = at.seen.targets, f"{kind} "
    rows = [
        row
        for row, one in enumerate(found.names)
        if one.startswith(head) and wanted(int(one.removeprefix(head)))
    ]
    area = float(np.sum(np.pi * found.radius[rows] ** 2))
    return min(1.0, area / _FRAME_PX), {found.names[row] for row in rows}


def _moving(at: ListedPicture) -> Hashable:
    """Where some ions in sight are: of them all, those that are listed first."""
    found = at.seen.targets
    rows = [row for row, one in enumerate(found.names) if one.startswith("ion ")][:_SOME_IONS]
    return tuple((round(found.x[row] / _PX), round(found.y[row] / _PX)) for row in rows)


def _poses(tape: Tape, tick: int, kinds: set[Any]) -> Hashable:
    """How the drawn gates, balls and pumps of these kinds stand."""
    world, out = tape.at(tick), []
    for one in {protein.kind: protein for protein in PROTEINS if protein.kind in kinds}.values():
        for column in filter(None, (one.opening, one.docking)):
            out.append(np.round(getattr(world, column) / _POSE).astype(int).tobytes())
        if one.is_pump:
            out.append(np.round(world.pump_turns / _TURN).astype(int).tobytes())
    return tuple(out)


def _happened(at: ListedPicture, sites: set[int] | None) -> int:
    """How much has crossed, opened, turned and bound by then: at these proteins, or anywhere."""
    events = at.tape.events
    past = events[: np.searchsorted(events["tick"], at.tick, side="right")]
    past = past[past["kind"] != EventKind.PHASE]
    return len(past) if sites is None else int(np.isin(past["site"], list(sites)).sum())


# ---- places of a cable


def _place(name: str, at: ListedPicture, lit: bool) -> Glance:
    """A part of a cable: where the camera would look for it."""
    try:
        found = views.view_of(at.timeline).find(at.timeline, at.tape, name, at.tick, at.tick + 1)
    except UserError:  # it is drawn nowhere now
        return GONE._replace(lit=lit, mark=_voltage(at))
    x, y = at.sight.onto(found.x, found.y)
    there = 0 <= x < WIDTH and 0 <= y < HEIGHT and not inside(at.seen.targets.covers, x, y)
    share = min(1.0, found.area_px2 * at.sight.scale**2 / _FRAME_PX)
    return Glance(there, share, lit, (_voltage(at), _happened(at, None)))


def _voltage(at: ListedPicture) -> Hashable:
    """V there, everywhere along a cable."""
    if isinstance(at.tape, CableTape):
        return np.round(at.tape.at(at.tick).v_mV / _V_MV).astype(int).tobytes()
    return round(at_tick(at.tape.series.v_mV, at.tick) / _V_MV)


def framing(timeline: Timeline, sight: Sight) -> Hashable:
    """What two pictures have in common that are framed alike."""
    return timeline.view, round(sight.x / 60), round(sight.y / 60), round(sight.scale, 1)
