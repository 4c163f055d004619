"""How much the cache takes: 2 GB, unless APANIM_CACHE_GB says otherwise; the longest unused goes first.

Only files that are named as keys are, in the folders of the cache, are ever taken away.
"""

import math
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from apanim.errors import UserError
from apanim.parts import left, part_file, sweep

_USUAL_GB = "2"
_MOST_GB = 1e6
_KEY = re.compile(r"[0-9a-f]{32,64}(-[a-z]+)?")
_PART = re.compile(r"\.[0-9a-f]{32}[-.0-9a-z]*\.\d+\.part")
_IN_USE = re.compile(r"\.in-use\.[0-9a-f]{8}\.\d+\.part")
_MARKED_S = 120.0  # what is in use may have been marked as used so much earlier


@dataclass(frozen=True)
class Kept:
    """A file of the cache: its kind, its bytes, and when it was used last, in ns."""

    path: Path
    size: int
    used_ns: int

    @property
    def kind(self) -> str:
        return self.path.parent.name


def limit_bytes() -> int:
    """What all kinds may take together. Raises UserError for what is no size."""
    told = os.environ.get("APANIM_CACHE_GB") or _USUAL_GB
    try:
        limit_GB = float(told)
    except ValueError:
        limit_GB = math.nan
    if not 0.0 <= limit_GB <= _MOST_GB:
        raise UserError(f"APANIM_CACHE_GB={told[:40]}: not a size; give the cache a number of GB such as 2")
    return int(limit_GB * 1e9)


def all_kept(root: Path) -> list[Kept]:
    """Every file of the cache in `root`; what its killed makers have left half made is taken away."""
    found: list[Kept] = []
    with suppress(OSError):
        for kind in sorted(path for path in root.iterdir() if path.is_dir()):
            sweep(kind, _PART)
            with suppress(OSError), os.scandir(kind) as entries:
                keys = (one for one in entries if _KEY.fullmatch(one.name) and one.is_file())
                found += [_kept(entry) for entry in keys]
    return found


def tidy(root: Path) -> None:
    """Let go what is too much, but for what is in use, and what was used last."""
    with suppress(OSError):
        spared_ns = _in_use_since_ns(root)
        files = sorted(all_kept(root), key=lambda one: one.used_ns)
        over = sum(one.size for one in files) - limit_bytes()
        for one in files[:-1]:
            if over <= 0 or one.used_ns >= spared_ns:
                return
            over -= let_go([one])


def let_go(files: list[Kept]) -> int:
    """Take these away; how many bytes they took. What cannot be taken away stays."""
    gone = 0
    for one in files:
        with suppress(OSError):
            one.path.unlink()
            gone += one.size
    return gone


@contextmanager
def in_use(root: Path | None) -> Iterator[None]:
    """Nothing that is used inside the `with` is let go in there, by anyone: a film may need more than the
    cache is to take."""
    with ExitStack() as marked:
        if root is not None:
            with suppress(OSError):
                marked.enter_context(part_file(root / "in-use"))
        yield
    if root is not None:
        tidy(root)


def _in_use_since_ns(root: Path) -> float:
    """What was used since then is in use; infinite where nothing is."""
    since = math.inf
    for path in root.iterdir():
        if _IN_USE.fullmatch(path.name) and not left(path):
            with suppress(OSError):
                since = min(since, path.stat().st_mtime_ns - _MARKED_S * 1e9)
    return since


def _kept(entry: os.DirEntry[str]) -> Kept:
    stat = entry.stat()
    return Kept(Path(entry.path), stat.st_size, stat.st_mtime_ns)
