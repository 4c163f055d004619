"""The light round the neuron: depolarised membrane shines on the fluid about it.

A coarse field over the frame, worked out from V at every sample: each lights the cells near it.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import SoftLight
from apanim.picture.theme import ramp
from apanim.picture.views.neuron.colour_scale import heat
from apanim.picture.views.neuron.samples import samples

_CELL = 20  # px of a cell of the field
COLUMNS, ROWS = WIDTH // _CELL, HEIGHT // _CELL
_GROUP = 8  # samples that share one light
_NEAR_PX, _FAR_PX = 26.0, 70.0  # how far the light reaches
_NEAR, _FAR = 0.6, 0.4
_THINNEST, _WEIGHT, _LEAST = 3.0, 10.0, 1e-4
_LOOK = 1.6  # how soon more light adds no more
_STRENGTH = 0.5

Float = NDArray[np.float64]


@cache
def _groups() -> NDArray[np.intp]:
    """The first sample of each group."""
    return np.arange(0, len(samples().x), _GROUP)


@cache
def _sizes() -> NDArray[np.intp]:
    return np.diff([*_groups(), len(samples().x)])


@cache
def _reach() -> csr_array:
    """(ROWS * COLUMNS, g) how much light of each group falls on each cell."""
    dots = samples()
    area = (
        np.add.reduceat(np.maximum(dots.reach, _THINNEST), _groups()) * _WEIGHT
    )  # a place shines by its area
    at_x, at_y = (np.add.reduceat(place, _groups()) / _sizes() for place in (dots.x, dots.y))
    x, y = ((np.arange(n) + 0.5) * _CELL for n in (COLUMNS, ROWS))
    out = np.zeros((ROWS, COLUMNS, len(area)))
    for radius, strength in ((_NEAR_PX, _NEAR), (_FAR_PX, _FAR)):
        across = np.exp(-0.5 * ((x[:, None] - at_x) / radius) ** 2) * area * (strength / radius**2)
        down = np.exp(-0.5 * ((y[:, None] - at_y) / radius) ** 2)
        out += down[:, None, :] * across[None, :, :]
    out[out < _LEAST] = 0.0
    return csr_array(out.reshape(ROWS * COLUMNS, -1).astype(np.float32))


def glow(v_mV: Float, strength: float = 1.0) -> SoftLight:
    """The light at V (s,) of the samples."""
    hot = heat(v_mV) ** 1.5 * strength
    mean = np.add.reduceat(hot, _groups()) / _sizes()
    low, high = ramp("neuron.glow")
    if not mean.any():  # a neuron at rest gives no light
        return SoftLight(np.zeros((ROWS, COLUMNS), np.uint8), low, high)
    field = 1.0 - np.exp(-_LOOK * (_reach() @ mean.astype(np.float32)))
    return SoftLight(np.rint(255 * _STRENGTH * field).astype(np.uint8).reshape(ROWS, COLUMNS), low, high)
