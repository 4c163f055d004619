"""What is being made is nobody else's to take away, and what its killed maker has left is anybody's."""

import os
import signal
import subprocess
import sys

import pytest

from apanim.parts import left, part_file, part_folder, part_path, sweep, temporary_folder

_MAKES = """
import os, sys
from pathlib import Path
from apanim.parts import part_file, part_folder
os.getpid = lambda: 1  # as the first process of any container is called
with {make}(Path(sys.argv[1])) as part:
    print(part, flush=True)
    sys.stdin.read()
"""
both = pytest.mark.parametrize("make", ["part_file", "part_folder"])


def making(path, make):
    """Another process that makes `path`, and the name under which it does."""
    command = [sys.executable, "-c", _MAKES.format(make=make), str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, process.stdout.readline().strip()


@both
def test_two_with_one_name_and_one_number_leave_each_other_alone(tmp_path, make, monkeypatch):
    """The numbers of processes are each container's own: both may be 1, and neither lives for the other."""
    process, other = making(tmp_path / "film.mp4", make)
    monkeypatch.setattr(os, "getpid", lambda: 1)
    sweep(tmp_path)
    with part_file(tmp_path / "film.mp4") as part:
        sweep(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == {part.name, os.path.basename(other)}
    assert os.path.exists(other)
    process.communicate("")
    assert not list(tmp_path.iterdir())


@both
def test_what_a_killed_maker_has_left_is_swept_whatever_its_number(tmp_path, make):
    process, other = making(tmp_path / "film.mp4", make)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert os.path.exists(other)
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_only_parts_of_ours_are_swept(tmp_path):
    names = ["film.mp4", ".film.part", ".film.12345.part", "film.0a1b2c3d.1.part", ".a.0A1B2C3D.1.part"]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "file").touch()
    (tmp_path / ".link.0a1b2c3d.1.part").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / ".pipe.0a1b2c3d.1.part")
    sweep(tmp_path)
    assert {*names, "file"} <= {path.name for path in tmp_path.iterdir()}


def test_one_that_is_swept_as_it_is_made_is_made_again(tmp_path, monkeypatch):
    """Between a file's making and its holding it looks like one that was left."""
    from apanim import parts

    lock, locked = parts._lock, []

    def late(handle):
        if not locked:
            locked.append(handle)
            sweep(tmp_path)
        return lock(handle)

    monkeypatch.setattr(parts, "_lock", late)
    with part_file(tmp_path / "a") as part:
        assert part.exists()
        assert not left(part)


def test_where_a_disk_knows_no_locks_only_what_is_old_and_of_the_dead_goes(tmp_path, monkeypatch):
    from apanim import parts

    monkeypatch.setattr(parts, "_lock", lambda _: None)
    dead, living = (tmp_path / f".a.0a1b2c3d.{number}.part" for number in (4194304, os.getpid()))
    for part in (dead, living):
        part.touch()
    sweep(tmp_path)
    assert dead.exists()
    for part in (dead, living):
        os.utime(part, (1000, 1000))
    sweep(tmp_path)
    assert (dead.exists(), living.exists()) == (False, True)


def test_a_name_may_be_as_long_as_a_disk_takes(tmp_path):
    for name in ("a" * 251 + ".png", "字" * 84 + ".p"):
        with part_file(tmp_path / name) as part:
            assert part.parent == tmp_path
    assert part_path(tmp_path / "a").name != part_path(tmp_path / "a").name


def test_what_is_whole_stays_and_what_is_not_goes(tmp_path):
    with part_file(tmp_path / "a") as part:
        part.write_bytes(b"whole")
        os.replace(part, tmp_path / "a")
    with part_folder(tmp_path / "b") as part:
        (part / "c").touch()
        part.rename(tmp_path / "b")

    def stopped():
        with part_folder(tmp_path / "d") as part:
            (part / "c").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_temporary_folder_is_ones_own_and_takes_those_of_the_killed_away(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / ".apanim.0a1b2c3d.4194304.part").mkdir()
    with temporary_folder() as folder:
        assert list(tmp_path.iterdir()) == [folder]
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not list(tmp_path.iterdir())


# Makes out/new/ again and again in forked processes, and stops each one call later than the last, in all
# that makes, holds and takes away the hidden folder: a signal is heeded where a function begins and where a
# call has come back. Tells of what is left.
_STOPPED_EVERYWHERE = """
import contextlib, dis, os, pathlib, signal, sys
from apanim import parts, road, stop
from apanim.export import whole

ROOMS = {module.__file__ for module in (contextlib, parts, road, stop, whole)}

def command(last):
    count = 0
    def trace(frame, event, _):
        nonlocal count
        if frame.f_code.co_filename not in ROOMS:
            return None
        frame.f_trace_opcodes = True
        code, at = frame.f_code.co_code, frame.f_lasti
        names = [dis.opname[code[at - 2]], dis.opname[code[at]]] if event == "opcode" else []
        if not any("CALL" in name or "RESUME" in name or "CACHE" in name for name in names):
            return trace
        count += 1
        if count == last:
            sys.settrace(None)
            os.kill(os.getpid(), signal.SIGTERM)
        return trace
    def making():
        with whole.whole_files(pathlib.Path("out"), "new") as folder:
            (folder / "new_1.png").write_bytes(b"")
    stop.on_signal(stop.leave)
    sys.settrace(trace)
    road.travel(making)

last, code = 1, None
while code != 0:
    if (child := os.fork()) == 0:
        os.close(2)
        try:
            command(last)
        except SystemExit as end:
            os._exit(end.code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [path.name for path in pathlib.Path("out").iterdir() if path.name != "new_1.png"]
    if left or code not in (0, 128 + signal.SIGTERM):
        sys.exit(f"stopped at call {last}: {code}, {left} left")
    last += 1
print(last)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_stop_at_any_instant_leaves_no_part(tmp_path):
    """Also on the way into and out of each `with`, where its end is not run."""
    (tmp_path / "out").mkdir()
    command = [sys.executable, "-c", _STOPPED_EVERYWHERE]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 500
