"""The drawn channels of the axon, each posed by the gates of its own place.

One drawn channel stands for the thousands at its place (lies.PLACE_CHANNEL): its gate swings as
the share of open activation gates passes a level, its ball docks as h falls: a wave runs through the row.
"""

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Glow, Item, Sprite
from apanim.picture.easing import smooth
from apanim.picture.membrane_parts import SHRUNK, BALANCE_mV, chip_opacity
from apanim.picture.theme import ramp
from apanim.picture.views.axon.geometry import (
    COLUMN_X,
    LOWER,
    LOWER_Y,
    SCALE,
    UPPER,
    UPPER_Y,
    WALL,
    Channel,
    channels,
    gaps,
)
from apanim.tape import PatchState

_STEPS = 8  # poses that are baked between two states
_NA_OPEN = (0.30, 0.70)  # m from which the activation gate swings, and where it stands open
_BALL = (0.30, 0.12)  # h from which the ball comes, and where it has docked
_K_OPEN = (0.06, 0.20)  # n^4 likewise
PASSABLE = 0.5  # a pore lets ions through when its gate has swung this far
_CHIP_SCALE, _CHIP_AWAY = 0.74, 15

Array = NDArray[np.float64]


def _ramp(values: Array | float, from_to: tuple[float, float]) -> Array:
    a, b = from_to
    return np.clip((np.asarray(values, float) - a) / (b - a), 0.0, 1.0)


def opened(channel: Channel, m: Array | float, h: Array | float, n: Array | float) -> Array:
    """How far the drawn pore is open, 0..1, at these gates."""
    if channel.rig == "k_channel":
        return _ramp(np.asarray(n) ** 4, _K_OPEN)
    return _ramp(m, _NA_OPEN) * (1.0 - _ramp(h, _BALL))


def swings(rig: str, m: Array, h: Array, n: Array) -> tuple[Array, Array]:
    """(k,) each, 0..1: how far the drawn gate has swung and the ball has docked, at these gates."""
    if rig == "k_channel":
        return _ramp(n**4, _K_OPEN), np.zeros(len(n))
    return _ramp(m, _NA_OPEN), _ramp(h, _BALL)


def sprites(here: PatchState) -> list[Item]:
    """All channels, each with the light in its pore."""
    out: list[Item] = []
    row, places = channels(), _channel_places()
    m, h, n = (np.interp(places, COLUMN_X, gate).tolist() for gate in here[1:])
    for i, channel in enumerate(row):
        first, docked = _swing(channel.rig, m[i], h[i], n[i])
        out += _posed(channel, _pose(channel.rig, first, docked), round(8 * first * (1.0 - docked)))
    return out


@cache
def _channel_places() -> Array:
    return np.array([c.x for c in channels()])


@lru_cache(maxsize=2048)  # of a channel's few poses and lights
def _posed(channel: Channel, pose: str, light: int) -> tuple[Sprite | Glow, ...]:
    """The channel, and the light in its pore, in sixteenths."""
    mirror = channel.wall == LOWER
    sprite = Sprite(channel.rig, channel.x, channel.y, pose=pose, scale=SCALE, mirror=mirror)
    if light <= 0:
        return (sprite,)
    return sprite, Glow(channel.x, channel.y, 20, 40, _LIGHT[channel.rig], light / 16)


_LIGHT = {
    "na_channel": tuple(zip((0.0, 0.5, 1.0), ramp("axon.na_pore"), (0.8, 0.35, 0.0), strict=True)),
    "k_channel": tuple(zip((0.0, 0.5, 1.0), ramp("axon.k_pore"), (0.55, 0.25, 0.0), strict=True)),
}


def _swing(rig: str, m: float, h: float, n: float) -> tuple[float, float]:
    """How far the gate has swung and the ball has docked, 0..1, of one channel; see `opened`."""
    if rig == "k_channel":
        return _part(n**4, _K_OPEN), 0.0
    return _part(m, _NA_OPEN), _part(h, _BALL)


def _part(value: float, from_to: tuple[float, float]) -> float:
    a, b = from_to
    share = (value - a) / (b - a)
    return 0.0 if share <= 0.0 else 1.0 if share >= 1.0 else share


def _pose(rig: str, swung: float, docked: float) -> str:
    if rig == "na_channel" and docked > 0:
        return _between("open" if swung > 0.5 else "closed", "inactivated", docked)
    return _between("closed", "open", swung)


@lru_cache(maxsize=512)
def _between(a: str, b: str, share: float) -> str:
    step = round(_STEPS * smooth(share))
    return a if step == 0 else b if step == _STEPS else f"{a}>{b}:{step / _STEPS:.4f}"


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
