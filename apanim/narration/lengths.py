"""How long the built-in voice speaks each line, kept with the words: a scene's timing follows its speech,
and speech differs a little in length with the machine and the libraries that make it.

narration/lengths/hibari.toml in scenes/ and in each lesson's folder; `apanim lengths` writes it, no hand:

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


_FILE = "narration/lengths/hibari.toml"


def lengths_file(folder: Path) -> Path:
    """Where the lengths of the lines of the scenes in `folder` are kept."""
    return folder / _FILE


def lengths_files() -> list[Path]:
    """Every such file that comes with apanim."""
    return [
        path for path in (scenes_dir() / _FILE, *sorted(scenes_dir().glob(f"*/{_FILE}"))) if path.is_file()
    ]


def line_hash(spoken: str) -> str:
    """What a line is found by, whatever cue says it."""
    return hashlib.sha256(spoken.encode()).hexdigest()[:16]


def known_ticks(pace: str, spoken: str) -> int | None:
    """The kept length of a line as a voice of this `pace` speaks it; None if it is to be measured."""
    return _kept().get((pace, line_hash(spoken)))


def as_toml(pace: str, lines: Iterable[tuple[str, str, int]]) -> str:
    """The file for these (cue, spoken line, ticks), each line once, in the order given."""
    rows = {line_hash(spoken): f"{ticks}  # {cue}" for cue, spoken, ticks in lines}
    ticks = "".join(f'"{key}" = {row}\n' for key, row in rows.items())
    return f'{_HEAD}\nvoice = "{pace}"\n\n[ticks]\n{ticks}'


@cache
def _kept() -> Mapping[tuple[str, str], int]:
    kept: dict[tuple[str, str], int] = {}
    for path in lengths_files():
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        kept |= {(file["voice"], line): ticks for line, ticks in file["ticks"].items()}
    return kept
