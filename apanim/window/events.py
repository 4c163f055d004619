"""The events of a tape as named marks, one a tick: what the player steps between."""

from collections.abc import Iterator
from itertools import groupby

from apanim.tape import CableTape, Tape
from apanim.window.film import Mark

_NAMED = 2  # events of one tick that are named; the rest are counted


def event_marks(tape: Tape | CableTape) -> Iterator[Mark]:
    """One mark for each tick at which something happens, in order, naming what does."""
    for tick, rows in groupby(tape.events.tolist(), key=lambda row: row[0]):
        names = [tape.event(row) for row in rows]
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        text = " · ".join(names[:_NAMED] + more)
        yield Mark(tick, text[0].upper() + text[1:])
