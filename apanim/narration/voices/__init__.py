"""Voices by name: what may stand after --voice."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from apanim.errors import UserError
from apanim.narration.speech import Voice
from apanim.narration.templates import nearest
from apanim.narration.voices.espeak import EspeakVoice
from apanim.narration.voices.hibari import HibariVoice
from apanim.narration.voices.recorded import RecordedVoice
from apanim.narration.voices.silent import SilentVoice

_WRITTEN_ONLY = ("ja",)  # nobody reads its signs, unless each sentence has a `say` in kana
KNOWN = ("hibari", "silent", "espeak-ng", "recorded:DIR")


class Voices:
    """Who is called `spec`, language by language; one and the same voice each time."""

    def __init__(self, spec: str) -> None:
        self._spec = spec
        self._found: dict[tuple[str, float], Voice] = {}

    def of(self, language: str, pace: float = 1.0) -> Voice:
        """The voice for a catalogue in `language`, `pace` times as fast as usual. Raises UserError as
        `voice_named` does."""
        if (language, pace) not in self._found:
            self._found[language, pace] = voice_named(self._spec, language, pace)
        return self._found[language, pace]


def usual_voice(language: str) -> str:
    """Who speaks if nobody is named: hibari in English, else espeak-ng, or nobody where that is missing."""
    if language.split("-")[0].lower() == "en":
        return "hibari"
    if language.split("-")[0].lower() in _WRITTEN_ONLY:
        return "silent"
    return "espeak-ng" if shutil.which("espeak-ng") else "silent"


def speakers(languages: Mapping[str, str], first: str) -> dict[str, Voice]:
    """Who speaks more languages, by code, beside a first voice: nobody, where that one is silent.

    A language that nobody speaks on this machine is left out. Raises UserError as `voice_named`.
    """
    usual = {code: usual_voice(language) for code, language in languages.items() if first != "silent"}
    return {code: voice_named(name, languages[code]) for code, name in usual.items() if name != "silent"}


def voice_named(spec: str, language: str = "en", pace: float = 1.0) -> Voice:
    """The voice called `spec`, one of `KNOWN`, for a catalogue in `language` ('en-GB', 'es'), `pace` times
    as fast as usual; a recorded one has its own pace.

    Raises UserError for another name, or for a voice that is not there or does not speak the language.
    """
    name, colon, folder = spec.partition(":")
    if name == "recorded" and folder:
        return RecordedVoice(Path(folder))
    if not colon:
        if name == "hibari":
            return HibariVoice(language, pace)
        if name == "silent":
            return SilentVoice(pace)
        if name == "espeak-ng":
            return EspeakVoice(language, pace)
    raise UserError(
        f"--voice {spec}: no such voice; {nearest(spec, KNOWN, 'the voices')} (one of: {', '.join(KNOWN)})"
    )
