"""The film's sound as it becomes known: scene by scene, then the whole of it."""

import numpy as np
from numpy.typing import NDArray

from apanim.units import TICKS_PER_S
from apanim.window.processes.prepared import SoundsReady, TrackReady

SAMPLES_A_TICK = 48_000 // TICKS_PER_S


class GrowingTrack:
    """What is mastered by now, as one track from the film's start."""

    def __init__(self) -> None:
        self._track = np.zeros(0, np.float32)
        self._whole = False

    def take(self, ready: TrackReady) -> NDArray[np.float32]:
        """(n,) float32 mono 48 kHz: the track with what has come; the whole is read as it is played."""
        piece = (
            np.memmap(ready.path, np.float32, "r", shape=(ready.samples,))
            if ready.path
            else np.zeros(ready.samples, np.float32)
        )
        if ready.whole:
            self._track, self._whole = piece, True
        elif not self._whole:
            first = SAMPLES_A_TICK * ready.start_tick
            longer = np.zeros(max(len(self._track), first + ready.samples), np.float32)
            longer[: len(self._track)] = self._track
            longer[first : first + ready.samples] = piece
            self._track = longer
        return self._track


class ModelSounds:
    """What the scenes of the film sound like, as far as it is made: read as it is played."""

    def __init__(self) -> None:
        self._scenes: dict[int, NDArray[np.int16]] = {}  # by the sample that each begins at
        self._full = np.float32(1.0)

    def take(self, ready: SoundsReady) -> None:
        """Have one scene more."""
        first = SAMPLES_A_TICK * ready.start_tick
        self._full = np.float32(ready.full)
        self._scenes[first] = np.memmap(
            ready.path, "<i2", "r", offset=4 * ready.skipped, shape=(ready.samples, 2)
        )

    def cut(self, start: int, length: int) -> NDArray[np.float32]:
        """(length, 2) samples of the film from `start` on; silent where nothing is made yet."""
        out = np.zeros((length, 2), np.float32)
        for first, samples in tuple(self._scenes.items()):
            begin, end = max(start, first), min(start + length, first + len(samples))
            if begin < end:
                out[begin - start : end - start] = samples[begin - first : end - first] * self._full
        return out
