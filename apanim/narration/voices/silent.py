"""No sound, for as long as the line takes to be read."""

import numpy as np

from apanim.narration.catalogue import CueLine
from apanim.narration.speech import Speech

WORDS_A_MINUTE = 130
CHARACTERS_A_S = 13
_RATE = 24_000


class SilentVoice:
    """Zeros, timed by the slower of 130 words a minute and 13 characters a second."""

    name = "silent"
    pace = ""

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self.key = f"silent {WORDS_A_MINUTE * pace:g} {CHARACTERS_A_S} {_RATE}"

    def key_of(self, cue_name: str) -> str:
        """As `key`: every cue depends on all of it."""
        return self.key

    def unsayable(self, spoken: str) -> str:
        """Nothing: it says none."""
        return ""

    def speak(self, cue_name: str, line: CueLine) -> Speech:
        """Silence for the reading time of `line`."""
        words = len(line.spoken.split())
        duration_s = max(words * 60 / (WORDS_A_MINUTE * self._pace), len(line.display) / CHARACTERS_A_S)
        return Speech(np.zeros(round(duration_s * _RATE), np.float32), _RATE, cue_name)
