"""From voltage to colour: the scale of the overview, and the light that depolarised membrane gives."""

import numpy as np
from numpy.typing import NDArray

LOW_MV, HIGH_MV = -70.0, 40.0  # the scale's ends
STOPS = (
    0.0,
    0.07,
    0.23,
    0.60,
    1.0,
)  # where its colours stand; the part below threshold is told apart finely
LEVELS = 256
_FIRST_MV, _LAST_MV = -90.0, 50.0  # of the levels

Float = NDArray[np.float64]


def level(v_mV: Float) -> NDArray[np.uint8]:
    """0..255 for -90..+50 mV."""
    share = (np.asarray(v_mV, float) - _FIRST_MV) / (_LAST_MV - _FIRST_MV)
    return np.rint(np.clip(share, 0.0, 1.0) * (LEVELS - 1)).astype(np.uint8)


def colours(scale: Float) -> Float:
    """(LEVELS, 3) the colour of every level, of a `scale` of five colours (5, 3)."""
    v = np.linspace(_FIRST_MV, _LAST_MV, LEVELS)
    share = np.clip((v - LOW_MV) / (HIGH_MV - LOW_MV), 0.0, 1.0)
    return np.stack([np.interp(share, STOPS, scale[:, i]) for i in range(3)], axis=1)


def heat(v_mV: Float) -> Float:
    """0 at rest to 1 at the crest of a spike: how far a place shines of itself."""
    return np.clip((np.asarray(v_mV, float) - LOW_MV - 2.0) / 95.0, 0.0, 1.0)
