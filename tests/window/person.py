"""Hands and eyes at a window that runs in a process of its own, on a virtual screen."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

NEEDED = ("Xvfb", "xdotool")
real_window = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, NEEDED)),
        reason=f"needs {', '.join(NEEDED)} (Debian: xvfb xdotool)",
    ),
]


class Screen:
    """A virtual screen without a pointer in its picture: its `display`, and what is on it."""

    def __init__(self, display: str, file: Path) -> None:
        self.display = display
        header = np.fromfile(file, ">u4", 25)  # of an X window dump, which the server keeps up to date
        header_bytes, width, height = int(header[0]), int(header[4]), int(header[5])
        row_bytes, colours = int(header[12]), int(header[19])
        assert header[11] == 32, "bits a pixel"
        kept = np.memmap(file, np.uint8, "r", header_bytes + 12 * colours, (height, row_bytes))
        self._pixels = kept[:, : 4 * width].reshape(height, width, 4)

    def see(self):
        """(height, width, 3), red first."""
        return self._pixels[..., 2::-1].astype(np.int16)


@contextmanager
def virtual_screen(size: tuple[int, int]) -> Iterator[Screen]:
    """A virtual screen of `size`, there for as long as the `with`."""
    read, write = os.pipe()
    kind = ["-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-nocursor"]
    with tempfile.TemporaryDirectory() as folder:
        command = ["Xvfb", "-displayfd", str(write), *kind, "-fbdir", folder]
        server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        try:
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait(10)


def has_scene(seen):
    """Whether a scene is on screen: of widgets and a title alone there are not so many colours."""
    return len(np.unique(seen[::4, ::4].reshape(-1, 3), axis=0)) > 1000


class Person:
    """Runs `program` (Python) with arguments on a screen, and waits until `there(picture)` holds."""

    def __init__(self, screen, folder, program, arguments, there):
        self.see = screen.see
        self._env = os.environ | {
            "DISPLAY": screen.display,
            "SDL_VIDEODRIVER": "x11",
            "SDL_AUDIODRIVER": "dummy",
            "APANIM_CONFIG": str(folder / "settings"),
        }
        self.player = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=self._env, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        ends_s = time.monotonic() + 180
        while not there(self.see()):
            if self.player.poll() is not None or time.monotonic() > ends_s:
                self.player.kill()
                raise AssertionError(f"no window came: {self.player.communicate()}")
            time.sleep(0.1)
        time.sleep(1.0)  # it shows a moment before it listens

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True, capture_output=True)

    def until(self, seen, why, patience_s=60):
        """Look until `seen(picture)` holds."""
        ends_s = time.monotonic() + patience_s
        while not seen(self.see()):
            if self.player.poll() is not None:
                raise AssertionError(f"{why}; the window is gone: {self.player.communicate()}")
            assert time.monotonic() < ends_s, why
            time.sleep(0.1)

    def still(self, why):
        """The screen once it stays as it is for a while."""
        seen = [self.see()]

        def stands(now):
            seen.append(now)
            time.sleep(0.2)
            return np.array_equal(*seen[-2:]) and np.array_equal(now, self.see())

        self.until(stands, why)
        return seen[-1]

    def press_until(self, key, seen, why):
        """Press a key until its work is seen: a window that has just come may not listen yet."""
        for last in (False, False, True):
            self.do("mousemove", 500, 200, "key", key)
            try:
                self.until(seen, why, 20)
                break
            except AssertionError:
                if last:
                    raise

    def end(self):
        """Take the window away, if it is there."""
        self.player.kill()
        self.player.communicate()

    def leave(self):
        """What the player printed, its complaints, and its exit code."""
        out, err = self.player.communicate(timeout=60)
        return out, err, self.player.returncode
