"""The sound of the model, scene by scene: made of the tapes, kept on disk, and laid under the voice."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.cache import Store, code_digest, digest
from apanim.errors import UserError
from apanim.script.timeline import Timeline
from apanim.tape import CableTape, Tape
from apanim.tape.bake import key
from apanim.tape.sounds import LOUDEST, SAMPLES_A_TICK, sounds

MODEL_SOUND = Store("model-sound")
FULL = LOUDEST / 32_767  # of full scale, for 1 of what is kept: it is far below what 16 bits hold
_AS_LOUD = np.float32(
    np.sqrt(0.5)
)  # of a voice on each of two sides, for the loudness of one in the middle


def sounds_file(tape: Tape | CableTape) -> Path:
    """The file of what a scene sounds like: int16, left and right by turns, in units of `FULL`.

    Raises UserError where it cannot be kept.
    """
    name = _key(tape)
    path = MODEL_SOUND.path(name)
    if path is None and MODEL_SOUND.save(name, _sixteen_bits(tape).tobytes()):
        path = MODEL_SOUND.path(name)
    if path is None:
        raise UserError("no room to keep the sound of the model; set APANIM_CACHE to a roomier folder")
    return path


def under_voice(
    voice: NDArray[np.float32], timelines: Sequence[Timeline], tapes: Sequence[Tape | CableTape]
) -> NDArray[np.float32]:
    """(n, 2) the mastered track (n,) of scenes in a row with the sound of their tapes under it.

    It is as loud as the voice alone: one on two sides is less on each, which leaves room for the model's.
    """
    out = np.repeat((_AS_LOUD * voice)[:, None], 2, axis=1)
    first = 0
    for timeline, tape in zip(timelines, tapes, strict=True):
        begin, end = (tick * SAMPLES_A_TICK for tick in (timeline.from_tick, timeline.duration_tick))
        heard = _heard(tape)[begin:end][: len(out) - first]
        out[first : first + len(heard)] += heard
        first += end - begin
    return out


def _heard(tape: Tape | CableTape) -> NDArray[np.float32]:
    """(samples, 2) of a scene; a tape that still grows is not kept."""
    if type(tape) not in (Tape, CableTape):
        return sounds(tape)
    name, samples = _key(tape), tape.duration_tick * SAMPLES_A_TICK
    content = MODEL_SOUND.load(name)
    if content is None or len(content) != 4 * samples:
        content = _sixteen_bits(tape).tobytes()
        MODEL_SOUND.save(name, content)
    return np.frombuffer(content, "<i2").reshape(-1, 2) * np.float32(FULL)


def _key(tape: Tape | CableTape) -> str:
    return digest(code_digest("tape", "particles"), key(tape.plan))


def _sixteen_bits(tape: Tape | CableTape) -> NDArray[np.int16]:
    """(samples, 2) int16 in units of `FULL`."""
    return np.rint(sounds(tape) / FULL).astype("<i2")
