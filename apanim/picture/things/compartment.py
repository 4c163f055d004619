"""A place on a cable: its voltage and gates, what its channels conduct, and the spikes that passed."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apanim.picture.things.names import called, section_of
from apanim.picture.things.thing import Facts, ago, number
from apanim.script.timeline import Timeline
from apanim.tape.readings import readings
from apanim.units import TICKS_PER_STEP

_ARRIVES_MV = 0.0  # a spike passes as V rises through this


class Compartment:
    """The compartment `row` of the cable of a scene."""

    def __init__(self, timeline: Timeline, tape: Any, row: int) -> None:
        self._timeline, self._tape, self._row = timeline, tape, row

    def facts(self, tick: int) -> Facts:
        word, plan, row = self._timeline.word, self._tape.plan, self._row
        v, m, h, n = (float(column[row]) for column in self._tape.at(tick))
        name = section_of(plan, row)
        membrane = next(section.membrane for section in plan.sections if section.name == name)
        rows = [(word("voltage"), number(v, 1, word("mV"), sign=True))]
        if membrane.g_na_mS_cm2 > 0.0:
            reads = readings(membrane)
            rows += [
                ("m", number(m, 2)), ("h", number(h, 2)), ("n", number(n, 2)),
                (word("Na⁺ conductance"), number(reads.g_na(m, h), 2, "mS/cm²")),
                (word("K⁺ conductance"), number(reads.g_k(n), 2, "mS/cm²")),
            ]  # fmt: skip
        passed = [moment for moment in self.moments() if moment <= tick]
        rows.append((word("spikes so far"), str(len(passed))))
        if passed:
            rows.append((word("last spike"), ago(self._timeline, passed[-1], tick)))
        title = called(self._timeline, f"compartment {row}")
        return Facts(title[0].upper() + title[1:], tuple(rows))

    def moments(self) -> list[int]:
        v = self._tape.series.v_mV[:, self._row]
        rises = np.flatnonzero((v[1:] > _ARRIVES_MV) & (v[:-1] <= _ARRIVES_MV)) + 1
        return (rises * TICKS_PER_STEP).tolist()

    def way(self, ticks: Sequence[int]) -> None:
        return None
