"""Channels along an axon, each posed by the gates of its own place.

One drawn channel stands for the thousands at its place (lies.PLACE_CHANNEL): its gate swings as the share
of open activation gates passes a level, its ball docks as h falls: a wave runs through a row of them.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.particles.proteins import PROTEINS
from apanim.picture.drawlist import Glow, Sprite
from apanim.picture.easing import smooth
from apanim.picture.theme import ramp

_STEPS = 8  # poses that are baked between two states
_NA_OPEN = (0.30, 0.70)  # m from which the activation gate swings, and where it stands open
_BALL = (0.30, 0.12)  # h from which the ball comes, and where it has docked
_K_OPEN = (0.06, 0.20)  # n^4 likewise
_DRUG, _DRUG_FROM_PX = 1.25, 40.0  # times its size in the close-up; from how far above its place it comes
_LIGHT_PX = (20 / 0.42, 40 / 0.42)  # the half-widths of the light in a pore, at full scale

Array = NDArray[np.float64]

_LIGHT = {
    "na_channel": tuple(zip((0.0, 0.5, 1.0), ramp("axon.na_pore"), (0.8, 0.35, 0.0), strict=True)),
    "k_channel": tuple(zip((0.0, 0.5, 1.0), ramp("axon.k_pore"), (0.55, 0.25, 0.0), strict=True)),
}


def swings(rig: str, m: Array, h: Array, n: Array) -> tuple[Array, Array]:
    """0..1 each, as many as the gates: how far the drawn gate has swung and the ball has docked."""
    if rig == "k_channel":
        return _ramp(n**4, _K_OPEN), np.zeros(np.shape(n))
    return _ramp(m, _NA_OPEN), _ramp(h, _BALL)


def posed(
    rig: str, x: float, y: float, scale: float, mirror: bool, gates: tuple[float, float, float],
    blocked: float = 0.0,
) -> tuple[Sprite | Glow, ...]:  # fmt: skip
    """The channel at a place whose gates m, h, n are these, and the light in its pore; as far as it is
    `blocked` (0..1) a drug's molecule in its mouth."""
    m, h, n = gates
    swung, docked = (
        (_part(n**4, _K_OPEN), 0.0) if rig == "k_channel" else (_part(m, _NA_OPEN), _part(h, _BALL))
    )
    drug = round(_STEPS * blocked)
    light = round(8 * swung * (1.0 - docked) * (1.0 - drug / _STEPS))
    channel = _posed(rig, x, y, scale, mirror, _pose(rig, swung, docked), light)
    return (*channel, _drug(rig, x, y, scale, mirror, drug)) if drug else channel


@lru_cache(maxsize=1024)
def _drug(rig: str, x: float, y: float, scale: float, mirror: bool, step: int) -> Sprite:
    """A drug's molecule in the mouth of a channel."""
    blocker, share = next(one.blocker for one in PROTEINS if one.rig == rig), step / _STEPS
    assert blocker is not None
    up = scale * (_DRUG_FROM_PX * (1.0 - share) - blocker.at[1])
    at = y + up if mirror else y - up
    return Sprite(blocker.rig, x, at, scale=_DRUG * scale, mirror=mirror, opacity=share)


@lru_cache(maxsize=4096)  # of a channel's few poses and lights
def _posed(
    rig: str, x: float, y: float, scale: float, mirror: bool, pose: str, light: int
) -> tuple[Sprite | Glow, ...]:
    """The channel, and the light in its pore, in sixteenths."""
    sprite = Sprite(rig, x, y, pose=pose, scale=scale, mirror=mirror)
    if light <= 0:
        return (sprite,)
    wide, high = _LIGHT_PX
    return sprite, Glow(x, y, scale * wide, scale * high, _LIGHT[rig], light / 16)


def _ramp(values: Array, from_to: tuple[float, float]) -> Array:
    a, b = from_to
    return np.clip((values - a) / (b - a), 0.0, 1.0)


def _part(value: float, from_to: tuple[float, float]) -> float:
    """The same of one value, ten times as quick."""
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
