"""A copy of all that apanim tells, to be changed: scenes, words, orders, questions and colours."""

import shutil
from pathlib import Path

from apanim.data import assets_dir, scenes_dir
from apanim.errors import UserError
from apanim.parts import part_folder
from apanim.script.folders import THEME
from apanim.script.lecture import lessons

_TELLS = ("*.py", "*.toml", "narration/*.toml")
_OF_APANIM = ("beats.toml",)  # which sentence makes which teaching point: of its own tests
_README = """This is a copy of all that apanim tells: change what you like, delete what you do not change.

    apanim play --with {name}                the lecture as it stands here
    apanim play spike --with {name}          one scene of it
    apanim check --with {name}               whether every claim still holds

What is here goes before apanim's own, file by file: *.py are the scenes, narration/ has their words (of a
sentence that is not here apanim's stands), lecture.toml and short.toml the order, questions.toml the
questions; a lesson is a folder. A part of an order is a scene, or a chapter of one ("spike: 2").
theme.toml has the colours of every picture; take away the # of those that you change.
"""
_THEME_HEAD = """# The colours of your house. A role that stands here, without #, goes before apanim's.
# logo = "logo.svg"           # or .png: on title cards, and in the margin of every picture

"""


def copy_house(folder: Path) -> Path:
    """Make `folder` a copy of what apanim tells. Raises UserError for one that holds something already."""
    if folder.is_file():
        raise UserError(f"{folder}: a file is there; name a folder that is new or empty")
    if folder.is_dir() and any(folder.iterdir()):
        raise UserError(f"{folder}/: holds something already, which stays as it is; name a new folder")
    if not folder.resolve().parent.is_dir():
        raise UserError(f"{folder}/: there is no folder {folder.parent} to make it in; make that first")
    try:
        with part_folder(folder.resolve()) as made:
            for below in ("", *lessons()):
                _copy(scenes_dir() / below, made / below)
            (made / THEME).write_text(_theme(), encoding="utf-8")
            (made / "README.txt").write_text(_README.format(name=folder.name), encoding="utf-8")
            if folder.is_dir():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        raise UserError(f"{folder}/: cannot be made ({error.strerror or error}); name another") from error
    return folder


def _copy(source: Path, goal: Path) -> None:
    for pattern in _TELLS:
        for file in sorted(source.glob(pattern)):
            if file.name not in _OF_APANIM:
                to = goal / file.relative_to(source)
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, to)


def _theme() -> str:
    """Every role as it is, none of them changed yet: a table's name stands, its values are comments."""
    lines = (assets_dir() / THEME).read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("["))
    told = (line if line.startswith("[") or not line else f"# {line}" for line in lines[first:])
    return _THEME_HEAD + "\n".join(told) + "\n"
