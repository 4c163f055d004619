"""The lecture's order: which scenes, one after the other, in scenes/lecture.toml, or one of one's own.

[lecture]
name = "lecture"
title = "The action potential"
parts = ["opening", "spike: 2", "spike: The whole spike", "mine"]   # the main cut, in order
extras = ["spike"]                 # further scenes, outside the main cut

A part is a scene beside the file, or else any that comes with apanim; or a chapter of one, by its number
or its title, or several, such as "spike: 2-3"; or a title card of the order (see cards).

A lesson of the course is a folder scenes/NAME with its scenes, its narration/ and an order, lesson.toml;
scenes/course.toml lists them.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from apanim.data import roots, scenes_dir
from apanim.errors import UserError
from apanim.narration.catalogue import Catalogue
from apanim.narration.catalogue_reader import Reader
from apanim.narration.templates import nearest
from apanim.script.cards import Card, read_cards
from apanim.script.find import find_catalogue, scene_file
from apanim.script.folders import LESSON, own_scenes
from apanim.script.scene import LONGEST_NAME, check_name

LECTURE = "lecture"  # what a command without a scene takes
ORDERS = (LECTURE, "short")  # that come with apanim, scenes/NAME.toml: the main cut, and one of six minutes
SETUP = "lab"  # what a file that is no lecture says it is: apanim = "lab"


@dataclass(frozen=True)
class OrderEntry:
    """One of an order's parts: the scene in `file`, or a `chapter` of it as it is written at `where`; or a
    card of the order, which `file` is."""

    file: Path
    chapter: str = ""
    where: str = ""
    card: Card | None = None


@dataclass(frozen=True)
class Order:
    """The scenes of a lecture as its file in `folder` names them; `entries` are those of its parts."""

    name: str
    title: str
    parts: tuple[str, ...]
    extras: tuple[str, ...]
    folder: Path
    entries: tuple[OrderEntry, ...] = ()

    @property
    def over(self) -> tuple[Path, ...]:
        """The folder of an order of one's own: its words go before apanim's."""
        return () if {self.folder, self.folder.parent} & set(roots()) else (self.folder,)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of its scenes."""
        return tuple(dict.fromkeys(entry.file.parent for entry in self.entries))


def load_order(path: Path) -> Order:
    """Read and check the order at `path`. Raises UserError with file, line and remedy."""
    reader = Reader.open(path)
    if "apanim" in reader.root:
        shows = "lab, play, render, still, sheet, data and flash"
        raise UserError(f"{path.name}: a set-up of the laboratory has no words to read; {shows} take it")
    reader.check_keys((), {"lecture", "cards"})
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
    cards = read_cards(reader)
    entries = tuple(
        OrderEntry(path, card=cards[part]) if part in cards else _entry(reader, "parts", part, path.parent)
        for part in parts
    )
    if unused := [name for name in cards if name not in parts]:
        raise reader.error(("cards", unused[0]), f"card '{unused[0]}' is no part; list it among the parts")
    for extra in extras:
        _entry(reader, "extras", extra, path.parent)
    _check_once(reader, parts, extras, entries)
    return Order(name, title, parts, extras, path.parent, entries)


def _entry(reader: Reader, key: str, part: str, folder: Path) -> OrderEntry:
    """What a part means. Raises UserError where there is no such scene."""
    name, colon, chapter = (piece.strip() for piece in part.partition(":"))
    beside = {path.stem: path for path in folder.glob("*.py")}
    every = beside | own_scenes() if folder in roots() else own_scenes() | beside
    if name not in every:
        kind = "the scenes beside it and apanim's"
        raise reader.error(("lecture", key), f"no scene '{name}'; {nearest(name, every, kind)}")
    if colon and not chapter:
        raise reader.error(("lecture", key), f"'{part}' names no chapter; write '{name}: 2', or '{name}'")
    return OrderEntry(every[name], chapter, reader.where(("lecture", key)))


def _check_once(
    reader: Reader, parts: tuple[str, ...], extras: tuple[str, ...], entries: tuple[OrderEntry, ...]
) -> None:
    """Raises UserError for what is told twice."""
    twice = [part for part in parts if (*parts, *extras).count(part) > 1]
    whole = [entry.file for entry in entries if not entry.chapter and not entry.card]
    twice += [part for part, one in zip(parts, entries, strict=True) if one.chapter and one.file in whole]
    if twice:
        raise reader.error(("lecture", "parts"), f"'{twice[0]}' is listed twice; a lecture tells it once")


def _of_apanim(name: str) -> Path:
    """The file of what comes with apanim, or that of a folder which is laid over it."""
    return next((root / name for root in roots() if (root / name).is_file()), scenes_dir() / name)


def own_order() -> Order:
    """The lecture that comes with apanim."""
    return load_order(_of_apanim(f"{LECTURE}.toml"))


def lessons() -> tuple[str, ...]:
    """The lessons of the course that comes with apanim, in order. Raises UserError with file and line."""
    reader = Reader.open(_of_apanim("course.toml"))
    reader.check_keys((), {"course"})
    reader.check_keys(("course",), {"title", "lessons"})
    names = reader.words(("course", "lessons"))
    for name in names:
        if not _of_apanim(f"{name}/{LESSON}").is_file():
            raise reader.error(("course", "lessons"), f"no lesson '{name}': {name}/{LESSON} is missing")
    return names


def own_orders() -> tuple[str, ...]:
    """The orders that come with apanim, by name: the lecture, a short one, and each lesson."""
    return *ORDERS, *lessons()


def find_order(spec: str) -> Order | None:
    """The order that `spec` means: one that comes with apanim, or a .toml file; None for a scene.

    Raises UserError for a file that is missing or wrong.
    """
    if spec in ORDERS:
        return load_order(_of_apanim(f"{spec}.toml"))
    if not spec.endswith(".toml"):
        if not spec.isidentifier() or len(spec) > LONGEST_NAME:
            return None
        lesson = _of_apanim(f"{spec}/{LESSON}")
        return load_order(lesson) if lesson.is_file() else None
    path = Path(spec)
    if not os.path.isfile(path):  # which says so of a name that no file can have too
        raise UserError(f"{spec}: no such file; give a scene's name, a .py file or a lecture's .toml")
    return load_order(path.resolve())


def folders_of(spec: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The folders of the scenes that `spec` means, and those whose words go before theirs. Raises UserError
    where there is no such scene or order."""
    order = find_order(spec)
    return ((scene_file(spec).parent,), ()) if order is None else (order.folders, order.over)


def words_of(spec: str, language: str) -> Catalogue:
    """What all that `spec` means is told by. Raises UserError for a language that there is not."""
    folders, over = folders_of(spec)
    return find_catalogue(folders, language, over)


def order_places(spec: str) -> list[Path]:
    """Where an order called `spec` may stand in a folder that is laid over apanim's."""
    if not spec.isidentifier():
        return []
    names = (f"{spec}.toml",) if spec in ORDERS else (f"{spec}/{LESSON}",)
    return [root / name for root in roots()[:-1] for name in names]


def is_setup(spec: str) -> bool:
    """Whether `spec` is a .toml file that is no lecture but a set-up of the laboratory, right or wrong.

    Raises UserError for a file that is no TOML.
    """
    if not spec.endswith(".toml") or not Path(spec).is_file():
        return False
    return not {"apanim", "start", "do"}.isdisjoint(Reader.open(Path(spec).resolve()).root)
