"""Which films of a course are there already, made of just what they would be made of now."""

import os
from pathlib import Path

from apanim.cache import Store, code_digest, digest
from apanim.export.batch.course_file import BatchFilm
from apanim.export.segments.names import maker_name
from apanim.export.segments.work import packed_scenes
from apanim.pack import NotPlainError
from apanim.picture.theme import own_theme
from apanim.script.folders import theme_file, word_places
from apanim.script.lecture import folders_of
from apanim.script.programme import Programme

MADE = Store("made")


def made_of(film: BatchFilm, programme: Programme) -> str | None:
    """A name for all that the film depends on; None where that cannot be told."""
    if type(programme) is not Programme:
        return None
    try:
        scenes = packed_scenes(programme)
    except NotPlainError:
        return None
    said = repr([scene.lines for scene in programme.scenes])
    folders, over = folders_of(film.scene)
    places = dict.fromkeys(place for folder in folders for place in word_places(folder, over))
    words = [file.read_bytes() for place in places for file in sorted(place.glob("narration/**/*.toml"))]
    who, asked = programme.scenes[0].voice.key, film.asked()
    house = own_theme(asked.get("theme", "dark"), theme_file(film.scene)).key
    return digest(code_digest("."), maker_name(), repr(asked), house, who, said, *scenes, *words)


def is_made(path: Path, of: str | None) -> bool:
    """Whether the file under `path` is the one that was noted as made of that, untouched."""
    if of is None:
        return False
    noted = MADE.load(digest(os.fspath(path.absolute())))
    return noted is not None and noted == _note(path, of)


def note_made(path: Path, of: str | None) -> None:
    """Remember that the file under `path` is made of that."""
    if of is not None and (note := _note(path, of)):
        MADE.save(digest(os.fspath(path.absolute())), note)


def _note(path: Path, of: str) -> bytes:
    try:
        stat = path.stat()
    except OSError:
        return b""
    return f"{of} {stat.st_size} {stat.st_mtime_ns}".encode()
