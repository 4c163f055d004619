"""A copy of the tree in which one module at a time is a mutant, and its tests are run."""

import math
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from changes import Mutant

_BY_CODE = ("loops", "tapes", "readings")  # kinds whose keys hold all the code that makes them
_BY_INPUT = {"pictures": ("canvas", "letters"), "speech": ("narration",)}  # kinds, and rooms that make them
_MOST_BYTES = 16 << 30, 1 << 30  # of memory; of one file


class End(NamedTuple):
    """What tests did to a mutant: which one failed, whether that was for want of time, which files ran."""

    by: str | None
    late: bool
    ran: tuple[str, ...]


@dataclass
class Tree:
    """`kept` is the cache of what is as it was; a mutant reads of it only what it cannot have changed."""

    root: Path
    kept: Path
    _took_s: dict[str, float] = field(default_factory=dict)
    _longer_s: dict[str, float] = field(default_factory=dict)  # than that takes what was cut off
    _failing: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def copied(cls, source: Path, work: Path, kept: Path) -> "Tree":
        """All that git knows of."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=source, check=True, capture_output=True, text=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            if (source / name).is_file():
                (work / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / name, work / "tree" / name)
        return cls(work / "tree", kept)

    def tried(self, mutant: Mutant, tests: list[str], seconds: float) -> End:
        """Run files of tests, one after the other, until one fails or `seconds` are over."""
        ran: list[str] = []
        file, left_s = self.root / mutant.file, seconds
        original = file.read_bytes()
        for test in tests:
            if left_s <= 0.0:
                break
            began_s = time.monotonic()
            if not self._is_quick(test, left_s):
                left_s -= time.monotonic() - began_s
                continue
            self._write(file, mutant.of(original))
            try:
                code, said = self._run(test, 20.0 + 4.0 * self._took_s[test], mutant)
            finally:
                self._write(file, original)
            left_s -= time.monotonic() - began_s
            ran.append(test)
            if code not in (0, 5):
                return End(f"{test} ({_first(said)})", code is None, tuple(ran))
        return End(None, False, tuple(ran))

    def _is_quick(self, test: str, left_s: float) -> bool:
        """Whether tests end in that time where nothing is a mutant, and which of them fail then."""
        if test not in self._took_s and self._longer_s.get(test, 0.0) < left_s:
            began_s = time.monotonic()
            code, said = self._run(test, left_s, None)
            if code is None:
                self._longer_s[test] = left_s
                return False
            self._took_s[test] = time.monotonic() - began_s
            if code not in (0, 5):
                failing = tuple(re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE))
                print(f"fails without a mutant: {test} {failing or _first(said)}", file=sys.stderr)
                self._failing[test] = failing
                self._took_s[test] = self._took_s[test] if failing else math.inf
        return self._took_s.get(test, math.inf) <= left_s

    def _run(self, test: str, seconds: float, mutant: Mutant | None) -> tuple[int | None, str]:
        """Exit code (None: it was ended after `seconds`) and words of pytest over a file."""
        own = self.root.parent / "own"
        (own / "tmp").mkdir(parents=True)
        cache = {"APANIM_CACHE": str(self.kept)}
        if mutant is not None:
            cache = {"APANIM_CACHE": str(own / "cache"), "APANIM_WARM_CACHE": str(self._warm(own, mutant))}
        words = [test, "-q", "-n", "0", "-p", "no:cacheprovider", f"--basetemp={own}/base"]
        if mutant is not None:
            words += ["-x", *(f"--deselect={one}" for one in self._failing.get(test, ()))]
        running = subprocess.Popen(
            [sys.executable, "-m", "pytest", *words], cwd=self.root, text=True, errors="replace",
            env={**os.environ, **cache, "PYTHONPATH": str(self.root), "TMPDIR": str(own / "tmp"),
                 "PYTHONDONTWRITEBYTECODE": "1" if mutant else ""},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, preexec_fn=_bounded,
        )  # fmt: skip
        try:
            said, _ = running.communicate(timeout=seconds)
            return running.returncode, said
        except subprocess.TimeoutExpired:
            return None, "out of time"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            _end_those_in(own)
            shutil.rmtree(own, ignore_errors=True)

    def _warm(self, own: Path, mutant: Mutant) -> Path:
        """A cache to read, of kinds that come out the same with the mutant or are found by its code."""
        room = Path(mutant.file).parts[1]
        kinds = [*_BY_CODE, *(kind for kind, makers in _BY_INPUT.items() if room not in makers)]
        (own / "warm").mkdir()
        for kind in kinds:
            (own / "warm" / kind).symlink_to(self.kept / kind)
        return own / "warm"

    def _write(self, file: Path, source: bytes) -> None:
        """Without its byte code, which is found by second and size, and might be that of another mutant."""
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)
        file.write_bytes(source)


def _end_those_in(folder: Path) -> None:
    """What tests that were ended have left running, in sessions of their own: a browser, a screen."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.fsencode(f"TMPDIR={folder}/") in (place / "environ").read_bytes():
                os.kill(int(place.name), signal.SIGKILL)


def _bounded() -> None:
    for kind, most in zip((resource.RLIMIT_DATA, resource.RLIMIT_FSIZE), _MOST_BYTES, strict=True):
        resource.setrlimit(kind, (most, most))


def _first(said: str) -> str:
    found = re.search(r"^(?:FAILED|ERROR) \S*?::(\S+)", said, re.MULTILINE)
    return found[1] if found else said.strip().splitlines()[-1][:80] if said.strip() else "no word"
