"""V(t) across the screen: the whole spike, its phases, and what happens where, note by note."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture import trace_panel
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.plots import axes as ax
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.bands import NAME_ROW
from apanim.picture.plots.places import IN_S, Standing
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box, width
from apanim.script.plots import Note, Plot
from apanim.script.timeline import Timeline, model_ns_at
from apanim.units import NS_PER_MS, TICKS_PER_S

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 120, 40, 96, 62
_ROW_PX, _LEADER_PX, _CLEAR_PX = 36, 46, 12
_WAYS = ((1, -0.2), (1, -1), (0.2, -1), (-1, -1), (-1, -0.2), (1, 0.9), (0.2, 1), (-1, 0.9))  # of a leader

Float = NDArray[np.float64]


def recap(
    timeline: Timeline, plot: Plot, series: dict[str, Float], v_mV: float, plate: Standing, seen: float,
    tick: int,
) -> list[Item]:  # fmt: skip
    """The panel's contents. `series` has model_ns and v_mV, (steps + 1,) each; `v_mV` is the moment's."""
    left, top, right, bottom = plate.box
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - _BOTTOM_PX)
    heights = [mV for _, mV in plot.lines]
    axes = trace_panel.v_axes(area, (plot.from_ns, plot.to_ns), heights, bool(plot.bands), plate.slide)
    path = ax.points(series["model_ns"], series["v_mV"], axes)
    lines = [(name, mV, 1.0) for name, mV in plot.lines]
    now_ns = model_ns_at(timeline, tick)
    return [
        *trace_panel.heading(timeline, v_mV, plate, seen),
        *trace_panel.running(timeline, axes, plot.bands, lines, path, now_ns, v_mV, seen, 12.0),
        *_notes(timeline, plot, series, axes, path, tick, seen),
    ]


def _notes(
    timeline: Timeline, plot: Plot, series: dict[str, Float], axes: Axes, path: NDArray[np.float32],
    tick: int, seen: float,
) -> list[Item]:  # fmt: skip
    out: list[Item] = []
    times, v = series["model_ns"], series["v_mV"]
    spots = tuple(
        (*axes.at(note.at_ns, mV := float(np.interp(note.at_ns, times, v))), timeline.word(note.text),
         _stamp(timeline, plot, note, mV))
        for note in plot.notes
    )  # fmt: skip
    rules = tuple(float(axes.y(mV)) for _, mV in plot.lines)
    places = _places(spots, path.tobytes(), axes.area, rules)
    for note, (x, y, text, stamp), at in zip(plot.notes, spots, places, strict=True):
        there = smooth((tick - note.start_tick) / (IN_S * TICKS_PER_S))
        if there <= 0.0:
            continue
        ink, tint, dark = colour("text.ink"), colour("text.quiet"), ramp("panel.cool")[1]
        opacity = seen * there
        out += [
            Line(((x, y), at.elbow), colour("text.leader"), 2.4, opacity, under=dark, under_width=6),
            Dot(x, y, 7, colour("text.leader"), dark, 2, opacity),
            Text(at.x, at.y, text, 30, 700, ink, "middle", outline=dark, opacity=opacity),
            Text(at.x, at.y + _ROW_PX, stamp, 28, 600, tint, "middle", outline=dark, opacity=opacity),
        ]
    return out


def _stamp(timeline: Timeline, plot: Plot, note: Note, mV: float) -> str:
    """'1.3 ms   +39 mV': when, from the panel's own zero, and how high."""
    at_ms = (note.at_ns - plot.from_ns) / NS_PER_MS
    return f"{at_ms:.1f} {timeline.word('ms')}   {signed(mV)} {timeline.word('mV')}"


class _Spot(NamedTuple):
    """Middle of the first baseline, and where the leader ends."""

    x: float
    y: float
    elbow: tuple[float, float]


@lru_cache(maxsize=16)
def _places(
    spots: tuple[tuple[float, float, str, str], ...], path: bytes, area: Box, rules: tuple[float, ...]
) -> tuple[_Spot, ...]:
    """A place for each note, clear of the curve, of the names on top and of the other notes."""
    points = np.frombuffer(path, np.float32).reshape(-1, 2)
    taken: list[Box] = [(area[0], area[1], area[2], area[1] + NAME_ROW)]
    out: list[_Spot] = []
    for x, y, text, stamp in spots:
        half = max(width(text, 30, 700), width(stamp, 28, 600)) / 2
        choices = []
        for reach in (1.0, 1.6, 2.4, 3.4):
            for dx, dy in (
                (1, -0.2),
                (1, -1),
                (0.2, -1),
                (-1, -1),
                (-1, -0.2),
                (1, 0.9),
                (0.2, 1),
                (-1, 0.9),
            ):
                spot = _spot(x, y, dx * reach * _LEADER_PX, dy * reach * _LEADER_PX, half)
                here = _filled(spot, half)
                choices.append(
                    (_cost(here, points, taken, area, rules) + 3 * reach, len(choices), spot, here)
                )
        _, _, spot, here = min(choices)
        taken.append(here)
        taken.append((x - 10, y - 10, x + 10, y + 10))
        out.append(spot)
    return tuple(out)


def _spot(x: float, y: float, dx: float, dy: float, half: float) -> _Spot:
    end = (x + dx, y + dy)
    if abs(dx) > 0.5 * abs(dy):  # beside the leader's end
        return _Spot(end[0] + (half + 12) * (1 if dx > 0 else -1), end[1] - 4, end)
    return _Spot(end[0], end[1] - 12 - _ROW_PX if dy < 0 else end[1] + 34, end)


def _filled(spot: _Spot, half: float) -> Box:
    row = box(Text(spot.x, spot.y, "X", 30, 700, "", "middle"))
    return spot.x - half, row[1], spot.x + half, row[3] + _ROW_PX


def _cost(
    here: Box, points: NDArray[np.float32], taken: list[Box], area: Box, rules: tuple[float, ...]
) -> float:
    left, top, right, bottom = (
        here[0] - _CLEAR_PX, here[1] - _CLEAR_PX, here[2] + _CLEAR_PX, here[3] + _CLEAR_PX,
    )  # fmt: skip
    x, y = points[:, 0], points[:, 1]
    on = np.count_nonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    met = sum(left < t[2] and t[0] < right and top < t[3] and t[1] < bottom for t in taken)
    over = sum(top < rule < bottom for rule in rules)
    out = max(area[0] + 6 - here[0], here[2] - area[2], area[1] - here[1], here[3] - area[3] + 4, 0.0)
    return 2.0 * float(on) + 500.0 * met + 30.0 * over + 100.0 * out
