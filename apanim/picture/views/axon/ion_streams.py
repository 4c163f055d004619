"""Ions through the drawn channels of the axon, paid from the model's own currents.

At the place of each channel the gated current density is integrated over model time; every time it has
carried `lies.AXON_QUANTUM` ions per square micrometre, one bead crosses there. So the beads are a pure
function of the tape: where the current flows they stream, and nowhere else. The little that flows while the
drawn pore is shut, through the rare open channels of its place, is not drawn. The paths themselves, a
funnel, a file and a fan, are drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.picture.drawlist import OPACITY_LEVELS, Item, Sprite, Sprites
from apanim.picture.kept import kept, kept_so_far
from apanim.picture.views.axon.channels import PASSABLE, free, opened
from apanim.picture.views.axon.geometry import LOWER, SCALE, AxonChannel
from apanim.picture.views.axon.state import courses, left_at, membranes_along
from apanim.tape import CablePlan, CableTape, PatchState
from apanim.units import NS_PER_MS, TICKS_PER_S, TICKS_PER_STEP, ions_per_um2_ms

_SPEED_PX_S = lies.FLOW_SPEED.value * 32 * SCALE * 0.75
_BEFORE_PX = lies.AXON_BEADS.value
_BEYOND_PX, _FADE_PX = 122.0, 26.0  # of the pore's middle
_FILE_PX = 40.0  # within this of the middle ions go in single file
_FUNNEL_PX, _FAN_PX = 9.0, 20.0
_SIZE = {"ion_na": 0.76, "ion_k": 0.70}
_BLOCK = 240  # steps whose crossings are worked out at once
_ANEW = 16  # blocks after which the count of carried charge begins anew, so that no look goes far back
_MOST = 100_000  # ions through a channel until then
_FADES = 4  # few steps of opacity and half pixels, so that few beads have to be baked
_GOLDEN = 0.618033988749895

Float = NDArray[np.floating]


@dataclass(frozen=True)
class Crossings:
    """Through a channel in one block of steps. ticks (c,) float, rising: when each ion is in the pore's
    middle; inward +1, outward -1; `carried` quanta at its end, and the number of its first ion."""

    channel: AxonChannel
    ticks: NDArray[np.float64]
    inward: int
    carried: float
    before: int


def crossings(tape: CableTape, block: int) -> tuple[Crossings, ...]:
    """Every crossing in the steps of a block, channel by channel."""
    return _keep(tape, block)(tape, ("crossings", block), lambda: _block(tape, block))


def blocks(tape: CableTape) -> int:
    """How many there are."""
    return max(1, -(-tape.steps // _BLOCK))


def _keep(tape: CableTape, block: int) -> Callable[..., Any]:
    """How to keep what is worked out of a block: a tape that grows still adds to its last one."""
    return kept if tape.steps >= (block + 1) * _BLOCK else kept_so_far


def _block(tape: CableTape, block: int) -> tuple[Crossings, ...]:
    first = block * _BLOCK
    rows = slice(first, min(first + _BLOCK, tape.steps) + 1)
    before = crossings(tape, block - 1) if block % _ANEW else None
    return tuple(
        _of_channel(tape, channel, course, rows, before[i] if before else None)
        for i, (channel, course) in enumerate(courses(tape, rows).items())
    )


def _of_channel(
    tape: CableTape, channel: AxonChannel, course: PatchState, rows: slice, before: Crossings | None
) -> Crossings:
    _, m, h, n = course
    current = np.maximum(_inward(tape.plan, channel, course, rows), 0.0)
    dt_ms = np.diff(tape.plan.model_ns[rows]) / NS_PER_MS
    middle = (current[1:] + current[:-1]) / 2
    middle = np.where(opened(channel, m, h, n)[1:] >= PASSABLE, middle, 0.0)
    quanta, start = ions_per_um2_ms(1.0) / lies.AXON_QUANTUM.value, before.carried if before else 0.0
    carried = start + np.concatenate(([0.0], np.cumsum(middle * dt_ms) * quanta))
    whole = np.arange(int(start) + 1, int(carried[-1]) + 1)
    due = rows.start + np.interp(whole, carried, np.arange(len(carried)))
    inward = +1 if channel.rig == "na_channel" else -1
    first = rows.start // (_ANEW * _BLOCK) * _MOST + int(start)
    return Crossings(channel, due * TICKS_PER_STEP, inward, float(carried[-1]), first)


def _inward(plan: CablePlan, channel: AxonChannel, course: PatchState, rows: slice) -> Float:
    """The current at a drawn channel, uA/cm2 (k,), as the membrane then is: Na+ inward, K+ outward. A free
    one stands for the free ones of its place, and a blocked one for those that a drug has."""
    v, m, h, n = course
    out = np.empty(len(v))
    for part, membrane in membranes_along(plan, rows):
        reads, sodium = membrane.reads, channel.rig == "na_channel"
        whole = reads.na_left if sodium else reads.k_left
        left = float(whole * left_at(plan, np.array([channel.x]), membrane, channel.rig)[0])
        current = -reads.i_na(v[part], m[part], h[part]) if sodium else reads.i_k(v[part], n[part])
        out[part] = current / whole * free(channel, left) if whole > 0.0 else 0.0
    return out


class _Stream(NamedTuple):
    """Crossings in the order of their ticks, (c,) each.

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


def _stream(tape: CableTape, block: int) -> _Stream:
    """The crossings of a block."""
    return _keep(tape, block)(tape, ("stream", block), lambda: _in_order(crossings(tape, block)))


def _in_order(flows: tuple[Crossings, ...]) -> _Stream:
    counts = [len(flow.ticks) for flow in flows]
    places = [(f.channel.x, f.channel.y, -1 if f.channel.wall == LOWER else 1, f.inward) for f in flows]
    x, y, over, inward = np.repeat(np.array(places, float), counts, axis=0).T
    number = np.concatenate([f.before + np.arange(len(f.ticks), dtype=float) for f in flows])
    ticks, aside = np.concatenate([f.ticks for f in flows]), 2.0 * ((number + 1) * _GOLDEN % 1.0) - 1.0
    channel = np.repeat(np.arange(len(flows), dtype=float), counts)
    order = np.argsort(ticks, kind="stable")
    columns = ticks, x, y, inward * over, aside, inward, channel, number
    return _Stream(*(c[order] for c in columns))


def passing(tape: CableTape, tick: int) -> Passing:
    """The ions that are on their way through a channel at `tick`."""
    before, after = (px / _SPEED_PX_S * TICKS_PER_S for px in (_BEFORE_PX, _BEYOND_PX))
    most, ends = blocks(tape) - 1, (tick - after, tick + before)
    first, last = (min(max(int(end / TICKS_PER_STEP) // _BLOCK, 0), most) for end in ends)
    found = [_stream(tape, block) for block in range(first, last + 1)]
    spans = [slice(*np.searchsorted(stream.ticks, ends)) for stream in found]
    ticks, x, y, down, aside, inward, channel, number = (
        np.concatenate([column[span] for column, span in zip(columns, spans, strict=True)])
        for columns in zip(*found, strict=True)
    )
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
