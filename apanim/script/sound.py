"""The sound of scenes in a row: their lines laid on one track, mastered as one, and kept."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.cache import Store, code_digest, digest
from apanim.errors import UserError
from apanim.narration.lengths import lengths_file
from apanim.narration.track import mastered
from apanim.script.compile import Compiled

SOUND = Store("sound", 512 << 20)
_MAKERS = ("numpy", "scipy", "pyloudnorm")


def mastered_track(scenes: Sequence[Compiled]) -> NDArray[np.float32]:
    """(80 * ticks,) float32 mono 48 kHz of these scenes one after the other."""
    key = _key(scenes)
    samples = 80 * sum(scene.timeline.duration_tick for scene in scenes)
    kept = SOUND.load(key)
    if kept is not None and len(kept) == 4 * samples:
        return np.frombuffer(kept, np.float32)
    track = mastered(np.concatenate([scene.speech for scene in scenes]))
    if track.any():
        SOUND.save(key, track.tobytes())
    return track


def kept_track(scenes: Sequence[Compiled]) -> Path | None:
    """The file of the mastered track of these scenes, float32 first, if it is kept."""
    found, folder, key = None, SOUND.folder, _key(scenes)
    if folder is not None and (found := SOUND.open(key)):
        found[0].close()
    return folder / key if folder is not None and found else None


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


def _key(scenes: Sequence[Compiled]) -> str:
    said = repr([(scene.timeline.duration_tick, scene.lines) for scene in scenes])
    makers = " ".join(version(name) for name in _MAKERS)
    known = lengths_file().read_bytes() if lengths_file().is_file() else b""
    return digest(code_digest("narration"), makers, scenes[0].voice.key, said, known)
