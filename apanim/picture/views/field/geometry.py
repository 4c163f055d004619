"""Where things are in the field: the plane of the membrane in perspective, and the channels on it.

A place of the plane is `u` to the right and `w` away, w = 1 for the nearest row; what is `w` away is drawn
1 / w times as large as there. Pixels of u and of heights are those at w = 1.
"""

import math
import random
from functools import cache, lru_cache
from typing import NamedTuple

from apanim.particles.layout import Layout
from apanim.particles.proteins import Kind
from apanim.picture.design_frame import HEIGHT, MID_X, SAFE, WIDTH, Box
from apanim.picture.plots.rooms import rooms
from apanim.picture.shot import USUAL

HORIZON = 200.0  # of the frame, px
_DROP = 640.0  # from the horizon to the nearest row, px
DEPTH = 1100.0  # px of the plane to one unit of w
NEAREST, FARTHEST = 0.98, 4.3  # rows of channels
MOUTH = 46.0  # a channel's mouth above the membrane
RADIUS = {Kind.NA_CHANNEL: 60.0, Kind.K_CHANNEL: 52.0}
FEWEST, MOST = 40, 220  # channels: fewer are no field; more would stand in each other's way

READOUT: Box = (1264, 736, 1824, 950)  # the panel of shares, above the strip
_PANEL = rooms(frozenset(), USUAL)["panel"].box
_KEPT_FREE: tuple[Box, ...] = (  # where no channel stands: it would be hidden
    (READOUT[0] - 54, READOUT[1] - 30, WIDTH, HEIGHT),
    (0, 858, 1216 + 40, HEIGHT),  # captions
    (_PANEL[0] - 40, 0, WIDTH, _PANEL[3] + 12),
)
_ROW = math.sqrt(3) / 2  # from row to row, in pitches
_UNEVEN = 0.17  # of a pitch: how far a channel may stand from its place in the grid


def seen(u: float, w: float, up: float = 0.0) -> tuple[float, float]:
    """Where a place of the plane, or a point so far above it, is in the picture."""
    return MID_X + u / w, HORIZON + (_DROP - up) / w


def squash(w: float) -> float:
    """How much flatter a circle on the plane looks than it is wide."""
    return _DROP / (DEPTH * w)


def row_at(y: float) -> float:
    """The w of the places that are at height `y` of the picture, below the horizon."""
    return _DROP / (y - HORIZON)


class FieldSite(NamedTuple):
    """A channel of the field: its row in the layout, the number `order` of its kind, and its place."""

    row: int
    kind: Kind
    order: int
    u: float
    w: float
    turn: float  # of its subunits about its pore, degrees

    @property
    def scale(self) -> float:
        return 1.0 / self.w

    @property
    def foot(self) -> tuple[float, float]:
        """Where it stands in the picture."""
        return seen(self.u, self.w)

    @property
    def mouth(self) -> tuple[float, float]:
        """Where its pore opens in the picture."""
        return seen(self.u, self.w, MOUTH)

    @property
    def radius(self) -> float:
        """Half its width, px of the picture."""
        return RADIUS[self.kind] / self.w


def room_for(layout: Layout) -> bool:
    """Whether a membrane has channels enough for a field, and the field room for all of them."""
    return FEWEST <= sum(len(layout.sites(kind)) for kind in RADIUS) <= MOST


@lru_cache(maxsize=16)
def sites(layout: Layout) -> tuple[FieldSite, ...]:
    """Every voltage-gated channel of the layout, far ones first; which stands where is fixed chance."""
    rows = {kind: layout.sites(kind).tolist() for kind in RADIUS}
    placed = places(len(rows[Kind.NA_CHANNEL]), len(rows[Kind.K_CHANNEL]))
    rng = random.Random(3)
    orders = {kind: rng.sample(range(len(mine)), len(mine)) for kind, mine in rows.items()}
    return tuple(
        FieldSite(rows[kind][order := orders[kind].pop()], kind, order, u, w, turn)
        for kind, u, w, turn in placed
    )


Place = tuple[Kind, float, float, float]  # kind, u, w, turn


@lru_cache(maxsize=16)
def places(na: int, k: int) -> tuple[Place, ...]:
    """So many places for each kind, evenly over what is in sight, far ones first."""
    spots = _spots(na + k)
    cyan = _spread(spots, k)
    rng = random.Random(5)
    kinds = (Kind.K_CHANNEL if i in cyan else Kind.NA_CHANNEL for i in range(len(spots)))
    return tuple((kind, u, w, rng.uniform(0, 90)) for kind, (u, w) in zip(kinds, spots, strict=True))


@cache
def _spots(count: int) -> tuple[tuple[float, float], ...]:
    """The grid with the widest pitch that has so many places, less what is too many at its far end."""
    least, most = 100.0, 6000.0
    while most - least > 0.5:
        middle = (least + most) / 2
        least, most = (middle, most) if len(_grid(middle)) >= count else (least, middle)
    return _grid(least)[-count:] if count else ()


@lru_cache(maxsize=64)
def _grid(pitch: float) -> tuple[tuple[float, float], ...]:
    """Places (u, w) of an uneven triangular grid that are in sight, far ones first."""
    rng, out, step = random.Random(9), list[tuple[float, float]](), pitch * _ROW / DEPTH
    for number in range(int((FARTHEST - NEAREST) / step) + 1):
        w = NEAREST + number * step
        half = int(MID_X * w / pitch) + 1
        for i in range(-half, half + 1):
            u = (i + 0.5 * (number % 2)) * pitch + rng.uniform(-_UNEVEN, _UNEVEN) * pitch
            away = w + rng.uniform(-_UNEVEN, _UNEVEN) * step
            if _in_sight(u, away):
                out.append((u, away))
    return tuple(sorted(out, key=lambda spot: -spot[1]))


def _in_sight(u: float, w: float) -> bool:
    x, y = seen(u, w)
    aside = 30.0 + 60.0 / w
    hidden = any(left < x < right and top < y < bottom for left, top, right, bottom in _KEPT_FREE)
    return aside < x < WIDTH - aside and w > 0.9 and not hidden and not (x < SAFE[0] + 540 and y < 236)


def _spread(spots: tuple[tuple[float, float], ...], count: int) -> set[int]:
    """So many of the places, each as far as it can be from those before it."""
    if not count:
        return set()
    chosen = [len(spots) // 2]
    away = [math.inf] * len(spots)
    while len(chosen) < count:
        u, w = spots[chosen[-1]]
        away = [
            min(least, math.hypot(u - x, (w - y) * DEPTH))
            for least, (x, y) in zip(away, spots, strict=True)
        ]
        chosen.append(max(range(len(spots)), key=away.__getitem__))
    return set(chosen)
