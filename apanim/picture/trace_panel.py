"""The V(t) panel, top right: the membrane potential so far, its lines and bands, and the number of now."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.easing import presence
from apanim.picture.plots import axes as ax
from apanim.picture.plots import bands, memory
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.memory import Recorded
from apanim.picture.plots.places import BOXES, IN_S, OUT_S, Standing, standing, stands
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box
from apanim.script.plots import Band
from apanim.script.timeline import Span, Timeline, TraceWindow, model_ns_at

BOX: Box = BOXES["panel"]

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 100, 30, 96, 62  # from the panel's edges to the plot
LOW_mV, HIGH_mV = -90.0, 50.0
TICKS_mV = (40, 0, -70)
LINE_COLOURS = {"threshold": "plot.threshold", "E_Na": "plot.e_na", "E_K": "plot.e_k"}
LINE_NAMES = {"threshold": "threshold", "E_Na": "E_{Na}", "E_K": "E_K"}
_TEXT_ROW = 32
_CLOSE_PX = 112  # lines closer than this leave no room for names in two rows
_READOUT_PX = 56


def showing(timeline: Timeline, tick: int) -> float:
    """How far the panel is there at `tick`, 0..1; windows that follow each other at once count as one."""
    on = any(t.start_tick <= tick < t.end_tick for t in timeline.traces)
    return standing(timeline, "panel", tick) if on else 0.0


def trace_panel(timeline: Timeline, tape: Recorded, tick: int, v_mV: float) -> list[Item]:
    """The panel at `tick`; `v_mV` is the moment's."""
    seen = showing(timeline, tick)
    window = next((t for t in timeline.traces if t.start_tick <= tick < t.end_tick), None)
    if window is None or seen == 0.0:
        return []
    plate = stands(BOX, seen)
    lines = [s for s in timeline.spans if s.kind == "line" and _meets(s, window)]
    axes = _axes(window, lines, plate)
    on = [(s.target, s.value_mV, _line_seen(s, tick)) for s in lines if s.start_tick <= tick < s.end_tick]
    return [
        plate.plate, *heading(timeline, v_mV, plate, seen),
        *running(
            timeline, tape, axes, window.bands, on, model_ns_at(timeline, tick), v_mV, seen,
            ticks_mV=_ticks_mV(window),
        ),
    ]  # fmt: skip


def running(
    timeline: Timeline, tape: Recorded, axes: Axes, stretches: tuple[Band, ...],
    lines: Sequence[tuple[str, float, float]], now_ns: float, v_mV: float, seen: float, steps: float = 4.5,
    ticks_mV: Sequence[int] = TICKS_mV,
) -> list[Item]:  # fmt: skip
    """V(t) on `axes` up to now: bands, grid, lines as (name, mV, how far there), curve, head and names."""
    now = axes.at(now_ns, v_mV)
    path = memory.path(tape, "v_mV", timeline.patch_plan.membrane, axes)
    begun = now_ns >= axes.first and len(path) > 1
    bright = colour("plot.trace")
    rules = [(name, mV) for name, mV, _ in lines]
    words = tuple(timeline.word(word) for word in ("mV", *LINE_NAMES.values()))
    key = ("rules", axes.still, tuple(rules), words)
    names = memory.remembered(tape, key, lambda: _rule_names(timeline, rules, axes, path))
    return [
        *(bands.shades(stretches, axes, now[0], seen) if begun else []),
        *ax.grid(axes, [(v, signed(v)) for v in ticks_mV], seen),
        *ax.time_axis(axes, seen, timeline.word("ms"), most=steps),
        *_rules(lines, axes, seen),
        *(ax.curve(path, axes, bright, now[0], seen) if begun else []),
        *([ax.cursor(axes, now[0], seen), *ax.head(*now, bright, seen)] if begun else []),
        *_shown(names, lines, axes.slide, seen),
        *(bands.names(timeline, stretches, axes, now[0], seen) if begun else []),
    ]


def v_axes(
    area: Box, window: tuple[int, int], heights_mV: Sequence[float], named: bool, slide: float
) -> Axes:
    """Axes that hold every line (mV) with room for its name, and a row of names on top where `named`."""
    height = area[3] - area[1]
    used = height - (bands.NAME_ROW if named else 0)
    high = max([HIGH_mV, *(v + 6.0 for v in heights_mV)])
    below = _TEXT_ROW + 8.0  # px that the name of the lowest line takes
    low = min([LOW_mV, *((v - high * below / used) / (1 - below / used) for v in heights_mV if v < -75.0)])
    high = low + (high - low) * height / used
    return Axes(area, float(window[0]), float(window[1]), low, high, slide)


def _axes(window: TraceWindow, lines: list[Span], plate: Standing) -> Axes:
    left, top, right, bottom = plate.box
    area = (left + _LEFT_PX, top + _TOP_PX, right - _RIGHT_PX, bottom - _BOTTOM_PX)
    span = (window.from_ns, window.to_ns)
    if window.range_mV is not None:
        return Axes(area, float(span[0]), float(span[1]), *window.range_mV, plate.slide)
    return v_axes(area, span, [s.value_mV for s in lines], bool(window.bands), plate.slide)


def _ticks_mV(window: TraceWindow) -> Sequence[int]:
    """The usual ones, or about three round ones in the range that the author asked for."""
    if window.range_mV is None:
        return TICKS_mV
    low, high = window.range_mV
    step = next((s for s in (2, 5, 10, 20) if high - low <= 4 * s), 50)
    return range(math.ceil(low / step) * step, math.floor(high / step) * step + 1, step)


def _meets(span: Span, window: TraceWindow) -> bool:
    return span.start_tick < window.end_tick and window.start_tick < span.end_tick


def heading(timeline: Timeline, v_mV: float, plate: Standing, seen: float) -> list[Item]:
    """What the panel shows, and how much it is now."""
    quiet = colour("text.quiet")
    name = timeline.word("Membrane potential")
    return [
        Text(plate.left + 28, plate.top + 56, name, 28, 600, quiet, opacity=seen),
        Text(plate.right - 28, plate.top + 62, timeline.word("mV"), 30, 600, quiet, "end", opacity=seen),
        *ax.readout(
            signed(v_mV), plate.right - 84, plate.top + 64, colour("plot.trace"), seen, _READOUT_PX, 800
        ),
    ]


def _line_seen(span: Span, tick: int) -> float:
    return presence(tick, span.start_tick, span.end_tick, IN_S, OUT_S)


def _rules(lines: Sequence[tuple[str, float, float]], axes: Axes, seen: float) -> list[Item]:
    left, right = axes.area[0], axes.area[2]
    out: list[Item] = []
    for name, v_mV, there in lines:
        y = float(axes.y(v_mV)) + axes.slide
        out.append(Line(((left, y), (right, y)), colour(LINE_COLOURS[name]), 2.6, seen * there, (9, 7)))
    return out


def _rule_names(
    timeline: Timeline, rules: Sequence[tuple[str, float]], axes: Axes, path: NDArray[np.float32]
) -> list[list[Text]]:
    """The threshold's name and number above its line, the others' below theirs.

    Right if the curve of this window will leave that place free, else left.
    """
    sides: tuple[tuple[float, Literal["start", "end"]], ...] = (
        (axes.area[2], "end"), (axes.area[0] + 10, "start"),
    )  # fmt: skip
    heights = sorted(float(axes.y(mV)) for _, mV in rules)
    close = any(below - above < _CLOSE_PX for above, below in pairwise(heights))
    out: list[list[Text]] = []
    for name, mV in rules:
        y, tint, dark = float(axes.y(mV)), colour(LINE_COLOURS[name]), ramp("panel.cool")[1]
        word, number = timeline.word(LINE_NAMES[name]), f"{signed(mV)} {timeline.word('mV')}"
        if name != "threshold":
            rows = [(y + _TEXT_ROW, f"{word}  {number}")]
        elif close:
            rows = [(y - 12, f"{word}  {number}")]
        else:
            rows = [(y - 12 - _TEXT_ROW, word), (y - 12, number)]
        choices = [
            [Text(x, row, text, 28, 600, tint, anchor, outline=dark) for row, text in rows]
            for x, anchor in sides
        ]
        out.append(min(choices, key=lambda texts: sum(_crossed(box(text), path) for text in texts)))
    return out


def _shown(
    names: list[list[Text]], lines: Sequence[tuple[str, float, float]], slide: float, seen: float
) -> list[Item]:
    return [
        text._replace(y=text.y + slide, opacity=seen * there)
        for texts, (_, _, there) in zip(names, lines, strict=True)
        for text in texts
    ]


def _crossed(text: Box, points: NDArray[np.float32]) -> int:
    """How many points of the curve a text would lie on."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = text
    return int(np.count_nonzero((x > left - 10) & (x < right + 10) & (y > top - 8) & (y < bottom + 8)))
