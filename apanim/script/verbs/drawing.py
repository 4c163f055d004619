"""An author's own marks: `s.draw(function)` asks for them at every world step and keeps them as data.

`function(t_s, glass)` gets the seconds since it began, and a `Glass`; it returns marks made by it, one or
several. They lie on the glass of any view, over all else, and are as pure as the rest of the picture: they
are asked for once, when the script is over.
"""

import re
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal, cast, get_args

from apanim.errors import UserError
from apanim.script.actors.parts import Part
from apanim.script.contained import raised
from apanim.script.mistakes import told
from apanim.script.timeline import Drawing, Mark, Spot
from apanim.script.verbs.cast import Cast
from apanim.script.verbs.clock import Clock
from apanim.script.verbs.words import OPEN, WordVerbs
from apanim.units import NS_PER_MS, STEPS_PER_S, TICKS_PER_STEP

Colour = Literal["ink", "quiet", "na", "k", "cl", "trace", "threshold"]  # of the theme; or "#RRGGBB"
Where = Part | tuple[float, float] | Spot
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
MOST_MARKS = 500  # at one instant
LARGEST_PX, LARGEST_TEXT_PX = 2000.0, 400.0
MOST_TEXT_PX2 = 4 * 1920 * 1080  # at one instant, each sign taken for a square


class Glass:
    """What a drawing function draws on. Sizes are pixels of a frame 1920 wide.

    A place is a part of the picture, (0..1, 0..1) of the frame from its left and its top, or `beside` one.
    """

    def __init__(self, cast: Cast, words: WordVerbs, model_ms: float) -> None:
        self._cast, self._words = cast, words
        self.model_ms = model_ms  # model time at this instant

    def beside(self, where: Where, right: float = 0.0, down: float = 0.0) -> Spot:
        """A place so many pixels to the right of another, and below it."""
        spot = self._spot(where)
        return replace(spot, right=spot.right + _size(right), down=spot.down + _size(down))

    def line(self, *through: Where, colour: str = "ink", width: float = 4.0, opacity: float = 1.0) -> Mark:
        """Straight pieces through two places or more."""
        if len(through) < 2:
            raise UserError("a line goes through two places or more")
        return self._mark("line", through, colour, width, opacity)

    def dot(self, at: Where, radius: float = 8.0, colour: str = "ink", opacity: float = 1.0) -> Mark:
        """A filled circle."""
        return self._mark("dot", (at,), colour, radius, opacity)

    def text(
        self, at: Where, text: str, size: float = 28.0, colour: str = "ink", opacity: float = 1.0
    ) -> Mark:
        """One line of text, the middle of its baseline at a place."""
        if not size <= LARGEST_TEXT_PX:
            raise UserError(f"a text of {size!r} pixels: use at most {LARGEST_TEXT_PX:g}")
        return replace(self._mark("text", (at,), colour, size, opacity), text=self._words.word(text))

    def _mark(
        self, kind: Literal["line", "dot", "text"], at: Iterable[Where], colour: str, size: float,
        opacity: float,
    ) -> Mark:  # fmt: skip
        if colour not in get_args(Colour) and not _HEX.fullmatch(str(colour)):
            raise UserError(f"colour {colour!r}: use {', '.join(get_args(Colour))} or '#RRGGBB'")
        if not _size(size) > 0 or not 0 <= opacity <= 1:
            raise UserError(
                f"a {kind} of size {size:g} and opacity {opacity:g}: use more than 0, and 0 to 1"
            )
        return Mark(kind, tuple(map(self._spot, at)), colour, float(size), float(opacity))

    def _spot(self, where: Where) -> Spot:
        if isinstance(where, Spot):
            return where
        if isinstance(where, Part):
            return Spot(part=self._cast.part(where))
        if not (isinstance(where, tuple) and len(where) == 2 and all(-1 <= share <= 2 for share in where)):
            raise UserError(f"a mark is at a part or at (0..1, 0..1) of the frame, not at {where!r}")
        return Spot(place=(float(where[0]), float(where[1])))


DrawAt = Callable[[float, Glass], Mark | Iterable[Mark]]


@dataclass
class _Asked:
    """A drawing function, when it is on, and the author's line."""

    function: DrawAt
    line: str
    start_tick: int
    end_tick: int


class Drawings:
    """The marks that a script asks for."""

    def __init__(self, cast: Cast, clock: Clock, words: WordVerbs, line: Callable[[], str]) -> None:
        self._cast, self._clock, self._words, self._line = cast, clock, words, line
        self._asked: list[_Asked] = []

    def draw(self, function: DrawAt, seconds: float | None = None) -> "DrawingOn":
        """Draw what `function(t_s, glass)` returns from now on: for `seconds`, or until its `end()`."""
        if not callable(function):
            raise UserError(f"draw({function!r}): give a function of the seconds and the glass")
        end_tick = OPEN if seconds is None else self._clock.end_of("draw", seconds)
        asked = _Asked(function, self._line(), self._clock.tick, end_tick)
        self._asked.append(asked)
        return DrawingOn(self._clock, asked)

    def close(self) -> tuple[Drawing, ...]:
        """All marks of a scene that ends now, a step after the other. Raises UserError, with the line."""
        return tuple(self._drawn(asked) for asked in self._asked)

    def _drawn(self, asked: _Asked) -> Drawing:
        last = self._clock.tick
        end_tick = last if asked.end_tick == OPEN else min(asked.end_tick, last)
        first = asked.start_tick // TICKS_PER_STEP
        steps = range(first, -(-end_tick // TICKS_PER_STEP))
        model_ns = self._cast.actor.history.model_ns
        marks = []
        for step in steps:
            glass = Glass(self._cast, self._words, model_ns[step] / NS_PER_MS)
            try:
                marks.append(_checked(asked.function((step - first) / STEPS_PER_S, glass)))
            except BaseException as error:
                raise UserError(f"{_line_of(error, asked)}: {told(raised(error))}") from error
        return Drawing(asked.start_tick, end_tick, tuple(marks))


@dataclass(frozen=True)
class DrawingOn:
    """Marks on screen, for their author."""

    _clock: Clock
    _asked: _Asked

    def end(self) -> None:
        """Take them away now."""
        self._asked.end_tick = self._clock.tick


def _checked(returned: object) -> tuple[Mark, ...]:
    several = (returned,) if isinstance(returned, Mark) else cast(Any, returned) or ()
    marks = tuple(islice(several, MOST_MARKS + 1))
    for mark in marks:
        if not isinstance(mark, Mark):
            raise UserError(f"a drawing function returns marks, such as glass.dot(...), not {mark!r}")
    if len(marks) > MOST_MARKS:
        raise UserError(f"too many marks at one instant; draw at most {MOST_MARKS}")
    if sum(len(mark.text) * mark.size**2 for mark in marks) > MOST_TEXT_PX2:
        raise UserError("the texts at one instant fill the frame four times over; draw fewer, or smaller")
    return marks


def _size(px: float) -> float:
    if not abs(px) <= LARGEST_PX:
        raise UserError(f"{px!r} pixels: use at most {LARGEST_PX:g}, of a frame 1920 wide")
    return float(px)


def _line_of(error: BaseException, asked: _Asked) -> str:
    """file:line in the drawing function where `error` came up, or else of the call of s.draw."""
    file = asked.function.__code__.co_filename if hasattr(asked.function, "__code__") else ""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file]
    return f"{Path(file).name}:{lines[-1]}" if lines else asked.line
