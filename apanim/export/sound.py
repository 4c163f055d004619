"""The AAC sound stream of a video, fed as the pictures go by so that the file is well interleaved."""

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.container import OutputContainer
from numpy.typing import NDArray

from apanim.export.clip import SAMPLE_RATE_HZ

BIT_RATE = 160_000
_BLOCK = 1024  # samples of an AAC frame


class SoundStream:
    """Encodes `sound`, float32 in -1..1, mono (n,) or stereo (n, 2); the container's edit list hides the
    encoder's priming."""

    def __init__(self, container: OutputContainer, sound: NDArray[np.float32], language: str) -> None:
        self._sound = np.ascontiguousarray(sound, np.float32)
        self._done = 0
        self._layout = "mono" if sound.ndim == 1 else "stereo"
        self._stream = container.add_stream("aac", rate=SAMPLE_RATE_HZ, layout=self._layout)
        self._stream.bit_rate = BIT_RATE
        self._stream.metadata["language"] = language

    def until(self, seconds: float) -> Iterator[av.Packet]:
        """The packets of all sound that starts before `seconds` and was not given yet."""
        while self._done < min(len(self._sound), seconds * SAMPLE_RATE_HZ):
            block = self._sound[self._done : self._done + _BLOCK]
            planes = np.ascontiguousarray(block.reshape(len(block), -1).T)
            frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=self._layout)
            frame.sample_rate = SAMPLE_RATE_HZ
            frame.pts, frame.time_base = self._done, Fraction(1, SAMPLE_RATE_HZ)
            self._done += len(block)
            yield from self._stream.encode(frame)

    def rest(self) -> Iterator[av.Packet]:
        """All packets that are left; the stream is closed after it."""
        yield from self.until(float("inf"))
        yield from self._stream.encode(None)
