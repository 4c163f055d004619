"""The run of a cable under given acts, on a fixed grid of model time, as far as anybody has asked.

The cable knows no chance, so its future is one run: a script looks ahead in it, and the tape reads the
same numbers. Between two points of the grid (20 us) states are joined by straight lines.
"""

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from apanim.physics.cable.inputs import Act, Synapse, inputs
from apanim.physics.cable.neuron import STEP_MS
from apanim.physics.cable.step import init, step
from apanim.physics.cable.tree import Tree
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.units import NS_PER_MS

GRID_NS = round(STEP_MS * NS_PER_MS)
CHUNK = 200  # steps that are foreseen at once


class Trajectory:
    """V (mV), m, h, n of every compartment from model time 0 on; `start` resumes an earlier one."""

    def __init__(
        self, tree: Tree, synapses: Mapping[str, Synapse], acts: Sequence[Act] = (),
        start: Array | None = None,
    ) -> None:  # fmt: skip
        self.tree, self.synapses, self.acts = tree, synapses, tuple(acts)
        first = np.stack(init(tree))[None] if start is None else start
        self._room, self._count = first.copy(), len(first)  # (at least count, 4, n) states

    @property
    def end_ns(self) -> int:
        return GRID_NS * (self._count - 1)

    def with_act(self, act: Act, now_ns: int) -> "Trajectory":
        """The trajectory with one act more, which begins at `now_ns`: what came before is kept."""
        self.reach(now_ns)
        return Trajectory(self.tree, self.synapses, (*self.acts, act), self.rows()[: now_ns // GRID_NS + 1])

    def reach(self, ns: int) -> None:
        """Compute at least to model time `ns`."""
        missing = ceil(ns / GRID_NS) - (self._count - 1)
        if missing > 0:
            self._extend(ceil(missing / CHUNK) * CHUNK)

    def rows(self) -> Array:
        """(k, 4, n) V, m, h, n on the grid, as far as computed."""
        return self._room[: self._count]

    def at(self, ns: NDArray[np.int64]) -> Array:
        """(k, 4, n) at the model times `ns` (k,)."""
        self.reach(int(ns.max()) + GRID_NS)
        rows = self.rows()
        index = ns // GRID_NS
        share = ((ns % GRID_NS) / GRID_NS)[:, None, None]
        return rows[index] + (rows[index + 1] - rows[index]) * share

    def _extend(self, steps: int) -> None:
        first, until = self._count - 1, self._count + steps
        if until > len(self._room):
            room = np.empty((max(until, 2 * len(self._room)), *self._room.shape[1:]))
            room[: self._count] = self.rows()
            self._room = room
        during = inputs(self.tree, self.synapses, self.acts, GRID_NS, first + steps)
        state = PatchState(*self._room[first])
        for k in range(first, first + steps):
            state = step(state, self.tree, STEP_MS, during(k), k * STEP_MS)
            self._room[k + 1] = state
        self._count = until
