"""Ions through the drawn channels of the axon, paid from the model's own currents.

At the place of each channel the gated current density is integrated over model time; every time it has
carried `lies.AXON_QUANTUM` ions per square micrometre, one bead crosses there. So the beads are a pure
function of the tape: where the current flows they stream, and nowhere else. The little that flows while the
drawn pore is shut, through the rare open channels of its place, is not drawn. The paths themselves, a
funnel, a file and a fan, are drawn.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.picture.drawlist import OPACITY_LEVELS, Item, Sprite, Sprites
from apanim.picture.kept import kept_by_owner
from apanim.picture.views.axon.channels import PASSABLE, opened
from apanim.picture.views.axon.geometry import LOWER, SCALE, Channel
from apanim.picture.views.axon.state import courses
from apanim.tape import CableTape
from apanim.tape.readings import readings
from apanim.units import NS_PER_MS, TICKS_PER_S, TICKS_PER_STEP, ions_per_um2_ms

_SPEED_PX_S = lies.FLOW_SPEED.value * 32 * SCALE * 0.75
_BEFORE_PX = lies.AXON_BEADS.value
_BEYOND_PX, _FADE_PX = 122.0, 26.0  # of the pore's middle
_FILE_PX = 40.0  # within this of the middle ions go in single file
_FUNNEL_PX, _FAN_PX = 9.0, 20.0
_SIZE = {"ion_na": 0.76, "ion_k": 0.70}
_FADES = 4  # few steps of opacity and half pixels, so that few beads have to be baked
_GOLDEN = 0.618033988749895

Float = NDArray[np.floating]


@dataclass(frozen=True)
class _Crossings:
    """ticks (c,) float, rising: when each ion is in the pore's middle; inward +1, outward -1."""

    channel: Channel
    ticks: NDArray[np.float64]
    inward: int


@kept_by_owner
def crossings(tape: CableTape) -> tuple[_Crossings, ...]:
    """Every crossing of the scene, channel by channel; worked out once for a tape."""
    return tuple(_of_channel(tape, channel) for channel in courses(tape))


def _of_channel(tape: CableTape, channel: Channel) -> _Crossings:
    reads = readings(tape.plan.sections[0].membrane)
    v, m, h, n = courses(tape)[channel]
    if channel.rig == "na_channel":
        current, inward = -reads.i_na(v, m, h), +1
    else:
        current, inward = reads.i_k(v, n), -1
    dt_ms = np.diff(tape.plan.model_ns) / NS_PER_MS
    middle = np.maximum(current[1:] + current[:-1], 0.0) / 2
    middle = np.where(opened(channel, m, h, n)[1:] >= PASSABLE, middle, 0.0)
    quanta = ions_per_um2_ms(1.0) / lies.AXON_QUANTUM.value
    carried = np.concatenate(([0.0], np.cumsum(middle * dt_ms) * quanta))
    whole = np.arange(1, int(carried[-1]) + 1)
    due = np.interp(whole, carried, np.arange(len(carried)))
    return _Crossings(channel, due * TICKS_PER_STEP, inward)


class _Stream(NamedTuple):
    """All crossings of a scene in the order of their ticks, (c,) each.

    x, y: the middle of the pore; down: +1 or -1, the way on the screen; aside: -1..1, where in funnel and
    fan; inward: +1 (Na+) or -1 (K+); channel, number: which drawn channel, and its how manieth ion.
    """

    ticks: Float
    x: Float
    y: Float
    down: Float
    aside: Float
    inward: Float
    channel: Float
    number: Float


class Passing(NamedTuple):
    """The ions on their way through a channel, (k,) each: where they are drawn, how plain (1 to
    OPACITY_LEVELS), which way on the screen and through the wall, and which they are. See `_Stream`."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    opacity: NDArray[np.uint8]
    down: Float
    inward: Float
    channel: Float
    number: Float


@kept_by_owner
def _stream(tape: CableTape) -> _Stream:
    flows = crossings(tape)
    counts = [len(flow.ticks) for flow in flows]
    places = [(f.channel.x, f.channel.y, -1 if f.channel.wall == LOWER else 1, f.inward) for f in flows]
    x, y, over, inward = np.repeat(np.array(places, float), counts, axis=0).T
    number = np.concatenate([np.arange(count, dtype=float) for count in counts])
    ticks, aside = np.concatenate([f.ticks for f in flows]), 2.0 * ((number + 1) * _GOLDEN % 1.0) - 1.0
    channel = np.repeat(np.arange(len(flows), dtype=float), counts)
    order = np.argsort(ticks, kind="stable")
    columns = ticks, x, y, inward * over, aside, inward, channel, number
    return _Stream(*(c[order] for c in columns))


def passing(tape: CableTape, tick: int) -> Passing:
    """The ions that are on their way through a channel at `tick`."""
    stream = _stream(tape)
    before, after = (px / _SPEED_PX_S * TICKS_PER_S for px in (_BEFORE_PX, _BEYOND_PX))
    first, last = np.searchsorted(stream.ticks, (tick - after, tick + before))
    ticks, x, y, down, aside, inward, channel, number = (column[first:last] for column in stream)
    way = (tick - ticks) / TICKS_PER_S * _SPEED_PX_S
    beyond = np.maximum(0.0, np.abs(way) - _FILE_PX) / _FILE_PX
    x = x + aside * np.where(way < 0, _FUNNEL_PX, _FAN_PX) * beyond**1.3
    y = y + down * way
    seen = np.minimum((way + _BEFORE_PX) / _FADE_PX, (_BEYOND_PX - way) / _FADE_PX)
    opacity = np.rint(_FADES * np.minimum(np.maximum(seen, 0.0), 1.0)) * (OPACITY_LEVELS // _FADES)
    on = opacity > 0
    steps = opacity[on].astype(np.uint8)
    return Passing(_rounded(x[on]), _rounded(y[on]), steps, down[on], inward[on], channel[on], number[on])


def ions(tape: CableTape, tick: int) -> tuple[list[Item], list[Item]]:
    """(trails, beads) of the ions that are on their way through a channel at `tick`."""
    x, y, opacity, down, inward, *_ = passing(tape, tick)
    trails: list[Item] = []
    beads: list[Item] = []
    if len(x) == 0:
        return trails, beads
    columns = x, y, opacity
    for name, mine in (("na", inward > 0), ("k", inward < 0)):
        bead = Sprite(f"ion_{name}", 0.0, 0.0, scale=_SIZE[f"ion_{name}"])
        beads += _alike(bead, columns, mine)
        for way_down in (-1.0, 1.0):
            trail = Sprite(
                f"trail_{name}", 0.0, 0.0, scale=0.5, angle=90.0 * way_down, opacity=0.75, additive=True
            )
            trails += _alike(trail, columns, mine & (down == way_down))
    return trails, beads


def _rounded(px: Float) -> NDArray[np.float32]:
    return (np.rint(2.0 * px) / 2.0).astype(np.float32)


def _alike(like: Sprite, columns: tuple[NDArray, ...], which: NDArray[np.bool_]) -> list[Item]:
    x, y, opacity = (column[which] for column in columns)
    return [Sprites(like, x, y, opacity)] if len(x) else []
