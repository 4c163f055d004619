"""The course of a cable: it is stepped, acted upon, forked and read, as a patch's is.

It is solved on a fixed grid of model time (20 us), as far ahead as anybody has asked: a cable knows no
chance, so a script looks ahead in the very run that the tape reads. Between two points of the grid states
are joined by straight lines.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.cable.changes import tree_at
from apanim.physics.cable.inputs import Act, Synapse, inputs
from apanim.physics.cable.neuron import STEP_MS
from apanim.physics.cable.step import Input, init, step
from apanim.physics.cable.tree import Tree
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.physics.stimulus import check_act
from apanim.units import NS_PER_MS

GRID_NS = round(STEP_MS * NS_PER_MS)
CHUNK = 200  # steps that are foreseen at once


def grid_ns(ns: int) -> int:
    """The first point of the grid at or after a model time."""
    return -(-ns // GRID_NS) * GRID_NS


class CableCourse:
    """V (mV), m, h, n of each compartment of `tree` from rest on, or from the `start` (4, n) at `start_ns`.

    `start` is a state of the grid: what it was at the last point at or before `start_ns`. `model_ns` holds
    the model time of every step so far, the start included.
    """

    def __init__(
        self, tree: Tree, synapses: Mapping[str, Synapse], acts: Iterable[Act] = (),
        start_ns: int = 0, start: Array | None = None,
    ) -> None:  # fmt: skip
        self.tree, self.synapses, self.acts = tree, synapses, tuple(acts)
        self.model_ns = [start_ns]
        self._first = start_ns // GRID_NS
        self._room = np.stack(init(tree))[None] if start is None else start[None].copy()
        self._foreseen: tuple[int, Tree, Callable[[int], Input]] | None = None  # see _during
        self._count = 1  # states of the grid that are computed, of the (at least count, 4, n) of the room

    @property
    def now_ns(self) -> int:
        return self.model_ns[-1]

    @property
    def next_ns(self) -> int:
        """The next point of the grid: from there on something may be done to the cable."""
        return grid_ns(self.now_ns)

    def step(self, to_ns: int) -> None:
        """One step on, to model time `to_ns`."""
        self.model_ns.append(to_ns)

    def act(self, act: Act) -> None:
        """Do something to the cable from `act.start_ns` on. Raises UserError before `next_ns`, for a number
        that is none and for a place or synapse that is not there."""
        check_act(act, self.next_ns)
        inputs(self.tree, self.synapses, (act,), GRID_NS, 1)
        tree_at(self.tree, (act,), act.start_ns)
        self.acts = (*self.acts, act)
        self._foreseen = None
        self._count = min(self._count, act.start_ns // GRID_NS - self._first + 1)

    def fork(self, at_ns: int | None = None) -> "CableCourse":
        """A course of its own from `at_ns` on (now, if not given), acted upon as this one is."""
        start_ns = self.now_ns if at_ns is None else at_ns
        return CableCourse(self.tree, self.synapses, self.acts, start_ns, self.grid(start_ns, start_ns)[0])

    def read(self, at_ns: NDArray[np.int64] | None = None) -> Array:
        """(k, 4, n) at every step so far, or at the model times `at_ns` (k,)."""
        ns = np.array(self.model_ns, np.int64) if at_ns is None else at_ns
        self._reach(int(ns.max()) // GRID_NS + 1)
        index = ns // GRID_NS - self._first
        share = ((ns % GRID_NS) / GRID_NS)[:, None, None]
        return self._room[index] + (self._room[index + 1] - self._room[index]) * share

    def grid(self, from_ns: int, to_ns: int) -> Array:
        """(k, 4, n) the states of the grid between two model times. Raises UserError before the start."""
        first, last = from_ns // GRID_NS - self._first, to_ns // GRID_NS - self._first
        if first < 0:
            raise UserError(f"{from_ns / NS_PER_MS:g} ms is before the start of this cable's course")
        self._reach(self._first + last)
        return self._room[first : last + 1]

    def _reach(self, point: int) -> None:
        """Compute at least to a point of the grid, counted from model time 0."""
        missing = point - (self._first + self._count - 1)
        if missing <= 0:
            return
        last, until = self._count - 1, self._count + missing
        if until > len(self._room):
            room = np.empty((max(until, 2 * len(self._room)), *self._room.shape[1:]))
            room[: self._count] = self._room[: self._count]
            self._room = room
        state = PatchState(*self._room[last])
        for k in range(self._first + last, point):
            tree = tree_at(self.tree, self.acts, k * GRID_NS)
            state = step(state, tree, STEP_MS, self._during(k, tree), k * STEP_MS)
            self._count += 1
            self._room[self._count - 1] = state

    def _during(self, k: int, tree: Tree) -> Input:
        """What acts on `tree` during step `k` of the grid. It is foreseen by chunks that begin at the same
        points for everybody, so that a course is the same however it is asked for."""
        chunk, known = k // CHUNK, self._foreseen
        if known is None or known[0] != chunk or known[1] is not tree:
            during = inputs(tree, self.synapses, self.acts, GRID_NS, CHUNK, chunk * CHUNK)
            self._foreseen = known = chunk, tree, during
        return known[2](k)
