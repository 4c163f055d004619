"""The lecture's sound in the player, and the clock that it keeps.

A piece at a time is given to the mixer, which begins each where the one before ends, to the sample; a
thread has the next one ready, so that no slow picture is heard. The mixer tells how many samples it has
handed to the device, as long as it plays music: so its music is silence. What is heard now follows from
the samples handed out since a start, less those that still wait in the device.
"""

import io
import threading
import time
import wave
from collections.abc import Iterator
from itertools import chain, repeat

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.narration.stretch import stretched
from apanim.units import TICKS_PER_S
from apanim.window.player import Player, flowed, loudness, sounding
from apanim.window.processes.prepared import SoundsReady, TrackReady
from apanim.window.tracks import GrowingTrack, ModelSounds

RATE_HZ = 48_000
_BUFFER = 512  # samples: the mixer hands out as many at a time, 11 ms, and as many wait in the device
_FIRST, _LATER = 7, 33  # hops of 15 ms: the first piece is short, so that it sounds at once
_TRIALS = 8  # to set in between two buffers
_LOOK_S = 0.05  # how often the next piece is thought of
_LOST_S = 3.0  # without a buffer handed out the device is taken for gone
_STEP_S = 0.25  # of these, between two looks: the program itself may have stood still


class Sound:
    """Plays a track from any tick at any speed. Without a device, or before it has a track, silent.

    `notice` says in a line why there is no sound, and is empty when there is.
    """

    def __init__(self) -> None:
        self.notice = ""
        self._track = np.zeros(0, np.float32)
        self._tracks = GrowingTrack()
        self.model = ModelSounds()  # heard under the voice, where the viewer wants it
        self._model_on = False
        self._pieces: Iterator[NDArray] = iter(())
        self._sounds: list[pygame.mixer.Sound] = []  # the one that plays and the one after it
        self._gain = 1.0
        self._jumps = -1  # of the state that it was started for
        self._from_tick, self._speed, self._from_ms = 0.0, 1.0, 0.0
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._handed_ms, self._looked_s, self._silent_s = -1, 0.0, 0.0
        self._channel = self._open()
        if self._channel is not None:
            threading.Thread(target=self._feed, name="sound", daemon=True).start()

    def _open(self) -> pygame.mixer.Channel | None:
        try:
            pygame.mixer.init(RATE_HZ, -16, 2, _BUFFER, allowedchanges=0)
            pygame.mixer.music.load(_silence(), "wav")
            pygame.mixer.music.play(loops=-1)
            return pygame.mixer.Channel(0)
        except pygame.error as error:
            self.notice = f"No sound: {error}"
            return None

    def take(self, samples: NDArray[np.float32]) -> None:
        """Have a track (n,) float32 mono 48 kHz, or another one in its place.

        What plays goes on in it, where it is. The samples are read as they are played.
        """
        self._track = samples

    def learn(self, ready: TrackReady | SoundsReady) -> None:
        """Have what the preparer has made, the voice's or the model's."""
        if isinstance(ready, SoundsReady):
            self.model.take(ready)
        else:
            self.take(self._tracks.take(ready))

    def forget(self) -> None:
        """Be silent until there is another track: the lecture is another."""
        self._tracks, self.model = GrowingTrack(), ModelSounds()
        self.take(np.zeros(0, np.float32))

    def follow(self, player: Player, now_s: float) -> None:
        """Sound as this state does: set in at its place, fall silent, be as loud.

        Where the device has gone there is a `notice` then, and the lecture goes on in silence."""
        if self._channel is None or self._lost(now_s):
            return
        self._set_gain(loudness(player))
        self._model_on = player.sounds
        tick = flowed(player, now_s)
        if not sounding(player) or tick * RATE_HZ / TICKS_PER_S >= len(self._track):
            self._stop()
        elif self._jumps != player.jumps or not self._channel.get_busy():
            self._start(tick, player.speed)
            self._jumps = player.jumps

    def _lost(self, now_s: float) -> bool:
        """Whether the device has stopped taking what the mixer always has for it."""
        handed_ms = pygame.mixer.music.get_pos()
        since_s, self._looked_s = now_s - self._looked_s, now_s
        self._silent_s = self._silent_s + min(since_s, _STEP_S) if handed_ms == self._handed_ms else 0.0
        self._handed_ms = handed_ms
        if self._silent_s < _LOST_S:
            return False
        self.notice = "The sound device has gone"
        self._closed.set()
        with self._lock:
            self._channel = None
        return True

    def tick(self, player: Player) -> float | None:
        """Where in the lecture what is heard is, or None when nothing of this state is."""
        if self._channel is None or self._jumps != player.jumps or not sounding(player):
            return None
        if not self._channel.get_busy():
            return None
        heard_ms = pygame.mixer.music.get_pos() - self._from_ms - 1000 * _BUFFER / RATE_HZ
        return self._from_tick + heard_ms * self._speed * TICKS_PER_S / 1000

    def close(self) -> None:
        """Give the device back."""
        self._closed.set()
        with self._lock:
            self._channel = None
            if pygame.mixer.get_init():
                pygame.mixer.quit()

    def _start(self, tick: float, speed: float) -> None:
        assert self._channel is not None
        lengths = chain((_FIRST,), repeat(_LATER))
        sample = round(tick * RATE_HZ / TICKS_PER_S)
        pieces = self._sides(stretched(lambda: self._track, sample, speed, lengths), sample, speed)
        first = self._sound(next(pieces))
        self._stop()
        with self._lock:
            handed = _handed()
            self._channel.play(first)  # from the next buffer on
            for _ in range(_TRIALS):
                if _buffers() < handed + 1:
                    break
                handed = _handed()  # that was handed out meanwhile: once more
                self._channel.play(first)
            self._from_tick, self._speed, self._from_ms = tick, speed, handed * 1000 * _BUFFER / RATE_HZ
            self._pieces, self._sounds = pieces, [first]
        self._feed_once()

    def _sides(
        self, pieces: Iterator[NDArray[np.float32]], sample: int, speed: float
    ) -> Iterator[NDArray[np.float32]]:
        """The pieces (n,) of the voice from `sample` on, on both sides (n, 2), with the model under them.

        That is silent at any other speed than the usual one: its pitch is V, its ticks are instants.
        """
        for piece in pieces:
            both = np.repeat(piece[:, None], 2, axis=1)
            if self._model_on and speed == 1.0:
                both += self.model.cut(sample, len(piece))
            sample += len(piece)
            yield both

    def _stop(self) -> None:
        assert self._channel is not None
        self._jumps = -1
        with self._lock:
            self._pieces, self._sounds = iter(()), []
            self._channel.stop()
            self._channel.stop()  # once for the piece that waits, which a stop sets going

    def _feed(self) -> None:
        while not self._closed.wait(_LOOK_S):
            self._feed_once()

    def _feed_once(self) -> None:
        """Give the mixer its next piece, if none waits."""
        with self._lock:
            channel = self._channel
            if channel is None or not channel.get_busy() or channel.get_queue() is not None:
                return
            piece = next(self._pieces, None)
            if piece is not None:
                after = self._sound(piece)
                channel.queue(after)
                self._sounds = [*self._sounds[-1:], after]

    def _sound(self, piece: NDArray) -> pygame.mixer.Sound:
        samples = (np.clip(piece, -1, 1) * 32767).astype("<i2")
        sound = pygame.mixer.Sound(buffer=samples.tobytes())
        sound.set_volume(self._gain)
        return sound

    def _set_gain(self, gain: float) -> None:
        """The pieces have it, not the channel, which forgets it at every start."""
        if gain != self._gain:
            with self._lock:
                self._gain = gain
                for sound in self._sounds:
                    sound.set_volume(gain)


def _handed() -> int:
    """How many buffers the mixer has handed out; waits until one surely is not just being.

    Its clock runs on in whole milliseconds between buffers: near the end of one it cannot be told.
    """
    for _ in range(_TRIALS):
        if 0.1 < _buffers() % 1 < 0.7:
            break
        time.sleep(0.001)
    return int(_buffers() + 0.1)


def _buffers() -> float:
    """The mixer's clock in buffers."""
    return pygame.mixer.music.get_pos() * RATE_HZ / 1000 / _BUFFER


def _silence() -> io.BytesIO:
    """A second of silence as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(bytes(2 * RATE_HZ))
    file.seek(0)
    return file
