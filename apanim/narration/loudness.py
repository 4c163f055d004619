"""Loudness after ITU-R BS.1770-4 and true peak, both on float32 mono.

scipy.signal and pyloudnorm are imported where they are used: they take most of a second, and a scene
whose speech is in the cache needs neither for a still.
"""

import numpy as np
from numpy.typing import NDArray

_BLOCK_S = 0.4  # BS.1770 gates in blocks of this length
OVERSAMPLING = 4  # BS.1770 annex 2, for 48 kHz


def integrated_lufs(samples: NDArray[np.float32], rate: int) -> float:
    """Integrated loudness in LUFS; minus infinity for silence. Shorter than a block counts as one block."""
    if not samples.any():
        return -np.inf
    import pyloudnorm

    missing = int(np.ceil(_BLOCK_S * rate)) + 1 - len(samples)
    if missing > 0:
        samples = np.pad(samples, (0, missing))
    with np.errstate(divide="ignore"):
        return float(pyloudnorm.Meter(rate).integrated_loudness(samples.astype(np.float64)))


def resampled(samples: NDArray[np.float32], up: int, down: int) -> NDArray[np.float32]:
    """`samples` at `up / down` times their rate, through a band-limiting filter. Silence stays silence."""
    if not samples.any():
        return np.zeros(-(-len(samples) * up // down), np.float32)
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(samples, up, down), np.float32)


def oversampled(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The signal between its samples, shape (4 n,)."""
    return resampled(samples, OVERSAMPLING, 1)


def true_peak_db(samples: NDArray[np.float32]) -> float:
    """The highest level between samples, in dBTP; minus infinity for silence."""
    peak = float(np.abs(oversampled(samples)).max(initial=0.0))
    return 20 * float(np.log10(peak)) if peak > 0 else -np.inf
