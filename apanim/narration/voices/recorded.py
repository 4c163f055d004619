"""The lecturer's own voice: a folder of WAV files named after the cues."""

import hashlib
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.io import wavfile

from apanim.errors import UserError
from apanim.narration.catalogue import Line
from apanim.narration.speech import Speech


class RecordedVoice:
    """Plays FOLDER/CUE.wav: any rate, 8 to 32 bit or float, any number of channels (mixed to one)."""

    name = "recorded"

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
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", wavfile.WavFileWarning)  # chunks that do not matter here
            rate, data = wavfile.read(file)
    except (OSError, ValueError, EOFError) as error:
        raise UserError(f"{where}: cannot read {file} ({error}); save it again as a PCM WAV file") from None
    samples = data.astype(np.float64).reshape(len(data), -1).mean(axis=1)
    if np.issubdtype(data.dtype, np.integer):
        middle = 128 if data.dtype == np.uint8 else 0
        samples = (samples - middle) / (np.iinfo(data.dtype).max - middle + 1)
    if not np.isfinite(samples).all():
        raise UserError(
            f"{where}: {file} holds samples that are no numbers; save it again as a PCM WAV file"
        )
    if not samples.any():
        raise UserError(f"{where}: {file} is silent; record it again")
    return samples.astype(np.float32), int(rate)
