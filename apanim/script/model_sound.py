"""The sound of the model, scene by scene: made of the tapes, kept on disk, and laid under the voice."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.cache import Store, code_digest, digest
from apanim.errors import UserError
from apanim.tape import CableTape, Tape
from apanim.tape.bake import key
from apanim.tape.sounds import LOUDEST, SAMPLES_A_TICK, sounds

MODEL_SOUND = Store("model-sound", 512 << 20)
FULL = LOUDEST / 32_767  # of full scale, for 1 of what is kept: it is far below what 16 bits hold
_AS_LOUD = np.float32(
    np.sqrt(0.5)
)  # of a voice on each of two sides, for the loudness of one in the middle


def sounds_file(tape: Tape | CableTape) -> Path:
    """The file of what a scene sounds like: int16, left and right by turns, in units of `FULL`.

    Raises UserError where it cannot be kept.
    """
    name, folder = digest(code_digest("tape", "particles"), key(tape.plan)), MODEL_SOUND.folder
    if found := MODEL_SOUND.open(name):
        found[0].close()
    elif folder is None or not MODEL_SOUND.save(name, np.rint(sounds(tape) / FULL).astype("<i2").tobytes()):
        raise UserError("no room to keep the sound of the model; set APANIM_CACHE to a roomier folder")
    assert folder is not None
    return folder / name


def under_voice(voice: NDArray[np.float32], tapes: Sequence[Tape | CableTape]) -> NDArray[np.float32]:
    """(n, 2) the mastered track (n,) of scenes in a row with the sound of their tapes under it.

    It is as loud as the voice alone: one on two sides is less on each, which leaves room for the model's.
    """
    out = np.repeat((_AS_LOUD * voice)[:, None], 2, axis=1)
    first = 0
    for tape in tapes:
        heard = _heard(tape)[: len(out) - first]
        out[first : first + len(heard)] += heard
        first += tape.duration_tick * SAMPLES_A_TICK
    return out


def _heard(tape: Tape | CableTape) -> NDArray[np.float32]:
    """(samples, 2) of a scene; a tape that still grows is not kept."""
    if type(tape) not in (Tape, CableTape):
        return sounds(tape)
    samples = tape.duration_tick * SAMPLES_A_TICK
    return np.fromfile(sounds_file(tape), "<i2", 2 * samples).reshape(-1, 2) * np.float32(FULL)
