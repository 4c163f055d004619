"""Baking: the world stepped from end to end, each state written down; or the same found on disk."""

import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from functools import cache as remembered
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import scipy

from apanim import cache, units, world
from apanim.errors import UserError
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.measure import measure_threshold_mV
from apanim.tape.events import EVENT, EventKind, Row, changes, index, releases
from apanim.tape.phases import Phase, phase_starts
from apanim.tape.reader import Series, Tape
from apanim.tape.records import pack, record_type
from apanim.units import TICKS_PER_STEP
from apanim.world import Plan, World

KEEP_BYTES = 4 * 1024**3  # of tapes; the ones unused for longest go first
_BLOCK_BYTES = 1024**2  # of a file that is checked
_CODE = ("physics", "particles", "world", "lies.py", "units.py", "tape")

Progress = Callable[[int, int], None]


def open_tape(plan: Plan, progress: Progress | None = None) -> Tape:
    """The tape of `plan`: read from the cache if it is there, baked (and kept, if that is possible) if not.

    `progress(done, steps)` is called while it bakes.
    """
    start = world.init(plan)
    folder = cache.cache_folder("tapes")
    if folder is None:
        return _uncached(plan, start, progress)
    path = folder / f"{key(plan)}.tape"
    if found := _kept(plan, start, path):
        return found
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        tape = _baked(plan, start, part.open("w+b"), progress)
        _write_index(tape, path.with_suffix(".npz"), _check_sum(part))
        part.replace(path)
    except OSError:  # a cache that is full is as good as none
        part.unlink(missing_ok=True)
        return _uncached(plan, start, progress)
    finally:
        part.unlink(missing_ok=True)
    prune(folder, path)
    return tape


def _uncached(plan: Plan, start: World, progress: Progress | None) -> Tape:
    """A tape in a temporary file. Raises UserError when there is no room for that either."""
    try:
        return _baked(plan, start, tempfile.TemporaryFile(), progress)
    except OSError as error:
        room = f"{tempfile.gettempdir()}: no room for the scene's states ({error.strerror})"
        raise UserError(f"{room}; free some space, or set APANIM_CACHE to a roomier folder") from error


def key(plan: Any) -> str:
    """A name for everything a tape depends on: the plan (a frozen dataclass) and the code."""
    digest = hashlib.sha256(_code_digest())
    for f in fields(plan):
        value = getattr(plan, f.name)
        digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return digest.hexdigest()[:32]


@remembered
def _code_digest() -> bytes:
    digest = hashlib.sha256(f"numpy {np.__version__} scipy {scipy.__version__}".encode())
    package = Path(units.__file__).parent
    for name in _CODE:
        place = package / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes())
    return digest.digest()


def _baked(plan: Plan, start: World, out: BinaryIO, progress: Progress | None) -> Tape:
    dtype = record_type(start)
    rows = [_row(start)]
    happened: list[Row] = []
    out.write(pack(start, dtype).tobytes())
    now = start
    for number in range(plan.steps):
        later = world.step(now, plan)
        out.write(pack(later, dtype).tobytes())
        rows.append(_row(later))
        happened += changes(now, later, plan.layout)
        now = later
        if progress is not None and number % 60 == 59:
            progress(number + 1, plan.steps)
    out.flush()
    series = Series(*(np.array(column) for column in zip(*rows, strict=True)))
    happened += releases(plan.releases_ns, plan.model_ns)
    for row, phase in _phases(plan, series):
        happened.append((row * TICKS_PER_STEP, EventKind.PHASE, int(phase), -1))
    return Tape(plan, start, out, series, index(happened))


def _phases(plan: Plan, series: Series) -> list[tuple[int, Phase]]:
    """Where each phase of a spike begins; a membrane that cannot fire has none, nor has one held still."""
    if plan.holds:
        return []
    try:
        threshold = measure_threshold_mV(plan.membrane)
    except UserError:
        return []
    return phase_starts(series.v_mV, float(series.v_mV[0]), threshold)


def _row(w: World) -> tuple[Any, ...]:
    """One row of Series, in its order."""
    return (
        int(w.model_ns), *(float(value) for value in w.patch),
        int(np.sum(w.na_state == NA_CONDUCTING)), int(np.sum(w.na_state >= NA_SHUT)),
        int(np.sum(w.k_state == K_CONDUCTING)), w.carried, w.crossed,
        int(np.sum(w.ligand_conducts)), int(np.sum(w.ligand_bound)),
    )  # fmt: skip


def _check_sum(path: Path) -> int:
    """Of a whole file. CRC-32 keeps up with reading it: a minute of film takes some 15 ms."""
    check = 0
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK_BYTES):
            check = zlib.crc32(block, check)
    return check


def _write_index(tape: Tape, path: Path, check: int) -> None:
    """Keep what is not a record: the series, the events, and the check sum of the records."""
    part = path.with_suffix(f".{os.getpid()}.part.npz")
    columns = {f.name: getattr(tape.series, f.name) for f in fields(Series)}
    try:
        with part.open("wb") as file:
            np.savez(file, events=tape.events, check=np.uint32(check), **columns)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _kept(plan: Plan, start: World, path: Path) -> Tape | None:
    """The tape under `path` if it is there and whole."""
    kept = cache.kept_arrays(path.with_suffix(".npz"))
    if kept is None:
        return None
    try:
        records = path.open("rb")
        expected = record_type(start).itemsize * (plan.steps + 1)
        if path.stat().st_size != expected:
            raise ValueError("a tape of the wrong length")
        series = Series(**{f.name: kept[f.name] for f in fields(Series)})
        events = kept["events"]
        if events.dtype != EVENT or len(series.v_mV) != plan.steps + 1:
            raise ValueError("an index of another tape")
        if _check_sum(path) != int(kept["check"]):
            raise ValueError("a damaged tape")
        os.utime(path)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Tape(plan, start, records, series, events)


def prune(folder: Path, keep: Path) -> None:
    """Throw away the tapes unused for longest, but not `keep`, beyond KEEP_BYTES."""
    with suppress(OSError):
        tapes = sorted(folder.glob("*.tape"), key=lambda p: p.stat().st_mtime, reverse=True)
        total = 0
        for tape in tapes:
            total += tape.stat().st_size
            if total > KEEP_BYTES and tape != keep:
                tape.unlink()
                tape.with_suffix(".npz").unlink(missing_ok=True)
