"""The lecturer's own voice: a folder of recordings named after the cues."""

import hashlib
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from apanim.errors import UserError
from apanim.narration.catalogue import CueLine
from apanim.narration.speech import Speech
from apanim.narration.templates import nearest
from apanim.narration.voices.sound_file import SUFFIXES, read_sound


class RecordedVoice:
    """Plays FOLDER/CUE.wav, .mp3, .m4a and so on, in capitals or not; at any rate, of any channels."""

    name = "recorded"
    pace = ""

    def __init__(self, folder: Path) -> None:
        """Raises UserError if `folder` is not there."""
        if not folder.is_dir():
            raise UserError(
                f"--voice recorded:{folder}: there is no such folder; name one of CUE.wav files"
            )
        self.folder = folder

    @property
    def key(self) -> str:
        """The names and the contents of all recordings. Raises UserError if one cannot be read."""
        return self._key

    @cached_property
    def _key(self) -> str:
        told = (f"{name} {found}" for name, found in self._digests.items())
        return f"recorded {hashlib.sha256(' '.join(told).encode()).hexdigest()}"

    def key_of(self, cue_name: str) -> str:
        """What is in the recording of the cue, if there is one. Raises UserError if it cannot be read."""
        found = self.recording(cue_name)
        return f"recorded {found[1] if found else ''}"

    def recording(self, cue_name: str) -> tuple[Path, str] | None:
        """The file of a cue and a hash of what is in it, if there is one."""
        name, files = _plain(cue_name), self._files
        return (files[name], self._digests[name]) if name in files and name in self._digests else None

    @property
    def _files(self) -> Mapping[str, Path]:
        """The recordings by the plain names of their cues. Raises UserError for two of one cue."""
        found: dict[str, Path] = {}
        for file in sorted(self.folder.iterdir()):
            if file.suffix.lower() in SUFFIXES and not file.name.startswith(".") and file.is_file():
                other = found.setdefault(_plain(file.stem), file)
                if other != file:
                    raise UserError(f"{file}: {other.name} is of the same cue; keep one of the two")
        return found

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return {name: _digest(file) for name, file in self._files.items()}

    def unsayable(self, spoken: str) -> str:
        """Nothing: it was said already."""
        return ""

    def speak(self, cue_name: str, line: CueLine) -> Speech:
        """The recording of the cue. Raises UserError if it is missing, unreadable or silent."""
        files = self._files
        file = files.get(_plain(cue_name))
        if file is None:
            close = nearest(cue_name, [one.stem for one in files.values()], "")
            meant = f" ({close})" if close.startswith("did you mean") else ""
            missing = self.folder / f"{cue_name}.wav"
            raise UserError(
                f"cue '{cue_name}': there is no {missing}{meant}; record it: \"{line.display}\""
            )
        return Speech(*read_sound(file, f"cue '{cue_name}'"), cue_name)


def _plain(name: str) -> str:
    """A name as any system may write it: its accents apart or not, in capitals or not."""
    return unicodedata.normalize("NFC", name).casefold()


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror}); mend or remove it") from None
