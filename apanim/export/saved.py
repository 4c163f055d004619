"""A run of the laboratory kept in a folder: its set-up, data and picture, together or not at all."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pygame

from apanim.export.pixels import write_png
from apanim.export.table import write_table
from apanim.export.whole import whole_files
from apanim.lab.setup_file import LabSetup, setup_toml
from apanim.tape import CableTape, Tape

_ENDINGS = (".toml", ".csv", ".png")


def save_run(setup: LabSetup, tape: Tape | CableTape, picture: pygame.Surface, folder: Path) -> list[Path]:
    """Put NAME.toml, NAME.csv and NAME.png into `folder`, which is made if it is missing; what was written.

    Nothing is written over: where one of them is there already, all are called NAME-2, and so on. Raises
    UserError when the disk is full or refuses; then there is none of them.
    """
    stem = next(name for name in _names(setup.name) if not any(_there(folder, name)))
    with whole_files(folder, stem) as staging:
        (staging / f"{stem}.toml").write_text(setup_toml(setup, folder), encoding="utf-8", newline="\n")
        write_table(tape, staging / f"{stem}.csv")
        write_png(picture, staging / f"{stem}.png")
    return [folder / f"{stem}{ending}" for ending in _ENDINGS]


def _names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _there(folder: Path, name: str) -> Iterator[bool]:
    return (os.path.lexists(folder / f"{name}{ending}") for ending in _ENDINGS)
