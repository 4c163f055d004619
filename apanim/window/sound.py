"""The lecture's sound in the player, and the clock that it keeps."""

import io
import wave

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.units import TICKS_PER_S, seconds

RATE_HZ = 48_000
_BUFFER = 1024  # samples: 21 ms from the mixer to the device


class Sound:
    """Plays a track (n,) float32 mono 48 kHz from any tick. Without a device, or without a track, silent.

    `notice` says in a line why there is no sound, and is empty when there is.
    """

    def __init__(self) -> None:
        self.notice = ""
        self._start_tick: int | None = None
        self._end_tick = 0.0
        self._ready = False

    def take(self, track: NDArray[np.float32]) -> None:
        """Have a track, or another one; what plays goes on in it."""
        at = self.tick()
        self.stop()
        self._end_tick = len(track) * TICKS_PER_S / RATE_HZ
        self._ready = len(track) > 0 and self._open(track)
        if at is not None:
            self.start(round(at))

    def _open(self, track: NDArray[np.float32]) -> bool:
        try:
            if not pygame.mixer.get_init():
                pygame.mixer.init(RATE_HZ, -16, 2, _BUFFER)
            pygame.mixer.music.load(_wav(track), "wav")
        except pygame.error as error:
            self.notice = f"No sound: {error}"
            return False
        return True

    def start(self, tick: int) -> None:
        """Play from `tick`."""
        self.stop()
        if self._ready and tick < self._end_tick:
            pygame.mixer.music.play(start=seconds(tick))
            self._start_tick = tick

    def stop(self) -> None:
        """Be silent."""
        if self._start_tick is not None:
            pygame.mixer.music.stop()
            self._start_tick = None

    def loudness(self, gain: float) -> None:
        """Set the gain, 0..1."""
        if self._ready:
            pygame.mixer.music.set_volume(gain)

    def tick(self) -> float | None:
        """Where in the lecture the sound is, or None when none plays."""
        if self._start_tick is None or not pygame.mixer.music.get_busy():
            return None
        played_ms = pygame.mixer.music.get_pos()
        tick = self._start_tick + played_ms * TICKS_PER_S / 1000
        return (
            tick if played_ms >= 0 and tick < self._end_tick else None
        )  # the mixer counts on past the end

    def close(self) -> None:
        """Give the device back."""
        if pygame.mixer.get_init():
            pygame.mixer.quit()


def _wav(track: NDArray[np.float32]) -> io.BytesIO:
    """The track as a WAV file in memory."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes((np.clip(track, -1, 1) * 32767).astype("<i2").tobytes())
    file.seek(0)
    return file
