"""The sound of scenes in a row: their lines laid on one track, mastered as one, and kept."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.cache import Store, code_digest, digest
from apanim.errors import UserError
from apanim.narration.lengths import lengths_files
from apanim.narration.track import mastered
from apanim.narration.voices.recorded_words import said_before
from apanim.script.compile import Compiled

SOUND = Store("sound")
_MAKERS = ("numpy", "scipy")


def mastered_track(scenes: Sequence[Compiled]) -> NDArray[np.float32]:
    """(80 * ticks,) float32 mono 48 kHz of these scenes one after the other."""
    key = _key(scenes)
    samples = 80 * sum(scene.timeline.shown_ticks for scene in scenes)
    kept = SOUND.load(key)
    if kept is not None and len(kept) == 4 * samples:
        return np.frombuffer(kept, np.float32)
    track = mastered(_laid(scenes, samples))
    if track.any():
        SOUND.save(key, track.tobytes())
    return track


def _laid(scenes: Sequence[Compiled], samples: int) -> NDArray[np.float32]:
    track, first = np.zeros(samples, np.float32), 0
    for scene in scenes:
        speech = scene.speech
        track[first : first + len(speech)] = speech
        first += len(speech)
    return track


def kept_track(scenes: Sequence[Compiled]) -> Path | None:
    """The file of the mastered track of these scenes, float32 first, if it is kept."""
    return SOUND.path(_key(scenes))


def track_file(scenes: Sequence[Compiled]) -> Path | None:
    """The file that holds the mastered track of these scenes, float32 first; None where nobody speaks.

    Raises UserError where it cannot be kept.
    """
    if kept := kept_track(scenes):
        return kept
    if not mastered_track(scenes).any():
        return None
    kept = kept_track(scenes)
    if kept is None:
        raise UserError("no room to keep the lecture's sound; set APANIM_CACHE to a roomier folder")
    return kept


def recorded_before(scenes: Sequence[Compiled]) -> list[str]:
    """A line that names the recordings of sentences that have changed since; none if there are no such."""
    changed = [
        cue
        for scene in scenes
        for cue in said_before(scene.voice, ((one.cue, one.line) for one in scene.lines))
    ]
    return (
        [f"recorded before the sentence changed: {', '.join(changed)}; record it anew"] if changed else []
    )


def _key(scenes: Sequence[Compiled]) -> str:
    said = repr([(one.timeline.from_tick, one.timeline.duration_tick, one.lines) for one in scenes])
    makers = " ".join(version(name) for name in _MAKERS)
    known = [path.read_bytes() for path in lengths_files()]
    return digest(code_digest("narration"), makers, scenes[0].voice.key, said, *known)
