"""A sound stream of a film, fed as the pictures go by so that the file is well interleaved."""

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer

from apanim.export.video.formats import FileFormat
from apanim.export.video.tracks import SAMPLE_RATE_HZ, SoundTrack


class SoundStream:
    """Encodes a track; the container says how much of the beginning is the encoder's priming."""

    def __init__(
        self, container: OutputContainer, form: FileFormat, track: SoundTrack, first: bool
    ) -> None:
        """`first`: it is the one that plays unasked."""
        self._sound = np.ascontiguousarray(track.samples, np.float32)
        self._done, self._block = 0, form.sound_block
        self._layout = "mono" if self._sound.ndim == 1 else "stereo"
        stream = container.add_stream(form.sound, rate=SAMPLE_RATE_HZ, layout=self._layout)
        self._stream = cast(AudioStream, stream)
        self._stream.bit_rate = form.sound_bit_rate
        form.mark(self._stream, track.language, track.name, on=first)

    def until(self, seconds: float) -> Iterator[av.Packet]:
        """The packets of all sound that starts before `seconds` and was not given yet."""
        while self._done < min(len(self._sound), seconds * SAMPLE_RATE_HZ):
            block = self._sound[self._done : self._done + self._block]
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
