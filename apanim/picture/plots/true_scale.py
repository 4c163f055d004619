"""True scale: a cell filled with beads, of which one is all that a spike lets in, and comes in now."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import OPACITY_LEVELS, Dot, Glow, Item, Line, Sprite, Sprites, Text
from apanim.picture.easing import smooth
from apanim.picture.overlay.caption import wrapped
from apanim.picture.plots.amounts import cell_name, figures, unit_for
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour, ramp
from apanim.picture.type import fitted
from apanim.script.plots import Plot
from apanim.script.timeline import Timeline
from apanim.units import TICKS_PER_S

_MARGIN, _WALL = 40.0, 12.0  # from the panel's edge to the cell, and how thick its membrane is
_FILL_S, _COMES_S, _WAY_S = 1.6, 2.2, 1.4  # till it is full; when the one comes, and how long that takes
_GOLDEN = math.pi * (3.0 - math.sqrt(5.0))
_CROWDED = 0.86  # of the room that a bead has, it fills so much
_RIG_PX = 12.0  # half the width of the sprite's bead
_QUIET = 5 / OPACITY_LEVELS  # of those that were there
_AT = (0.52, -0.30)  # where the one comes to rest, in radii from the middle
_FROM = (1.26, -0.62)  # and where it comes from
_RING_PX, _CORNERS = 17.0, 36
_BIG, _SIZE, _ROW, _COLUMN = 64.0, 28.0, 40.0, 560.0  # of the words
_IONS = {"na": ("ion_na", "Na⁺", "plot.e_na"), "k": ("ion_k", "K⁺", "plot.e_k")}


class _Cell(NamedTuple):
    """Its middle and radius, and where the words begin, px."""

    x: float
    y: float
    r: float
    words: tuple[float, float]
    room: float  # for the words, to the right


def true_scale(timeline: Timeline, plot: Plot, plate: Standing, seen: float, tick: int) -> list[Item]:
    """The panel's contents: as many beads as there were such portions inside, and one more."""
    if plot.cell is None:
        return []
    ion, cell = plot.ions[0], _laid(plate)
    since_s = (tick - plot.start_tick) / TICKS_PER_S
    rig, _, role = _IONS[ion]
    x, y, own = _disc(plot.beads)
    reach = math.sqrt(smooth(since_s / _FILL_S))
    there = np.hypot(x, y) <= reach
    scale = _CROWDED * cell.r * math.sqrt(math.pi / plot.beads) / 2 / _RIG_PX
    like = Sprite(rig, cell.x, cell.y, pose="default", scale=scale, opacity=_QUIET * seen)
    level = np.full(int(there.sum()), OPACITY_LEVELS, np.uint8)
    right, down = ((cell.r * at[there]).astype(np.float32) for at in (x, y))
    return [
        *_body(cell, seen),
        Sprites(like, right, down, level),
        *_the_one(cell, rig, role, scale, own, since_s, seen),
        *_words(timeline, plot, cell, since_s, seen),
    ]


class _Disc(NamedTuple):
    """Places in a disc of radius 1, evenly, from the middle out; and the one's own among them."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    own: tuple[float, float]


@lru_cache(maxsize=8)
def _disc(count: int) -> _Disc:
    number = np.arange(count + 1)
    r, turn = np.sqrt((number + 0.5) / (count + 1)) * 0.97, number * _GOLDEN
    x, y = r * np.cos(turn), r * np.sin(turn)
    own = int(np.argmin(np.hypot(x - _AT[0], y - _AT[1])))
    return _Disc(np.delete(x, own), np.delete(y, own), (float(x[own]), float(y[own])))


def _laid(plate: Standing) -> _Cell:
    """The cell left of its words, or above them in a panel that is high."""
    wide, high = plate.right - plate.left, plate.bottom - plate.top
    if wide > 1.4 * high:
        r = (high - 2 * _MARGIN) / 2
        x = plate.left + max(_MARGIN, (wide - 2 * r - _COLUMN - 3 * _MARGIN) / 2) + r
        words = (x + r + 3 * _MARGIN, plate.top + high / 2 - 2.6 * _ROW)
        return _Cell(x, plate.top + high / 2, r, words, plate.right - _MARGIN - words[0])
    r = min(wide - 2 * _MARGIN, high - 8 * _ROW - 2 * _MARGIN) / 2
    return _Cell(
        plate.left + wide / 2,
        plate.top + _MARGIN + r,
        r,
        (plate.left + _MARGIN, plate.bottom - 7.0 * _ROW),
        wide - 2 * _MARGIN,
    )


def _body(cell: _Cell, seen: float) -> list[Item]:
    """The cell body, cut through: its membrane, and what is inside, lit from the top left."""
    x, y, r = cell[:3]
    light, far = ramp("light.warm")
    return [
        Dot(x, y, r + _WALL, ramp("lipid.outer")[1], ramp("lipid.outer")[2], 3.0, seen),
        Dot(x, y, r + 0.4 * _WALL, ramp("ground.inside")[2], ramp("lipid.inner")[2], 3.0, seen),
        Glow(x - 0.3 * r, y - 0.34 * r, 0.8 * r, 0.8 * r, ((0.0, light, 0.34), (1.0, far, 0.0)), seen),
    ]


def _the_one(cell: _Cell, rig: str, role: str, scale: float, own: tuple[float, float], since_s: float,
             seen: float) -> list[Item]:  # fmt: skip
    """What one spike lets in: it comes from outside to its place, and is ringed."""
    share = smooth((since_s - _COMES_S) / _WAY_S)
    if since_s < _COMES_S:
        return []
    x = cell.x + cell.r * (_FROM[0] + (own[0] - _FROM[0]) * share)
    y = cell.y + cell.r * (_FROM[1] + (own[1] - _FROM[1]) * share)
    tint, there = colour(role), seen * smooth((since_s - _COMES_S) / 0.3)
    lamp = ((0.0, tint, 0.9), (0.4, tint, 0.35), (1.0, tint, 0.0))
    turns = [2 * math.pi * k / _CORNERS for k in range(_CORNERS + 1)]
    ring = tuple((_RING_PX * math.cos(turn), _RING_PX * math.sin(turn)) for turn in turns)
    return [
        Glow(x, y, 44, 44, lamp, there),
        Sprite(rig, x, y, pose="default", scale=1.35 * scale, opacity=there),
        Line(ring, colour("text.leader"), 3.5, there, None, colour("text.outline_cool"), 7.0, x, y),
    ]


def _words(timeline: Timeline, plot: Plot, cell: _Cell, since_s: float, seen: float) -> list[Item]:
    """How many there are, and what the one is."""
    assert plot.cell is not None
    word, (x, y) = timeline.word, cell.words
    _, sign, role = _IONS[plot.ions[0]]
    quiet, ink, tint = colour("text.quiet"), colour("text.ink"), colour(role)
    unit = unit_for(plot.portion)
    portion = f"{timeline.number(figures(plot.portion / unit.size))} {word(unit.word)} {sign}"
    filled = smooth((since_s - 0.3) / _FILL_S)
    counted = f"{round(plot.beads * filled):,}"
    told = seen * smooth((since_s - _COMES_S - 0.6 * _WAY_S) / 0.5)
    one = fitted(f"1 {word('in')} {timeline.number(f'{plot.beads:,}')}", cell.room, _BIG, 800)
    each = wrapped(f"{word('beads inside already; each is')} {portion}", cell.room, _SIZE)
    more = 0.9 * (len(each) - 1)
    rows = (
        (0.0, cell_name(timeline, plot.cell), _SIZE, 600, quiet, seen),
        (1.9, counted, _BIG, 800, ink, seen),
        *((3.0 + 0.9 * row, line, _SIZE, 600, quiet, seen) for row, line in enumerate(each)),
        (5.0 + more, one.text, one.size, 800, tint, told),
        (6.1 + more, word("comes in with one spike"), _SIZE, 600, ink, told),
    )
    return [
        Text(x, y + row * _ROW, text, size, weight, paint, opacity=there)
        for row, text, size, weight, paint, there in rows
        if there > 0.0
    ]
