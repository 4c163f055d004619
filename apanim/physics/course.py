"""The course of a patch of membrane: it is stepped, acted upon, forked and read; it needs no future.

Whoever wants to know what a stimulus does to a patch asks a course: a script its scene's own, and forks of
it on a finer grid for what is to come. The world that is drawn steps by the same `protocol.live`.
"""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics import patch
from apanim.physics.patch import LigandConductance, PatchState
from apanim.physics.protocol import Act, Protocol, ligand_conductances, live
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import check_act, mean_currents_uA_cm2
from apanim.units import NS_PER_MS


class Recording(NamedTuple):
    """A patch along time, (k,) each: model time, voltage and gates."""

    model_ns: NDArray[np.int64]
    v_mV: Array
    m: Array
    h: Array
    n: Array

    def part(self, rows: slice) -> "Recording":
        """Those rows of it."""
        return Recording(self.model_ns[rows], *(column[rows] for column in self[1:]))


class Course:
    """A patch of `membrane` from rest at model time 0 on, or from `start` at `start_ns`.

    `receptors_mS_cm2` is what its receptors conduct when all are open. `model_ns` holds the model time of
    every step so far, the start included; `state` is the patch now.
    """

    def __init__(
        self, membrane: MembraneSet, receptors_mS_cm2: float = 0.0, acts: Iterable[Act] = (),
        start_ns: int = 0, start: PatchState | None = None,
    ) -> None:  # fmt: skip
        self.membrane, self.receptors_mS_cm2 = membrane, receptors_mS_cm2
        self.protocol = Protocol(tuple(acts))
        self.model_ns = [start_ns]
        self.state = patch.init(membrane) if start is None else start
        self._rows = [_row(self.state)]

    @property
    def now_ns(self) -> int:
        return self.model_ns[-1]

    @property
    def acts(self) -> tuple[Act, ...]:
        return self.protocol.acts

    def step(self, to_ns: int, conductance: LigandConductance | None = None) -> PatchState:
        """One step on, to model time `to_ns`; see `protocol.live`."""
        pieces = live(
            self.state, self.membrane, self.receptors_mS_cm2, self.protocol, self.now_ns, to_ns, conductance
        )
        self.state = pieces[-1].went.after
        self.model_ns.append(to_ns)
        self._rows.append(_row(self.state))
        return self.state

    def membrane_at(self, ns: int) -> MembraneSet:
        """The set as it is at a model time, under all that is known to be done to it by then."""
        return self.protocol.membrane(self.membrane, ns)

    def run(self, steps: int, step_ns: int) -> None:
        """So many even steps on."""
        times_ns = self.now_ns + step_ns * np.arange(steps + 1, dtype=np.int64)
        for first, last in pairwise(self._turns(times_ns)):
            ends_ns = int(times_ns[first]), int(times_ns[last])
            if self.protocol.holding(ends_ns[0]) is None and len(self.protocol.pieces_ns(*ends_ns)) == 1:
                self._run_free(times_ns[first : last + 1])
                continue
            for to_ns in times_ns[first + 1 : last + 1].tolist():
                self.step(to_ns)

    def _turns(self, times_ns: NDArray[np.int64]) -> list[int]:
        """Where in `times_ns` the membrane or its clamp changes, a step in which it does by itself, and
        the first and the last."""
        holds = {int(np.searchsorted(times_ns, hold.start_ns)) for hold in self.protocol.holds}
        changes = {change.start_ns for change in self.protocol.changes}
        after = {int(np.searchsorted(times_ns, ns)) for ns in changes}
        before = {int(np.searchsorted(times_ns, ns, "right")) - 1 for ns in changes}
        end = len(times_ns) - 1
        return sorted({0, end, *(turn for turn in holds | after | before if 0 < turn < end)})

    def _run_free(self, times_ns: NDArray[np.int64]) -> None:
        """Even steps at `times_ns`, the start first, in which no clamp holds the membrane or it changes."""
        membrane = self.protocol.membrane(self.membrane, self.now_ns)
        opened = ligand_conductances(self.protocol, self.receptors_mS_cm2, membrane, times_ns)
        flows = mean_currents_uA_cm2(self.protocol.currents, times_ns)
        dt_ms, now_ms = int(times_ns[1] - times_ns[0]) / NS_PER_MS, self.now_ns / NS_PER_MS
        rows = patch.run(self.state, membrane, dt_ms, flows, now_ms, opened)[1:]
        self.model_ns += times_ns[1:].tolist()
        self._rows += [(v, m, h, n) for v, m, h, n in rows.tolist()]
        self.state = _state(self._rows[-1])

    def act(self, act: Act) -> None:
        """Do something from `act.start_ns` on. Raises UserError for the past, or a number that is none."""
        check_act(act, self.now_ns)
        self.protocol = self.protocol.grown(act)

    def fork(self, at_ns: int | None = None, past: bool = False) -> "Course":
        """A course of its own from the step at `at_ns` on (now, if not given), acted upon as this one is.

        With `past` it keeps what lies before; without, it begins there.
        """
        row = len(self._rows) - 1 if at_ns is None else bisect_right(self.model_ns, at_ns) - 1
        start_ns, start = self.model_ns[row], _state(self._rows[row])
        fork = Course(self.membrane, self.receptors_mS_cm2, self.acts, start_ns, start)
        if past:
            fork.model_ns[:0], fork._rows[:0] = self.model_ns[:row], self._rows[:row]
        return fork

    def read(self) -> Recording:
        """Every step so far."""
        return Recording(np.array(self.model_ns, np.int64), *np.array(self._rows).T)


def _row(state: PatchState) -> tuple[float, ...]:
    return tuple(map(float, state))


def _state(row: tuple[float, ...]) -> PatchState:
    return PatchState(*map(np.asarray, row))
