"""The events of a scene as named marks, one a tick: what the player steps between."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import numpy as np

from apanim.picture.shot import USUAL, Look
from apanim.picture.things.events import seen_events
from apanim.script.timeline import Timeline
from apanim.window.film import TimeMark

_NAMED = 2  # events of one tick that are named; the rest are counted


def event_marks(
    timeline: Timeline, tape: Any, look: Look = USUAL, first_tick: int = 0, last_tick: int | None = None
) -> Iterator[TimeMark]:
    """One mark for each tick between two, these included, at which something happens in sight, in order:
    what it is in the language of the timeline, and what to ring."""
    seen = seen_events(timeline, tape, look, first_tick, last_tick)
    for tick, some in groupby(seen, key=lambda one: one.tick):
        events = list(some)
        told = list(dict.fromkeys(one.text for one in events))
        texts = told[:_NAMED]
        if len(told) > _NAMED:
            texts.append(timeline.word("{count} more").replace("{count}", str(len(told) - _NAMED)))
        names = tuple(name for one in events for name in one.names)
        yield TimeMark(tick, " · ".join(texts), names=names)


class Teller:
    """Tells the events of a tape that grows, tick by tick, as they come and can be told.

    Some come late: that a spike began to rise is known when it has reached its peak.
    """

    def __init__(self) -> None:
        self._told: dict[int, int] = {}

    def cut(self, tick: int) -> None:
        """What came after a tick has not happened."""
        self._told = {at: count for at, count in self._told.items() if at <= tick}

    def next(self, timeline: Timeline, tape: Any, look: Look = USUAL) -> tuple[int, TimeMark | None] | None:
        """The next tick of which there is more to tell, or less, and its mark, None where nothing of it is
        in sight; None if all is told."""
        now = _counts(tape)
        for tick in sorted(self._told.keys() | now.keys()):
            if self._told.get(tick, 0) != now.get(tick, 0):
                self._told[tick] = now.get(tick, 0)
                return tick, next(event_marks(timeline, tape, look, tick, tick), None)
        return None


def _counts(tape: Any) -> dict[int, int]:
    """How much happens at each tick at which something does."""
    ticks, counts = np.unique(tape.events["tick"], return_counts=True)
    return dict(zip(ticks.tolist(), counts.tolist(), strict=True))
