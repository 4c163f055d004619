"""Loudness after ITU-R BS.1770-4 and true peak, both on float32 mono, by blocks: an hour takes no more
memory beside itself than a minute.

scipy.signal is imported where it is used: it takes half a second, and a scene whose speech is in the cache
needs none of it for a still.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_BLOCK_S = 0.4  # BS.1770 gates in blocks of this length, each
_STEP = 0.25  # of a block after the one before
_OFFSET_DB = -0.691  # takes back what the weighting adds at 1 kHz
_GATE_LUFS, _GATE_LU = -70.0, -10.0
OVERSAMPLING = 4  # BS.1770 annex 2, for 48 kHz
REACH = 20  # samples of a signal that one between two of them depends on, either way, at the most
PIECE = 1 << 18  # samples that are worked on at a time
# The head as a high shelf, and a high pass (BS.1770 annex 1): gain in dB, quality, frequency in Hz.
_SHELF, _PASS = (4.0, 1 / np.sqrt(2), 1500.0), (0.0, 0.5, 38.0)

Samples = NDArray[np.float32]


def pieces(length: int, margin: int = 0) -> Iterator[tuple[slice, slice, slice]]:
    """Pieces of `length` samples in order: which they are, the same with a `margin` on either side as far
    as there is one, and where in that the piece itself lies."""
    for start in range(0, length, PIECE):
        end = min(start + PIECE, length)
        first = max(0, start - margin)
        yield slice(start, end), slice(first, min(end + margin, length)), slice(start - first, end - first)


def integrated_lufs(samples: Samples, rate: int) -> float:
    """Integrated loudness in LUFS; minus infinity for silence. Shorter than a block counts as one block."""
    if not samples.any():
        return -np.inf
    missing = int(np.ceil(_BLOCK_S * rate)) + 1 - len(samples)
    if missing > 0:
        samples = np.pad(samples, (0, missing))
    power = _block_powers(samples, rate)
    with np.errstate(divide="ignore"):
        lufs = _OFFSET_DB + 10 * np.log10(power)
        loud = lufs >= _GATE_LUFS
        if not loud.any():
            return -np.inf
        relative = _OFFSET_DB + 10 * np.log10(power[loud].mean()) + _GATE_LU
        return float(_OFFSET_DB + 10 * np.log10(power[loud & (lufs > relative)].mean()))


def _block_powers(samples: Samples, rate: int) -> NDArray[np.float64]:
    """(blocks,) the mean square of each gating block of the weighted signal."""
    from scipy.signal import lfilter

    count = round((len(samples) / rate - _BLOCK_S) / (_BLOCK_S * _STEP)) + 1
    starts = [int(_BLOCK_S * (number * _STEP) * rate) for number in range(count)]
    ends = [int(_BLOCK_S * (number * _STEP + 1) * rate) for number in range(count)]
    powers, number = np.zeros(count), 0
    filters = [(*_biquad(*_SHELF, rate, shelf=True), np.zeros(2)), (*_biquad(*_PASS, rate), np.zeros(2))]
    held, held_from = np.zeros(0), 0
    for piece, _, _ in pieces(len(samples)):
        weighted = samples[piece].astype(np.float64)
        for b, a, state in filters:
            weighted, state[:] = lfilter(b, a, weighted, zi=state)
        held = np.concatenate([held, weighted])
        while number < count and (ends[number] <= piece.stop or piece.stop == len(samples)):
            block = held[starts[number] - held_from : ends[number] - held_from]
            powers[number] = np.sum(np.square(block)) / (_BLOCK_S * rate)
            number += 1
        if number < count:
            held, held_from = held[starts[number] - held_from :], starts[number]
    return powers


def _biquad(
    gain_db: float, quality: float, at_Hz: float, rate: int, shelf: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients b and a of a high shelf, or of a high pass (R. Bristow-Johnson's Audio EQ Cookbook)."""
    amplitude, turn = 10 ** (gain_db / 40), 2 * np.pi * at_Hz / rate
    cosine, alpha = np.cos(turn), np.sin(turn) / (2 * quality)
    if shelf:
        more, less, wide = amplitude + 1, amplitude - 1, 2 * np.sqrt(amplitude) * alpha
        b = [
            amplitude * (more + less * cosine + wide),
            -2 * amplitude * (less + more * cosine),
            amplitude * (more + less * cosine - wide),
        ]
        a = [more - less * cosine + wide, 2 * (less - more * cosine), more - less * cosine - wide]
    else:
        b = [(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2]
        a = [1 + alpha, -2 * cosine, 1 - alpha]
    return np.array(b) / a[0], np.array(a) / a[0]


def resampled(samples: Samples, up: int, down: int) -> Samples:
    """`samples` at `up / down` times their rate, through a band-limiting filter. Silence stays silence."""
    if not samples.any():
        return np.zeros(-(-len(samples) * up // down), np.float32)
    from scipy.signal import resample_poly

    return np.asarray(resample_poly(samples, up, down), np.float32)


def crests(samples: Samples) -> NDArray[np.float32]:
    """(n, 4) how far the signal is from zero at each sample and between it and the next."""
    return np.abs(resampled(samples, OVERSAMPLING, 1)).reshape(-1, OVERSAMPLING)


def true_peak_db(samples: Samples) -> float:
    """The highest level between samples, in dBTP; minus infinity for silence."""
    found = (
        float(crests(samples[around])[within].max(initial=0.0))
        for _, around, within in pieces(len(samples), REACH)
    )
    peak = max(found, default=0.0)
    return 20 * float(np.log10(peak)) if peak > 0 else -np.inf
