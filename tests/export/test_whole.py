"""A final name never stands for half a file, whatever stops the work."""

import errno
import os
import signal
import subprocess
import sys

import numpy as np
import pygame
import pytest

from apanim.canvas.raster import Picture
from apanim.errors import UserError
from apanim.export.render import write_clip
from apanim.export.still import write_still
from apanim.export.target import render_target
from apanim.export.whole import whole_file, whole_files

NAMES = ["a.mp4", "a.gif", "a.png", "new/"]


def _stopping_painter(flat, error):
    painter = flat.painter((160, 90))

    def paint(tick):
        if tick >= 600:
            raise error
        return painter(tick)

    return paint


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("a bug"), MemoryError()])
def test_an_interruption_leaves_nothing(flat, tmp_path, name, error):
    clip = flat.clip(paint=_stopping_painter(flat, error))
    with pytest.raises(type(error)):
        write_clip(clip, render_target(f"{tmp_path}/{name}"), flat.quiet)
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_the_old_file(flat, tmp_path):
    old = tmp_path / "a.mp4"
    old.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_clip(
            flat.clip(paint=_stopping_painter(flat, KeyboardInterrupt())),
            render_target(str(old)),
            flat.quiet,
        )
    assert [p.name for p in tmp_path.iterdir()] == ["a.mp4"]
    assert old.read_text() == "old"


@pytest.mark.parametrize("name", ["a.mp4", "a.gif"])
def test_the_final_name_appears_last(flat, tmp_path, name):
    seen = []
    target = render_target(f"{tmp_path}/{name}")
    write_clip(flat.clip(), target, lambda *_: seen.append(target.path.exists()))
    assert not any(seen)
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_is_one_line_and_leaves_nothing(flat, small_disk, name):
    """A real file system of 96 KiB. Every kind of render outgrows it."""
    clip = flat.clip(size=(320, 180), to_tick=240, paint=NoisePainter((320, 180)))
    with pytest.raises(UserError, match="disk is full"):
        write_clip(clip, render_target(f"{small_disk}/{name}"), flat.quiet)
    assert list(small_disk.iterdir()) == []


def test_a_still_on_a_full_disk(small_disk):
    with pytest.raises(UserError, match="disk is full"):
        write_still(NoisePainter((640, 360)), 0, small_disk / "a.png")
    assert list(small_disk.iterdir()) == []


def test_a_disk_that_fails_is_told_too(tmp_path):
    with pytest.raises(UserError, match="cannot be written"), whole_file(tmp_path / "a.mp4"):
        raise OSError(errno.EIO, "bad sector")


def test_other_errors_are_not_blamed_on_the_disk(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "a.mp4"):
        (tmp_path / "no font").read_bytes()


class NoisePainter:
    """Frames that no encoder can make small."""

    def __init__(self, size):
        self.surface = pygame.Surface(size, 0, 32)

    def __call__(self, tick):
        noise = np.random.default_rng(tick).integers(0, 1 << 24, self.surface.get_size())
        pygame.surfarray.blit_array(self.surface, noise)
        return Picture(self.surface)


@pytest.fixture
def small_disk(tmp_path):
    """A mounted file system that is full after 96 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


_RENDER = """
import sys, time, pygame
from apanim.canvas.raster import Picture
from apanim.export.clip import Clip
from apanim.export.target import render_target
from apanim.export.render import write_clip
from apanim.export.video.tracks import Tracks
surface = pygame.Surface((160, 90), 0, 32)
def paint(tick):
    time.sleep(0.01)
    return Picture(surface)
clip = Clip(paint, (160, 90), 30, 0, 60_000, Tracks())
write_clip(clip, render_target(sys.argv[1]), lambda done, *_: print(done, flush=True))
"""


@pytest.mark.parametrize("name", ["a.mp4", "a.png"])
def test_ctrl_c_in_a_real_process(tmp_path, name):
    command = [sys.executable, "-c", _RENDER, f"{tmp_path}/{name}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    while process.stdout.readline().strip() != "20":
        assert process.poll() is None
    assert [p.name[0] for p in tmp_path.iterdir()] == ["."]  # only hidden names while it works
    process.send_signal(signal.SIGINT)
    process.stdout.read()
    process.wait(20)
    assert list(tmp_path.iterdir()) == []


def test_a_kill_leaves_only_a_hidden_name_and_the_next_render_clears_it(flat, tmp_path):
    command = [sys.executable, "-c", _RENDER, f"{tmp_path}/a.mp4"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait(20)
    assert not (tmp_path / "a.mp4").exists()
    write_clip(flat.clip(), render_target(f"{tmp_path}/a.mp4"), flat.quiet)
    assert os.listdir(tmp_path) == ["a.mp4"]


def test_a_new_folder_appears_at_once_with_all_that_is_in_it(tmp_path, monkeypatch):
    moved = []
    monkeypatch.setattr(os, "replace", lambda *paths: moved.append(paths))
    with whole_files(tmp_path / "frames", "frame") as staging:
        for number in range(3):
            (staging / f"frame_{number}.png").write_bytes(b"x")
    assert not moved  # no file by itself, between which a stop could fall
    assert len(list((tmp_path / "frames").iterdir())) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["frames"]


def _frames(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _fill(staging):
    for number in range(4):
        (staging / f"frame_{number}.png").write_bytes(b"new")


OLD = {"frame_0.png": b"old", "frame_2.png": b"old", "notes.txt": b"mine"}


@pytest.fixture
def used(tmp_path):
    """A folder that holds frames of an earlier render, and a file of somebody's own."""
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def _at_the_third_move(monkeypatch, act):
    move, moves = os.replace, []

    def replace(*paths):
        moves.append(paths)
        if len(moves) == 3:
            act()
        move(*paths)

    monkeypatch.setattr(os, "replace", replace)


def test_ctrl_c_amid_the_last_move_leaves_all_frames(used, monkeypatch):
    _at_the_third_move(monkeypatch, lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt), whole_files(used, "frame") as staging:
        _fill(staging)
    assert _frames(used) == OLD | {f"frame_{number}.png": b"new" for number in range(4)}


def test_a_disk_that_refuses_amid_the_last_move_leaves_what_was(used, monkeypatch):
    def refuse():
        raise OSError(errno.EIO, "bad sector")

    _at_the_third_move(monkeypatch, refuse)
    with pytest.raises(UserError, match="cannot be written"), whole_files(used, "frame") as staging:
        _fill(staging)
    assert _frames(used) == OLD


def test_a_folder_in_the_way_of_a_frame_is_told_and_leaves_what_was(used):
    (used / "frame_3.png").mkdir()
    in_the_way = pytest.raises(UserError, match=r"frame_3\.png: a folder is in the way")
    with in_the_way, whole_files(used, "frame") as staging:
        _fill(staging)
    (used / "frame_3.png").rmdir()
    assert _frames(used) == OLD


def test_a_folder_in_the_way_of_a_frame_is_told_before_anything_is_painted(flat, tmp_path):
    (tmp_path / "a_00007.png").mkdir()
    painter = flat.painter((160, 90))
    with pytest.raises(UserError, match=r"a_00007\.png: a folder is in the way"):
        write_clip(flat.clip(paint=painter), render_target(f"{tmp_path}/a.png"), flat.quiet)
    assert not painter.ticks
