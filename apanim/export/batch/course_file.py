"""The file of a course: groups of scenes, each in every language, shape and format that it names.

apanim = "batch"
version = 1
folder = "course"                  # beside the file, made if it is missing

[films.lectures]
scenes = ["lecture", "my.py"]      # a path is one from the file's own folder
languages = ["en", "es"]           # ["en"] if absent
presets = ["lecture", "tall"]      # ["lecture"] if absent
formats = ["mp4", "webm"]          # ["mp4"] if absent
voice = "silent"                   # and captions, theme, text_size, reduced_motion, sounds: as of `render`
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from apanim.errors import UserError
from apanim.narration.catalogue_reader import Reader
from apanim.narration.templates import nearest

KIND, VERSION = "batch", 1
_LISTS = {"scenes": None, "languages": ("en",), "presets": ("lecture",), "formats": ("mp4",)}
_WORDS = ("voice", "captions", "theme", "text_size")
_SWITCHES = ("reduced_motion", "sounds")


@dataclass(frozen=True)
class BatchFilm:
    """One film of a course: what, and where to. `options` are further ones of `render`, by name."""

    scene: str
    language: str
    preset: str
    path: Path
    options: tuple[tuple[str, Any], ...]

    def asked(self, folder: Path | None = None) -> dict[str, Any]:
        """What is asked for by options of `render`, in another `folder` than its own if one is given."""
        path = self.path if folder is None else folder / self.path.name
        asked = {"scene": self.scene, "language": self.language, "preset": self.preset}
        return {**asked, "output": str(path), **dict(self.options)}


@dataclass(frozen=True)
class Batch:
    """The films of a file, in order, and the folder that they are put into."""

    folder: Path
    films: tuple[BatchFilm, ...]


def read_course(path: Path) -> Batch:
    """Read and check the file. Raises UserError with file, line and remedy."""
    if path.suffix.lower() != ".toml" or not path.is_file():
        raise UserError(
            f"{path}: no such file; give the .toml file of a course, which begins apanim = 'batch'"
        )
    reader = Reader.open(path)
    reader.check_keys((), {"apanim", "version", "folder", "films"})
    if reader.root.get("apanim") != KIND or reader.root.get("version") != VERSION:
        raise reader.error(("apanim",), f'a course begins with apanim = "{KIND}" and version = {VERSION}')
    folder = path.parent / (reader.text(("folder",)) if "folder" in reader.root else ".")
    films = [
        film for group in reader.table(("films",)) for film in _films(reader, group, path.parent, folder)
    ]
    if not films:
        raise reader.error(("films",), 'no films; add [films.NAME] with scenes = ["..."]')
    seen: set[Path] = set()
    for film in films:
        if film.path in seen:
            raise reader.error(("films",), f"two films would be {film.path.name}; change one of the groups")
        seen.add(film.path)
    return Batch(folder, tuple(films))


def _films(reader: Reader, group: str, beside: Path, folder: Path) -> list[BatchFilm]:
    key = ("films", group)
    written = reader.check_keys(key, {*_LISTS, *_WORDS, *_SWITCHES})
    if "scenes" not in written:
        raise reader.error(key, "'scenes' is missing; list what is to be filmed, scenes = [\"...\"]")
    lists = [
        reader.words((*key, name)) if name in written else usual or () for name, usual in _LISTS.items()
    ]
    options = _options(reader, key, written)
    films = []
    for scene, language, preset, form in product(*lists):
        spec = str(beside / scene) if scene.endswith((".py", ".toml")) else scene
        name = f"{Path(scene).stem}-{language}-{preset}.{form.removeprefix('.')}"
        films.append(BatchFilm(spec, language, preset, folder / name, options))
    return films


def _options(
    reader: Reader, key: tuple[str, str], written: Mapping[str, Any]
) -> tuple[tuple[str, Any], ...]:
    options: list[tuple[str, Any]] = [
        (name, reader.text((*key, name))) for name in _WORDS if name in written
    ]
    for name in _SWITCHES:
        if name in written:
            if not isinstance(written[name], bool):
                remedy = nearest(f"{written[name]}".lower(), ("true", "false"), "it is on or off")
                raise reader.error((*key, name), f"'{name}' must be true or false; {remedy}")
            options.append((name, written[name]))
    return tuple(options)
