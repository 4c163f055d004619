"""What really comes out: recorded by SDL's disk driver, found again in the track, and held to the clock."""

import os
import threading
import time
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import pytest
from scipy.signal import butter, correlate, sosfilt

from apanim.units import TICKS_PER_S
from apanim.window import inputs, player
from apanim.window.film import Film, TimeMark
from apanim.window.player import Player
from apanim.window.sound import RATE_HZ, Sound

SECONDS = 60
FILM = Film(
    "Recorded", SECONDS * TICKS_PER_S, chapters=tuple(TimeMark(t, f"{t}") for t in range(0, 36_000, 4_321))
)
AT_ONCE_S = 0.003
WITHIN_MS = 20
STUTTER_S = 0.006
LOOKS = 15  # after each thing done
WINDOW = 1920  # 40 ms of sound are enough to find where in the track they are


@dataclass
class Recorder:
    """Notes when the file of SDL's disk driver has grown: what a loudspeaker would have been handed."""

    path: str
    grown: list[tuple[float, int]] = field(default_factory=list)  # s, samples
    done: bool = False

    def watch(self):
        size = 0
        while not self.done:
            now_s, there = time.perf_counter(), os.stat(self.path).st_size
            if there != size:
                size = there
                self.grown.append((now_s, there // 4))
            time.sleep(0.0005)

    def steady(self):
        """Whether the device has kept time until now."""
        times = [now_s for now_s, _ in self.grown[-40:]]
        late = np.diff(times) - np.median(np.diff(times)) if len(times) > 4 else np.ones(1)
        return np.abs(late[-3:]).max() < STUTTER_S

    def kept_time(self, from_s, to_s):
        """Whether the device did not stutter in between: what it is asked for amid that is late."""
        times = np.array([now_s for now_s, _ in self.grown])
        late = np.abs(np.diff(times) - np.median(np.diff(times)))
        return late[(times[1:] > from_s) & (times[:-1] < to_s)].max(initial=0) < STUTTER_S

    def heard_at(self, now_s):
        """The sample that comes out at a moment: the buffer that was handed out last is being played.

        The C library gives a full block to the file when more comes, so one buffer is still in its hands.
        None where the device itself stuttered, as it does on a machine that is busy.
        """
        times, samples = np.array(self.grown).T
        k = int(np.searchsorted(times, now_s)) - 1
        if abs(np.diff(times[k - 1 : k + 3]) - np.median(np.diff(times))).max() > STUTTER_S:
            return None
        share = (now_s - times[k]) / (times[k + 1] - times[k])
        return samples[k] + share * (samples[k + 1] - samples[k])


@pytest.fixture
def recorder(monkeypatch, tmp_path):
    path = tmp_path / "out.raw"
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("SDL_AUDIODRIVER", "disk")
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(path))
    path.touch()
    recorder = Recorder(str(path))
    thread = threading.Thread(target=recorder.watch)
    thread.start()
    yield recorder
    recorder.done = True
    thread.join()


def _voicelike(rng, seconds):
    """Noise in the band of a voice, so that no stretch of it is like another."""
    band = butter(2, (150, 2000), "bandpass", fs=RATE_HZ, output="sos")
    noise = sosfilt(band, rng.normal(size=seconds * RATE_HZ))
    return (0.2 * noise / noise.std()).astype(np.float32)


def _anything(rng):
    """One thing that a viewer may do."""
    seek = inputs.seek(int(rng.integers(0, 0.9 * FILM.duration_tick)))
    speed = inputs.set_speed(float(rng.choice([s for s in player.SPEEDS if 0.5 <= s <= 1.5])))
    steps = inputs.step_chapter(int(rng.choice((-1, 1)))), inputs.step_seconds(-1)
    does = [seek, speed, *steps, inputs.toggle_play, seek, speed]
    return does[int(rng.integers(len(does)))]


def _looked(sound, recorder, rng, state):
    """One thing done, and what is looked at after it: the next state, and (when, where the lecture is).

    Nothing is looked at where the device did not keep time: what it is asked for meanwhile comes late; nor
    where another program ran between a look at the clock and one at the device, which the next turn mends.
    """
    state, looks = _anything(rng)(FILM, state, time.perf_counter()), []
    if not state.playing:
        sound.follow(state, time.perf_counter())
        time.sleep(float(rng.uniform(0, 0.1)))
        state = inputs.toggle_play(FILM, state, time.perf_counter())
    began_s = time.perf_counter()
    while (now_s := time.perf_counter()) < began_s + 1 and len(looks) < LOOKS:
        heard = sound.tick(state)
        at_once = time.perf_counter() - now_s < AT_ONCE_S
        state = player.advance(FILM, state, now_s, heard)
        sound.follow(state, now_s)
        if now_s > began_s + 0.15 and at_once:
            if not recorder.kept_time(began_s - 0.02, began_s + 0.05):
                break
            if recorder.steady():
                looks.append((now_s, player.flowed(state, now_s)))
        time.sleep(float(rng.uniform(0.004, 0.02)))
    return state, looks


def _found(track, window, due):
    """The sample of the track that is in the middle of `window`, within 200 ms of where it is due."""
    first = max(0, due - RATE_HZ // 5 - WINDOW // 2)
    near = track[first : due + RATE_HZ // 5 + WINDOW // 2]
    return first + int(np.argmax(correlate(near, window, "valid"))) + WINDOW // 2


def test_after_fifty_pauses_seeks_and_changes_of_speed_the_voice_is_in_its_place(recorder):
    seed = int(np.random.default_rng().integers(2**32))
    rng = np.random.default_rng(seed)
    track = _voicelike(rng, SECONDS)
    sound = Sound()
    sound.take(track)
    state, things = inputs.toggle_play(FILM, Player(), time.perf_counter()), []
    for _ in range(150):
        state, looks = _looked(sound, recorder, rng, state)
        things += [looks] if looks else []
        if len(things) == 50:
            break
    else:
        pytest.skip("this machine is too busy for a sound device to keep time")
    time.sleep(0.3)
    sound.close()
    recorder.done = True
    came_out = np.fromfile(recorder.path, "<i2")[::2].astype(np.float32) / 32767
    apart_ms = []
    for now_s, tick in chain.from_iterable(things):
        middle, due = recorder.heard_at(now_s), round(tick * RATE_HZ / TICKS_PER_S)
        if middle is not None:
            window = came_out[round(middle) - WINDOW // 2 : round(middle) + WINDOW // 2]
            apart_ms.append((_found(track, window, due) - due) * 1000 / RATE_HZ)
    print(f"apart, ms: {np.percentile(apart_ms, (0, 5, 50, 95, 100)).round(1)} of {len(apart_ms)} looks")
    assert len(apart_ms) > 100
    assert np.abs(apart_ms).max() < WITHIN_MS, f"seed {seed}"
