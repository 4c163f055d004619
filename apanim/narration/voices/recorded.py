"""The lecturer's own voice: a folder of WAV files named after the cues."""

import hashlib
import warnings
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.narration.catalogue import Line
from apanim.narration.speech import Speech

_RATES = (4_000, 384_000)
_NO_WAV = "no whole WAV file of 8 to 32 bit or float samples"
_REMEDY = "save it again as a PCM WAV file"


class RecordedVoice:
    """Plays FOLDER/CUE.wav: any rate, 8 to 32 bit or float, any number of channels (mixed to one)."""

    name = "recorded"
    pace = ""

    def __init__(self, folder: Path) -> None:
        """Raises UserError if `folder` is not there."""
        if not folder.is_dir():
            raise UserError(
                f"--voice recorded:{folder}: there is no such folder; name one of CUE.wav files"
            )
        self._folder = folder

    @property
    def key(self) -> str:
        """The names and the contents of all recordings. Raises UserError if one cannot be read."""
        return self._key

    @cached_property
    def _key(self) -> str:
        digest = hashlib.sha256()
        for file in sorted(self._folder.glob("*.wav")):
            try:
                content = file.read_bytes()
            except OSError as error:
                raise UserError(f"{file}: cannot be read ({error.strerror}); mend or remove it") from None
            digest.update(f"{file.name} {len(content)} ".encode() + content)
        return f"recorded {digest.hexdigest()}"

    def speak(self, cue_name: str, line: Line) -> Speech:
        """The recording of the cue. Raises UserError if it is missing, unreadable or silent."""
        file = self._folder / f"{cue_name}.wav"
        if not file.is_file():
            raise UserError(f"cue '{cue_name}': there is no {file}; record it: \"{line.display}\"")
        return Speech(*read_wav(file, f"cue '{cue_name}'"), cue_name)


def read_wav(file: Path, where: str) -> tuple[NDArray[np.float32], int]:
    """The samples of `file`, mixed to one channel in [-1, 1], and its rate. Raises UserError."""
    from scipy.io import wavfile  # it takes its time to import, and few commands read a recording

    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", wavfile.WavFileWarning)  # mostly of chunks that do not matter
            rate, data = wavfile.read(file)
    except OSError as error:
        raise UserError(f"{where}: cannot read {file} ({error.strerror}); mend or remove it") from None
    except Exception:  # whatever a reader does that trusts a broken header
        raise UserError(f"{where}: cannot read {file} ({_NO_WAV}); {_REMEDY}") from None
    if any("EOF" in str(warning.message) for warning in told):
        raise UserError(f"{where}: {file} is cut off; {_REMEDY}")
    if not _RATES[0] <= rate <= _RATES[1]:
        at_rate = "with {} to {} samples a second".format(*_RATES)
        raise UserError(f"{where}: {file} says {rate} samples a second; {_REMEDY} {at_rate}")
    if data.size == 0:
        raise UserError(f"{where}: {file} is empty; record it again")
    samples = data.astype(np.float64).reshape(len(data), -1).mean(axis=1)
    if np.issubdtype(data.dtype, np.integer):
        middle = 128 if data.dtype == np.uint8 else 0
        samples = (samples - middle) / (np.iinfo(data.dtype).max - middle + 1)
    with np.errstate(over="ignore"):
        samples = samples.astype(np.float32)
    if not np.isfinite(samples).all():
        raise UserError(f"{where}: {file} holds samples that are no numbers; {_REMEDY}")
    if not samples.any():
        raise UserError(f"{where}: {file} is silent; record it again")
    return samples, int(rate)
