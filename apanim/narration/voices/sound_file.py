"""Sound files as recorders make them: WAV in all its kinds, and whatever else FFmpeg decodes."""

import io
import struct
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError

SUFFIXES = (".wav", ".mp3", ".m4a", ".flac", ".ogg", ".opus", ".aac", ".aif", ".aiff", ".caf", ".wma")
_RATES = (4_000, 384_000)
_REMEDY = "save it again as a PCM WAV file"
_LONGEST_WAV = 0x7FFF_0000  # what a header says from here on was written before its length was known
_LOUDEST_S = 0.4  # the stretch by which a recording is judged
_SILENT_DB = -50.0  # RMS below full scale: a still room, or a microphone that was off
_CANCELLED_DB = -20.0  # of the channels mixed, against the loudest of them alone
_CUT_SHARE, _CUT_S = 0.97, 0.5  # of the length that a header tells, and at least so much less

Samples = NDArray[np.float32]


def read_sound(file: Path, where: str) -> tuple[Samples, int]:
    """The samples of a recording, mixed to one channel in [-1, 1], and its rate.

    Raises UserError, beginning with `where`, for one that cannot be read, is cut off, is silent or nearly
    so, or whose channels cancel each other.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{where}: cannot read {file} ({error.strerror}); mend or remove it") from None
    if not content:
        raise UserError(f"{where}: {file} is empty; record it again")
    data, rate = _wav(content, file, where) if content[:4] in (b"RIFF", b"RIFX", b"RF64") else (None, 0)
    channels, rate = (data, rate) if data is not None else _decoded(content, file, where)
    if not _RATES[0] <= rate <= _RATES[1]:
        at_rate = "with {} to {} samples a second".format(*_RATES)
        raise UserError(f"{where}: {file} says {rate} samples a second; {_REMEDY} {at_rate}")
    if channels.size == 0:
        raise UserError(f"{where}: {file} is empty; record it again")
    with np.errstate(over="ignore"):
        numbers = np.isfinite(channels.astype(np.float32)).all()
    if not numbers:
        raise UserError(f"{where}: {file} holds samples that are no numbers; {_REMEDY}")
    return _mixed(channels, rate, f"{where}: {file}"), rate


def _mixed(channels: NDArray[np.float64], rate: int, what: str) -> Samples:
    """One channel of (n, channels). Raises UserError where there is nothing to be heard in it."""
    mixed = channels.mean(axis=1)
    level_db, loudest_db = _level_db(mixed, rate), max(_level_db(one, rate) for one in channels.T)
    if loudest_db < _SILENT_DB:
        told = "silent" if not channels.any() else f"nearly silent ({loudest_db:.0f} dB at its loudest)"
        raise UserError(f"{what} is {told}; record it again")
    if level_db < loudest_db + _CANCELLED_DB:
        raise UserError(f"{what}: its channels cancel each other; save one of them, as mono")
    return mixed.astype(np.float32)


def _level_db(samples: NDArray[np.float64], rate: int) -> float:
    """RMS of the loudest stretch, dB below full scale."""
    window = max(1, min(round(_LOUDEST_S * rate), len(samples)))
    power = np.add.reduceat(np.square(samples), np.arange(0, len(samples), window)).max() / window
    return 10 * float(np.log10(power)) if power > 0 else -np.inf


# ---- WAV


def _wav(content: bytes, file: Path, where: str) -> tuple[NDArray[np.float64] | None, int]:
    """(n, channels) in [-1, 1] of a WAV file of plain samples, and its rate; None for one of another kind.
    Raises UserError for one that is cut off."""
    from scipy.io import wavfile  # it takes its time to import, and few commands read a recording

    closed = _closed(content)
    if closed is None:
        raise UserError(f"{where}: {file} is cut off; {_REMEDY}")
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", wavfile.WavFileWarning)  # mostly of chunks that do not matter
            rate, data = wavfile.read(io.BytesIO(closed))
    except Exception:  # whatever a reader does that meets another kind, or trusts a broken header
        return None, 0
    if any("EOF" in str(warning.message) for warning in told):
        raise UserError(f"{where}: {file} is cut off; {_REMEDY}")
    samples = data.astype(np.float64)
    samples = samples[:, None] if samples.ndim == 1 else samples
    if np.issubdtype(data.dtype, np.integer):
        middle = 128 if data.dtype == np.uint8 else 0
        samples = (samples - middle) / (np.iinfo(data.dtype).max - middle + 1)
    return samples, int(rate)


def _closed(content: bytes) -> bytes | None:
    """A WAV file whose header left its length open, as a stream's does, with the length that it has;
    None for one that has less than it says."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return content
    at = 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], struct.unpack_from("<I", content, at + 4)[0]
        if name == b"data":
            left = len(content) - at - 8
            if size < _LONGEST_WAV and (size or not left):
                return content if size <= left else None
            left -= left % max(1, _frame_bytes(content))
            sizes = struct.pack("<I", at + left), struct.pack("<I", left)
            return b"RIFF" + sizes[0] + content[8 : at + 4] + sizes[1] + content[at + 8 : at + 8 + left]
        at += 8 + size + size % 2
    return content


def _frame_bytes(content: bytes) -> int:
    """Of one sample of all channels."""
    at = content.find(b"fmt ")
    return struct.unpack_from("<H", content, at + 20)[0] if 0 <= at <= len(content) - 24 else 1


# ---- everything else


def _decoded(content: bytes, file: Path, where: str) -> tuple[NDArray[np.float64], int]:
    """(n, channels) in [-1, 1] of a file that FFmpeg decodes, and its rate. Raises UserError."""
    import av
    from av.audio.resampler import AudioResampler

    pieces, rate, expected_s = [], 0, 0.0
    try:
        with av.open(io.BytesIO(content), "r") as opened:
            if not opened.streams.audio:
                raise UserError(f"{where}: {file} has no sound in it; record it again")
            stream = opened.streams.audio[0]
            rate, even = stream.rate, AudioResampler(format="fltp", rate=stream.rate)
            if stream.duration and stream.time_base:
                expected_s = float(stream.duration * stream.time_base)
            for frame in opened.decode(stream):
                pieces += [one.to_ndarray() for one in even.resample(frame)]
            pieces += [one.to_ndarray() for one in even.resample(None)]
    except UserError:
        raise
    except Exception:  # whatever a decoder does that meets a broken file
        raise UserError(f"{where}: cannot read {file} (no whole sound file); {_REMEDY}") from None
    data = np.concatenate(pieces, axis=1).T.astype(np.float64) if pieces else np.zeros((0, 1))
    length_s = len(data) / rate if rate else 0.0
    if length_s < _CUT_SHARE * expected_s and expected_s - length_s > _CUT_S:
        raise UserError(f"{where}: {file} is cut off; {_REMEDY}")
    return data, int(rate)
