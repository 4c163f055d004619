"""Lanes beneath V(t), on its time: what each channel in sight is, and the shares that are open.

A channel's strip is told by height as well as by colour: a thin line while it is closed, half as high while
its inactivation gate has shut it, whole while it is open. Strips stand in the order of the picture, from
left to right.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.proteins import Kind
from apanim.picture.design_frame import MID_X, WIDTH
from apanim.picture.drawlist import Dot, Item, Line, Text
from apanim.picture.drugs import blockers
from apanim.picture.kept import kept
from apanim.picture.onstage import UPPER
from apanim.picture.plots import axes as ax
from apanim.picture.plots import columns
from apanim.picture.plots.axes import Axes
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.script.timeline import Timeline, model_ns_at
from apanim.tape.readings import BLOCKED, CLOSED, INACTIVATED, OPEN, channel_states

_PITCH_PX, _HIGH_PX, _HALF_PX, _BLOCKED_PX, _THIN_PX = 10.0, 8.0, 4.0, 2.5, 1.5
_GAP_PX, _SHARES_PX = 7.0, 32.0
_SHARES = (("m^3h", "m3h", "plot.e_na"), ("n^4", "n4", "plot.e_k"))
_KEY_ROW_PX, _SWATCH_PX, _FROM_RIGHT_PX = 34.0, 34.0, 224.0
_NARROW_PX, _KEY_GAP_PX = 138.0, 40.0  # of the shares in a narrow panel; between entries in a row
_STATES = (("open", OPEN), ("inactivated", INACTIVATED), ("closed", CLOSED))
_WITH_A_DRUG = (("open", OPEN), ("inactivated", INACTIVATED), ("blocked", BLOCKED))
_SEEN_PX = (WIDTH / 2 - 40.0) / UPPER.scale  # from the middle of the picture: a channel wholly in sight
_NICE = (0.1, 0.2, 0.3, 0.4, 0.6, 0.8)


Point = tuple[float, float]


class Strips(NamedTuple):
    """The channels of one kind that are in sight: their numbers among their kind, and the tape's column."""

    kind: Kind
    column: str
    tint: str
    numbers: tuple[int, ...]


@lru_cache(maxsize=16)
def strips(layout: Layout) -> tuple[Strips, ...]:
    """The strips of a membrane with these proteins, Na+ first."""
    out = []
    for kind, column, tint in (
        (Kind.NA_CHANNEL, "na_state", "plot.e_na"), (Kind.K_CHANNEL, "k_state", "plot.e_k"),
    ):  # fmt: skip
        x = MID_X + PX_PER_NM * layout.x_nm[layout.sites(kind)]
        numbers = tuple(np.flatnonzero(np.abs(x - MID_X) < _SEEN_PX).tolist())
        out.append(Strips(kind, column, tint, numbers))
    return tuple(out)


def height(timeline: Timeline) -> float:
    """How many px the lanes of a scene take."""
    rows = [_PITCH_PX * len(one.numbers) + _GAP_PX for one in strips(timeline.patch_setup.layout)]
    return _GAP_PX + sum(rows) + _SHARES_PX


def lanes(shot: Shot[Any], axes: Axes, right: float, seen: float, key_y: float | None = None) -> list[Item]:
    """The lanes under the plot of `axes`, as far as time has come; their key ends at `right`, or is a row
    whose words stand on `key_y`."""
    timeline = shot.timeline
    now_x = axes.x_at(model_ns_at(timeline, shot.tick))
    y, out = axes.base + 2 * _GAP_PX, list[Item]()
    for one in strips(timeline.patch_setup.layout):
        if not one.numbers:
            continue
        name = "Na^+" if one.kind == Kind.NA_CHANNEL else "K^+"
        middle = y + _PITCH_PX * len(one.numbers) / 2
        out.append(
            Text(axes.area[0] - 14, middle + 10, name, 28, 700, colour(one.tint), "end", opacity=seen)
        )
        for number in one.numbers:
            out += _strip(y + _HIGH_PX, one.tint, _runs(shot, axes, one, number), now_x, seen)
            y += _PITCH_PX
        y += _GAP_PX
    left = right - (_FROM_RIGHT_PX if key_y is None else _NARROW_PX)
    key = _key_places(timeline, axes, left, key_y)
    return [*out, *_key(timeline, key, seen), *_shares(shot, axes, y, (left, right), now_x, seen)]


# -- strips ------------------------------------------------------------------------------------------------


class LaneStretch(NamedTuple):
    """A channel is one thing from `left` to `right`, px."""

    left: float
    right: float
    is_now: int


def _runs(shot: Shot[Any], axes: Axes, one: Strips, number: int) -> tuple[LaneStretch, ...]:
    tape = shot.tape
    if shot.timeline.origin is not None:
        return runs_of(tape, axes, one.column, number, columns.lived(shot.tick))
    key = "lane", axes.still, one.column, number
    return kept(tape, key, lambda: runs_of(tape, axes, one.column, number, tape.steps + 1))


def runs_of(tape: Any, axes: Axes, column: str, number: int, most: int) -> tuple[LaneStretch, ...]:
    """What a channel was through the time of `axes`, in the first `most` steps of a tape."""
    ns = tape.series.model_ns[:most]
    rows = slice(int(np.searchsorted(ns, axes.first)), int(np.searchsorted(ns, axes.last, side="right")))
    is_now = channel_states(column, tape.series[column][rows, number])
    if len(is_now) == 0:
        return ()
    x = axes.x(ns[rows].astype(float))
    before = np.flatnonzero(
        np.diff(is_now)
    )  # the last row of each run: the step from there on is the next's
    edges = [float(x[0]), *x[before].tolist(), float(x[-1])]
    states = is_now[[0, *(before + 1).tolist()]].tolist()
    runs = [LaneStretch(*ends, state) for ends, state in zip(pairwise(edges), states, strict=True)]
    return tuple(run for run in runs if run.right > run.left)


def _strip(foot: float, tint: str, runs: tuple[LaneStretch, ...], now_x: float, seen: float) -> list[Item]:
    looks = _looks(tint)
    out: list[Item] = []
    for run in runs:
        if run.left >= now_x:
            break
        ink, high, strength = looks[run.is_now]
        across = ((0.0, 0.0), (min(run.right, now_x) - run.left, 0.0))
        out.append(Line(across, ink, high, strength * seen, x=run.left, y=foot - high / 2))
    return out


def _looks(tint: str) -> dict[int, tuple[str, float, float]]:
    """The colour, height and strength of each state."""
    return {
        CLOSED: (colour("plot.grid"), _THIN_PX, 0.75),
        OPEN: (colour(tint), _HIGH_PX, 1.0),
        INACTIVATED: (colour("plot.h"), _HALF_PX, 0.9),
        BLOCKED: (colour("plot.drug"), _BLOCKED_PX, 0.8),
    }


def _key_of(timeline: Timeline) -> tuple[tuple[str, int], ...]:
    """What the key tells: where a drug blocks, that in place of what needs no telling."""
    return _WITH_A_DRUG if blockers(timeline) else _STATES


def _key_places(timeline: Timeline, axes: Axes, left: float, row_y: float | None) -> list[Point]:
    """Where the entries of the key begin: one below the other, or in a row."""
    if row_y is None:
        return [(left, axes.base + 6 + row * _KEY_ROW_PX) for row in range(len(_key_of(timeline)))]
    wide = [
        _SWATCH_PX + 14 + width(timeline.word(word), 28, 600) + _KEY_GAP_PX for word, _ in _key_of(timeline)
    ]
    return [(axes.area[0] + sum(wide[:k]), row_y + 20) for k in range(len(wide))]


def _key(timeline: Timeline, places: list[Point], seen: float) -> list[Item]:
    """What the three heights mean."""
    quiet, out = colour("text.quiet"), list[Item]()
    looks = _looks("plot.e_na")
    for (left, base), (word, state) in zip(places, _key_of(timeline), strict=True):
        ink, high, strength = looks[state]
        out += [
            Line(
                ((0.0, 0.0), (_SWATCH_PX, 0.0)), ink, high, strength * seen, x=left, y=base - 6 - high / 2
            ),
            Text(left + _SWATCH_PX + 14, base, timeline.word(word), 28, 600, quiet, opacity=seen),
        ]
    return out


# -- shares ------------------------------------------------------------------------------------------------


def _shares(
    shot: Shot[Any], axes: Axes, top: float, numbers: tuple[float, float], now_x: float, seen: float
) -> list[Item]:
    """The shares of all channels that are open in the model, each as a thin curve with its number."""
    timeline, tape, tick = shot.timeline, shot.tape, shot.tick
    courses = [columns.along(timeline, tape, column, tick) for _, column, _ in _SHARES]
    high = _highest(shot, axes, courses)
    left, _, right, _ = axes.area
    area = (left, top - axes.slide, right, top - axes.slide + _SHARES_PX)
    own = Axes(area, axes.first, axes.last, 0.0, high, axes.slide)
    out: list[Item] = [Line(((left, own.base), (right, own.base)), colour("plot.grid"), 1.5, 0.4 * seen)]
    now_ns, ns = model_ns_at(timeline, tick), columns.along(timeline, tape, "model_ns", tick)
    for row, ((name, column, tint), course) in enumerate(zip(_SHARES, courses, strict=True)):
        value, ink = float(np.interp(now_ns, ns, course)), colour(tint)
        if now_ns >= own.first:
            path = columns.path(timeline, tape, column, own, tick)
            out += ax.curve(path, own, ink, now_x, seen, bare=True, name=column)
            # Without the glow of V's: at 0 it lies on the axis, over whose numbers light must not fall.
            out.append(Dot(*own.at(now_ns, value), 5.0, colour("plot.cursor"), opacity=seen))
        base = axes.base + 6 + (3 + row) * _KEY_ROW_PX
        out += [
            Text(numbers[0], base, name, 28, 700, ink, opacity=seen),
            *ax.readout(f"{100 * value:.0f} %", numbers[1], base, ink, seen),
        ]
    return out


def _highest(shot: Shot[Any], axes: Axes, courses: list[NDArray[np.float64]]) -> float:
    """The upper end of the axis of shares: a round number above what they come to in its time."""

    def make() -> float:
        ns = columns.along(shot.timeline, shot.tape, "model_ns", shot.tick)
        rows = (ns >= axes.first) & (ns <= axes.last)
        most = max((float(course[rows].max()) for course in courses if rows.any()), default=0.0)
        return next((nice for nice in _NICE if nice >= most), 1.0)

    return kept(shot.tape, ("shares", axes.still), make) if shot.timeline.origin is None else make()
