"""The window and its two processes end together, whoever is ended first, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="looks for processes as Linux tells them"
)

SCENE = """
from apanim.physics.textbook import TEXTBOOK
from apanim.script import Scene
scene = Scene("short", title="A short scene")
@scene.script
def tell(s):
    patch = s.membrane(TEXTBOOK)
    s.wait(2)
"""
PATIENCE_S = 60


class Played:
    """`apanim play` on a screen that is not seen, and its processes."""

    def __init__(self, folder, scene=SCENE):
        self.memory = set()  # that it shares, by the names of its files
        (folder / "short.py").write_text(scene)
        self.player = subprocess.Popen(
            [sys.executable, "-m", "apanim", "play", "short.py", "--voice", "silent"],
            cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"},
        )  # fmt: skip

    def children(self):
        """Its processes, by their command lines; those that have ended are not among them."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == self.player.pid:
                    found[int(folder.name)] = (folder / "cmdline").read_text()
            except (OSError, IndexError):
                continue
        return found

    def until_it_has(self, count):
        """Wait until it has so many processes (one of them is Python's, which tends shared memory)."""
        ends_s = time.monotonic() + PATIENCE_S
        while len(children := self.children()) < count:
            assert time.monotonic() < ends_s, self.player.communicate()
            assert self.player.poll() is None, self.player.communicate()
            time.sleep(0.05)
        maps = Path(f"/proc/{self.player.pid}/maps").read_text().split()
        self.memory = {words for words in maps if words.startswith("/dev/shm/")}
        assert self.memory
        return children

    def end(self):
        """Its exit code and what it said on standard error."""
        _, told = self.player.communicate(timeout=PATIENCE_S)
        return self.player.returncode, told


@pytest.fixture
def played(tmp_path):
    it = Played(tmp_path)
    yield it
    it.player.kill()
    it.player.communicate()
    ends_s = time.monotonic() + PATIENCE_S
    while left := [name for name in it.memory if os.path.exists(name)]:
        assert time.monotonic() < ends_s, left
        time.sleep(0.1)


def _gone(processes):
    ends_s = time.monotonic() + PATIENCE_S
    while left := [number for number in processes if os.path.isdir(f"/proc/{number}")]:
        assert time.monotonic() < ends_s, left
        time.sleep(0.05)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_all_of_it(played, number, code):
    children = played.until_it_has(3)
    played.player.send_signal(number)
    left_with, told = played.end()
    assert (left_with, told.count("\n")) == (code, 1), told
    _gone(children)


def test_ctrl_c_in_a_terminal_goes_to_all_of_them_and_is_one_line(played):
    children = played.until_it_has(3)
    for process in (played.player.pid, *children):
        os.kill(process, signal.SIGINT)
    left_with, told = played.end()
    assert (left_with, told.count("\n")) == (130, 1), told
    _gone(children)


@pytest.mark.parametrize("count", [2, 3])
def test_a_process_that_dies_is_one_line(played, count):
    """Of the renderer, which comes second, and of the preparer."""
    children = played.until_it_has(count)
    victim = [number for number, words in sorted(children.items()) if "resource_tracker" not in words][-1]
    os.kill(victim, signal.SIGKILL)
    left_with, told = played.end()
    assert (left_with, told.count("\n")) == (1, 1), told
    assert "has ended unexpectedly" in told
    _gone(children)


def test_a_window_that_is_killed_takes_its_processes_along(played):
    children = played.until_it_has(3)
    played.player.kill()
    played.player.wait(PATIENCE_S)
    _gone(children)


def test_an_authors_mistake_is_one_line(tmp_path):
    left_with, told = Played(tmp_path, SCENE.replace("s.wait(2)", "s.wait(-2)")).end()
    assert (left_with, told.count("\n")) == (2, 1), told
    assert "short.py:8" in told
