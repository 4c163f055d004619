"""V(t) on its axes, in its corner or across the screen: bands, lines, pulses, and the curve up to now."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.kept import kept
from apanim.picture.plots import axes as ax
from apanim.picture.plots import bands, columns
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.pulses import LANE, pulses
from apanim.picture.stage import Box
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box
from apanim.script.plots import Band, Ghost, Stimulus
from apanim.script.timeline import Timeline, model_ns_at

LOW_mV, HIGH_mV = -91.0, 52.0  # what a spike needs
TICKS_mV = (40, 0, -70)
LINE_COLOURS = {"threshold": "plot.threshold", "E_Na": "plot.e_na", "E_K": "plot.e_k"}
LINE_NAMES = {"threshold": "threshold", "E_Na": "E_{Na}", "E_K": "E_K"}
_TEXT_ROW = 32
_CLOSE_PX = 112  # lines closer than this leave no room for names in two rows


class Content(NamedTuple):
    """What V(t) shows beside its curve: bands and pulses of time; lines as (name, mV, how far there)."""

    bands: tuple[Band, ...]
    stimuli: tuple[Stimulus, ...]
    lines: Sequence[tuple[str, float, float]]
    ticks_mV: Sequence[int] = TICKS_mV
    steps: float = 4.5  # the most that the axis of time has
    ghost: Ghost | None = None  # of what came before


def v_axes(
    area: Box, window: tuple[int, int], content: Content, slide: float,
    range_mV: tuple[float, float] | None = None,
) -> Axes:  # fmt: skip
    """Axes that hold every line with room for its name: below the names of bands, above the pulses."""
    above = bands.NAME_ROW if content.bands else 0.0
    below = LANE if content.stimuli else 0.0
    used = area[3] - area[1] - above - below
    low, high = range_mV or _room_mV([mV for _, mV, _ in content.lines], used)
    mV = (high - low) / used  # a px
    return Axes(area, float(window[0]), float(window[1]), low - mV * below, high + mV * above, slide)


def _room_mV(heights_mV: Sequence[float], used_px: float) -> tuple[float, float]:
    """From where to where V runs over `used_px`, so that a spike and every line (mV) find room."""
    high = max([HIGH_mV, *(v + 6.0 for v in heights_mV)])
    below = (_TEXT_ROW + 8.0) / used_px  # that the name of the lowest line takes
    low = min([LOW_mV, *((v - high * below) / (1 - below) for v in heights_mV if v < -75.0)])
    return low, high


def running(
    timeline: Timeline, tape: Recorded, axes: Axes, content: Content, tick: int, v_mV: float, seen: float
) -> list[Item]:
    """V(t) on `axes` up to now: bands, grid, lines, curve, head and names; `v_mV` is the moment's."""
    now_ns = model_ns_at(timeline, tick)
    now = axes.at(now_ns, v_mV)
    path = columns.path(timeline, tape, "v_mV", axes)
    before = _ghost_path(timeline, tape, axes, content.ghost)
    begun = now_ns >= axes.first and len(path) > 1
    bright, below = colour("plot.trace"), LANE if content.stimuli else 0.0
    rules = [(name, mV) for name, mV, _ in content.lines]
    words = tuple(timeline.word(word) for word in ("mV", *LINE_NAMES.values()))
    key = ("rules", axes.still, tuple(rules), words, content.ghost)

    def named() -> tuple[tuple[Text, ...], ...]:
        return _rule_names(timeline, rules, axes, np.concatenate([path, before]), content.ticks_mV)

    names = kept(tape, key, named)
    return [
        *(bands.shades(content.bands, axes, now[0], seen, below) if begun else []),
        *ax.grid(axes, _marks(tuple(content.ticks_mV)), seen),
        *ax.time_axis(axes, seen, timeline.word("ms"), most=content.steps),
        *_rules(tuple(content.lines), axes, seen),
        *pulses(timeline, content.stimuli, axes, now[0], tick, seen),
        *ax.ghost(before, axes, bright, seen),
        *(ax.curve(path, axes, bright, now[0], seen) if begun else []),
        *([ax.cursor(axes, now[0], seen, now[1], below), *ax.head(*now, bright, seen)] if begun else []),
        *_shown(names, content.lines, axes.slide, seen),
        *bands.names(timeline, content.bands, axes, tick, seen),
    ]


def _ghost_path(timeline: Timeline, tape: Recorded, axes: Axes, ghost: Ghost | None) -> NDArray[np.float32]:
    """(n, 2) of the curve that stands behind; none without a ghost."""
    if ghost is None:
        return np.zeros((0, 2), np.float32)
    ns, v = (columns.along(timeline, tape, name) for name in ("model_ns", "v_mV"))
    key = ("ghost", axes.still, ghost)
    return kept(tape, key, lambda: ax.ghost_points(ns, v, axes, ghost))


@lru_cache(maxsize=64)
def _marks(ticks_mV: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((v, signed(v)) for v in ticks_mV)


@lru_cache(maxsize=64)
def _rules(lines: tuple[tuple[str, float, float], ...], axes: Axes, seen: float) -> tuple[Item, ...]:
    left, right = axes.area[0], axes.area[2]
    out: list[Item] = []
    for name, v_mV, there in lines:
        y = axes.y_at(v_mV) + axes.slide
        out.append(Line(((left, y), (right, y)), colour(LINE_COLOURS[name]), 2.6, seen * there, (9, 7)))
    return tuple(out)


def _rule_names(
    timeline: Timeline, rules: Sequence[tuple[str, float]], axes: Axes, path: NDArray[np.float32],
    ticks_mV: Sequence[int],
) -> tuple[tuple[Text, ...], ...]:  # fmt: skip
    """The threshold's name and number above its line, the others' below theirs.

    Right if the curve of this window will leave that place free, else left.
    """
    sides: tuple[tuple[float, Literal["start", "end"]], ...] = (
        (axes.area[2], "end"), (axes.area[0] + 10, "start"),
    )  # fmt: skip
    heights = sorted(axes.y_at(mV) for _, mV in rules)
    close = any(below - above < _CLOSE_PX for above, below in pairwise(heights))
    out: list[tuple[Text, ...]] = []
    for name, mV in rules:
        y, tint, dark = axes.y_at(mV), colour(LINE_COLOURS[name]), ramp("panel.cool")[1]
        word, number = timeline.word(LINE_NAMES[name]), f"{signed(mV)} {timeline.word('mV')}"
        if name != "threshold":
            rows = [(y + _TEXT_ROW, f"{word}  {number}")]
        elif close or _struck(y - 12 - _TEXT_ROW, [axes.y_at(v) for v in ticks_mV]):
            rows = [(y - 16, f"{word}  {number}")]
        else:
            rows = [(y - 12 - _TEXT_ROW, word), (y - 12, number)]
        choices = [
            tuple(Text(x, row, text, 28, 600, tint, anchor, outline=dark) for row, text in rows)
            for x, anchor in sides
        ]
        out.append(min(choices, key=lambda texts: sum(_crossed(box(text), path) for text in texts)))
    return tuple(out)


def _struck(base: float, levels: list[float]) -> bool:
    """Whether a line at one of these heights would go through a row of words."""
    _, top, _, bottom = box(Text(0.0, base, "X", 28, 600, ""))
    return any(top - 2 < level < bottom + 2 for level in levels)


def _shown(
    names: tuple[tuple[Text, ...], ...],
    lines: Sequence[tuple[str, float, float]],
    slide: float,
    seen: float,
) -> list[Item]:
    out: list[Item] = []
    for texts, (_, _, there) in zip(names, lines, strict=True):
        whole = slide == 0.0 and seen * there == 1.0  # as they were made
        out += texts if whole else [t._replace(y=t.y + slide, opacity=seen * there) for t in texts]
    return out


def _crossed(text: Box, points: NDArray[np.float32]) -> int:
    """How many points of the curve a text would lie on."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = text
    return int(np.count_nonzero((x > left - 10) & (x < right + 10) & (y > top - 8) & (y < bottom + 8)))
