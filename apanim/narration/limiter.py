"""A look-ahead limiter: turns the sound down before a peak and up again after it, without a click."""

import numpy as np
from numpy.typing import NDArray

from apanim.narration.loudness import REACH, crests, pieces

_REACH_S = 0.005  # how far ahead and behind a peak the gain moves


def limit(
    samples: NDArray[np.float32], rate: int, ceiling_db: float, gain: float = 1.0
) -> NDArray[np.float32]:
    """`samples`, `gain` times as loud, with no true peak above `ceiling_db` dBTP (to some hundredths of a
    dB); a new array of the same shape."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (ceiling_db / 20)
    width = 2 * round(_REACH_S * rate) + 1
    out = np.empty(len(samples), np.float32)
    for piece, around, within in pieces(len(samples), width + REACH + 1):
        loud = samples[around] * np.float32(gain)
        # A peak between two samples is charged to both.
        peaks = crests(loud).max(axis=1, initial=0.0)
        peaks[1:] = np.maximum(peaks[1:], peaks[:-1])
        wanted = ceiling / np.maximum(peaks, ceiling)
        if wanted.min(initial=1.0) < 1.0:
            # The mean over a window of a minimum over the same window is smooth and never above what is
            # wanted.
            least = minimum_filter1d(wanted.astype(np.float64), width)
            loud = (loud * uniform_filter1d(least, width, mode="nearest")).astype(np.float32)
        out[piece] = loud[within]
    return out
