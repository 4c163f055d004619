"""Where the notes on a large V(t) stand: near their points, and on no curve, line, border or name."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Text
from apanim.picture.plots import columns
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.bands import NAME_ROW
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.pulses import LANE
from apanim.picture.plots.voltage import TICKS_mV
from apanim.picture.type import box, width
from apanim.script.plots import Note, Plot
from apanim.script.timeline import Timeline
from apanim.units import NS_PER_MS

ROW_PX = 36  # from a note's words to its time and height
_CLEAR_PX, _STEP_PX = 12.0, 20.0  # round a note; of the search for its place
_WIDEST_PX, _HIGHEST_PX = 480.0, 340.0  # of that search, either way
_HALF_ROW_PX = 15.0
_LEADER_PX, _GAP_PX = 26.0, 10.0  # the shortest leader, and between it and the words
_LINE_NAME: tuple[float, float] = (230.0, 80.0)  # what the name of a line takes at its right end

Points = NDArray[np.float32]


class NoteSpot(NamedTuple):
    """Middle of the first baseline, and where the leader ends."""

    x: float
    y: float
    elbow: tuple[float, float]


class PlacedNote(NamedTuple):
    """A note's point on the curve, its words and its time and height, and where it stands."""

    at: tuple[float, float]
    text: str
    stamp: str
    spot: NoteSpot


class _Ground(NamedTuple):
    """What a note keeps clear of: the curve, level lines and upright borders; and what is taken."""

    area: Box
    curve: Points
    levels: list[float]
    borders: list[float]
    taken: list[Box]


def placed_notes(timeline: Timeline, plot: Plot, tape: Recorded, axes: Axes) -> list[PlacedNote]:
    """A place for each note, in their order; one that has none, in a narrow frame, has no words."""
    times, v = (columns.along(timeline, tape, name, plot.end_tick) for name in ("model_ns", "v_mV"))
    ground = _ground(plot, axes, columns.path(timeline, tape, "v_mV", axes, plot.end_tick))
    out: list[PlacedNote] = []
    stand: list[Box] = []
    for note in plot.notes:
        mV = float(np.interp(note.at_ns, times, v))
        at = axes.at(note.at_ns, mV)
        text, stamp = timeline.word(note.text), _stamp(timeline, plot, note, mV)
        half = max(width(text, 30, 700), width(stamp, 28, 600)) / 2
        spot = _best(at, half, ground)
        x, y = at
        ground.taken.extend([_filled(spot.x, spot.y, half), (x - 10, y - 10, x + 10, y + 10)])
        filled = _filled(spot.x, spot.y, half)
        free = not any(_meet(filled, other) for other in stand)
        stand += [filled] if free else []
        out.append(PlacedNote(at, text if free else "", stamp, spot))
    return out


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _ground(plot: Plot, axes: Axes, curve: Points) -> _Ground:
    left, top, right, bottom = axes.area
    lines = [axes.y_at(mV) for _, mV in plot.lines]
    taken: list[Box] = [(left, top, right, top + NAME_ROW)]
    taken += [(left, bottom - LANE, right, bottom)] if plot.stimuli else []
    taken += [(right - _LINE_NAME[0], y - _LINE_NAME[1], right, y) for y in lines]
    levels = [*lines, *(axes.y_at(mV) for mV in TICKS_mV)]
    borders = [axes.x_at(band.to_ns) for band in plot.bands]
    return _Ground(axes.area, curve, levels, borders, taken)


def _stamp(timeline: Timeline, plot: Plot, note: Note, mV: float) -> str:
    """'1.3 ms   +39 mV': when, from the panel's own zero, and how high."""
    at_ms = (note.at_ns - plot.from_ns) / NS_PER_MS
    number = timeline.number
    return f"{number(f'{at_ms:.1f}')} {timeline.word('ms')}   {number(signed(mV))} {timeline.word('mV')}"


def _best(at: tuple[float, float], half: float, ground: _Ground) -> NoteSpot:
    """The cheapest place within reach of a point."""
    choices = []
    for dy in np.arange(-_HIGHEST_PX, _HIGHEST_PX, _STEP_PX):
        for dx in np.arange(-_WIDEST_PX, _WIDEST_PX, _STEP_PX):
            filled = _filled(at[0] + float(dx), at[1] + float(dy), half)
            end = _nearest(at, filled)
            if np.hypot(end[0] - at[0], end[1] - at[1]) >= _LEADER_PX:
                spot = NoteSpot(at[0] + float(dx), at[1] + float(dy), end)
                choices.append((_resting(filled, at, end, ground), spot))
    choices.sort(key=lambda choice: choice[0])
    best, least = choices[0][1], np.inf
    for base, spot in choices:
        if base >= least:
            break
        cost = base + 200.0 * _crossings(at, spot.elbow, ground)
        if cost < least:
            best, least = spot, cost
    return best


def _nearest(at: tuple[float, float], filled: Box) -> tuple[float, float]:
    """The point beside a box where a leader from `at` ends."""
    left, top, right, bottom = filled
    if left <= at[0] <= right:
        x = min(max(at[0], left + 12.0), right - 12.0)
        return x, top - _GAP_PX if at[1] < top else bottom + _GAP_PX
    return left - _GAP_PX if at[0] < left else right + _GAP_PX, top + _HALF_ROW_PX


def _filled(x: float, y: float, half: float) -> Box:
    row = box(Text(x, y, "X", 30, 700, "", "middle"))
    return x - half, row[1], x + half, row[3] + ROW_PX


def _resting(here: Box, at: tuple[float, float], end: tuple[float, float], ground: _Ground) -> float:
    """0 for words that are near and clear of everything, their leader aside."""
    left, top, right, bottom = (
        here[0] - _CLEAR_PX, here[1] - _CLEAR_PX, here[2] + _CLEAR_PX, here[3] + _CLEAR_PX,
    )  # fmt: skip
    x, y = ground.curve[:, 0], ground.curve[:, 1]
    on = np.count_nonzero((x > left) & (x < right) & (y > top) & (y < bottom))
    met = sum(left < t[2] and t[0] < right and top < t[3] and t[1] < bottom for t in ground.taken)
    struck = sum(here[1] - 2 < level < here[3] + 2 for level in ground.levels)
    cut = sum(here[0] - 4 < border < here[2] + 4 for border in ground.borders)
    area = ground.area
    out = max(area[0] + 6 - here[0], here[2] - area[2], area[1] - here[1], here[3] - area[3] + 4, 0.0)
    far = float(np.hypot(end[0] - at[0], end[1] - at[1]))
    return 0.2 * far + 250.0 * float(on) + 5000.0 * met + 60.0 * struck + 60.0 * cut + 100.0 * out


def _crossings(at: tuple[float, float], end: tuple[float, float], ground: _Ground) -> int:
    """How many points of a leader, past its first quarter, lie on the curve or on what is taken."""
    share = np.linspace(0.25, 1.0, 16)
    x, y = (a + (b - a) * share for a, b in zip(at, end, strict=True))
    curve = ground.curve[::2]
    away = np.hypot(x[:, None] - curve[None, :, 0], y[:, None] - curve[None, :, 1]).min(axis=1)
    on = away < 8.0
    for left, top, right, bottom in ground.taken:
        on |= (x > left) & (x < right) & (y > top) & (y < bottom)
    return int(np.count_nonzero(on))
