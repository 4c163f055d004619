"""Scenes in a row: the order's file, the programme's one clock, and the teaching points."""

import numpy as np
import pytest
from helpers import WORDS, write_scene

from apanim.errors import UserError
from apanim.script.beats import load_beats, missing, told
from apanim.script.lecture import find_order, load_order, own_order
from apanim.script.programme import compile_programme, every_scene

BODY = 's.title("One", tag="T")\ns.say("hello")'
ORDER = '[lecture]\nname = "two"\ntitle = "Two scenes"\nparts = ["small", "other"]\n'


@pytest.fixture
def folder(tmp_path):
    path = write_scene(tmp_path, BODY)
    (tmp_path / "other.py").write_text(path.read_text().replace('"small"', '"other"').replace("One", "Two"))
    (tmp_path / "two.toml").write_text(ORDER)
    return tmp_path


def test_scenes_follow_each_other_on_one_clock(folder):
    score = compile_programme(str(folder / "two.toml"), "silent", "en")
    first, second = score.timelines
    assert score.starts == (0, first.duration_tick)
    assert score.duration_tick == first.duration_tick + second.duration_tick
    assert [c.title for c in score.chapters] == ["One", "Two"]
    assert [c.start_tick for c in score.cues] == [0, first.duration_tick]
    assert score.captions[-1].start_tick >= first.duration_tick
    assert len(score.track) == 80 * score.duration_tick
    bars = [(s.index, t.chapter_count) for t in score.timelines for s in t.spans if s.kind == "title"]
    assert bars == [(0, 2), (1, 2)]


def test_a_programme_gives_each_tick_its_scene(folder):
    programme = compile_programme(str(folder / "two.toml"), "silent", "en")
    edge = programme.starts[1]
    for tick, name, own in ((0, "small", 0), (edge - 1, "small", edge - 1), (edge, "other", 0)):
        timeline, tape, local = programme.at(tick)
        assert (timeline.name, local) == (name, own)
        assert tape is programme.tapes[("small", "other").index(name)]
    before = programme.at(edge - 20)[1].at(edge - 20)
    programme.at(edge + 20)  # the first tape lets go of its memory, and still gives the same
    again = programme.at(edge - 20)[1].at(edge - 20)
    assert np.array_equal(before.ions.pos, again.ions.pos)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ORDER.replace("other", "othre"), ["two.toml:4", "no scene 'othre'", "did you mean 'other'"]),
        (ORDER.replace('"other"', '"small"'), ["two.toml:4", "'small' is listed twice"]),
        (ORDER.replace("parts", "part"), ["two.toml:4", "unknown key 'part'", "did you mean 'parts'"]),
        (ORDER.replace('["small", "other"]', "[]"), ["two.toml:4", "'parts' is empty"]),
        ("[lecture", ["two.toml:1", "this is not TOML"]),
    ],
)
def test_a_wrong_order_is_told_with_file_and_line(folder, text, words):
    (folder / "two.toml").write_text(text)
    with pytest.raises(UserError) as caught:
        load_order(folder / "two.toml")
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_a_scene_is_no_order_and_a_missing_file_is_told(folder):
    assert find_order("spike") is None
    with pytest.raises(UserError, match="no such file"):
        find_order(str(folder / "three.toml"))


def test_every_scene_is_listed_once_the_lectures_first():
    order, names = own_order(), every_scene()
    assert tuple(names[: len(order.parts)]) == order.parts
    assert len(names) == len(set(names))
    assert set(order.extras) <= set(names)


def test_a_point_is_covered_when_all_its_cues_are_told(folder):
    beats = folder / "beats.toml"
    beats.write_text(
        '[beats.1]\npoint = "It rests."\nseen = "the membrane"\nquantity = "V"\ncues = ["hello", "gone"]\n'
    )
    score = compile_programme(str(folder / "two.toml"), "silent", "en")
    (beat,) = load_beats(beats)
    spoken = told(beat, score.timelines, score.starts)
    assert [(one.scene, one.start_tick) for one in spoken] == [("small", 0), ("other", score.starts[1])]
    assert missing(beat, score.timelines) == ["gone"]
    beats.write_text(beats.read_text().replace("quantity", "quantities"))
    with pytest.raises(UserError, match=r"beats.toml:4.*unknown key 'quantities'"):
        load_beats(beats)


def test_a_language_without_a_cue_tells_it_in_english(folder):
    spanish = WORDS.replace("en-GB", "es").replace('"English"', '"Español"').split("[cues.hello]")[0]
    spanish += '[screen]\n"One" = "Uno"\n\n[cues.peak]\ntext = "Sube hasta {peak:mV}."\n'
    (folder / "narration" / "es.toml").write_text(spanish, encoding="utf-8")
    timeline = compile_programme(str(folder / "small.py"), "silent", "es").timelines[0]
    assert timeline.borrowed == ("hello",)
    assert timeline.language == "es"
    assert next(s.text for s in timeline.spans if s.kind == "title") == "Uno"
    with pytest.raises(UserError, match="--language fr: no narration in it; there is en, es"):
        compile_programme(str(folder / "small.py"), "silent", "fr")
    with pytest.raises(UserError, match=r"--language \.\./en: no narration"):
        compile_programme(str(folder / "small.py"), "silent", "../en")


def test_two_parts_of_one_name_are_refused(folder):
    (folder / "other.py").write_text((folder / "small.py").read_text())
    with pytest.raises(UserError, match="2 parts are called Scene\\('small'"):
        compile_programme(str(folder / "two.toml"), "silent", "en")
