"""`apanim new`: what it writes plays and checks at once, and it takes nobody's place."""

import pytest
from command import apanim

from apanim.errors import UserError
from apanim.export.starter import write_scene
from apanim.script.programme import compile_programme


def test_a_new_scene_checks_and_can_be_seen_at_once(tmp_path):
    told = apanim(tmp_path, "new", "first_try")
    assert told.returncode == 0
    assert told.stdout.split() == ["first_try.py", "narration/en.toml"]
    checked = apanim(tmp_path, "check", "first_try.py")
    assert checked.returncode == 0, checked.stderr
    assert "first_try: 2 claims and numbers, 0 false" in checked.stdout
    shown = apanim(tmp_path, "still", "first_try.py", "--at", "3", "--size", "640x360", "--voice", "silent")
    assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize("name", ["Zweiter Versuch", "añadir", "it's", "2", "x" * 80, "a{b}c", "narration"])
def test_any_name_that_a_file_can_have_becomes_a_scene(tmp_path, name):
    scene, _ = write_scene(name, tmp_path)
    (timeline,) = compile_programme(str(scene), "silent", "en").timelines
    assert timeline.name == name
    assert [claim.holds for claim in timeline.claims] == [True, True]


def test_scenes_share_a_folder_and_its_words(tmp_path):
    _, words = write_scene("one", tmp_path)
    before = words.read_text(encoding="utf-8")
    write_scene("one_fires", tmp_path)
    assert words.read_text(encoding="utf-8").startswith(before)
    for name in ("one", "one_fires"):
        compile_programme(str(tmp_path / f"{name}.py"), "silent", "en")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "a name is needed"),
        ("../up", "can stand in no file's name"),
        ("a" * 81, "use at most 80"),
        ("numpy", "Python has a module of that name"),
        ("random", "Python has a module of that name"),
        ("there", "is there already"),
        ("there.py", "is there already"),
        ("words", "cue 'words_fires' is there already"),
    ],
)
def test_a_name_that_will_not_do_is_one_line_and_nothing_is_written(tmp_path, name, told):
    write_scene("there", tmp_path)
    words = tmp_path / "narration" / "en.toml"
    with words.open("a", encoding="utf-8") as file:
        file.write('[cues.words_fires]\ntext = "Mine."\n')
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match=told) as refused:
        write_scene(name, tmp_path)
    assert "\n" not in str(refused.value)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_words_that_are_wrong_are_told_and_stay(tmp_path):
    (tmp_path / "narration").mkdir()
    words = tmp_path / "narration" / "en.toml"
    words.write_text("[cues", encoding="utf-8")
    with pytest.raises(UserError, match=r"en\.toml:1"):
        write_scene("first", tmp_path)
    assert words.read_text(encoding="utf-8") == "[cues"
    assert not (tmp_path / "first.py").exists()
