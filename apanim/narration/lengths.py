"""How long the built-in voice speaks each line, kept with the words: a scene's timing follows its speech,
and speech differs a little in length with the machine and the libraries that make it.

scenes/narration/lengths/hibari.toml, written by `apanim lengths`, never by hand:

voice = "hibari heart 0.801 1952"

[ticks]
"9f86d081884c7d65" = 2345  # rest_polarised
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from apanim.data import scenes_dir

_HEAD = """# How long the built-in voice speaks each line, in ticks (600 a second), by a hash of the line.
# `apanim lengths` writes this file anew after a change of the words or of the numbers in them.
"""


def lengths_file() -> Path:
    """Where the lengths of the lines that come with apanim are kept."""
    return scenes_dir() / "narration" / "lengths" / "hibari.toml"


def line_hash(spoken: str) -> str:
    """What a line is found by, whatever cue says it."""
    return hashlib.sha256(spoken.encode()).hexdigest()[:16]


def known_ticks(pace: str, spoken: str) -> int | None:
    """The kept length of a line as a voice of this `pace` speaks it; None if it is to be measured."""
    voice, ticks = _kept()
    return ticks.get(line_hash(spoken)) if pace == voice else None


def as_toml(pace: str, lines: Iterable[tuple[str, str, int]]) -> str:
    """The file for these (cue, spoken line, ticks), each line once, in the order given."""
    rows = {line_hash(spoken): f"{ticks}  # {cue}" for cue, spoken, ticks in lines}
    ticks = "".join(f'"{key}" = {row}\n' for key, row in rows.items())
    return f'{_HEAD}\nvoice = "{pace}"\n\n[ticks]\n{ticks}'


@cache
def _kept() -> tuple[str, Mapping[str, int]]:
    try:
        kept = tomllib.loads(lengths_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "", {}
    return kept["voice"], kept["ticks"]
