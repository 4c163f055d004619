"""The drawn channels of the axon, each posed by the gates of its own place.

One drawn channel stands for the thousands at its place (lies.PLACE_CHANNEL): its gate swings as
the share of open activation gates passes a level, its ball docks as h falls: a wave runs through the row.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Sprite
from apanim.picture.membrane_parts import SHRUNK, BALANCE_mV, chip_opacity
from apanim.picture.place_channels import posed, swings
from apanim.picture.views.axon.geometry import (
    COLUMN_X,
    LOWER,
    LOWER_Y,
    SCALE,
    UPPER,
    UPPER_Y,
    WALL,
    AxonChannel,
    channels,
    gaps,
)
from apanim.tape import PatchState

_STEPS = 8  # sizes of a chip
PASSABLE = 0.5  # a pore lets ions through when its gate has swung this far
_SOFT = 0.02  # of the part left: between a channel free and it blocked
_CHIP_SCALE, _CHIP_AWAY = 0.74, 15

Array = NDArray[np.float64]


def opened(channel: AxonChannel, m: Array | float, h: Array | float, n: Array | float) -> Array:
    """How far the drawn pore is open, 0..1, at these gates."""
    swung, docked = swings(channel.rig, np.asarray(m), np.asarray(h), np.asarray(n))
    return swung * (1.0 - docked)


def sprites(here: PatchState, blocked: Callable[[Array, str], Array] | None = None) -> list[Item]:
    """All channels, each with the light in its pore; `blocked` tells of places (k,) and the rig of the
    channels there which part of them a drug blocks, and so many of those that are drawn are."""
    out: list[Item] = []
    row, places = channels(), _channel_places()
    m, h, n = (np.interp(places, COLUMN_X, gate).tolist() for gate in here[1:])
    shares = {rig: blocked(places, rig).tolist() for rig in ("na_channel", "k_channel")} if blocked else {}
    for i, channel in enumerate(row):
        mirror = channel.wall == LOWER
        share = 1.0 - free(channel, 1.0 - shares[channel.rig][i]) if shares else 0.0
        out += posed(channel.rig, channel.x, channel.y, SCALE, mirror, (m[i], h[i], n[i]), share)
    return out


def free(channel: AxonChannel, left: float) -> float:
    """How far a drawn channel is free of a drug that leaves the part `left` of those at its place, 0..1: so
    many of a row are free, evenly among the blocked ones, and more drug only blocks more."""
    turn = _SOFT + (1.0 - 2.0 * _SOFT) * _turns()[channel]
    return min(max((left - turn) / (2.0 * _SOFT) + 0.5, 0.0), 1.0)


@cache
def _turns() -> dict[AxonChannel, float]:
    """By channel, from which part left on it is free, 0..1: in each wall every other one from a half on,
    every fourth from a quarter on, and so on."""
    rows = [
        sorted((one for one in channels() if (one.rig, one.wall) == row), key=lambda one: one.x)
        for row in product(("na_channel", "k_channel"), (UPPER, LOWER))
    ]
    return {one: int(f"{k:08b}"[::-1], 2) / 256.0 for row in rows for k, one in enumerate(row)}


@cache
def _channel_places() -> Array:
    return np.array([c.x for c in channels()])


def chips(here: PatchState) -> tuple[Sprite, ...]:
    """The charges on both faces of both walls, between the channels; their sign is that of V there."""
    v_mV = np.interp(_chip_places(), COLUMN_X, here.v_mV)
    steps = np.rint(_STEPS * chip_opacity(v_mV)).astype(int)
    return _chips(tuple(np.where(v_mV > BALANCE_mV, steps, -steps).tolist()))


@lru_cache(maxsize=64)  # between two spikes all are alike
def _chips(steps: tuple[int, ...]) -> tuple[Sprite, ...]:
    """All pairs by how plain each is, in steps, below 0 where it is negative inside."""
    pairs = zip(_chip_row(), steps, strict=True)
    return tuple(chip for (x, wall), s in pairs if s for chip in _pair(x, wall, abs(s), s > 0))


@cache
def _chip_row() -> tuple[tuple[float, int], ...]:
    """x and wall of every pair of chips."""
    return tuple((x, wall) for wall in (UPPER, LOWER) for x in gaps(wall))


@cache
def _chip_places() -> Array:
    return np.array([x for x, _ in _chip_row()])


@lru_cache(maxsize=1024)  # a pair has few sizes, and two signs
def _pair(x: float, wall: int, step: int, positive_inside: bool) -> tuple[Sprite, Sprite]:
    seen, away = step / _STEPS, WALL / 2 + _CHIP_AWAY
    size, middle = (
        _CHIP_SCALE * (SHRUNK + (1.0 - SHRUNK) * seen),
        UPPER_Y if wall == UPPER else LOWER_Y,
    )
    inside, outside = ("charge_plus", "charge_minus")[:: 1 if positive_inside else -1]
    return (
        Sprite(inside, x, middle - wall * away, scale=size, opacity=seen),
        Sprite(outside, x, middle + wall * away, scale=size, opacity=seen),
    )
