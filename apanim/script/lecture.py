"""The lecture's order: which scenes, one after the other, in scenes/lecture.toml.

[lecture]
name = "lecture"
title = "The action potential"
parts = ["opening", "resting"]     # the main cut, in order
extras = ["spike"]                 # further scenes, outside the main cut
"""

from dataclasses import dataclass
from pathlib import Path

from apanim.data import scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue_reader import Reader
from apanim.narration.templates import nearest
from apanim.script.scene import LONGEST_NAME, check_name

LECTURE = "lecture"  # what a command without a scene takes
ORDERS = (LECTURE, "short")  # that come with apanim, scenes/NAME.toml: the main cut, and one of six minutes
SETUP = "lab"  # what a file that is no lecture says it is: apanim = "lab"


@dataclass(frozen=True)
class Order:
    """The scenes of a lecture by name, found in `folder`."""

    name: str
    title: str
    parts: tuple[str, ...]
    extras: tuple[str, ...]
    folder: Path


def load_order(path: Path) -> Order:
    """Read and check the order at `path`. Raises UserError with file, line and remedy."""
    reader = Reader.open(path)
    if "apanim" in reader.root:
        shows = "lab, play, render, still, sheet, data and flash"
        raise UserError(f"{path.name}: a set-up of the laboratory has no words to read; {shows} take it")
    reader.check_keys((), {"lecture"})
    written = reader.check_keys(("lecture",), {"name", "title", "parts", "extras"})
    name, title = (reader.text(("lecture", key)) for key in ("name", "title"))
    try:
        check_name(name, f"{name!r}"[:LONGEST_NAME])
    except UserError as error:
        raise reader.error(("lecture", "name"), str(error)) from None
    if "parts" not in written:
        raise reader.error(("lecture",), "'parts' is missing; list the scenes in order, parts = [\"...\"]")
    parts = reader.words(("lecture", "parts"))
    extras = reader.words(("lecture", "extras")) if "extras" in written else ()
    if not parts:
        raise reader.error(("lecture", "parts"), "'parts' is empty; a lecture has at least one scene")
    there = {scene.stem for scene in path.parent.glob("*.py")}
    for key, scenes in (("parts", parts), ("extras", extras)):
        for scene in scenes:
            if scene not in there:
                remedy = nearest(scene, there, "the scenes beside it")
                raise reader.error(("lecture", key), f"no scene '{scene}'; {remedy}")
    twice = [scene for scene in parts if (*parts, *extras).count(scene) > 1]
    if twice:
        raise reader.error(("lecture", "parts"), f"'{twice[0]}' is listed twice; a lecture tells it once")
    return Order(name, title, parts, extras, path.parent)


def own_order() -> Order:
    """The lecture that comes with apanim."""
    return load_order(scenes_dir() / f"{LECTURE}.toml")


def find_order(spec: str) -> Order | None:
    """The order that `spec` means: one of ORDERS by its name, or a .toml file; None for a scene.

    Raises UserError for a file that is missing or wrong.
    """
    if spec in ORDERS:
        return load_order(scenes_dir() / f"{spec}.toml")
    if not spec.endswith(".toml"):
        return None
    path = Path(spec)
    if not path.is_file():
        raise UserError(f"{spec}: no such file; give a scene's name, a .py file or a lecture's .toml")
    return load_order(path.resolve())


def is_setup(spec: str) -> bool:
    """Whether `spec` is a .toml file that is no lecture but a set-up of the laboratory, right or wrong.

    Raises UserError for a file that is no TOML.
    """
    if not spec.endswith(".toml") or not Path(spec).is_file():
        return False
    return not {"apanim", "start", "do"}.isdisjoint(Reader.open(Path(spec).resolve()).root)
