"""A cache that is damaged at random, and whether pictures made from it are what they were."""

import os
import pickle
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from command import apanim, environment
from helpers import write_scene

from apanim.cache import Store, cache_root

STILL = ("still", "small.py", "--at", "1", "--size", "640x360", "--voice", "silent", "-o", "a.png")
FILM = ("render", "small.py", "--fps", "24", "--size", "320x180", "--quiet", "-o", "a.mp4")
_SCENE = """
s.title("What is kept", tag="T")
s.say("hello")
s.wait(0.5)
"""


class Trap:
    """What runs when it is unpickled: it makes a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple:
        return open, (str(self._path), "w")


def _cut(path: Path, chance: random.Random, _: Path) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def _flip(path: Path, chance: random.Random, _: Path) -> None:
    content = bytearray(path.read_bytes())
    for _bit in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _exchange(path: Path, chance: random.Random, _: Path) -> None:
    other = chance.choice(_files(path.parents[1]))
    content = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _plant(path: Path, _: random.Random, trap: Path) -> None:
    path.write_bytes(pickle.dumps(Trap(trap)))


def _plant_whole(path: Path, _: random.Random, trap: Path) -> None:
    """With a sum that is right, as only who knows the code makes it."""
    with environment(APANIM_CACHE=path.parents[1]):
        assert Store(path.parent.name).save(path.name, pickle.dumps(Trap(trap)))


def _no_file(path: Path, chance: random.Random, _: Path) -> None:
    path.unlink()
    match chance.randrange(4):
        case 0:
            path.mkdir()
        case 1:
            os.mkfifo(path)
        case 2:
            path.symlink_to("/dev/zero")
        case _:
            path.touch(0o000)


DAMAGES: list[Callable[[Path, random.Random, Path], None]] = [
    _cut, _flip, _exchange, _plant, _plant_whole, _no_file,
]  # fmt: skip


@dataclass
class Damaged:
    """A scene, the cache of its pictures, and what they are."""

    folder: Path
    still: bytes
    film: bytes

    @classmethod
    def made(cls, folder: Path) -> "Damaged":
        """Make the pictures for the first time, into a cache in `folder`."""
        write_scene(folder, _SCENE)
        begin_cache(folder / "whole")
        with environment(APANIM_CACHE=folder / "whole"):
            return cls(folder, *(_made(folder, words) for words in (STILL, FILM)))

    def faults(self, seed: int) -> list[str]:
        """What is wrong after the damage of this number."""
        chance, damaged, trap = random.Random(seed), self.folder / "damaged", self.folder / "sprung"
        shutil.rmtree(damaged, ignore_errors=True)
        shutil.copytree(self.folder / "whole", damaged)
        damage = DAMAGES[seed % len(DAMAGES)]
        files = _files(damaged)
        some = chance.sample(files, chance.choice([1, 3, len(files)]))
        for path in some:
            if path.is_file() and path.stat().st_size:
                damage(path, chance, trap)
        words, right = (FILM, self.film) if chance.random() < 0.3 else (STILL, self.still)
        found: list[str] = []
        with environment(APANIM_CACHE=damaged):
            for turn in ("damaged", "made again"):
                made = _made(self.folder, words, found)
                if made != right:
                    found.append(f"another picture when it is {turn}")
        if trap.exists():
            found.append("what was planted has run")
            trap.unlink()
        return [f"{seed} {damage.__name__} {len(some)} files, {words[0]}: {one}" for one in found]


def begin_cache(place: Path) -> None:
    """A new cache that has the machine code of the one in use, which takes long to make."""
    root = cache_root()
    if root is not None and (root / "loops").is_dir():
        shutil.copytree(root / "loops", place / "loops", symlinks=True)  # never what a link points at


def _made(folder: Path, words: tuple[str, ...], faults: list[str] | None = None) -> bytes:
    file = folder / words[-1]
    file.unlink(missing_ok=True)
    done = apanim(folder, *words, killed_after_s=300)
    told = [line for line in done.stderr.splitlines() if line.startswith(("apanim:", "Traceback"))]
    told = [line for line in told if not line.startswith("apanim: damaged in the cache")]
    if done.returncode or told:
        assert faults is not None, done.stderr
        faults.append(f"exit code {done.returncode}: {' / '.join(told)[-400:]}")
    return file.read_bytes() if file.exists() else b""


def _files(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("*/*") if path.is_file())
