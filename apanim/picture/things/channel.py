"""What every view of a patch tells of a protein that it draws: what it is now, and what went through."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apanim.particles.proteins import protein
from apanim.particles.transmitter import docked
from apanim.picture.things.happenings import OPEN, SPECIES, states
from apanim.picture.things.thing import Facts, number
from apanim.script.timeline import Timeline, model_ns_at
from apanim.tape import EventKind
from apanim.tape.readings import drawn_channel
from apanim.units import NS_PER_MS

_EVENTS = (EventKind.CROSSING, EventKind.PUMP_TURN, EventKind.BINDING, EventKind.UNBINDING)


class DrawnProtein:
    """What all proteins have: the events at them, and the ions through them."""

    def __init__(self, timeline: Timeline, tape: Any, row: int) -> None:
        self._timeline, self._tape, self._row = timeline, tape, row
        layout = timeline.patch_setup.layout
        self.kind = protein(int(layout.kind[row]))
        self.order = int((layout.kind[:row] == self.kind.kind).sum())
        self._known = (
            0,
            list[tuple[int, str]](),
        )  # so many events of the tape, and the states that they make

    def through(self, tick: int) -> dict[str, int]:
        """How many ions of each species have gone through by `tick`."""
        events = self._tape.events
        mine = (events["kind"] == EventKind.CROSSING) & (events["site"] == self._row)
        mine &= events["tick"] <= tick
        species = self._tape.at(0).ions.species[events["ion"][mine]]
        return {SPECIES[one]: int((species == one).sum()) for one in self.kind.passes}

    def title(self) -> str:
        return capital(self._timeline.word(self.kind.words))

    def moments(self) -> list[int]:
        events = self._tape.events
        mine = (events["site"] == self._row) & np.isin(events["kind"], _EVENTS)
        return sorted({*events["tick"][mine].tolist(), *(tick for tick, _ in self._states()[1:])})

    def _states(self) -> list[tuple[int, str]]:
        if not self.kind.gating:
            return []
        if self._known[0] != len(self._tape.events) or not self._known[1]:
            self._known = len(self._tape.events), states(self._tape, self._row)
        return self._known[1]

    def way(self, ticks: Sequence[int]) -> None:
        return None


class ChannelThing(DrawnProtein):
    """A channel, leak or receptor: its state, for how long, and what it carries."""

    def facts(self, tick: int) -> Facts:
        word, timeline = self._timeline.word, self._timeline
        strip = tuple(one for one in self._states() if one[0] <= tick)
        world, rows = self._tape.at(tick), list[tuple[str, str]]()
        if strip:
            since_ms = (model_ns_at(timeline, tick) - model_ns_at(timeline, strip[-1][0])) / NS_PER_MS
            rows.append((word("state"), word(strip[-1][1])))
            rows.append((word("for"), number(since_ms, 2, word("ms"))))
        else:
            rows.append((word("state"), word("always open")))
        if self.kind.binds:
            rows.append((word("molecules bound"), str(int(docked(world.transmitter)[self.order]))))
        drawn = drawn_channel(timeline.patch_setup, timeline.membrane_at(tick), self.kind.kind)
        if drawn is not None:
            conducts = not strip or strip[-1][1] == OPEN
            current = drawn.open_pS * (float(world.patch.v_mV) - drawn.reversal_mV) / 1000.0
            rows.append((word("current"), number(current if conducts else 0.0, 2, "pA", sign=True)))
        for species, count in self.through(tick).items():
            rows.append((word("{ion} through it so far").replace("{ion}", species), str(count)))
        return Facts(self.title(), tuple(rows), strip)


def capital(words: str) -> str:
    """Words as a line begins with them."""
    return words[0].upper() + words[1:]
