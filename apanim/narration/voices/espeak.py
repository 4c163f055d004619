"""espeak-ng, where it is installed: plain, but it speaks over a hundred languages."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cached_property

from apanim.errors import UserError
from apanim.letters.scripts import scripts_of
from apanim.narration.catalogue import CueLine
from apanim.narration.lexicon import unsayable
from apanim.narration.speech import Speech
from apanim.narration.voices.sound_file import read_sound
from apanim.parts import temporary_folder

WORDS_A_MINUTE = 130
_CALLED = {"zh": "cmn", "iw": "he", "tl": "fil"}  # as it calls what a tag calls otherwise


def _tags(language: str) -> Iterator[str]:
    """A language's tag and ever shorter ones: "es-mx", "es"."""
    parts = language.lower().split("-")
    for count in range(len(parts), 0, -1):
        yield "-".join((_CALLED.get(parts[0], parts[0]), *parts[1:count]))


class EspeakVoice:
    """The machine's espeak-ng reading `language`."""

    name = "espeak-ng"
    pace = ""

    def __init__(self, language: str, pace: float = 1.0) -> None:
        """Raises UserError if espeak-ng is not installed or has no voice for `language`."""
        program = shutil.which("espeak-ng")
        if program is None:
            raise UserError(
                "--voice espeak-ng: the program is not on this machine; install the package espeak-ng"
            )
        self._rate = round(WORDS_A_MINUTE * pace)
        self._program = program
        tags = (tag for tag in _tags(language) if not self._run("-v", tag, "-q", "").returncode)
        self._language = next(tags, "")
        if not self._language:
            raise UserError(f"--voice espeak-ng: it has no voice for '{language}'; see espeak-ng --voices")
        self._scripts = scripts_of(language) - ({"Han"} if self._language == "ja" else set()) | {"Latin"}

    @property
    def key(self) -> str:
        """The program's version, the language and the pace."""
        return self._key

    @cached_property
    def _key(self) -> str:
        version = self._run("--version").stdout.decode(errors="replace").partition("Data at")[0].strip()
        return f"{version} {self._language} {self._rate}"

    def key_of(self, cue_name: str) -> str:
        """As `key`: every cue depends on all of it."""
        return self.key

    def unsayable(self, spoken: str) -> str:
        """A letter that is not of the language's scripts, nor Latin; a Chinese sign in Japanese."""
        return unsayable(spoken, self._scripts)

    def speak(self, cue_name: str, line: CueLine) -> Speech:
        """The line read at its pace. Raises UserError if the program fails."""
        with temporary_folder() as folder:
            file = folder / "cue.wav"
            arguments = (
                "-v",
                self._language,
                "-s",
                str(self._rate),
                "-b",
                "1",
                "-w",
                str(file),
                "--stdin",
            )
            run = self._run(*arguments, text=line.spoken)
            if run.returncode or not file.is_file():
                said = run.stderr.decode(errors="replace").strip() or f"exit code {run.returncode}"
                raise UserError(f"cue '{cue_name}': espeak-ng failed ({said}); use another voice")
            return Speech(*read_sound(file, f"cue '{cue_name}'"), cue_name)

    def _run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [self._program, *arguments], input=text.encode(), capture_output=True, check=False
        )
