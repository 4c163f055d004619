"""V(t) on its axes, of one place or several: bands, lines, pulses, what was before, the curves to now."""

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.kept import kept
from apanim.picture.plots import axes as ax
from apanim.picture.plots import bands, columns
from apanim.picture.plots.axes import Axes, signed
from apanim.picture.plots.pulses import LANE, before, pulses
from apanim.picture.shot import Shot
from apanim.picture.theme import colour, ramp
from apanim.picture.type import box
from apanim.script.plots import Band, Ghost, Stimulus
from apanim.script.timeline import Timeline, TraceCurve, model_ns_at

LOW_mV, HIGH_mV = -91.0, 52.0  # what a spike needs
TICKS_mV = (40, 0, -70)
_LANES_END = 20.0  # px of the axis that the bright ends of curves on it take
LINE_COLOURS = {"threshold": "plot.threshold", "E_Na": "plot.e_na", "E_K": "plot.e_k", "E_Cl": "plot.e_cl"}
LINE_NAMES = {"threshold": "threshold", "E_Na": "E_{Na}", "E_K": "E_K", "E_Cl": "E_{Cl}"}
_TEXT_ROW = 32
_LOW_LINE_mV = -60.0  # a line below this has its name under it
_CLOSE_PX = 112  # lines closer than this leave no room for names in two rows

Points, Float = NDArray[np.float32], NDArray[np.float64]


class ShownLevel(NamedTuple):
    """A horizontal line that is on, and how far it is there, 0..1."""

    name: str
    v_mV: float
    there: float


class Content(NamedTuple):
    """What V(t) shows, as if all of it were on. `curves` are a cable's; a patch has one without them."""

    bands: tuple[Band, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    lines_mV: tuple[float, ...] = ()
    ticks_mV: Sequence[int] = TICKS_mV
    steps: float = 4.5  # the most that the axis of time has
    ghosts: tuple[Ghost, ...] = ()  # of what came before
    curves: tuple[TraceCurve, ...] = ()

    @property
    def tints(self) -> tuple[str, ...]:
        """The colour of each curve; the last leads."""
        return ramp("plot.curves")[-len(self.curves) :] if self.curves else (colour("plot.trace"),)


def v_axes(
    area: Box, window: tuple[int, int], content: Content, slide: float,
    range_mV: tuple[float, float] | None = None,
) -> Axes:  # fmt: skip
    """Axes that hold every line with room for its name: below the names of bands, above the pulses."""
    above = bands.NAME_ROW if content.bands else 0.0
    below = LANE if content.stimuli else 0.0
    used = area[3] - area[1] - above - below
    low, high = range_mV or _room_mV(content.lines_mV, used)
    mV = (high - low) / used  # a px
    return Axes(area, float(window[0]), float(window[1]), low - mV * below, high + mV * above, slide)


def _room_mV(heights_mV: Sequence[float], used_px: float) -> tuple[float, float]:
    """From where to where V runs over `used_px`, so that a spike and every line (mV) find room."""
    high = max([HIGH_mV, *(v + 6.0 for v in heights_mV)])
    below = (_TEXT_ROW + 8.0) / used_px  # that the name of the lowest line takes
    low = min([LOW_mV, *((v - high * below) / (1 - below) for v in heights_mV if v < _LOW_LINE_mV)])
    return low, high


def running(
    shot: Shot[Any], axes: Axes, content: Content, values_mV: Sequence[float], lines: Sequence[ShownLevel],
    seen: float, beneath: float = 0.0, full: bool = False,
) -> list[Item]:  # fmt: skip
    """V(t) on `axes` up to now; `values_mV` are the curves' of the moment, `lines` those that are on.

    The axis of time lies `beneath` px under the plot, where lanes share it. `full` names bands in full.
    """
    timeline, tick = shot.timeline, shot.tick
    now_ns = model_ns_at(timeline, tick)
    paths, behind = _paths(shot, axes, content)
    now = [axes.at(now_ns, value) for value in values_mV]
    begun = now_ns >= axes.first and len(paths[-1]) > 1
    below = LANE if content.stimuli else 0.0
    out = [
        *(bands.shades(content.bands, axes, now[-1][0], seen, below) if begun else []),
        *ax.grid(axes, [(float(v), signed(v)) for v in content.ticks_mV], seen),
        *ax.time_axis(
            axes.lower(beneath),
            seen,
            timeline.word("ms"),
            most=content.steps,
            aside=_LANES_END if beneath else 0.0,
        ),
        *(_rule(line, axes, seen) for line in lines),
        *before(content.ghosts, axes, seen),
        *pulses(timeline, content.stimuli, axes, now[-1][0], tick, seen),
    ]
    for curves in behind:
        for path, tint in zip(curves, content.tints, strict=True):
            out += ax.ghost(path, axes, tint, seen)
    names = [f"V:{curve.compartment}" for curve in content.curves] or ["V"]
    for path, tint, name, (x, y) in zip(paths, content.tints, names, now, strict=True):
        if begun:
            out += ax.curve(path, axes, tint, x, seen, bare=path is not paths[-1], name=name)
            # One curve has its cursor; several have smaller ends, which tell them apart without it.
            above = 0.0 if beneath else below
            out += ax.head(x, y, tint, seen, 6.0) if content.curves else [
                ax.cursor(axes.lower(beneath), x, seen, y, above), *ax.head(x, y, tint, seen)
            ]  # fmt: skip
    for line, texts in zip(
        lines, _names(shot, axes, content, lines, (*paths, *chain(*behind))), strict=True
    ):
        there = seen * line.there
        whole = axes.slide == 0.0 and there == 1.0  # as they were made
        out += texts if whole else [t._replace(y=t.y + axes.slide, opacity=there) for t in texts]
    return [*out, *bands.names(timeline, content.bands, axes, tick, seen, full)]


def _paths(
    shot: Shot[Any], axes: Axes, content: Content
) -> tuple[tuple[Points, ...], tuple[tuple[Points, ...], ...]]:
    """(n, 2) of each curve, of a branch up to now; and of each stretch that stands behind it."""

    def curves(most: int) -> tuple[Points, ...]:
        ns, courses = _courses(shot.tape, content, axes.first, axes.last, most)
        return tuple(ax.points(ns, course, axes) for course in courses)

    key = axes.still, content.curves, content.ghosts
    behind = kept(
        shot.tape,
        ("ghosts", *key),
        lambda: tuple(_behind(shot.tape, axes, content, one) for one in content.ghosts),
    )
    if shot.timeline.origin is None:
        return kept(shot.tape, ("V(t)", *key), lambda: curves(shot.tape.steps + 1)), behind
    return curves(columns.lived(shot.tick)), behind


def _behind(tape: Any, axes: Axes, content: Content, ghost: Ghost) -> tuple[Points, ...]:
    of = tape.origin if ghost.of_origin else tape
    ns, courses = _courses(of, content, ghost.from_ns, ghost.to_ns, of.steps + 1)
    return tuple(ax.ghost_points(ns, course, axes, ghost) for course in courses)


def _courses(
    tape: Any, content: Content, from_ns: float, to_ns: float, most: int
) -> tuple[Float, list[Float]]:
    """Model time and V of each curve between two model times, (k,) each, in the first `most` steps."""
    ns = tape.series.model_ns[:most]
    rows = slice(int(np.searchsorted(ns, from_ns)), int(np.searchsorted(ns, to_ns, side="right")))
    v = tape.series.v_mV
    courses = [v[rows, curve.compartment] for curve in content.curves] or [v[rows]]
    return ns[rows].astype(float), [course.astype(float) for course in courses]


def _rule(line: ShownLevel, axes: Axes, seen: float) -> Line:
    y = axes.y_at(line.v_mV) + axes.slide
    tint = colour(LINE_COLOURS[line.name])
    return Line(((axes.area[0], y), (axes.area[2], y)), tint, 2.6, seen * line.there, (9, 7))


def _names(
    shot: Shot[Any], axes: Axes, content: Content, lines: Sequence[ShownLevel], paths: Sequence[Points]
) -> tuple[tuple[Text, ...], ...]:
    """The name and number of each line, where the curves of this window leave most room."""
    if not lines:
        return ()
    rules = tuple((line.name, line.v_mV) for line in lines)
    words = tuple(shot.timeline.word(word) for word in ("mV", *LINE_NAMES.values()))

    def make() -> tuple[tuple[Text, ...], ...]:
        heights = sorted(axes.y_at(v_mV) for _, v_mV in rules)
        close = any(below - above < _CLOSE_PX for above, below in pairwise(heights))
        return tuple(_name(shot.timeline, axes, content, rule, close, paths) for rule in rules)

    if shot.timeline.origin is not None:  # where a branch will run nobody knows: they make way for it
        return make()
    return kept(shot.tape, ("line names", axes.still, rules, words, content.curves, content.ghosts), make)


def _name(
    timeline: Timeline, axes: Axes, content: Content, rule: tuple[str, float], close: bool,
    paths: Sequence[Points],
) -> tuple[Text, ...]:  # fmt: skip
    """A line's name and number, right or left: the threshold's above it, in two rows if there is room, the
    others' below theirs. Among the curves of several places the threshold's may stand below it too."""
    name, v_mV = rule
    y, tint, dark = axes.y_at(v_mV), colour(LINE_COLOURS[name]), ramp("panel.cool")[1]
    word, number = timeline.word(LINE_NAMES[name]), f"{timeline.number(signed(v_mV))} {timeline.word('mV')}"
    two_rows = [(y - 12 - _TEXT_ROW, word), (y - 12, number)]
    above, below = [(y - 16, f"{word}  {number}")], [(y + _TEXT_ROW, f"{word}  {number}")]
    levels = [axes.y_at(v) for v in content.ticks_mV]
    if content.curves:
        ways = [above, below, two_rows]
    elif name != "threshold":
        rises = _struck(y + _TEXT_ROW, levels) and y - 2 * _TEXT_ROW > axes.area[1]
        ways = [above, below] if rises else [below]
    elif close or _struck(y - 12 - _TEXT_ROW, levels):
        ways = [above]
    else:
        ways = [two_rows]
    sides: tuple[tuple[float, Literal["start", "end"]], ...] = (
        (axes.area[2], "end"), (axes.area[0] + 10, "start"),
    )  # fmt: skip
    choices = [
        tuple(Text(x, row, text, 28, 600, tint, anchor, outline=dark) for row, text in rows)
        for rows in ways
        for x, anchor in sides
    ]
    return min(choices, key=lambda texts: sum(_crossed(box(t), path) for t in texts for path in paths))


def _struck(base: float, levels: list[float]) -> bool:
    """Whether a line at one of these heights would go through a row of words."""
    _, top, _, bottom = box(Text(0.0, base, "X", 28, 600, ""))
    return any(top - 2 < level < bottom + 2 for level in levels)


def _crossed(text: Box, points: Points) -> int:
    """How many points of a curve a text would lie on."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = text
    return int(np.count_nonzero((x > left - 10) & (x < right + 10) & (y > top - 8) & (y < bottom + 8)))
