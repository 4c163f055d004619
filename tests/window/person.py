"""Hands and eyes at a window that runs in a process of its own, on a virtual screen."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from PIL import Image

NEEDED = ("Xvfb", "xdotool", "import")
real_window = [
    pytest.mark.window,
    pytest.mark.skipif(
        not all(map(shutil.which, NEEDED)),
        reason=f"needs {', '.join(NEEDED)} (Debian: xvfb xdotool imagemagick)",
    ),
]


@contextmanager
def virtual_screen(size: tuple[int, int]) -> Iterator[str]:
    """The name of a virtual screen of `size`, there for as long as the `with`."""
    read, write = os.pipe()
    screen = f"{size[0]}x{size[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Person:
    """Runs `program` (Python) with arguments on a display, and waits until `there(picture)` holds."""

    def __init__(self, display, folder, program, arguments, there):
        self._env = os.environ | {
            "DISPLAY": display,
            "SDL_VIDEODRIVER": "x11",
            "SDL_AUDIODRIVER": "dummy",
            "APANIM_CONFIG": str(folder / "settings"),
        }
        self._shot = folder / "shot.ppm"
        self.player = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env=self._env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        ends_s = time.monotonic() + 90
        while not there(self.see()):
            if self.player.poll() is not None or time.monotonic() > ends_s:
                self.player.kill()
                raise AssertionError(f"no window came: {self.player.communicate()}")
            time.sleep(0.1)
        time.sleep(1.0)  # it shows a moment before it listens

    def do(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self._env, check=True, capture_output=True)

    def see(self):
        """The screen, (height, width, 3)."""
        subprocess.run(["import", "-window", "root", str(self._shot)], env=self._env, check=True)
        with Image.open(self._shot) as shot:
            return np.asarray(shot.convert("RGB")).astype(int)

    def until(self, seen, why, patience_s=60):
        """Look until `seen(picture)` holds."""
        ends_s = time.monotonic() + patience_s
        while not seen(self.see()):
            assert time.monotonic() < ends_s, why
            time.sleep(0.1)

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

    def leave(self):
        """What the player printed, its complaints, and its exit code."""
        out, err = self.player.communicate(timeout=60)
        return out, err, self.player.returncode
