"""The strip, at the bottom where no legend is, or top right above a stage: how slow time runs, and how many
ions a bead stands for."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from apanim.picture import onstage
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Bar, Item, Panel, Sprite, Text
from apanim.picture.easing import presence
from apanim.picture.kept import kept_by_owner
from apanim.picture.plots import rooms
from apanim.picture.plots.places import standing
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import USUAL, Look
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.script.timeline import Timeline
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_S, TICKS_PER_STEP

_BEAD_WIDTH = 38
_IN_S, _OUT_S = 0.35, 0.35
_HELD_S = 1.2  # a pace that lasts no longer is not worth a number
_AS_GOOD_AS_HELD_NS = 1000.0  # of model time a second
_SAME, _STEADY = 0.02, 1.15  # a step changes the pace by more than the one; it is held within the other


class ShownPace(NamedTuple):
    """A stretch of lecture time through which model time keeps one pace, and that in words."""

    start_tick: int
    end_tick: int
    text: str


def strip(timeline: Timeline, tick: int, look: Look = USUAL) -> list[Item]:
    """The strip at `tick`; without numbers while the pace changes. A panel across the screen hides it."""
    spans = timeline.of_kind("legend")
    before = max((s.end_tick for s in spans if s.start_tick <= tick), default=-TICKS_PER_S)
    after = min((s.start_tick for s in spans if s.start_tick > tick), default=timeline.duration_tick * 2)
    seen = presence(tick, before, after, _IN_S, _OUT_S) * (1.0 - standing(timeline, "wide", tick))
    low, high = seen * onstage.away(timeline, tick, look), onstage.there(timeline, tick, look)
    usual, above = rooms.strip(look), rooms.strip_above_stage(look)
    return [*_strip(timeline, tick, low, usual), *_strip(timeline, tick, high, above)]


def _strip(timeline: Timeline, tick: int, seen: float, room: Room) -> list[Item]:
    """The strip in its room, so far there."""
    if seen <= 0.0:
        return []
    left, top, right, bottom = unit = room.unit
    return room.filled([
        Panel(left, top, right - left, bottom - top, "warm", seen),
        *_now(timeline, tick, unit, seen),
        *_bead(timeline, unit, seen),
    ])  # fmt: skip


def _now(timeline: Timeline, tick: int, box: Box, seen: float) -> list[Item]:
    """The pace of now in words, in the left half."""
    for pace in paces(timeline):
        there = seen * presence(tick, pace.start_tick, pace.end_tick, _IN_S, _OUT_S)
        if there > 0.0:
            quiet, (left, top, right, _) = colour("text.quiet"), box
            return [
                Text(
                    left + (right - left) / 4, top + 40, pace.text, 28, 600, quiet, "middle", opacity=there
                )
            ]
    return []


@kept_by_owner
def _bead(timeline: Timeline, box: Box, seen: float) -> tuple[Item, ...]:
    """What a bead stands for, in the right half."""
    left, top, right, bottom = box
    base, quiet, middle = top + 40, colour("text.quiet"), (left + right) / 2
    beads = f"= {timeline.patch_setup.quantum} {timeline.word('ions')}"
    start = middle + ((right - left) / 2 - width(beads, 28, 600) - _BEAD_WIDTH) / 2
    return (
        Bar(middle - 1, top + 16, 2, bottom - top - 32, colour("panel.warm_edge"), 0.45 * seen),
        Sprite("ion_na", start + 14, base - 10, pose="default", scale=1.1, opacity=seen),
        Text(start + _BEAD_WIDTH, base, beads, 28, 600, quiet, opacity=seen),
    )


@kept_by_owner
def paces(timeline: Timeline) -> tuple[ShownPace, ...]:
    """Every pace that is held, in order; what lasts too short to be read is left out, or bridged."""
    ns = np.asarray(timeline.plan.model_ns, dtype=float)
    a_step = np.diff(ns)
    changes = np.abs(np.diff(a_step)) > _SAME * a_step[1:] + 1.5  # ns: whole numbers are not even
    edges = [0, *(np.flatnonzero(changes) + 1).tolist(), len(a_step)]
    out: list[ShownPace] = []
    for first, last in pairwise(edges):
        part = a_step[first:last]
        if last - first < _HELD_S * STEPS_PER_S or part.max() > _STEADY * part.min() + 3.0:
            continue
        text = _words(timeline, float(ns[last] - ns[first]), last - first)
        start = first * TICKS_PER_STEP if first else -TICKS_PER_S  # the first is there from the beginning
        end = last * TICKS_PER_STEP
        if out and out[-1].text == text and start - out[-1].end_tick < _HELD_S * TICKS_PER_S:
            out[-1] = ShownPace(out[-1].start_tick, end, text)
        else:
            out.append(ShownPace(start, end, text))
    return tuple(out)


def _words(timeline: Timeline, ns: float, steps: int) -> str:
    """'1 ms lasts 14 s': lecture time for a millisecond of the model's, in two significant digits."""
    if ns * STEPS_PER_S < _AS_GOOD_AS_HELD_NS * steps:
        return timeline.word("held")
    lasts_s = float(f"{steps / STEPS_PER_S / (ns / NS_PER_MS):.2g}")
    word, lasts = timeline.word, timeline.number(f"{lasts_s:g}")
    return f"1 {word('ms')} {word('lasts')} {lasts} {word('s')}"
