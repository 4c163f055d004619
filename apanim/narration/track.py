"""The sound track: every cue at its tick, 48 kHz mono; mastered to the loudness and peak of a lecture
by a look-ahead limiter, which turns the sound down before a peak and up again after it, without a click."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.narration.loudness import REACH, crests, integrated_lufs, pieces, resampled, true_peak_db
from apanim.narration.speech import Speech
from apanim.narration.stretch import within
from apanim.units import TICKS_PER_S, seconds

_REACH_S = 0.005  # how far ahead and behind a peak the gain moves
RATE = 48_000
SAMPLES_A_TICK = RATE // TICKS_PER_S
TARGET_LUFS = -16.0
CEILING_DBTP = -1.0
_NEAR_LU = 0.1
_ROUNDS = 8  # limiting takes loudness away, so gain and limiter settle in turns; two or three suffice
_LIMIT_AT_DBTP = CEILING_DBTP - 0.25  # AAC at 128 kb/s was measured to add 0.1 dB


def lay(placements: Sequence[tuple[int, Speech]], duration_tick: int) -> NDArray[np.float32]:
    """Speech at its start ticks, (80 * duration_tick,) float32, as loud as it comes.

    A line of known length whose sound runs on for longer than there is room is said faster.
    Raises UserError if two cues overlap or one overruns.
    """
    track = np.zeros(duration_tick * SAMPLES_A_TICK, np.float32)
    ordered = sorted(placements, key=lambda placement: placement[0])
    ends = [*(start for start, _ in ordered), duration_tick][1:]
    clips = [
        (start, _within(end - start, speech), speech.cue)
        for (start, speech), end in zip(ordered, ends, strict=True)
    ]
    for (start, clip, cue), (next_start, _, next_cue) in pairwise(clips):
        over = start * SAMPLES_A_TICK + len(clip) - next_start * SAMPLES_A_TICK
        if over > 0:
            raise UserError(
                f"cue '{cue}' still speaks when cue '{next_cue}' begins at {seconds(next_start):.2f} s; "
                f"begin it {over / RATE:.2f} s later"
            )
    for start, clip, cue in clips:
        first = start * SAMPLES_A_TICK
        if start < 0 or first + len(clip) > len(track):
            raise UserError(
                f"cue '{cue}' speaks from {seconds(start):.2f} s for {len(clip) / RATE:.2f} s, outside "
                f"the scene of {seconds(duration_tick):.2f} s; lengthen the scene or move the cue"
            )
        track[first : first + len(clip)] = clip
    return track


def at_rate(speech: Speech) -> NDArray[np.float32]:
    """The speech at 48 kHz through a band-limiting filter, no longer than its whole ticks."""
    common = math.gcd(RATE, speech.rate)
    clip = resampled(speech.samples, RATE // common, speech.rate // common)
    return clip[: speech.sound_tick * SAMPLES_A_TICK]


def _within(room_tick: int, speech: Speech) -> NDArray[np.float32]:
    """The speech at 48 kHz; if it is known to last no longer than its room, its sound is kept to that."""
    clip = at_rate(speech)
    return within(clip, room_tick * SAMPLES_A_TICK) if speech.duration_tick <= room_tick else clip


def mastered(track: NDArray[np.float32]) -> NDArray[np.float32]:
    """48 kHz mono brought to `TARGET_LUFS` and held under `CEILING_DBTP`. Silence stays as it is."""
    loudness = integrated_lufs(track, RATE)
    if not np.isfinite(loudness):
        return track
    loud, gain_db = track, 0.0
    for _ in range(_ROUNDS):
        short_lu = TARGET_LUFS - loudness
        if abs(short_lu) < _NEAR_LU:
            break
        gain_db += short_lu
        del loud  # two at a time are enough
        loud = limit(track, RATE, _LIMIT_AT_DBTP, 10 ** (gain_db / 20))
        loudness = integrated_lufs(loud, RATE)
    over_db = max(0.0, true_peak_db(loud) - CEILING_DBTP)
    return loud * np.float32(10 ** (-over_db / 20)) if over_db else loud


def limit(
    samples: NDArray[np.float32], rate: int, ceiling_db: float, gain: float = 1.0
) -> NDArray[np.float32]:
    """`samples`, `gain` times as loud, with no true peak above `ceiling_db` dBTP (to some hundredths of a
    dB); a new array of the same shape."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    ceiling = 10 ** (ceiling_db / 20)
    width = 2 * round(_REACH_S * rate) + 1
    out = np.empty(len(samples), np.float32)
    for piece, around, inner in pieces(len(samples), width + REACH + 1):
        loud = samples[around] * np.float32(gain)
        # A peak between two samples is charged to both.
        peaks = np.maximum.reduce([*crests(loud).T])
        peaks[1:] = np.maximum(peaks[1:], peaks[:-1])
        wanted = ceiling / np.maximum(peaks, ceiling)
        if wanted.min(initial=1.0) < 1.0:
            # The mean over a window of a minimum over the same window is smooth and never above what is
            # wanted.
            least = minimum_filter1d(wanted.astype(np.float64), width)
            loud = (loud * uniform_filter1d(least, width, mode="nearest")).astype(np.float32)
        out[piece] = loud[inner]
    return out
