"""Commands that are killed (SIGKILL) at random moments, and what they leave."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from command import apanim, environment
from damages import begin_cache
from helpers import write_scene
from person import virtual_screen

_SCENE = """
s.title("What is left", tag="T")
s.say("hello")
s.wait(0.5)
"""
_RENDER = ("render", "small.py", "--size", "320x180", "--voice", "silent", "--quiet", "-o")
_NAMES = {"mp4": "a.mp4", "gif": "a.gif", "png": "new/"}
WAYS = [*_NAMES, "play"]
_MADE = ("tapes", "segments", "readings", "speech", "pictures")  # kinds that are made anew each time
_ENDS_S = 20.0  # in which what a killed command had begun has to end
_PATIENCE_S = 300.0


def killed(way: str, kills: int, seed: int, folder: Path) -> list[str]:
    """What is wrong after so many kills of `apanim play`, or of a render to that, in `folder`."""
    write_scene(folder, _SCENE)
    chance = random.Random(seed)
    begin_cache(folder / "cache")
    for name in ("out", "tmp", "cache"):
        (folder / name).mkdir(exist_ok=True)
    with environment(APANIM_CACHE=folder / "cache", TMPDIR=folder / "tmp", APANIM_CONFIG=folder / "set"):
        return (_killed_windows if way == "play" else _killed_renders)(way, kills, chance, folder)


def _killed_renders(way: str, kills: int, chance: random.Random, folder: Path) -> list[str]:
    found, name = [], f"out/{_NAMES[way]}"
    words = (*_RENDER, name, *(("--workers", "2") if way == "mp4" else ()))
    _forget(folder)
    apanim(folder, *words, killed_after_s=_PATIENCE_S)  # what is not forgotten is kept from now on
    for number in range(kills):
        _clear(folder / "out")
        _forget(folder)
        began_s = time.monotonic()
        whole = apanim(folder, *words, killed_after_s=_PATIENCE_S)
        took_s = time.monotonic() - began_s
        found += (
            [f"{way} {number}: exit code {whole.returncode}: {whole.stderr}"] if whole.returncode else []
        )
        found += [f"{way} {number}, after the next run: {one}" for one in _left(folder)]
        _clear(folder / "out")
        _forget(folder)
        run = apanim(folder, *words, killed_after_s=chance.uniform(0.0, took_s))
        found += [f"{way} {number}: a process goes on" for _ in _going_on(folder)]
        if run.returncode and (folder / name).exists():
            found.append(f"{way} {number}: {name} is there")
    apanim(folder, *words, killed_after_s=_PATIENCE_S)
    return found + [f"{way}, in the end: {one}" for one in _left(folder)]


def _killed_windows(way: str, kills: int, chance: random.Random, folder: Path) -> list[str]:
    found, shared = [], _shared()
    with (
        virtual_screen((800, 600)) as screen,
        environment(DISPLAY=screen.display, SDL_AUDIODRIVER="dummy"),
    ):
        for number in range(kills + 1):
            if chance.random() < 0.5:
                _forget(folder)
            player = subprocess.Popen(
                [sys.executable, "-m", "apanim", "play", "small.py", "--voice", "silent"],
                cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(chance.uniform(0.5, 15.0) if number < kills else 15.0)
            player.send_signal(signal.SIGKILL if number < kills else signal.SIGTERM)
            player.wait()
            found += [f"{way} {number}: a process goes on" for _ in _going_on(folder)]
            if more := _shared() - shared:
                found.append(f"{way} {number}: left in shared memory: {more}")
    return found + [f"{way}, in the end: {one}" for one in _left(folder)]


def _left(folder: Path) -> list[str]:
    """What is half made in the output folder, the cache, and among temporary files."""
    out = (folder / "out").rglob("*")
    made = [path for path in out if not re.fullmatch(r"a\.\w+|frame_\d+\.png|new", path.name)]
    parts = [path for path in (folder / "cache").rglob("*") if path.name.endswith(".part")]
    return [f"{path.relative_to(folder)} is left" for path in [*made, *parts, *(folder / "tmp").iterdir()]]


def _going_on(folder: Path) -> list[int]:
    """The processes that still work in the folder, given time to end; they are ended then."""
    ends_s = time.monotonic() + _ENDS_S
    while (those := [pid for pid in _processes() if _works_in(pid, folder)]) and time.monotonic() < ends_s:
        time.sleep(0.1)
    for pid in those:
        os.kill(pid, signal.SIGKILL)
    return those


def _processes() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(folder.resolve())
    except OSError:
        return False


def _shared() -> set[str]:
    place = Path("/dev/shm")
    return {path.name for path in place.iterdir()} if place.is_dir() else set()


def _forget(folder: Path) -> None:
    for kind in _MADE:
        for path in (folder / "cache" / kind).glob("[!.]*"):
            path.unlink()


def _clear(out: Path) -> None:
    """Take away what is whole, and leave what is half made."""
    for path in out.glob("[!.]*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
