"""Speech faster or slower at its own pitch, from any sample on, as it is needed.

Overlapping windows of the track are laid closer together or further apart, each moved by a few milliseconds
to where its wave goes on best from the one before (WSOLA; Verhelst and Roelands, ICASSP 1993). A window's
place follows from its number, so what is heard is never further than 10 ms from where it belongs, however
long it plays; a tempo filter such as FFmpeg's atempo, measured on this lecture's voice, strays by 22 ms.
"""

from collections.abc import Callable, Iterator
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

_HOP = 720  # samples: 15 ms, half a window
_SEARCH = 288  # samples either way, 6 ms: a period of the lowest voice fits between
_RISE = np.sin(np.pi * (np.arange(_HOP) + 0.5) / (2 * _HOP)) ** 2  # with its mirror image it sums to one
_NEARER = 1 - 0.2 * np.linspace(-1, 1, 2 * _SEARCH + 1) ** 2  # of two places as good, where it belongs
_HOPS_A_PIECE = 64  # where all of a sound is at hand


def stretched(
    track: Callable[[], NDArray[np.float32]], sample: int, speed: float, lengths: Iterator[int]
) -> Iterator[NDArray[np.float32]]:
    """Pieces of the track from `sample` on, played at `speed`, until it ends.

    `track` gives it, (n,) float32 mono, maybe a file's as it lies on disk, as it is now: a longer one may
    come while this one plays. `lengths` says how many hops of 15 ms of sound each piece has.
    """
    number, tail = 1, _cut(track(), sample, _HOP)  # the window before, as it would go on
    for hops in lengths:
        if sample + (number - 1) * _HOP * speed >= len(track()):
            return
        piece = np.empty(hops * _HOP, np.float32)
        for place in range(0, len(piece), _HOP):
            start = _placed(track(), sample + round(number * _HOP * speed) - _HOP, tail, speed)
            window = _cut(track(), start, 2 * _HOP)
            piece[place : place + _HOP] = tail * _RISE[::-1] + window[:_HOP] * _RISE
            tail, number = window[_HOP:], number + 1
        yield piece


def within(clip: NDArray[np.float32], samples: int) -> NDArray[np.float32]:
    """A sound (n,), faster if it is longer than so many samples."""
    if len(clip) <= samples:
        return clip
    pieces = stretched(lambda: clip, 0, len(clip) / samples, repeat(_HOPS_A_PIECE))
    return np.concatenate(list(pieces))[:samples]


def _cut(track: NDArray[np.float32], start: int, length: int) -> NDArray[np.float32]:
    """(length,) samples of the track from `start` on, silent outside it."""
    begin = min(max(start, 0), len(track))
    end = min(max(start + length, begin), len(track))
    if end - begin == length:
        return track[begin:end]
    cut = np.zeros(length, np.float32)
    cut[begin - start : end - start] = track[begin:end]
    return cut


def _placed(track: NDArray[np.float32], due: int, tail: NDArray[np.float32], speed: float) -> int:
    """Where near `due` the track goes on as `tail` does."""
    if speed == 1.0:
        return due
    near = _cut(track, due - _SEARCH, _HOP + 2 * _SEARCH).astype(np.float64)
    energy = np.cumsum(np.concatenate(([0.0], near * near)))
    loud = np.sqrt(energy[_HOP:] - energy[:-_HOP] + 1e-3)
    alike = np.correlate(near, tail.astype(np.float64), "valid") / loud
    return due - _SEARCH + int(np.argmax((alike + 1e-9) * _NEARER))
