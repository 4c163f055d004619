"""Pulses under V(t): a bar on the axis of time as high as the current is strong, with its strength."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from apanim.picture.drawlist import Bar, Item, Text
from apanim.picture.easing import smooth
from apanim.picture.kept import kept_by_owner
from apanim.picture.plots.axes import Axes, plain
from apanim.picture.plots.places import IN_S
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.script.plots import Ghost, Stimulus
from apanim.script.timeline import Timeline, tick_at
from apanim.units import TICKS_PER_S

LANE = 38.0  # px that the bars and their words take, above the axis
_PX_PER_THRESHOLD, _LEAST_PX, _MOST_PX = 10.0, 5.0, 30.0  # of a bar: three times threshold and more is full
_NARROWEST_PX, _GAP_PX = 6.0, 5.0
_LEFT_GAP_PX, _WEIGHT = 8.0, 600
_BEFORE = 0.35  # of the strength of a bar: one of an earlier stretch


class _Label(NamedTuple):
    text: str
    x: float


def pulses(
    timeline: Timeline, stimuli: tuple[Stimulus, ...], axes: Axes, now_x: float, tick: int, seen: float
) -> list[Item]:
    """The bars as far as `now_x`, each with its multiple of threshold where there is room."""
    tint, dark = colour("plot.e_na"), ramp("panel.cool")[1]
    out: list[Item] = []
    for pulse, label in zip(stimuli, _labels(timeline, stimuli, axes.still), strict=True):
        age = tick - tick_at(timeline, pulse.from_ns)
        if age < 0:
            continue
        (left, right), high = _across(pulse, axes), _height(pulse)
        wide = min(right, max(now_x, left + _NARROWEST_PX)) - left
        out.append(Bar(left, axes.base - 1 - high, wide, high, tint, seen))
        there = smooth(age / (IN_S * TICKS_PER_S))
        if label is not None and there > 0.0:
            y = axes.base - 10
            out.append(Text(label.x, y, label.text, 28, _WEIGHT, tint, outline=dark, opacity=seen * there))
    return out


def before(ghosts: Sequence[Ghost], axes: Axes, seen: float) -> list[Item]:
    """The bars of the pulses of earlier stretches, faint, where they are compared."""
    tint, out = colour("plot.e_na"), list[Item]()
    for ghost in ghosts:
        for pulse in ghost.stimuli:
            at = replace(pulse, from_ns=pulse.from_ns + ghost.later_ns, to_ns=pulse.to_ns + ghost.later_ns)
            if axes.first <= at.from_ns < axes.last:
                (left, right), high = _across(at, axes), _height(at)
                out.append(Bar(left, axes.base - 1 - high, right - left, high, tint, _BEFORE * seen))
    return out


def _across(pulse: Stimulus, axes: Axes) -> tuple[float, float]:
    left, right = axes.x_at(pulse.from_ns), axes.x_at(pulse.to_ns)
    return left, max(right, left + _NARROWEST_PX)


def _height(pulse: Stimulus) -> float:
    strength = 1.0 if pulse.strength is None else abs(pulse.strength)
    return min(max(_PX_PER_THRESHOLD * strength, _LEAST_PX), _MOST_PX)


@kept_by_owner
def _labels(timeline: Timeline, stimuli: tuple[Stimulus, ...], axes: Axes) -> tuple[_Label | None, ...]:
    """'×1.25' right of its bar, or else left of it; the first says of what, if that has room too."""
    bars = [_across(pulse, axes) for pulse in stimuli]
    out: list[_Label | None] = []
    free_from = axes.area[0] + 4.0
    for i, (pulse, (left, right)) in enumerate(zip(stimuli, bars, strict=True)):
        until = bars[i + 1][0] - _GAP_PX if i + 1 < len(bars) else axes.area[2]
        label = None
        if pulse.strength is not None:
            short = f"×{plain(round(pulse.strength, 2))}"
            long = [f"{timeline.number(short)} {timeline.word('threshold')}"] if i == 0 else []
            fits = [t for t in (*long, short) if right + _GAP_PX + width(t, 28, _WEIGHT) <= until]
            before = left - _LEFT_GAP_PX - width(short, 28, _WEIGHT)
            if fits:
                label = _Label(fits[0], right + _GAP_PX)
            elif before >= free_from:
                label = _Label(short, before)
        out.append(label)
        end = label.x + width(label.text, 28, _WEIGHT) if label else right
        free_from = max(right, end) + _GAP_PX
    return tuple(out)
