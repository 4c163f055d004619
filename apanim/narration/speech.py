"""Speech: the sound of one cue, made by a voice, trimmed, levelled, and kept on disk by its content."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from apanim.cache import Store, digest
from apanim.errors import UserError
from apanim.narration.catalogue import CueLine
from apanim.narration.lengths import known_ticks
from apanim.narration.loudness import integrated_lufs
from apanim.units import TICKS_PER_S

_NO_LINE = CueLine("", "")
Samples = NDArray[np.float32]
SPEECH = Store("speech")

CUE_LUFS = -24.0  # cues are made equally loud, low enough that none clips; the mix finds its own level
_TIDY_VERSION = 2  # part of the cache key: raise it when `tidy` changes

_WINDOW_S = 0.005
_QUIET_DB = -45.0  # below the loudest window: a room's noise and a voice's breath, not a consonant
_LEAD_S, _TAIL_S = 0.010, 0.040  # kept around the sound: plosives start soft, words end softer
_FADE_IN_S, _FADE_OUT_S = 0.004, 0.020


@dataclass(frozen=True, eq=False)
class Speech:
    """`samples`, float32 mono of shape (n,), at `rate` a second, of `line` of the cue named `cue`.

    `known_tick`, if given, is how long the line lasts for the lecture, whatever its sound takes here: less
    is followed by silence, and what is over runs on into the pause after it.
    """

    samples: Samples
    rate: int
    cue: str = ""
    known_tick: int | None = None
    line: CueLine = _NO_LINE

    @property
    def sound_tick(self) -> int:
        """Lecture ticks until the last sample is over, rounded up."""
        return -(-len(self.samples) * TICKS_PER_S // self.rate)

    @property
    def duration_tick(self) -> int:
        """How long the line lasts, in lecture ticks."""
        return self.sound_tick if self.known_tick is None else self.known_tick


class Voice(Protocol):
    """Whatever can say a cue."""

    @property
    def name(self) -> str:
        """What the command calls it."""
        ...

    @property
    def key(self) -> str:
        """Everything that its sound depends on besides the line: version, speed, seed, files."""
        ...

    def key_of(self, cue_name: str) -> str:
        """The same for one cue: what is another's alone does not count."""
        ...

    @property
    def pace(self) -> str:
        """What the kept lengths of its lines go by; "" for a voice whose lines are measured."""
        ...

    def unsayable(self, spoken: str) -> str:
        """The first sign of a line that it cannot say, or ''."""
        ...

    def speak(self, cue_name: str, line: CueLine) -> Speech:
        """The sound of `line`; the same for the same `key`, cue and line, in every process."""
        ...


def spoken(voice: Voice, cue_name: str, line: CueLine) -> Speech:
    """`line` said by `voice`: trimmed and levelled, from the cache if it was said before.

    It lasts as long as the kept length of this line says, if there is one. Raises UserError for a sign that
    the voice cannot say.
    """
    if sign := voice.unsayable(line.spoken):
        name = unicodedata.name(sign, f"U+{ord(sign):04X}").capitalize()
        raise UserError(
            f"cue '{cue_name}': {voice.name} cannot say '{sign}' ({name}) in '{line.spoken}'; "
            "add its word to [lexicon], or give the cue a 'say'"
        )
    known = known_ticks(voice.pace, line.spoken)
    return replace(_sounded(voice, cue_name, line), line=line, known_tick=known)


def lasts_tick(voice: Voice, cue_name: str, line: CueLine) -> int:
    """How long `line` said by `voice` lasts, as `spoken` has it; it is not said where that is known, for
    a line whose length was kept has been said before. Raises UserError as `spoken` does."""
    known = known_ticks(voice.pace, line.spoken)
    return spoken(voice, cue_name, line).duration_tick if known is None else known


def _sounded(voice: Voice, cue_name: str, line: CueLine) -> Speech:
    key = digest(f"{_TIDY_VERSION} {CUE_LUFS}", voice.key_of(cue_name), cue_name, line.display, line.spoken)
    kept = SPEECH.load_arrays(key)
    if kept is not None and kept.keys() == {"samples", "rate"}:
        return Speech(kept["samples"], int(kept["rate"]), cue_name)
    speech = replace(tidy(voice.speak(cue_name, line)), cue=cue_name)
    SPEECH.save_arrays(key, {"samples": speech.samples, "rate": np.int64(speech.rate)})
    return speech


def tidy(speech: Speech) -> Speech:
    """`speech` without silence around it, faded at its ends, at `CUE_LUFS`. Pure silence is left alone."""
    samples, rate = speech.samples, speech.rate
    if not samples.any():
        return speech
    cut = samples[_sounding(samples, rate)]
    cut = cut / np.abs(cut).max()  # a quiet recording would fall under the gate of the loudness meter
    for fade_s, end in ((_FADE_IN_S, cut), (_FADE_OUT_S, cut[::-1])):
        ramp = np.linspace(0, 1, min(round(fade_s * rate), len(cut)), endpoint=False, dtype=np.float32)
        end[: len(ramp)] *= ramp
    lufs = integrated_lufs(cut, rate)
    if np.isfinite(lufs):
        cut *= np.float32(10 ** ((CUE_LUFS - lufs) / 20))
    return replace(speech, samples=cut)


def _sounding(samples: Samples, rate: int) -> slice:
    """The part from the first to the last window that is not quiet, with its margins."""
    window = max(1, round(_WINDOW_S * rate))
    starts = np.arange(0, len(samples), window)
    power = np.add.reduceat(np.square(samples, dtype=np.float64), starts)
    loud = np.flatnonzero(power > power.max() * 10 ** (_QUIET_DB / 10))
    first = starts[loud[0]] - round(_LEAD_S * rate)
    last = starts[loud[-1]] + window + round(_TAIL_S * rate)
    return slice(max(0, int(first)), int(last))
