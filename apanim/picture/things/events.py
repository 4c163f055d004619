"""The events that a picture shows: in words, by what one sees, and with what to ring."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from apanim.picture.frame import pictured
from apanim.picture.plots import traced
from apanim.picture.shot import USUAL, Look
from apanim.picture.things.happenings import Happening, happenings
from apanim.picture.things.names import called
from apanim.picture.things.targets import Targets
from apanim.script.timeline import Timeline

Place = tuple[float, float, float]  # x, y and radius in the frame, design units

_REACHED_MS = 0.5  # a point of a curve is seen if the curve has come this near to it


class Seen(NamedTuple):
    """What happens at `tick`, and the names (picture.things.targets) of what is to be looked at."""

    tick: int
    text: str
    names: tuple[str, ...]


def seen_events(
    timeline: Timeline, tape: Any, look: Look = USUAL, first_tick: int = 0, last_tick: int | None = None
) -> Iterator[Seen]:
    """What happens between two ticks, these included, while what it happens to is in sight; on a tape that
    grows, so far."""
    at, shown = -1, None
    for one in happenings(timeline, tape, first_tick, last_tick):
        if shown is None or one.tick != at:
            at, shown = one.tick, pictured(timeline, tape, one.tick, look).targets
        if place_of(one.name, shown) is not None:
            yield Seen(one.tick, told(timeline, one, shown), (one.name,))


def place_of(name: str, shown: Targets) -> Place | None:
    """Where to look for what has that name; None while it is out of sight."""
    if not name.startswith("point "):
        return shown.place(name)
    curve, ms = traced.curve_and_ms(name)
    near = [
        (abs(at - ms), one)
        for one in shown.names
        if one.startswith("point ")
        for along, at in [traced.curve_and_ms(one)]
        if along == curve and abs(at - ms) < _REACHED_MS
    ]
    return shown.place(min(near)[1]) if near else None


def told(timeline: Timeline, one: Happening, shown: Targets) -> str:
    """What happens, in the language of the timeline, of what is `shown`."""
    text = timeline.word(one.words)
    if one.thing:
        text = text.replace("{thing}", called(timeline, one.thing, shown))
    text = text.replace("{ion}", timeline.word(one.ion))
    return text[0].upper() + text[1:]
