"""The default voice: hibari's 'heart', a small neural English voice whose model is inside its wheel."""

from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from apanim.errors import UserError
from apanim.narration.catalogue import CueLine
from apanim.narration.lexicon import unsayable
from apanim.narration.speech import Speech

if TYPE_CHECKING:  # it takes its time to import, and what was spoken once is kept
    from hibari import Hibari

VOICE = "heart"  # the only one of hibari's voices that needs no download
SPEED = 0.8  # 138 words a minute in the lecture; the pace goes in steps: 0.799 gives 134, 0.801 142
SEED = 1952
_SOUND_MAKERS = ("hibari-tts", "onnxruntime", "numpy", "scipy")


class HibariVoice:
    """Reads English offline; the same line gives the same bytes in every process."""

    name = "hibari"
    pace = f"hibari {VOICE} {SPEED} {SEED}"

    def __init__(self, language: str, pace: float = 1.0) -> None:
        """Raises UserError if `language` is not English."""
        self._speed = SPEED * pace
        if pace != 1.0:
            self.pace = f"hibari {VOICE} {self._speed:.4g} {SEED}"
        if language.split("-")[0] != "en":
            raise UserError(
                f"--voice hibari speaks English, not '{language}'; use espeak-ng or recorded:DIR"
            )

    @property
    def key(self) -> str:
        """Voice, pace, seed, and the versions of the libraries that make the sound."""
        return self._key

    @cached_property
    def _key(self) -> str:
        makers = " ".join(f"{package}={version(package)}" for package in _SOUND_MAKERS)
        return f"{self.pace} {makers}"

    def key_of(self, cue_name: str) -> str:
        """As `key`: every cue depends on all of it."""
        return self.key

    def unsayable(self, spoken: str) -> str:
        """A letter that is not Latin, which it would leave out or read as nonsense."""
        return unsayable(spoken, ("Latin",))

    def speak(self, cue_name: str, line: CueLine) -> Speech:
        """The line read at its pace. The model is loaded at the first call, in about half a second."""
        samples = self._model(line.spoken, speed=self._speed, seed=SEED)
        if not len(samples):
            raise UserError(
                f"cue '{cue_name}': hibari found nothing to say in '{line.spoken}'; give it words"
            )
        return Speech(np.asarray(samples, np.float32), self._model.sample_rate, cue_name)

    @cached_property
    def _model(self) -> "Hibari":
        from hibari import Hibari

        return Hibari(voice=VOICE, threads=1)
