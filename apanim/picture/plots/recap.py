"""V(t) across the screen: the whole spike, its phases, and what happens where, note by note."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture import trace_panel
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.plots import memory
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.bands import NAME_ROW
from apanim.picture.plots.memory import Recorded
from apanim.picture.plots.places import IN_S, Standing
from apanim.picture.plots.pulses import LANE
from apanim.picture.plots.voltage import Content, running, v_axes
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box, width
from apanim.script.plots import Note, Plot
from apanim.script.timeline import Timeline
from apanim.units import NS_PER_MS, TICKS_PER_S

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 120, 40, 96, 62
_ROW_PX, _LEADER_PX, _CLEAR_PX = 36, 46, 12
_REACHES = (1.0, 1.6, 2.4, 3.4, 5.0, 7.0)  # of a leader, and the ways that it may go
_WAYS = ((1, -0.2), (1, 0.4), (1, -1), (0.2, -1), (-1, -1), (-1, -0.2), (1, 0.9), (0.2, 1), (-1, 0.9))


def recap(
    timeline: Timeline, plot: Plot, tape: Recorded, v_mV: float, plate: Standing, seen: float, tick: int
) -> list[Item]:
    """The panel's contents; `v_mV` is the moment's."""
    left, top, right, bottom = plate.box
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - _BOTTOM_PX)
    lines = [(name, mV, 1.0) for name, mV in plot.lines]
    content = Content(plot.bands, plot.stimuli, lines, steps=12.0)
    axes = v_axes(area, (plot.from_ns, plot.to_ns), content, plate.slide)
    return [
        *trace_panel.heading(timeline, v_mV, plate, seen),
        *running(timeline, tape, axes, content, tick, v_mV, seen),
        *_notes(timeline, plot, tape, axes, tick, seen),
    ]


class _Spot(NamedTuple):
    """Middle of the first baseline, and where the leader ends."""

    x: float
    y: float
    elbow: tuple[float, float]


class _Placed(NamedTuple):
    """A note's point on the curve, its words and its time and height, and where it stands."""

    at: tuple[float, float]
    text: str
    stamp: str
    spot: _Spot


def _notes(
    timeline: Timeline, plot: Plot, tape: Recorded, axes: Axes, tick: int, seen: float
) -> list[Item]:
    words = tuple(timeline.word(word) for word in ("ms", "mV", *(note.text for note in plot.notes)))
    key = ("notes", plot.notes, plot.lines, axes.still, words)
    placed = memory.remembered(tape, key, lambda: _placed(timeline, plot, tape, axes.still))
    ink, tint, dark = colour("text.ink"), colour("text.quiet"), ramp("panel.cool")[1]
    out: list[Item] = []
    for note, (at, text, stamp, spot) in zip(plot.notes, placed, strict=True):
        opacity = seen * smooth((tick - note.start_tick) / (IN_S * TICKS_PER_S))
        if opacity <= 0.0:
            continue
        down = axes.slide
        leader = ((at[0], at[1] + down), (spot.elbow[0], spot.elbow[1] + down))
        out += [
            Line(leader, colour("text.leader"), 2.4, opacity, under=dark, under_width=6),
            Dot(*leader[0], 7, colour("text.leader"), dark, 2, opacity),
            Text(spot.x, spot.y + down, text, 30, 700, ink, "middle", outline=dark, opacity=opacity),
            Text(
                spot.x, spot.y + down + _ROW_PX, stamp, 28, 600, tint, "middle", outline=dark,
                opacity=opacity,
            ),
        ]  # fmt: skip
    return out


def _placed(timeline: Timeline, plot: Plot, tape: Recorded, axes: Axes) -> list[_Placed]:
    """A place for each note, clear of the curve, of the names on top and of the other notes."""
    membrane = timeline.patch_plan.membrane
    times, v = (memory.along(tape, name, membrane) for name in ("model_ns", "v_mV"))
    points = memory.path(tape, "v_mV", membrane, axes)
    rules = [float(axes.y(mV)) for _, mV in plot.lines]
    area = axes.area
    taken: list[Box] = [(area[0], area[1], area[2], area[1] + NAME_ROW)]
    taken += [(area[0], area[3] - LANE, area[2], area[3])] if plot.stimuli else []
    out: list[_Placed] = []
    for note in plot.notes:
        mV = float(np.interp(note.at_ns, times, v))
        x, y = axes.at(note.at_ns, mV)
        text, stamp = timeline.word(note.text), _stamp(timeline, plot, note, mV)
        half = max(width(text, 30, 700), width(stamp, 28, 600)) / 2
        spots = [
            (_spot(x, y, dx * reach * _LEADER_PX, dy * reach * _LEADER_PX, half), 3 * reach)
            for reach in _REACHES
            for dx, dy in _WAYS
        ]
        costs = [_cost(_filled(spot, half), points, taken, area, rules) + far for spot, far in spots]
        spot = spots[int(np.argmin(costs))][0]
        taken += [_filled(spot, half), (x - 10, y - 10, x + 10, y + 10)]
        out.append(_Placed((x, y), text, stamp, spot))
    return out


def _stamp(timeline: Timeline, plot: Plot, note: Note, mV: float) -> str:
    """'1.3 ms   +39 mV': when, from the panel's own zero, and how high."""
    at_ms = (note.at_ns - plot.from_ns) / NS_PER_MS
    return f"{at_ms:.1f} {timeline.word('ms')}   {signed(mV)} {timeline.word('mV')}"


def _spot(x: float, y: float, dx: float, dy: float, half: float) -> _Spot:
    end = (x + dx, y + dy)
    if abs(dx) > 0.5 * abs(dy):  # beside the leader's end
        return _Spot(end[0] + (half + 12) * (1 if dx > 0 else -1), end[1] - 4, end)
    return _Spot(end[0], end[1] - 12 - _ROW_PX if dy < 0 else end[1] + 34, end)


def _filled(spot: _Spot, half: float) -> Box:
    row = box(Text(spot.x, spot.y, "X", 30, 700, "", "middle"))
    return spot.x - half, row[1], spot.x + half, row[3] + _ROW_PX


def _cost(here: Box, points: NDArray[np.float32], taken: list[Box], area: Box, rules: list[float]) -> float:
    left, top, right, bottom = (
        here[0] - _CLEAR_PX, here[1] - _CLEAR_PX, here[2] + _CLEAR_PX, here[3] + _CLEAR_PX,
    )  # fmt: skip
    x, y = points[:, 0], points[:, 1]
    on = np.count_nonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    met = sum(left < t[2] and t[0] < right and top < t[3] and t[1] < bottom for t in taken)
    over = sum(top < rule < bottom for rule in rules)
    out = max(area[0] + 6 - here[0], here[2] - area[2], area[1] - here[1], here[3] - area[3] + 4, 0.0)
    return 2.0 * float(on) + 5000.0 * met + 30.0 * over + 100.0 * out
