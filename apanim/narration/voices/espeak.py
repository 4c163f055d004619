"""espeak-ng, where it is installed: plain, but it speaks over a hundred languages."""

import shutil
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path

from apanim.errors import UserError
from apanim.narration.catalogue import Line
from apanim.narration.speech import Speech
from apanim.narration.voices.recorded import read_wav

WORDS_A_MINUTE = 130


class EspeakVoice:
    """The machine's espeak-ng reading `language`."""

    name = "espeak-ng"
    pace = ""

    def __init__(self, language: str) -> None:
        """Raises UserError if espeak-ng is not installed or has no voice for `language`."""
        program = shutil.which("espeak-ng")
        if program is None:
            raise UserError(
                "--voice espeak-ng: the program is not on this machine; install the package espeak-ng"
            )
        self._program, self._language = program, language.lower()
        if self._run("-v", self._language, "-q", "").returncode:
            raise UserError(f"--voice espeak-ng: it has no voice for '{language}'; see espeak-ng --voices")

    @property
    def key(self) -> str:
        """The program's version, the language and the pace."""
        return self._key

    @cached_property
    def _key(self) -> str:
        version = self._run("--version").stdout.decode(errors="replace").partition("Data at")[0].strip()
        return f"{version} {self._language} {WORDS_A_MINUTE}"

    def speak(self, cue_name: str, line: Line) -> Speech:
        """The line read at 130 words a minute. Raises UserError if the program fails."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "cue.wav"
            arguments = (
                "-v",
                self._language,
                "-s",
                str(WORDS_A_MINUTE),
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
            return Speech(*read_wav(file, f"cue '{cue_name}'"), cue_name)

    def _run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [self._program, *arguments], input=text.encode(), capture_output=True, check=False
        )
