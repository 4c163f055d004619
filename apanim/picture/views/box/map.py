"""The map: a square micrometre of membrane from above, with all its Na+ channels, and the box."""

import math
import random
from functools import cache
from typing import Any

from apanim.picture.drawlist import Bar, Dot, Item, Panel, Text
from apanim.picture.easing import presence_in
from apanim.picture.plots.places import rooms_of
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import fitted
from apanim.tape.slab import SLAB, na_channels_um2
from apanim.units import TICKS_PER_S

_IN_S = 0.5
_COMES_S = 2.4  # in which the channels come, one after the other
_TOP, _MARGIN, _SIDE = 58.0, 26.0, 262.0
_HEIGHT = 336.0


def map_panel(shot: Shot[Any]) -> list[Item]:
    """The panel, while it is on."""
    spans = shot.timeline.of_kind("density")
    there = presence_in([(s.start_tick, s.end_tick) for s in spans], shot.tick, _IN_S, _IN_S)
    if there <= 0.0:
        return []
    start = max(s.start_tick for s in spans if s.start_tick <= shot.tick)
    share = min((shot.tick - start) / (_COMES_S * TICKS_PER_S), 1.0)
    room = rooms_of(shot.timeline, shot.look)["panel"]
    left, top, right, _ = room.unit
    word, ink, quiet = shot.timeline.word, colour("text.ink"), colour("text.quiet")
    head = fitted(word("1 µm² of membrane, from above"), right - left - 2 * _MARGIN, 28, 600)
    x0, y0 = left + _MARGIN, top + _TOP
    wide = right - left - 2 * _MARGIN
    places = spots(round(na_channels_um2(shot.timeline.patch_setup.membrane)))
    shown = places[: math.ceil(share * len(places))]
    high = _SIDE
    footprint = SLAB.width_nm * 1e-3 * wide, max(SLAB.depth_nm * 1e-3 * high, 3.0)
    mid = x0 + 0.5 * wide, y0 + 0.5 * high
    name = fitted(word("this box"), 200, 28, 700)
    return room.filled([
        Panel(left, top, right - left, _HEIGHT, "cool", there),
        Text(x0, top + 42, head.text, head.size, 600, quiet, opacity=there),
        *(Dot(x0 + u * wide, y0 + v * high, 6.5, colour("plot.e_na"), opacity=there) for u, v in shown),
        Bar(mid[0] - footprint[0] / 2, mid[1], *footprint, ink, there),
        Text(mid[0], mid[1] - 14, name.text, name.size, 700, ink, "middle", opacity=there),
    ])  # fmt: skip


@cache
def spots(count: int) -> tuple[tuple[float, float], ...]:
    """So many places (0..1, 0..1), apart from each other and one of them at the box, in a fixed order."""
    rng = random.Random(4)
    out = [(0.5 - 0.010, 0.5)]
    while len(out) < count:
        tries = [(rng.uniform(0.04, 0.96), rng.uniform(0.06, 0.94)) for _ in range(12)]
        out.append(max(tries, key=lambda at: min(math.dist(at, other) for other in out)))
    return tuple(out)
