"""What a render has written, how far it tells to have come, and what it refuses to write over."""

import pytest

from apanim.errors import UserError
from apanim.export.render import files_of, write_clip, write_clips
from apanim.export.target import render_target


def clip(flat, to_tick):
    """Of 30 pictures a second: `to_tick` / 20 of them."""
    return flat.clip((16, 10), to_tick=to_tick, paint=flat.painter((16, 10)))


def test_its_files_are_those_that_are_there(flat, tmp_path):
    short, film = clip(flat, 100), render_target(f"{tmp_path}/a.gif")
    (tmp_path / "frames").mkdir()
    target = render_target(f"{tmp_path}/frames/shot.png")
    write_clip(short, target, flat.quiet)
    assert list(files_of(short, target)) == sorted((tmp_path / "frames").iterdir())
    assert len(files_of(short, target)) == 5
    write_clip(short, film, flat.quiet)
    assert files_of(short, film) == (tmp_path / "a.gif",)


def test_two_clips_are_told_of_as_of_one(flat, tmp_path):
    heard: list[tuple[int, int]] = []
    jobs = [
        (clip(flat, 100), render_target(f"{tmp_path}/a.png")),
        (clip(flat, 60), render_target(f"{tmp_path}/b.png")),
    ]
    told = write_clips(jobs, lambda done, total, note="": heard.append((done, total)))
    assert heard == [(done, 8) for done in range(1, 9)]
    assert told is None  # no film's segments were made
    assert len(list(tmp_path.iterdir())) == 8


def test_each_film_of_several_is_written(flat, tmp_path):
    jobs = [(clip(flat, 100), render_target(f"{tmp_path}/{name}.mp4")) for name in ("a", "b")]
    write_clips(jobs, flat.quiet)
    assert {path.name for path in tmp_path.iterdir()} == {"a.mp4", "b.mp4"}


def test_each_picture_is_told_with_its_chapter(flat, tmp_path):
    heard = []
    write_clip(clip(flat, 1200), render_target(f"{tmp_path}/a.png"), lambda *told: heard.append(told))
    assert [(done, total) for done, total, _ in heard] == [(k, 60) for k in range(1, 61)]
    assert [note for *_, note in heard] == ["Rest"] * 30 + ["Rising"] * 30


@pytest.mark.parametrize(
    ("number", "folder", "says"),
    [(6, False, "left from a longer sequence"), (5, True, "a folder is in the way"), (1, True, "a folder")],
)
def test_what_would_be_mixed_up_with_a_sequence_is_refused_and_left(flat, tmp_path, number, folder, says):
    there = tmp_path / f"a_{number:05d}.png"
    there.mkdir() if folder else there.write_bytes(b"old")
    with pytest.raises(UserError, match=f"{there.name}: {says}"):
        write_clip(clip(flat, 100), render_target(f"{tmp_path}/a.png"), flat.quiet)
    assert list(tmp_path.iterdir()) == [there]


@pytest.mark.parametrize("number", [3, 7])
def test_a_sequence_of_the_same_length_is_written_over(flat, tmp_path, number):
    there = tmp_path / f"a_{number:05d}.png"
    there.write_bytes(b"old")
    write_clip(clip(flat, 100), render_target(f"{tmp_path}/a.png"), flat.quiet)
    assert (there.read_bytes() == b"old") == (number > 5)  # one further on was no part of it
