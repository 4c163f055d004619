"""Bad wishes get one line that says what, where and how to mend, and leave nothing behind."""

import pytest

from apanim.errors import UserError
from apanim.export import target
from apanim.export.target import FileKind


def _message(call, *args):
    with pytest.raises(UserError) as caught:
        call(*args)
    text = str(caught.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("name", "kind", "path"),
    [
        ("a.mp4", FileKind.VIDEO, "a.mp4"),
        ("a.MP4", FileKind.VIDEO, "a.MP4"),
        ("a.gif", FileKind.ANIMATION, "a.gif"),
        ("a.webp", FileKind.ANIMATION, "a.webp"),
        ("a.mov", FileKind.VIDEO, "a.mov"),
        ("a.png", FileKind.SEQUENCE, "a.png"),
        ("frames/", FileKind.SEQUENCE, "frames/frame.png"),
    ],
)
def test_the_suffix_tells_what_to_write(tmp_path, name, kind, path):
    got = target.render_target(f"{tmp_path}/{name}")
    assert (got.kind, got.path) == (kind, tmp_path / path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_takes_a_sequence(tmp_path):
    assert target.render_target(str(tmp_path)) == target.RenderTarget(
        tmp_path / "frame.png", FileKind.SEQUENCE
    )


@pytest.mark.parametrize(
    "name", ["a.avi", "a", ".mp4", "a.mp4.txt", "missing/a.mp4", "missing/deep/", "file/a.mp4"]
)
def test_an_output_that_cannot_be_is_told_before_any_work(tmp_path, name):
    (tmp_path / "file").write_text("kept")
    text = _message(target.render_target, f"{tmp_path}/{name}")
    assert name.rstrip("/") in text
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_takes_no_files_is_told():
    assert "cannot be written" in _message(target.render_target, "/proc/a.mp4")


def test_a_name_too_long_for_the_disk_is_told(tmp_path):
    assert "too long" in _message(target.render_target, f"{tmp_path}/{'a' * 300}.mp4")


def test_the_trial_write_leaves_an_old_file_alone(tmp_path):
    old = tmp_path / "a.mp4"
    old.write_text("old")
    target.render_target(str(old))
    assert old.read_text() == "old"


def test_one_file_commands_hold_to_their_suffix(tmp_path):
    assert target.file_target(f"{tmp_path}/a.png", ".png") == tmp_path / "a.png"
    assert ".csv" in _message(target.file_target, f"{tmp_path}/a.txt", ".csv")
    (tmp_path / "b.png").mkdir()
    assert "folder" in _message(target.file_target, f"{tmp_path}/b.png", ".png")


def test_sizes():
    assert target.parse_size("1920x1080") == (1920, 1080)
    assert target.parse_size(" 854X480 ") == (854, 480)
    assert "1920x1082" in _message(target.parse_size, "1920x1081")
    for text in (
        "",
        "1080p",
        "0x0",
        "-2x2",
        "318x180",
        "320x178",
        "100000x2",
        "7682x4320",
        "1e3x100",
        "٣٢٠x٢٤٠",
        "9999999x9",
    ):
        assert f"--size {text}" in _message(target.parse_size, text)


def test_rates():
    assert [target.check_fps(fps) for fps in (8, 15, 24, 25, 30, 50, 60)] == [8, 15, 24, 25, 30, 50, 60]
    for fps in (0, -30, 29, 23, 120, 1000):
        assert f"--fps {fps}" in _message(target.check_fps, fps)


def test_times():
    assert target.parse_time("12.5", "--at") == 7500
    assert target.parse_time("1:02.5", "--at") == 37_500
    assert target.parse_time("0", "--at") == 0
    for text in ("", "nan", "inf", "-1", "1:2:3", "half", "1e5", "."):
        assert f"--at {text}" in _message(target.parse_time, text, "--at")


def test_stretches():
    def within(start, end):
        return target.parse_stretch(start, end).within(1200, "spike")

    assert within(None, None) == (0, 1200)
    assert within("0.5", "2") == (300, 1200)
    assert "spike ends at 2.00 s" in _message(within, "0", "2.1")
    assert "--from 5" in _message(within, "5", None)
    assert "nothing in between" in _message(within, "2", None)
    assert target.parse_moment("2").within(1200, "spike") == 1200
    assert "--at 2.01" in _message(target.parse_moment("2.01").within, 1200, "spike")


def test_an_empty_stretch_is_told_before_the_scene_is_known():
    assert "nothing in between" in _message(target.parse_stretch, "1", "1")
    assert "nothing in between" in _message(target.parse_stretch, None, "0")


def test_a_folder_is_not_made_before_something_is_put_into_it(tmp_path):
    assert target.folder_target(f"{tmp_path}/new/") == tmp_path / "new"
    assert target.folder_target(str(tmp_path)) == tmp_path
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("kept")
    for text in (f"{tmp_path}/file", f"{tmp_path}/file/new/", f"{tmp_path}/no/new", "/proc/new/", ""):
        assert "-o" in _message(target.folder_target, text)


def test_a_time_between_stills_is_one():
    assert (target.check_every(None), target.check_every(0.5)) == (None, 0.5)
    for every_s in (0.0, -1.0, 1e-9, float("nan"), float("inf")):
        assert "--every" in _message(target.check_every, every_s)
