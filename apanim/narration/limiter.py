"""A look-ahead limiter: turns the sound down before a peak and up again after it, without a click."""

import numpy as np
from numpy.typing import NDArray

from apanim.narration.loudness import OVERSAMPLING, oversampled

_REACH_S = 0.005  # how far ahead and behind a peak the gain moves


def limit(samples: NDArray[np.float32], rate: int, ceiling_db: float) -> NDArray[np.float32]:
    """`samples` with no true peak above `ceiling_db` dBTP (to some hundredths of a dB), shape kept."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (ceiling_db / 20)
    between = np.abs(oversampled(samples)).reshape(-1, OVERSAMPLING)
    # A peak between two samples is charged to both.
    peaks = between.max(axis=1, initial=0.0)
    peaks[1:] = np.maximum(peaks[1:], peaks[:-1])
    wanted = ceiling / np.maximum(peaks, ceiling)
    if wanted.min(initial=1.0) == 1.0:
        return samples
    width = 2 * round(_REACH_S * rate) + 1
    # The mean over a window of a minimum over the same window is smooth and never above what is wanted.
    gain = uniform_filter1d(minimum_filter1d(wanted.astype(np.float64), width), width, mode="nearest")
    return (samples * gain).astype(np.float32)
