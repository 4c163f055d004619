"""Draw lists made some in advance, while frames are asked for one after another.

A frame's painting empties the processor's caches of all that its listing needs: listed thirty at a time,
they cost half. A list depends on nothing but its tick, so that a wrong guess costs time only.
"""

from collections.abc import Callable

from apanim.picture.drawlist import DrawList

_AHEAD = 30


class Ahead:
    """The draw lists that `make` makes of ticks, of which `last_tick` is the last that may be guessed."""

    def __init__(self, make: Callable[[int], DrawList], last_tick: int) -> None:
        self._make, self._last = make, last_tick
        self._ready: dict[int, DrawList] = {}
        self._asked, self._step = 0, 0

    def at(self, tick: int) -> DrawList:
        """The list at a tick. After two steps alike more of the same are expected."""
        step, before = tick - self._asked, self._step
        self._asked, self._step = tick, step
        if tick not in self._ready:
            expected = step == before > 0
            ticks = range(tick, min(tick + _AHEAD * step, self._last + 1), step) if expected else ()
            self._ready = {at: self._make(at) for at in (tick, *ticks[1:])}
        return self._ready.pop(tick)
