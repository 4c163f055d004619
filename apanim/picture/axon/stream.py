"""Ions through the drawn channels of the axon, paid from the model's own currents.

At the place of each channel the gated current density is integrated over model time; every time it has
carried `lies.AXON_QUANTUM` ions per square micrometre, one bead crosses there. So the beads are a pure
function of the tape: where the current flows they stream, and nowhere else. The little that flows while the
drawn pore is shut, through the rare open channels of its place, is not drawn. The paths themselves, a
funnel, a file and a fan, are drawn.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.picture.axon.channels import PASSABLE, opened
from apanim.picture.axon.here import courses
from apanim.picture.axon.place import LOWER, SCALE, Channel
from apanim.picture.drawlist import Item, Sprite
from apanim.tape import CableTape
from apanim.units import NS_PER_MS, TICKS_PER_S, TICKS_PER_STEP, ions_per_um2_ms

_SPEED_PX_S = lies.FLOW_SPEED.value * 32 * SCALE * 0.75
_BEFORE_PX = lies.AXON_BEADS.value
_BEYOND_PX, _FADE_PX = 122.0, 26.0  # of the pore's middle
_FILE_PX = 40.0  # within this of the middle ions go in single file
_FUNNEL_PX, _FAN_PX = 9.0, 20.0
_SIZE = {"ion_na": 0.76, "ion_k": 0.70}
_FADES = 4  # few steps of opacity and half pixels, so that few beads have to be baked
_GOLDEN = 0.618033988749895


@dataclass(frozen=True)
class _Crossings:
    """ticks (c,) float, rising: when each ion is in the pore's middle; inward +1, outward -1."""

    channel: Channel
    ticks: NDArray[np.float64]
    inward: int


_known: WeakKeyDictionary[CableTape, tuple[_Crossings, ...]] = WeakKeyDictionary()


def crossings(tape: CableTape) -> tuple[_Crossings, ...]:
    """Every crossing of the scene, channel by channel; worked out once for a tape."""
    if tape not in _known:
        _known[tape] = tuple(_of_channel(tape, channel) for channel in courses(tape))
    return _known[tape]


def _of_channel(tape: CableTape, channel: Channel) -> _Crossings:
    membrane = tape.plan.sections[0].membrane
    v, m, h, n = courses(tape)[channel]
    if channel.rig == "na_channel":
        current, inward = -membrane.g_na_mS_cm2 * m**3 * h * (v - membrane.e_na_mV), +1
    else:
        current, inward = membrane.g_k_mS_cm2 * n**4 * (v - membrane.e_k_mV), -1
    dt_ms = np.diff(tape.plan.model_ns) / NS_PER_MS
    middle = np.maximum(current[1:] + current[:-1], 0.0) / 2
    middle = np.where(opened(channel, m, h, n)[1:] >= PASSABLE, middle, 0.0)
    quanta = ions_per_um2_ms(1.0) / lies.AXON_QUANTUM.value
    carried = np.concatenate(([0.0], np.cumsum(middle * dt_ms) * quanta))
    whole = np.arange(1, int(carried[-1]) + 1)
    due = np.interp(whole, carried, np.arange(len(carried)))
    return _Crossings(channel, due * TICKS_PER_STEP, inward)


def ions(tape: CableTape, tick: int) -> tuple[list[Item], list[Item]]:
    """(trails, beads) of the ions that are on their way through a channel at `tick`."""
    trails: list[Item] = []
    beads: list[Item] = []
    before, after = (px / _SPEED_PX_S * TICKS_PER_S for px in (_BEFORE_PX, _BEYOND_PX))
    for flow in crossings(tape):
        first, last = np.searchsorted(flow.ticks, (tick - after, tick + before))
        for number in range(int(first), int(last)):
            way = (tick - float(flow.ticks[number])) / TICKS_PER_S * _SPEED_PX_S
            _ion(flow, number, way, trails, beads)
    return trails, beads


def _ion(flow: _Crossings, number: int, way: float, trails: list[Item], beads: list[Item]) -> None:
    channel = flow.channel
    down = flow.inward * (-1 if channel.wall == LOWER else 1)  # on the screen
    aside = 2.0 * ((number + 1) * _GOLDEN % 1.0) - 1.0
    beyond = max(0.0, abs(way) - _FILE_PX) / _FILE_PX
    x = channel.x + aside * (_FUNNEL_PX if way < 0 else _FAN_PX) * beyond**1.3
    y = channel.y + down * way
    seen = min(1.0, (way + _BEFORE_PX) / _FADE_PX, (_BEYOND_PX - way) / _FADE_PX)
    name = "ion_na" if flow.inward > 0 else "ion_k"
    if seen < 0.5 / _FADES:
        return
    x, y, seen = round(2.0 * x) / 2.0, round(2.0 * y) / 2.0, round(_FADES * seen) / _FADES
    beads.append(Sprite(name, x, y, scale=_SIZE[name], opacity=seen))
    trails.append(
        Sprite(
            "trail" + name[3:], x, y, scale=0.5, angle=90.0 * down,
            opacity=0.75 * seen, additive=True,
        )
    )  # fmt: skip
