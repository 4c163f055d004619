"""One ion that a script follows: ringed while it waits, falls in and stays, with its way and its name.

Which one it is, the tape decides: of those that go through a channel in that time, the one that is best
seen through all of it, at the channel that a camera would go to.
"""

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.errors import UserError
from apanim.particles.layout import PX_PER_NM
from apanim.particles.proteins import Kind
from apanim.picture.camera.depth import SHARP_NM
from apanim.picture.camera.path import Found
from apanim.picture.design_frame import HEIGHT, WIDTH, Box
from apanim.picture.drawlist import Item, Line, Sprite, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.kept import kept
from apanim.picture.labels.draw import under
from apanim.picture.labels.engine import overlap
from apanim.picture.overlay import title
from apanim.picture.shot import Look, Shot
from apanim.picture.theme import colour
from apanim.picture.things.targets import Targets, inside
from apanim.picture.things.thing import Thing, ThingPath
from apanim.picture.type import box as text_box
from apanim.picture.type import width
from apanim.script.timeline import Span, Timeline
from apanim.tape import EventKind
from apanim.units import TICKS_PER_S

OF = {
    "na": (Kind.NA_CHANNEL, "ion_na_label", "na_stream"),
    "k": (Kind.K_CHANNEL, "ion_k_label", "k_stream"),
}
_BEFORE, _AFTER = 0.12, 0.30  # of the time: it goes through neither sooner after the beginning nor later
_SAMPLES = 40  # of its life, by which it is judged
_LEAPS_NM = 1.35  # times as far as it could have come: then it was another ion, or out of sight
_FAR_PX = 900.0  # from the channel that is meant: as bad as being out of sight all the time
_SIGHT_PX = (90.0, 90.0, WIDTH - 90.0, HEIGHT - 60.0)

_PITCH = 20  # ticks from point to point of its way
_BEAD, _RING_PX, _RING_WIDTH, _EDGE = 0.9, 34.0, 4.0, 8.0
_WAY_WIDTH, _PIECES, _GONE_S = 3.4, 12, 9.0  # of its way: what lies so far back has faded
_FADES_PX = 24.0  # before its ring would lie on words or a panel, it is gone
_IN_S, _OUT_S, _SIZE, _CORNERS = 0.5, 0.4, 28.0, 48

Find = Callable[[Timeline, Any, str, int, int], Found]
LookAt = Callable[[Timeline, Any, str], Thing | None]


class _Life(NamedTuple):
    """Where the ion is from the first tick of a span on, every _PITCH ticks, and when it goes through."""

    way: ThingPath
    crosses_tick: int


def followed(shot: Shot[Any], find: Find, look_at: LookAt, found: Targets) -> list[Item]:
    """The ions that are followed at the shot's tick. Raises UserError where none can be."""
    out: list[Item] = []
    for span in shot.timeline.active("follow", shot.tick):
        # A branch goes on with the ion of the run that it comes from: its own tape still grows.
        timeline, tape = shot.timeline, shot.tape
        while timeline.origin is not None:
            timeline, tape = timeline.origin, tape.origin
        whole = next(one for one in timeline.of_kind("follow") if one.start_tick == span.start_tick)
        out += _drawn(shot, whole, _kept_life(timeline, tape, whole, find, look_at), found)
    return out


def chosen(timeline: Timeline, tape: Any, span: Span, find: Find) -> tuple[int, int]:
    """The row of the ion that `span` follows, and the tick at which it goes through. Raises UserError."""
    kind, _, part = OF[span.target]
    lasts, layout = span.end_tick - span.start_tick, timeline.patch_setup.layout
    events = tape.events
    mine = (events["kind"] == EventKind.CROSSING) & np.isin(events["site"], layout.sites(kind))
    mine &= events["tick"] >= span.start_tick + _BEFORE * lasts
    mine &= events["tick"] <= span.end_tick - _AFTER * lasts
    crossings = events[mine]
    if len(crossings) == 0:
        raise UserError(
            f"s.follow({span.target!r}): none goes through a voltage-gated channel between "
            f"{span.start_tick / TICKS_PER_S:.1f} and {span.end_tick / TICKS_PER_S:.1f} s of the scene; "
            "follow one for longer, or while they open"
        )
    meant_x = find(timeline, tape, part, span.start_tick, span.end_tick).x
    x = WIDTH / 2 + PX_PER_NM * layout.x_nm[crossings["site"]]
    seen = _seen(tape, span, crossings["ion"])
    best = int(np.argmax(seen - np.abs(x - meant_x) / _FAR_PX))
    return int(crossings["ion"][best]), int(crossings["tick"][best])


def _seen(tape: Any, span: Span, ions: NDArray[np.integer]) -> NDArray[np.float64]:
    """(k,) the share of the time in which each of the ions is in sight and in focus, and the same one."""
    ticks = np.linspace(span.start_tick, span.end_tick, _SAMPLES).astype(int).tolist()
    pos = np.array([tape.at(tick).ions.pos[ions] for tick in ticks])  # (samples, k, 3) nm
    x, y = WIDTH / 2 + PX_PER_NM * pos[..., 0], HEIGHT / 2 - PX_PER_NM * pos[..., 1]
    left, top, right, bottom = _SIGHT_PX
    plain = (x > left) & (x < right) & (y > top) & (y < bottom) & (pos[..., 2] < 1.5 * SHARP_NM)
    way = np.hypot(*np.moveaxis(np.diff(pos[..., :2], axis=0), -1, 0))
    farthest = _LEAPS_NM * lies.FLOW_SPEED.value * (ticks[1] - ticks[0]) / TICKS_PER_S
    leaps = np.any(way > farthest, axis=0)
    return plain.mean(axis=0) - leaps


def _kept_life(timeline: Timeline, tape: Any, span: Span, find: Find, look_at: LookAt) -> _Life:
    key = "followed", timeline.view, span
    return kept(tape, key, lambda: _life(timeline, tape, span, find, look_at))


def _life(timeline: Timeline, tape: Any, span: Span, find: Find, look_at: LookAt) -> _Life:
    row, crosses = chosen(timeline, tape, span, find)
    one = look_at(timeline, tape, f"ion {row}")
    way = one.way(range(span.start_tick, span.end_tick + _PITCH, _PITCH)) if one is not None else None
    if way is None:
        raise UserError(f"s.follow({span.target!r}): the view {timeline.view!r} shows no single ions")
    return _Life(way, crosses)


def _drawn(shot: Shot[Any], span: Span, life: _Life, found: Targets) -> list[Item]:
    """Its way so far, itself above all others, a ring round it, and its name."""
    there = presence(shot.tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
    sight, z_nm = shot.camera.sight, 0.0 * life.way.z_nm
    x, y = sight.onto(*shot.camera.deepened(life.way.x, life.way.y, z_nm))
    at = (shot.tick - span.start_tick) / _PITCH
    here = float(np.interp(at, np.arange(len(x)), x)), float(np.interp(at, np.arange(len(y)), y))
    grown = math.sqrt(sight.scale)
    head = title.head(shot.timeline, shot.look)
    there *= _clear(here, _RING_PX * grown, (*found.covers, head))
    if there <= 0.0 or not shot.look.frame.holds(*here):
        return []
    ink, edge = colour("text.leader"), colour("text.outline_cool")
    ring = tuple(
        (here[0] + _RING_PX * grown * math.cos(turn), here[1] + _RING_PX * grown * math.sin(turn))
        for turn in np.linspace(0.0, 2 * math.pi, _CORNERS + 1).tolist()
    )
    return [
        *_way(x, y, at, here, life.way.tint, there, found),
        Sprite(OF[span.target][1], *here, pose="default", scale=_BEAD * grown, opacity=there),
        Line(ring, ink, _RING_WIDTH, there, None, edge, _EDGE),
        *(_name(span.text, here, _RING_PX * grown, there, shot.look, head) if span.text else []),
    ]  # fmt: skip


def _clear(at: tuple[float, float], ring: float, boxes: Iterable[Box]) -> float:
    """0 where a ring round a place would lie on one of the boxes, 1 from a little way off on."""
    x, y = at
    away = (
        math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))
        for left, top, right, bottom in boxes
    )
    return smooth((min(away, default=math.inf) - ring) / _FADES_PX)


def _way(
    x: NDArray[np.floating], y: NDArray[np.floating], at: float, here: tuple[float, float], tint: str,
    there: float, found: Targets,
) -> list[Item]:  # fmt: skip
    """The way that it has come, as pieces that are the fainter the longer ago they were."""
    first = max(0.0, at - _GONE_S * TICKS_PER_S / _PITCH)
    rows = list(range(math.ceil(first), math.floor(at) + 1))
    points = [(float(x[row]), float(y[row])) for row in rows] + [here]
    out: list[Item] = []
    size = max(1, math.ceil(len(points) / _PIECES))
    for start in range(0, len(points) - 1, size):
        piece = points[start : start + size + 1]
        if any(inside(found.covers, *point) for point in piece):
            continue
        ago = (at - (rows[0] + start)) * _PITCH / TICKS_PER_S
        seen = round(8 * there * (1.0 - 0.75 * min(max(ago / _GONE_S, 0.0), 1.0))) / 8
        out.append(Line(tuple(piece), tint, _WAY_WIDTH, 0.9 * seen))
    return out


def _name(
    text: str, here: tuple[float, float], ring: float, there: float, look: Look, head: Box
) -> list[Item]:  # fmt: skip
    """Its name, right of it, or left where there is no room; none over the title, whose box is `head`."""
    scale = look.scale
    wide = width(text, _SIZE * scale, 700)
    right = here[0] + ring + 14 + wide < look.frame.safe[2]
    x = here[0] + (ring + 14 if right else -ring - 14)
    words = Text(
        x, here[1] + 10 * scale, text, _SIZE * scale, 700, colour("text.leader"),
        "start" if right else "end", outline=colour("text.outline_warm"), opacity=there,
    )  # fmt: skip
    if overlap(text_box(words), head) != (0.0, 0.0):
        return []
    return [under(words), words]
