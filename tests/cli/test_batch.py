"""A course by one file: every film that it names, none twice, and what is wrong told before any work."""

import json

import pytest
from command import apanim
from helpers import WORDS, write_scene

COURSE = """
apanim = "batch"
version = 1
folder = "the course"

[films.short]
scenes = ["small.py"]
presets = ["draft"]
voice = "silent"
"""
WAITS = "s.wait(0.5)"


def _course(folder, text=COURSE, body=WAITS):
    write_scene(folder, body)
    (folder / "course.toml").write_text(text, encoding="utf-8")
    return folder


def _told(run):
    told = [json.loads(line) for line in run.stdout.splitlines()]
    return [line for line in told if "made" in line or "film" in line]


def test_films_are_made_once_and_again_when_something_of_them_changed(tmp_path):
    _course(tmp_path)
    film = tmp_path / "the course" / "small-en-draft.mp4"
    run = apanim(tmp_path, "batch", "course.toml", "--json")
    (told,) = _told(run)
    assert (run.returncode, told["bytes"], told["length_s"]) == (0, film.stat().st_size, 0.5)
    written = film.stat().st_mtime_ns

    (told,) = _told(apanim(tmp_path, "batch", "course.toml", "--json"))
    assert told["made_already"]
    assert film.stat().st_mtime_ns == written

    film.write_bytes(film.read_bytes() + b"touched")
    assert _told(apanim(tmp_path, "batch", "course.toml", "--json"))[0]["segments_made"] == 0
    write_scene(tmp_path, WAITS, f"{WORDS}\n[cues.new]\ntext = 'New.'\n")
    assert "made" in _told(apanim(tmp_path, "batch", "course.toml", "--json"))[0]
    assert "was there" in apanim(tmp_path, "batch", "course.toml").stdout


def test_workers_paint_the_films_and_one_process_the_pictures(tmp_path):
    _course(tmp_path, f'{COURSE}formats = ["mp4", "gif"]\n')
    run = apanim(tmp_path, "batch", "course.toml", "--workers", "2")
    assert run.returncode == 0, run.stderr
    assert {path.suffix for path in (tmp_path / "the course").iterdir()} == {".mp4", ".gif"}


def test_one_film_that_cannot_be_made_keeps_no_other_from_it(tmp_path):
    _course(tmp_path, COURSE.replace('["small.py"]', '["false.py", "small.py"]'))
    false = (
        (tmp_path / "small.py")
        .read_text()
        .replace(WAITS, 's.say("hello", claim=patch.at(patch.now).V > 0)')
    )
    (tmp_path / "false.py").write_text(false.replace('Scene("small"', 'Scene("false"'))
    run = apanim(tmp_path, "batch", "course.toml")
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].startswith("apanim: false-en-draft.mp4: not made: false.py:")
    assert [path.name for path in (tmp_path / "the course").iterdir()] == ["small-en-draft.mp4"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[films.short]", "[film.short]"), ["course.toml:6", "unknown key 'film'", "films"]),
        (("scenes", "scene"), ["course.toml:7", "unknown key 'scene'"]),
        (('["small.py"]', '["small.py", "smal"]'), ["no scene 'smal'"]),
        (('["draft"]', '["drft"]'), ["--preset drft", "'draft'"]),
        (('voice = "silent"', 'formats = ["avi"]'), ["small-en-draft.avi", ".mp4"]),
        (('voice = "silent"', 'languages = ["xx"]'), ["xx"]),
        (('voice = "silent"', 'theme = "drak"'), ["drak", "dark"]),
        (('voice = "silent"', 'captions = "below"'), ["below", "burned"]),
        (
            ('voice = "silent"', 'formats = ["mp4", "gif"]\nsounds = true'),
            ["small-en-draft.gif", "no sound"],
        ),
        (('voice = "silent"', "sounds = 1"), ["course.toml:9", "true or false"]),
        (('["draft"]', '["draft", "draft"]'), ["small-en-draft.mp4", "two films"]),
        (("version = 1", "version = 2"), ["course.toml:2", "version = 1"]),
    ],
)
def test_what_is_wrong_is_told_before_any_work(tmp_path, change, words):
    run = apanim(_course(tmp_path, COURSE.replace(*change)), "batch", "course.toml")
    assert run.returncode == 2
    assert not (tmp_path / "the course").exists()
    (line,) = run.stderr.splitlines()
    assert all(word in line for word in words), line
