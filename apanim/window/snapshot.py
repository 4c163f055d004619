"""The window's picture as a file that takes no other's place."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pygame

from apanim.errors import UserError
from apanim.parts import part_file
from apanim.units import clock


def keep(picture: pygame.Surface, name: str, tick: int) -> tuple[str, str]:
    """Write `picture` into the current folder; gives what is to be said of it, words and a value."""
    try:
        return "Picture kept: {}", save_picture(picture, name, tick, Path()).name
    except UserError as error:
        return "{}", str(error)


def save_picture(picture: pygame.Surface, name: str, tick: int, folder: Path) -> Path:
    """Write `picture` as a PNG into `folder`, named after what it shows and when; gives its path.

    A name that is taken is left alone, and a number added. Raises UserError when the disk is full or
    refuses.
    """
    stem = re.sub(r"[^\w.-]+", "-", f"{name} {clock(tick).replace(':', 'm')}s").strip("-.")
    try:
        with part_file(folder / f"{stem}.png") as part:
            with part.open("wb") as file:
                pygame.image.save(picture, file, ".png")
            return next(filter(None, (_named(part, path) for path in _names(folder, stem))))
    except (OSError, pygame.error) as error:
        raise UserError(f"{folder / stem}.png: the picture cannot be written ({error})") from error


def _names(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}.png"
    number = 2
    while True:
        yield folder / f"{stem}-{number}.png"
        number += 1


def _named(part: Path, path: Path) -> Path | None:
    """`path` if it could be given to the whole file, None if it is taken."""
    try:
        os.link(part, path)
    except FileExistsError:
        return None
    except OSError:  # this disk knows no second name for a file
        if path.exists():
            return None
        part.rename(path)
    return path
