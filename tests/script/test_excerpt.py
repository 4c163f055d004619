"""Chapters of a scene in an order of one's own: told alone, in another order, beside apanim's scenes."""

from functools import cache

import numpy as np
import pytest
from helpers import WORDS, write_scene

from apanim.errors import UserError
from apanim.picture.frame import frame
from apanim.script.lecture import load_order
from apanim.script.programme import Programme, compile_programme
from apanim.script.timeline import DISSOLVE_TICKS
from apanim.window.processes.filming import film_of
from apanim.window.processes.runs import Lecture

BODY = """
s.title("One", tag="T")
s.say("hello")
s.title("Two", tag="T")
spike = s.stimulate(patch, 1.3 * THRESHOLD)
s.measure(peak=patch.at(spike.peak).V)
s.say("peak", until=spike.peak, claim=patch.at(spike.peak).V > 0)
s.title("Three", tag="T")
s.say("end")
"""
MORE = WORDS + '\n[cues.end]\ntext = "Then it is at rest again."\n\n[screen]\n"Three" = "The end"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    write_scene(folder, BODY, MORE)
    return folder


def told(folder, *parts: str) -> Programme:
    named = ", ".join(f'"{part}"' for part in parts)
    (folder / "mine.toml").write_text(f'[lecture]\nname = "mine"\ntitle = "Mine"\nparts = [{named}]\n')
    return compile_programme(str(folder / "mine.toml"), "silent", "en")


@pytest.fixture(scope="module")
def whole(folder):
    return cache(lambda: compile_programme(str(folder / "small.py"), "silent", "en"))()


def titles(programme):
    return [(chapter.title, chapter.start_tick) for chapter in programme.chapters]


def test_chapters_are_told_alone_in_the_order_that_is_asked_for(folder, whole):
    one, two, three = (chapter.start_tick for chapter in whole.chapters)
    mine = told(folder, "small: Two", "small: 1", "small: the end")
    assert [title for title, _ in titles(mine)] == ["Two", "One", "The end"]
    assert [cue.name for cue in mine.cues] == ["peak", "hello", "end"]
    assert [t.from_tick for t in mine.timelines] == [two, one, three]
    assert mine.timelines[-1].duration_tick == whole.duration_tick
    for programme_tick, (title, start) in zip(mine.starts, titles(mine), strict=True):
        assert start == programme_tick, title
    for cue in mine.cues:
        own = next(one for one in whole.cues if one.name == cue.name)
        assert cue.end_tick - cue.start_tick == own.end_tick - own.start_tick
    assert [len(t.claims) for t in mine.timelines] == [2, 0, 0]


def test_its_pictures_are_those_of_the_scene_at_the_same_instants(folder, whole):
    mine = told(folder, "small: 2", "small: 1")
    two = whole.chapters[1].start_tick
    timeline, tape, tick = mine.at(300)
    assert tick == two + 300
    said = frame(timeline, tape, tick).items
    # but for the bar of chapters, which tells how far one is in the lecture
    other = frame(*whole.at(tick)).items
    assert len([item for item in said if item not in other]) <= 3
    ends = mine.starts[1]
    into = mine.into(ends - DISSOLVE_TICKS // 2)
    assert into is not None
    assert into[0] is mine.timelines[1]


def test_words_of_what_follows_are_neither_seen_nor_heard_while_it_dissolves(folder, whole):
    mine = told(folder, "small: 2", "small: 1")
    three = whole.chapters[2].start_tick
    assert mine.starts[1] > three - whole.chapters[1].start_tick  # it is seen a little longer than told
    timeline = mine.timelines[0]
    assert not [span for span in timeline.spans if span.start_tick >= three]
    assert not [page for page in timeline.captions if page.start_tick >= three]
    assert len(mine.track) == 80 * mine.duration_tick


def test_the_window_plays_it_at_the_same_instants(folder):
    mine = told(folder, "small: 3", "small: 1")
    timelines = mine.timelines
    steps = {number: timeline.plan.steps for number, timeline in enumerate(timelines)}
    film = film_of("Mine", timelines, steps, {})
    assert film.duration_tick == mine.duration_tick
    assert film.ready == ((0, mine.duration_tick),)
    assert [(mark.text, mark.tick) for mark in film.chapters] == titles(mine)
    assert [(mark.tick, mark.end_tick) for mark in film.cues] == [
        (cue.start_tick, cue.end_tick) for cue in mine.cues
    ]
    lecture = Lecture()
    for number, timeline in enumerate(timelines):
        mine.tapes  # noqa: B018 - it bakes what the renderer opens
        lecture.read(number, timeline)
        lecture.baked(number, steps[number])
    for tick in (0, mine.starts[1] - 1, mine.starts[1], mine.duration_tick - 1):
        assert lecture.has(tick)
        assert lecture.at(tick)[::2] == mine.at(tick)[::2]


def test_apanims_scenes_and_those_of_its_lessons_are_named_as_ones_own(folder):
    mine = told(folder, "small", "pump", "spike: Rising phase")
    assert [timeline.name for timeline in mine.timelines] == ["small", "pump", "spike"]
    assert mine.chapters[-1].title == "Rising phase"


def test_words_beside_the_order_go_before_apanims(folder):
    words = folder / "narration" / "en.toml"
    before = words.read_text()
    try:
        words.write_text(
            before + '\n[cues.pump_share]\ntext = "Without it rest moves by {pump_share:abs_mV}."\n'
        )
        said = {cue.name: cue.text for cue in told(folder, "pump").cues}
        assert said["pump_share"] == "Without it rest moves by 4\N{NO-BREAK SPACE}mV."
    finally:
        words.write_text(before)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            "small: 4",
            ["mine.toml:4", "no chapter '4' in scene 'small'", "it has 1 'One', 2 'Two', 3 'The end'"],
        ),
        ("small: Tow", ["mine.toml:4", "did you mean 'two'"]),
        ("small: 3-2", ["mine.toml:4", "no chapter '3-2'"]),
        ("small:", ["mine.toml:4", "'small:' names no chapter; write 'small: 2'"]),
        ("smal: 2", ["mine.toml:4", "no scene 'smal'", "did you mean 'small'"]),
    ],
)
def test_a_chapter_that_is_not_there_is_told(folder, part, words):
    with pytest.raises(UserError) as caught:
        told(folder, part)
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_a_scene_is_told_whole_or_by_chapters(folder):
    with pytest.raises(UserError, match="'small: 2' is listed twice"):
        told(folder, "small", "small: 2")
    assert [len(one.cues) for one in told(folder, "small: 1-2").timelines] == [2]
    order = load_order(folder / "mine.toml")
    assert order.over == (folder,)


def test_the_sound_of_a_chapter_is_cut_from_the_scenes(folder, whole):
    scene, part = whole.scenes[0], told(folder, "small: 2").scenes[0]
    start = part.timeline.from_tick
    assert np.array_equal(part.speech, scene.speech[80 * start : 80 * part.timeline.duration_tick])
