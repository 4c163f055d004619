"""What can be pointed at on the neuron: its synapses, and every compartment of its cable."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from apanim.picture.drawlist import Item
from apanim.picture.shot import Shot
from apanim.picture.things.compartment import Compartment
from apanim.picture.things.names import called
from apanim.picture.things.targets import Places, Targets, covers, seen
from apanim.picture.things.thing import Facts, Thing, ago, number
from apanim.picture.views.neuron.geometry import courses
from apanim.picture.views.neuron.synapses import R, endings
from apanim.script.timeline import Timeline, at_tick
from apanim.tape import CablePlan, CableTape, EventKind

_LEAST_PX = 9.0  # what is thinner is as easy to point at


def targets(shot: Shot[CableTape], items: Sequence[Item]) -> Targets:
    """Everything in sight; `items` are those of the picture."""
    names, x, y, radius = _places(shot.tape.plan)
    sight = shot.camera.sight
    radius = np.maximum(radius * sight.scale, _LEAST_PX)
    return seen(Places(names, *sight.onto(x, y), radius), covers(items), shot.look.frame)


@lru_cache(maxsize=4)
def _places(plan: CablePlan) -> Places:
    """All of them, where they are in the whole view."""
    names = [f"synapse {name}" for name in endings()]
    places = [(*one.middle, R) for one in endings().values()]
    for section in plan.sections:
        first = plan.tree.compartments(section.name).start
        course, count = courses()[section.name], section.compartments
        middles = (np.arange(count) + 0.5) / count
        columns = (np.interp(middles, course.share, column) for column in course.points.T)
        for k, (x, y, wide) in enumerate(zip(*columns, strict=True)):
            names.append(f"compartment {first + k}")
            places.append((x, y, wide / 2))
    x, y, radius = np.array(places, float).T
    return Places(tuple(names), x, y, radius)


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
