"""Which films of a course are made already: those of just this, and untouched since."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from helpers import WORDS, write_scene

from apanim.export.batch.course_file import BatchFilm
from apanim.export.batch.made import is_made, made_of, note_made
from apanim.script.programme import Programme, compile_programme


def name(folder: Path, voice: str = "silent", **more) -> str | None:
    scene = str(folder / "small.py")
    film = replace(BatchFilm(scene, "en", "draft", folder / "a.mp4", ()), **more)
    return made_of(film, compile_programme(scene, voice, "en"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    write_scene(folder, 's.say("hello")')
    return folder


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"a film")
    return path


def test_a_film_is_named_by_all_that_it_is_made_of(folder, monkeypatch):
    usual = name(folder)
    assert usual == name(folder)
    write_scene(folder, 's.say("hello")\ns.wait(1)')
    longer = name(folder)
    write_scene(folder, 's.say("hello")', WORDS.replace("sits still", "is still"))
    said = name(folder)
    write_scene(folder, 's.say("hello")', WORDS.replace('"minus"', '"less"'))
    lexicon = name(folder)
    write_scene(folder, 's.say("hello")', f"{WORDS}\n[cues.new]\ntext = 'New.'\n")  # a deck may tell it
    unsaid = name(folder)
    write_scene(folder, 's.say("hello")')
    others = [
        longer, said, lexicon, unsaid, name(folder, preset="tall"), name(folder, path=folder / "b.mp4"),
        name(folder, options=(("sounds", False),)),
    ]  # fmt: skip
    assert len({usual, *others}) == 8
    assert None not in others
    assert name(folder) == usual
    monkeypatch.setattr("apanim.export.batch.made.code_digest", lambda *rooms: f"other code of {rooms}")
    assert name(folder) != usual


def test_the_colours_and_the_logo_of_a_house_are_of_the_film(folder):
    usual = name(folder)
    house = folder / "theme.toml"
    house.write_text('[plot]\ntrace = "#7CF0C8"\n')
    coloured = name(folder)
    house.write_text('logo = "logo.svg"\n')
    signed = []
    for side in (8, 9):
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="8">'
        svg = f'{head}<rect width="8" height="8"/></svg>'
        (folder / "logo.svg").write_text(svg)
        signed.append(name(folder))
    house.unlink()
    assert len({usual, coloured, *signed}) == 4
    assert name(folder) == usual


def test_a_programme_of_another_kind_is_made_anew(folder):
    class Other(Programme):
        pass

    scene = str(folder / "small.py")
    programme = compile_programme(scene, "silent", "en")
    other = Other(**{key: getattr(programme, key) for key in programme.__dataclass_fields__})
    assert made_of(BatchFilm(scene, "en", "draft", folder / "a.mp4", ()), other) is None


def test_what_was_noted_is_made_until_it_is_touched_or_of_something_else(film, monkeypatch):
    assert not is_made(film, "this")
    note_made(film, "this")
    assert is_made(film, "this")
    assert not is_made(film, "that")
    monkeypatch.chdir(film.parent)
    assert is_made(Path("a.mp4"), "this")  # the same file by another road
    stat = film.stat()
    film.write_bytes(b"a fill")
    os.utime(film, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert not is_made(film, "this")  # as long, and later
    film.write_bytes(b"a longer film")
    os.utime(film, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert not is_made(film, "this")  # longer, at the same time
    film.unlink()
    assert not is_made(film, "this")


def test_each_file_has_its_own_note(film):
    other = film.with_name("b.mp4")
    other.write_bytes(b"another")
    note_made(film, "this")
    assert not is_made(other, "this")
    note_made(other, "that")
    assert is_made(film, "this")
    assert is_made(other, "that")


def test_what_cannot_be_told_is_never_made(film):
    note_made(film, None)
    assert not is_made(film, None)
    assert not is_made(film, "None")
    gone = film.with_name("gone.mp4")
    note_made(gone, "this")
    assert not is_made(gone, "this")
