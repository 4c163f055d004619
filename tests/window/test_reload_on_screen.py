"""An author at work: a scene plays in a real window while its file is saved, wrong and right."""

import numpy as np
import pytest
from person import Person, has_scene, real_window, virtual_screen

from apanim.export.starter import write_scene

pytestmark = real_window
SIZE = (960, 640)


@pytest.fixture
def playing(tmp_path):
    """The files of a new scene, and a person before the window that plays it."""
    scene, words = write_scene("mine", tmp_path)
    program = "from apanim.cli.command import main; main()"
    with virtual_screen(SIZE) as screen:
        arguments = ["play", str(scene), "--voice", "silent", "--size", "960x540"]
        person = Person(screen, tmp_path, program, arguments, has_scene)
        try:
            yield scene, words, person
        finally:
            person.player.kill()


def _changes(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _still(person):
    """The screen once it stands: a note has gone, a picture come."""
    seen = [person.see()]

    def stands(picture):
        seen.append(picture)
        return np.array_equal(*seen[-2:])

    person.do("sleep", 2.5)
    person.until(stands, "it does not come to stand")
    return seen[-1]


def test_a_saved_scene_is_seen_at_once_and_a_mistake_is_told_on_the_last_good_picture(playing):
    scene, words, person = playing
    first = _still(person)
    person.press_until("shift+Right", lambda picture: not np.array_equal(picture, first), "no step")
    before = _still(person)

    _changes(words, "Here is a membrane at rest.", "Nothing seems to happen here.")
    person.until(lambda picture: not np.array_equal(picture, before), "the new words are not shown")
    good = _still(person)
    assert np.array_equal(good[90:400], before[90:400])  # the same instant of the same sentence
    assert (good != before)[450:570].any(axis=2).mean() > 0.01  # in other words

    _changes(scene, "s.trace(", "s.trase(")
    person.until(lambda picture: not np.array_equal(picture, good), "the mistake is not told")
    wrong = _still(person)
    told = (wrong != good).any(axis=2)
    assert 0.01 < told.mean() < 0.2  # a plate on the picture, and else it is the same
    assert not told[:300].any()

    _changes(scene, "s.trase(", "s.trace(")
    person.until(lambda picture: np.array_equal(picture, good), "what is mended is not shown")
    person.do("key", "q")
    out, err, code = person.leave()
    assert (out, code) == ("", 0), err
    assert "Traceback" not in err
