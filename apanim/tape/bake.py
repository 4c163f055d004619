"""Baking: the world stepped from end to end, each state written down; or the same found on disk."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import fields
from typing import Any, BinaryIO

import numpy as np
import scipy

from apanim.cache import Store, code_digest
from apanim.errors import UserError
from apanim.physics.measure import measure_threshold_mV
from apanim.tape.events import EVENT, EventKind, Row, changes, index, releases
from apanim.tape.phases import Phase, phase_starts
from apanim.tape.reader import Tape
from apanim.tape.records import pack, record_type
from apanim.units import TICKS_PER_STEP
from apanim.world import Plan, Series, Session, init

TAPES = Store("tapes")
_CODE = ("physics", "particles", "world", "lies.py", "units.py", "tape")

Progress = Callable[[int, int], None]


def open_tape(plan: Plan, progress: Progress | None = None) -> Tape:
    """The tape of `plan`: read from the cache if it is there, baked (and kept, if that is possible) if not.

    `progress(done, steps)` is called while it bakes.
    """
    name = key(plan)
    if found := _kept(plan, name):
        return found
    try:
        with TAPES.growing(name) as part:
            tape = _baked(plan, part.file, progress)
            _keep_index(tape, name)
            part.keep()
        return tape
    except OSError:  # a cache that is full is as good as none
        return _uncached(plan, progress)


def kept_tape(plan: Plan) -> Tape | None:
    """The tape of `plan` if it is kept and whole."""
    return _kept(plan, key(plan))


def _uncached(plan: Plan, progress: Progress | None) -> Tape:
    """A tape in a temporary file. Raises UserError when there is no room for that either."""
    try:
        return _baked(plan, tempfile.TemporaryFile(), progress)
    except OSError as error:
        room = f"{tempfile.gettempdir()}: no room for the scene's states ({error.strerror})"
        raise UserError(f"{room}; free some space, or set APANIM_CACHE to a roomier folder") from error


def key(plan: Any) -> str:
    """A name for everything a tape depends on: the plan (a frozen dataclass) and the code."""
    digest = hashlib.sha256(f"numpy {np.__version__} scipy {scipy.__version__}".encode())
    digest.update(code_digest(*_CODE).encode())
    for f in fields(plan):
        value = getattr(plan, f.name)
        digest.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return digest.hexdigest()[:32]


def _baked(plan: Plan, out: BinaryIO, progress: Progress | None) -> Tape:
    session = Session(plan.setup, plan.acts)
    start = now = session.world
    dtype = record_type(start)
    happened: list[Row] = []
    out.write(pack(start, dtype).tobytes())
    for number, to_ns in enumerate(plan.model_ns[1:].tolist(), start=1):
        later = session.step(to_ns)
        out.write(pack(later, dtype).tobytes())
        happened += changes(now, later, plan.setup.layout)
        now = later
        if progress is not None and number % 60 == 0:
            progress(number, plan.steps)
    out.flush()
    series = session.read()
    happened += releases(plan.protocol.releases_ns, plan.model_ns)
    for row, phase in _phases(plan, series):
        happened.append((row * TICKS_PER_STEP, EventKind.PHASE, int(phase), -1))
    return Tape(plan, start, out, series, index(happened))


def _phases(plan: Plan, series: Series) -> list[tuple[int, Phase]]:
    """Where each phase of a spike begins; a membrane that cannot fire has none, nor has one held still."""
    if plan.protocol.holds:
        return []
    try:
        threshold = measure_threshold_mV(plan.setup.membrane)
    except UserError:
        return []
    return phase_starts(series.v_mV, float(series.v_mV[0]), threshold)


def _keep_index(tape: Tape, name: str) -> None:
    """Keep what is not a record: the series and the events. Raises OSError where that cannot be."""
    columns = {f.name: getattr(tape.series, f.name) for f in fields(Series)}
    if not TAPES.save_arrays(f"{name}-index", {**columns, "events": tape.events}):
        raise OSError("no room for a tape's index")


def _kept(plan: Plan, name: str) -> Tape | None:
    """The tape called `name` if it is there and whole."""
    kept, records = TAPES.load_arrays(f"{name}-index"), TAPES.open(name)
    if kept is None or records is None:
        return None
    file, size = records
    try:
        series = Series(**{f.name: kept[f.name] for f in fields(Series)})
        events = kept["events"]
    except KeyError:
        return None
    like = init(plan.setup, drifts=0)  # its first world is in the records: only the shape is needed
    whole = size == record_type(like).itemsize * (plan.steps + 1)
    if not whole or events.dtype != EVENT or len(series.v_mV) != plan.steps + 1:
        return None
    return Tape(plan, like, file, series, events)
