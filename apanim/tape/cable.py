"""The tape of a cable: V, m, h, n of every compartment, one record a world step.

The cable is solved on its own fixed grid of model time (physics.cable.course), so a tape is that course
read at the scene's world steps; it lies on disk under a key of everything it depends on, like any tape.
"""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from apanim.physics.cable.changes import Block, tree_at
from apanim.physics.cable.course import GRID_NS, CableCourse
from apanim.physics.cable.inputs import Act, Synapse, synapse_g_uS
from apanim.physics.cable.myelin import Demyelination
from apanim.physics.cable.tree import Section, Tree, build
from apanim.physics.patch import PatchState
from apanim.physics.perturb import Change
from apanim.physics.stimulus import Release
from apanim.tape.bake import TAPES, key
from apanim.tape.events import EventKind, index
from apanim.tape.table import Table, cable_table
from apanim.units import NS_PER_MS, TICKS_PER_STEP

CHANGES = (Block, Change, Demyelination)  # the acts that change the membrane
ARRIVES_MV = 0.0  # a spike passes a place when V rises through this
EXACT_EVERY = 100  # points of the solver's grid, 2 ms: of so many one is kept exactly, to fork from
_EVERY = 25  # compartments of a long section between two places whose arrivals are events


@dataclass(frozen=True, eq=False)
class CablePlan:
    """All that a cable's tape depends on. `model_ns[k]` is the model time at world step k (integer ns).

    One is equal to itself only, and may be a key.
    `view` says what it is: the whole "neuron", an "axon", or several "axons", of which the stretch
    `window_um` is seen.
    """

    view: Literal["neuron", "axon", "axons"]
    sections: tuple[Section, ...]
    axial_ohm_cm: float
    synapses: tuple[tuple[str, Synapse], ...]
    acts: tuple[Act, ...]
    model_ns: NDArray[np.int64]
    window_um: tuple[float, float] = (0.0, 0.0)

    @cached_property
    def tree(self) -> Tree:
        return _tree(self.sections, self.axial_ohm_cm)

    def tree_at(self, ns: int) -> Tree:
        """What has become of the tree at a model time: what was changed of it by then counts."""
        return tree_at(self.tree, self.acts, ns)

    @property
    def synapse(self) -> Mapping[str, Synapse]:
        return dict(self.synapses)

    @property
    def steps(self) -> int:
        return len(self.model_ns) - 1

    def beginning(self, steps: int) -> "CablePlan":
        """The plan of the first `steps` world steps: its tape is the beginning of this one's."""
        return replace(self, model_ns=self.model_ns[: steps + 1])


@lru_cache(maxsize=8)
def _tree(sections: tuple[Section, ...], axial_ohm_cm: float) -> Tree:
    """One tree for all plans that have it, for a tree keeps what is worked out of it."""
    return build(sections, axial_ohm_cm)


@dataclass(frozen=True)
class CableSeries:
    """model_ns (steps + 1,); V (mV), m, h, n (steps + 1, compartments)."""

    model_ns: NDArray[np.int64]
    v_mV: NDArray[np.float32]
    m: NDArray[np.float32]
    h: NDArray[np.float32]
    n: NDArray[np.float32]


class CableTape:
    """A solved cable. `at(tick)` is pure; `events` is a structured array, see tape.events.EVENT:
    a spike that passes a place (ARRIVAL; `site` the compartment) and a synapse's release (RELEASE; `site`
    the synapse's number in the plan). `rows` (steps + 1, 4, n) are V, m, h, n, `exact` the states of the
    solver's grid that are kept to fork from."""

    def __init__(self, plan: CablePlan, rows: NDArray[np.float32], exact: NDArray[np.float64]) -> None:
        self.plan, self.rows, self.exact = plan, rows, exact
        self.series = CableSeries(plan.model_ns, *(rows[:, i] for i in range(4)))
        self.events = index(_arrivals(plan, self.series.v_mV) + _releases(plan))

    @property
    def steps(self) -> int:
        return self.plan.steps

    @property
    def duration_tick(self) -> int:
        return self.steps * TICKS_PER_STEP

    def at(self, tick: int) -> PatchState:
        """The cable at `tick`, held at the ends; straight lines between world steps."""
        number, rest = divmod(min(max(tick, 0), self.duration_tick), TICKS_PER_STEP)
        row = self.rows[number].astype(np.float64)
        if rest:
            row += (self.rows[number + 1] - row) * (rest / TICKS_PER_STEP)
        return PatchState(*row)

    def fork(self, number: int) -> CableCourse:
        """A course that goes on from step `number` exactly; untouched, it gives the tape's next rows.

        It is solved on from the last exact state that the tape keeps. Raises IndexError outside 0..steps.
        """
        if not 0 <= number <= self.steps:
            raise IndexError(f"step {number} is outside the tape's 0..{self.steps}")
        plan, ns = self.plan, int(self.plan.model_ns[number])
        kept = ns // (EXACT_EVERY * GRID_NS)
        start_ns = kept * EXACT_EVERY * GRID_NS
        return CableCourse(plan.tree, plan.synapse, plan.acts, start_ns, self.exact[kept]).fork(ns)

    def table(self) -> Table:
        """V at the stations of its plan."""
        return cable_table(self, stations(self.plan))

    def digest(self) -> str:
        """The hash of every number on the tape: the same wherever the scene was lived alike."""
        return hashlib.sha256(self.rows.tobytes() + self.exact.tobytes()).hexdigest()

    def let_go(self) -> None:
        """A cable's tape is small and stays in memory."""

    @cached_property
    def conductance_uS(self) -> dict[str, NDArray[np.float64]]:
        """(steps + 1,) of every synapse that releases in this scene."""
        return synapse_g_uS(self.plan.synapse, self.plan.acts, self.plan.model_ns / NS_PER_MS)


def kept_cable_tape(plan: CablePlan) -> CableTape | None:
    """The tape of `plan` if it is kept and whole."""
    kept = _kept(plan, key(plan))
    return None if kept is None else CableTape(plan, *kept)


def open_cable_tape(plan: CablePlan) -> CableTape:
    """The tape of `plan`: from the cache if it is there, solved (and kept, if that is possible) if not."""
    name = key(plan)
    kept = _kept(plan, name)
    if kept is None:
        course = CableCourse(plan.tree, plan.synapse, plan.acts)
        rows = course.read(plan.model_ns).astype(np.float32)
        kept = rows, course.grid(0, int(plan.model_ns[-1]))[::EXACT_EVERY].copy()
        TAPES.save(name, b"".join(part.tobytes() for part in kept))
    return CableTape(plan, *kept)


def _kept(plan: CablePlan, name: str) -> tuple[NDArray[np.float32], NDArray[np.float64]] | None:
    """The rows and the exact states under `name` if they are there and whole."""
    exact = int(plan.model_ns[-1]) // (EXACT_EVERY * GRID_NS) + 1
    shapes = (plan.steps + 1, 4, plan.tree.size), (exact, 4, plan.tree.size)
    sizes = 4 * math.prod(shapes[0]), 8 * math.prod(shapes[1])
    content = TAPES.load(name)
    if content is None or len(content) != sum(sizes):
        return None
    rows = np.frombuffer(content[: sizes[0]], np.float32).reshape(shapes[0])
    return rows, np.frombuffer(content[sizes[0] :], np.float64).reshape(shapes[1])


def stations(plan: CablePlan) -> dict[int, str]:
    """Compartments worth naming, with their names: every section's, a long one's at intervals."""
    out: dict[int, str] = {}
    for section in plan.sections:
        span = plan.tree.compartments(section.name)
        for place in range(span.start + min(_EVERY, section.compartments) // 2, span.stop, _EVERY):
            out[place] = f"{section.name} {plan.tree.x_um[place]:.0f} um"
    return out


def _arrivals(plan: CablePlan, v_mV: NDArray[np.float32]) -> list[Any]:
    out: list[Any] = []
    for place in stations(plan):
        v = v_mV[:, place]
        rises = np.flatnonzero((v[1:] > ARRIVES_MV) & (v[:-1] <= ARRIVES_MV)) + 1
        out += [(int(k) * TICKS_PER_STEP, EventKind.ARRIVAL, place, -1) for k in rises]
    return out


def _releases(plan: CablePlan) -> list[Any]:
    names = [name for name, _ in plan.synapses]
    out: list[Any] = []
    for act in plan.acts:
        if isinstance(act, Release):
            k = int(np.searchsorted(plan.model_ns, act.start_ns))
            out.append((k * TICKS_PER_STEP, EventKind.RELEASE, names.index(act.synapse), -1))
    return out
