"""A scene is called what a file can be called, on any system, and has a title."""

import pytest
from helpers import HEAD, write_scene

from apanim.errors import UserError
from apanim.script.find import load
from apanim.script.lecture import load_order
from apanim.script.scene import Scene

ODD = {
    "a/b": "'/' can stand in no file's name",
    "a\\b": "can stand in no file's name",
    "a\nb": "can stand in no file's name",
    "a:b": "':' can stand in no file's name",
    "": "a name is needed",
    "x" * 300: "300 characters; use at most 80",
    "..": "begins and ends with",
    ".hidden": "begins and ends with",
    " rising": "begins and ends with",
}


@pytest.mark.parametrize("name", ODD)
def test_a_name_that_no_file_can_have_is_told_with_the_authors_line(tmp_path, name):
    path = write_scene(tmp_path, 's.say("hello")')
    path.write_text(HEAD.replace('Scene("small"', f"Scene({name!r}"), encoding="utf-8")
    with pytest.raises(UserError) as told:
        load(path)
    assert str(told.value).startswith("small.py:5: Scene(")
    assert ODD[name] in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("name", ["rising", "rising-phase_2", "Der Anstieg", "été", "v1.2"])
def test_any_other_name_may_be_given(name):
    assert Scene(name, title="A title").name == name


@pytest.mark.parametrize("title", [5, "", "  ", "two\nlines", None])
def test_a_title_is_a_line_of_words(title):
    with pytest.raises(UserError, match="give a title, words on one line"):
        Scene("small", title=title)


def test_a_lectures_name_is_held_to_the_same(tmp_path):
    write_scene(tmp_path, 's.say("hello")')
    order = tmp_path / "lecture.toml"
    order.write_text('[lecture]\nname = "a/b"\ntitle = "T"\nparts = ["small"]\n')
    with pytest.raises(UserError, match=r"^lecture\.toml:2: .*'/' can stand in no file's name"):
        load_order(order)
