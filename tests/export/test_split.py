"""A clip in pieces: every frame of it in one of them and in no other."""

from dataclasses import replace
from types import SimpleNamespace

import av
import pytest

from apanim.errors import UserError
from apanim.export.render import write_clips
from apanim.export.split import parted, pieces
from apanim.export.target import render_target
from apanim.script.programme import Chapter
from apanim.script.timeline import CueSpan

PROGRAMME = SimpleNamespace(
    name="spike",
    chapters=(Chapter(0, "Rest"), Chapter(610, "Rising")),
    cues=(CueSpan("waits", 30, 500, "It waits."), CueSpan("rises", 610, 1100, "It rises.")),
)


def test_chapters_part_the_whole():
    found = [(p.title, p.from_tick, p.to_tick) for p in pieces(PROGRAMME, "chapters", 0, 1200)]
    assert found == [("Rest", 0, 610), ("Rising", 610, 1200)]


def test_what_comes_before_the_first_sentence_belongs_to_it():
    found = [(p.name, p.from_tick, p.to_tick) for p in pieces(PROGRAMME, "cues", 0, 1200)]
    assert found == [("waits", 0, 610), ("rises", 610, 1200)]


def test_a_stretch_has_the_pieces_that_it_shows():
    assert [p.title for p in pieces(PROGRAMME, "chapters", 700, 900)] == ["Rising"]
    assert [(p.name, p.from_tick) for p in pieces(PROGRAMME, "cues", 100, 900)] == [
        ("waits", 100),
        ("rises", 610),
    ]
    with pytest.raises(UserError, match="has no chapters there"):
        pieces(replace_chapters(()), "chapters", 0, 1200)


def replace_chapters(chapters):
    return SimpleNamespace(name="spike", chapters=chapters, cues=())


def test_pieces_have_every_frame_once_and_their_own_sound(flat, tmp_path):
    clip, told = flat.clip(), []
    jobs = parted(clip, render_target(f"{tmp_path}/a.mp4"), pieces(PROGRAMME, "cues", 0, 1200))
    write_clips(jobs, lambda done, total, note="": told.append((done, total)))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["a-01-waits.mp4", "a-02-rises.mp4"]
    assert sorted(clip.paint.ticks) == list(range(0, 1200, 20))
    assert told == [(done, 60) for done in range(1, 61)]
    for name, frames, title in zip(names, (30, 30), ("It waits.", "It rises."), strict=True):
        with av.open(str(tmp_path / name)) as container:
            video, sound = container.streams.video[0], container.streams.audio[0]
            assert video.frames == frames
            assert abs(float(sound.duration * sound.time_base) - frames / 30) < 1 / 30
            assert container.metadata["title"] == title


def test_a_folder_in_the_way_is_named(flat, tmp_path):
    (tmp_path / "a-02.gif").mkdir()
    target = replace(render_target(f"{tmp_path}/a.gif"))
    with pytest.raises(UserError, match=r"a-02\.gif: a folder is in the way"):
        parted(flat.clip(), target, pieces(PROGRAMME, "chapters", 0, 1200))


@pytest.mark.parametrize(
    ("way", "left"), [("chapters", "a-03.mp4"), ("chapters", "a-002.mp4"), ("cues", "a-02-falls.mp4")]
)
def test_a_piece_of_another_film_of_that_name_is_named(flat, tmp_path, way, left):
    """A lecture that has lost a chapter would else end with the old one's last."""
    for name in ("a-01.mp4", "a-02-rises.mp4", "a-2.mp4", "a-03.gif", "ba-03.mp4", left):
        (tmp_path / name).touch()
    with pytest.raises(UserError, match=f"{left}: left from another film"):
        parted(flat.clip(), render_target(f"{tmp_path}/a.mp4"), pieces(PROGRAMME, way, 0, 1200))
    (tmp_path / left).unlink()
    parted(flat.clip(), render_target(f"{tmp_path}/a.mp4"), pieces(PROGRAMME, way, 0, 1200))
