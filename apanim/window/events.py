"""The events of a scene as named marks, one a tick: what the player steps between."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from apanim.picture.events import seen_events
from apanim.picture.shot import USUAL, Look
from apanim.script.timeline import Timeline
from apanim.window.film import Mark

_NAMED = 2  # events of one tick that are named; the rest are counted


def event_marks(timeline: Timeline, tape: Any, look: Look = USUAL, after_tick: int = -1) -> Iterator[Mark]:
    """One mark for each tick after `after_tick` at which something happens in sight, in order: what it is
    in the language of the timeline, and what to ring."""
    for tick, some in groupby(seen_events(timeline, tape, look, after_tick), key=lambda one: one.tick):
        events = list(some)
        told = list(dict.fromkeys(one.text for one in events))
        texts = told[:_NAMED]
        if len(told) > _NAMED:
            texts.append(timeline.word("{count} more").replace("{count}", str(len(told) - _NAMED)))
        names = tuple(name for one in events for name in one.names)
        yield Mark(tick, " · ".join(texts), names=names)
