"""What can be looked into on the neuron: its synapses, and every place of its cable."""

from collections.abc import Sequence
from typing import Any

from apanim.picture.things.compartment import Compartment
from apanim.picture.things.names import called
from apanim.picture.things.thing import Facts, Thing, ago, number
from apanim.script.timeline import Timeline, at_tick
from apanim.tape import EventKind


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """See picture.views."""
    kind, _, which = name.partition(" ")
    if kind == "synapse" and which in tape.plan.synapse:
        return _Synapse(timeline, tape, which)
    if kind == "compartment" and which.isdigit() and int(which) < tape.plan.tree.size:
        return Compartment(timeline, tape, int(which))
    return None


class _Synapse:
    """The synapse `name`: how much it conducts, and when it released."""

    def __init__(self, timeline: Timeline, tape: Any, name: str) -> None:
        self._timeline, self._tape, self._name = timeline, tape, name

    def facts(self, tick: int) -> Facts:
        word, plan = self._timeline.word, self._tape.plan
        synapse = plan.synapse[self._name]
        conductance = self._tape.conductance_uS.get(self._name)
        g_nS = 0.0 if conductance is None else 1e3 * at_tick(conductance, tick)
        released = [moment for moment in self.moments() if moment <= tick]
        rows = [
            (word("effect"), word("excites" if synapse.receptor.reversal_mV is not None else "inhibits")),
            (word("conductance"), number(g_nS, 2, "nS")),
            (word("releases so far"), str(len(released))),
        ]
        if released:
            rows.append((word("last release"), ago(self._timeline, released[-1], tick)))
        title = called(self._timeline, f"synapse {self._name}")
        return Facts(title[0].upper() + title[1:], tuple(rows))

    def moments(self) -> list[int]:
        events, names = self._tape.events, [name for name, _ in self._tape.plan.synapses]
        mine = (events["kind"] == EventKind.RELEASE) & (events["site"] == names.index(self._name))
        return events["tick"][mine].tolist()

    def way(self, ticks: Sequence[int]) -> None:
        return None
