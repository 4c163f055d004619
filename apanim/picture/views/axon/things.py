"""What can be looked into on the axon: its channels, the ions in them, and every place of its cable."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apanim.picture.place_channels import swings
from apanim.picture.things.compartment import Compartment
from apanim.picture.things.happenings import CLOSED, INACTIVATED, OPEN
from apanim.picture.things.thing import Facts, Float, Thing, ago, number
from apanim.picture.views.axon.geometry import channels
from apanim.picture.views.axon.ion_streams import Crossings, blocks, crossings
from apanim.picture.views.axon.state import course
from apanim.script.timeline import Timeline, at_tick
from apanim.tape.events import BACK, THERE
from apanim.units import NS_PER_MS, TICKS_PER_STEP

_STATES = (CLOSED, OPEN, INACTIVATED)
_WORDS = {"na_channel": "Na⁺ channel", "k_channel": "K⁺ channel"}
_SPECIES = {"na_channel": "Na⁺ ion", "k_channel": "K⁺ ion"}


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """See picture.views."""
    kind, *numbers = name.split()
    if not numbers or not all(one.isdigit() for one in numbers):
        return None
    which = [int(one) for one in numbers]
    if kind == "channel" and which[0] < len(channels()):
        return _Channel(timeline, tape, which[0])
    if kind == "bead" and len(which) == 2 and which[0] < len(channels()):
        return _Bead(timeline, tape, *which)
    if kind == "compartment" and which[0] < tape.plan.tree.size:
        return Compartment(timeline, tape, which[0])
    return None


class _Channel:
    """The drawn channel `row`, which stands for the thousands at its place."""

    def __init__(self, timeline: Timeline, tape: Any, row: int) -> None:
        self._timeline, self._tape, self._row = timeline, tape, row
        self._channel = channels()[row]
        self._known: tuple[int, Any, list[tuple[int, str]]] = (-1, None, [])  # at so many steps of the tape

    def facts(self, tick: int) -> Facts:
        word, rig = self._timeline.word, self._channel.rig
        v, m, h, n = (at_tick(column, tick) for column in self._lived()[1])
        share = m**3 * h if rig == "na_channel" else n**4
        strip = tuple(one for one in self._states() if one[0] <= tick)
        gates = [("m", m), ("h", h)] if rig == "na_channel" else [("n", n)]
        since = at_tick(self._tape.plan.model_ns, tick) - at_tick(self._tape.plan.model_ns, strip[-1][0])
        passed = sum(int((flow.ticks <= tick).sum()) for flow in _flows(self._tape, self._row))
        rows = (
            (word("state"), word(strip[-1][1])),
            (word("for"), number(since / NS_PER_MS, 2, word("ms"))),
            (word("open of those here"), number(100.0 * share, 1, "%")),
            (word("voltage"), number(v, 1, word("mV"), sign=True)),
            *((name, number(value, 2)) for name, value in gates),
            (word("beads through it so far"), str(passed)),
        )
        return Facts(word(_WORDS[rig]), rows, strip)

    def moments(self) -> list[int]:
        return [tick for tick, _ in self._states()[1:]]

    def way(self, ticks: Sequence[int]) -> None:
        return None

    def _states(self) -> list[tuple[int, str]]:
        """(tick, state) of every change so far, the first at tick 0."""
        return self._lived()[2]

    def _lived(self) -> tuple[int, Any, list[tuple[int, str]]]:
        """The steps of the tape so far, what V and the gates are along them, and the states."""
        if self._known[0] != self._tape.steps:
            here = course(self._tape, self._channel.x)
            gate, ball = swings(self._channel.rig, here.m, here.h, here.n)
            state = np.where(_sticky(ball), 2, np.where(_sticky(gate), 1, 0))
            turns = np.flatnonzero(np.diff(state, prepend=-1))
            states = [(int(k) * TICKS_PER_STEP, _STATES[state[k]]) for k in turns]
            self._known = self._tape.steps, here, states
        return self._known


def _sticky(swung: Float) -> Float:
    """(k,) whether something that swings is there: once it has come until it is back."""
    known = np.where(swung >= THERE, 1, np.where(swung <= BACK, 0, -1))
    known[0] = max(known[0], 0)
    last = np.maximum.accumulate(np.where(known >= 0, np.arange(len(known)), 0))
    return known[last] == 1


class _Bead:
    """The ion that is the `number`-th to pass the drawn channel `row`."""

    def __init__(self, timeline: Timeline, tape: Any, row: int, number: int) -> None:
        self._timeline, self._tape, self._row, self._number = timeline, tape, row, number

    def facts(self, tick: int) -> Facts:
        word, rig = self._timeline.word, channels()[self._row].rig
        at = self.moments()
        inward = rig == "na_channel"
        told = "on its way in through {thing}" if inward else "on its way out through {thing}"
        through = word("the {thing}").replace("{thing}", word(_WORDS[rig]))
        rows = [(word("where"), word(told).replace("{thing}", through))]
        if at and at[0] <= tick:
            rows.append((word("in the pore"), ago(self._timeline, at[0], tick)))
        return Facts(word(_SPECIES[rig]), tuple(rows))

    def moments(self) -> list[int]:
        for flow in _flows(self._tape, self._row):
            if 0 <= self._number - flow.before < len(flow.ticks):
                return [round(float(flow.ticks[self._number - flow.before]))]
        return []

    def way(self, ticks: Sequence[int]) -> None:
        return None


def _flows(tape: Any, row: int) -> list[Crossings]:
    """What passes a channel, block after block."""
    return [crossings(tape, block)[row] for block in range(blocks(tape))]
