"""A session: a world that lives. It is stepped, acted upon, forked and read, and needs no future.

Script, baker and window share it. What is done to it is data, so that a session can be kept and lived
again: `Session.replay(session.plan)` takes every state that it took, byte for byte.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.proteins import Kind, protein
from apanim.physics.channels import K_CONDUCTING, NA_CONDUCTING, NA_SHUT
from apanim.physics.protocol import Act, Protocol
from apanim.physics.stimulus import check_act
from apanim.world.advance import init, step
from apanim.world.plan import Plan
from apanim.world.setup import Setup
from apanim.world.state import World

BLOCKED_FROM = np.uint8(8)  # added to a channel's state in a series while a drug's molecule is in its mouth


@dataclass(frozen=True)
class Series:
    """One value a world step, (steps + 1,), or (steps + 1, pathways): what plots and tables read.

    na_state (steps + 1, na) and k_state (steps + 1, k) are those of every drawn channel, left to right,
    plus BLOCKED_FROM where a drug has it; na_open and k_open count those that are open and free.
    """

    model_ns: NDArray[np.int64]
    v_mV: NDArray[np.float64]
    m: NDArray[np.float64]
    h: NDArray[np.float64]
    n: NDArray[np.float64]
    na_open: NDArray[np.int64]
    na_inactivated: NDArray[np.int64]
    k_open: NDArray[np.int64]
    carried: NDArray[np.float64]
    crossed: NDArray[np.int64]
    ligand_open: NDArray[np.int64]
    transmitter_bound: NDArray[np.int64]
    na_state: NDArray[np.uint8]
    k_state: NDArray[np.uint8]

    def __getitem__(self, name: str) -> NDArray[Any]:
        return getattr(self, name)


class Session:
    """The world of `setup`, at rest at model time 0 or as it was in `world`, under acts that may grow."""

    def __init__(self, setup: Setup, acts: Iterable[Act] = (), world: World | None = None) -> None:
        self.setup, self.protocol = setup, Protocol(tuple(acts))
        self.world = init(setup) if world is None else world
        self._rows = [series_row(self.world)]

    @classmethod
    def replay(cls, plan: Plan) -> "Session":
        """A session lived again from rest, by its acts and its clock."""
        again = cls(plan.setup, plan.acts)
        for to_ns in plan.model_ns[1:].tolist():
            again.step(to_ns)
        return again

    @property
    def now_ns(self) -> int:
        return int(self.world.model_ns)

    def step(self, to_ns: int) -> World:
        """One world step on, to model time `to_ns`."""
        self.world = step(self.world, self.setup, self.protocol, to_ns)
        self._rows.append(series_row(self.world))
        return self.world

    def act(self, act: Act) -> None:
        """Do something from `act.start_ns` on. Raises UserError for the past, or a number that is none."""
        check_act(act, self.now_ns)
        self.protocol = self.protocol.grown(act)

    def fork(self) -> "Session":
        """A session of its own from now on, acted upon as this one is; neither sees the other."""
        return Session(self.setup, self.protocol.acts, self.world)

    def read(self) -> Series:
        """Every step of this session so far, its first world included."""
        columns = (np.array(column) for column in zip(*self._rows, strict=True))
        return Series(**dict(zip(SeriesRow._fields, columns, strict=True)))

    @property
    def plan(self) -> Plan:
        """All that was done so far and when each step was, of a session that began at rest."""
        times = [row.model_ns for row in self._rows]
        return Plan(self.setup, np.array(times, np.int64), self.protocol.acts)


class SeriesRow(NamedTuple):
    """One step of a `Series`, each value under the name of its column there."""

    model_ns: int
    v_mV: float
    m: float
    h: float
    n: float
    na_open: int
    na_inactivated: int
    k_open: int
    carried: NDArray[np.float64]
    crossed: NDArray[np.int64]
    ligand_open: int
    transmitter_bound: int
    na_state: NDArray[np.uint8]
    k_state: NDArray[np.uint8]


def series_row(w: World) -> SeriesRow:
    """What a series tells of a world."""
    na_blocked, k_blocked = (w.is_blocked(protein(kind)) for kind in (Kind.NA_CHANNEL, Kind.K_CHANNEL))
    v_mV, m, h, n = (float(value) for value in w.patch)
    return SeriesRow(
        model_ns=int(w.model_ns), v_mV=v_mV, m=m, h=h, n=n,
        na_open=int(np.sum((w.na_state == NA_CONDUCTING) & ~na_blocked)),
        na_inactivated=int(np.sum(w.na_state >= NA_SHUT)),
        k_open=int(np.sum((w.k_state == K_CONDUCTING) & ~k_blocked)),
        carried=w.carried, crossed=w.crossed,
        ligand_open=int(np.sum(w.ligand_conducts)), transmitter_bound=int(np.sum(w.ligand_bound)),
        na_state=w.na_state + BLOCKED_FROM * na_blocked, k_state=w.k_state + BLOCKED_FROM * k_blocked,
    )  # fmt: skip
