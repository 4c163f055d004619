"""What is done to a patch of membrane, and how it goes on under it: pulses, a voltage clamp, transmitter.

The scene's script and the world that is drawn both advance by this one function, so they agree bit by bit.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics import ligand, patch
from apanim.physics.ligand import AMPA, RELEASE_MM, RELEASE_MS
from apanim.physics.patch import NO_LIGAND, LigandConductance, PatchState
from apanim.physics.perturb import Change, membrane_at
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Hold, Pulse, Ramp, Release, mean_current_uA_cm2
from apanim.units import NS_PER_MS

LONG_STEP_NS = 50_000  # a pulse that is shorter than a step would be spread over it
RECEPTOR = AMPA  # of the drawn ligand-gated channels
Act = Pulse | Ramp | Hold | Release | Change


@dataclass(frozen=True)
class Protocol:
    """All that is done to a patch, in the order in which it was decided; more may be added (`grown`).

    A later hold replaces an earlier one; no pulse gets through to a clamped membrane. A hold takes effect
    with the first step that begins at its start or later; a change of the membrane at its start, wherever
    in a step that is.
    """

    acts: tuple[Act, ...] = ()

    @cached_property
    def pulses(self) -> tuple[Pulse, ...]:
        return tuple(act for act in self.acts if isinstance(act, Pulse))

    @cached_property
    def currents(self) -> tuple[Pulse | Ramp, ...]:
        """What flows through the electrode."""
        return tuple(act for act in self.acts if isinstance(act, Pulse | Ramp))

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        return tuple(act for act in self.acts if isinstance(act, Hold))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return tuple(act for act in self.acts if isinstance(act, Change))

    @cached_property
    def releases_ns(self) -> tuple[int, ...]:
        return tuple(act.start_ns for act in self.acts if isinstance(act, Release))

    def grown(self, act: Act) -> "Protocol":
        """The protocol with one act more."""
        return Protocol((*self.acts, act))

    def holding(self, ns: int) -> Hold | None:
        """The clamp that has hold of the membrane at `ns`; of two that begin together, the last named."""
        if not self.holds:
            return None
        begun = (h for h in reversed(self.holds) if h.start_ns <= ns)
        latest = max(begun, key=lambda h: h.start_ns, default=None)
        return latest if latest is not None and latest.v_mV is not None else None

    def begins_at(self, state: PatchState, ns: int) -> PatchState:
        """`state` as a step from `ns` finds it: at the voltage that a clamp has just set."""
        held = self.holding(ns)
        return state if held is None else state._replace(v_mV=np.asarray(held.at_mV(ns), dtype=float))

    def membrane(self, first: MembraneSet, ns: int) -> MembraneSet:
        """What has become of the membrane set `first` at `ns`."""
        if not self.changes:
            return first
        return _changed(first, tuple(c for c in self.changes if c.start_ns <= ns))

    def stretches(self, first: MembraneSet, times_ns: NDArray[np.int64]) -> list[tuple[slice, MembraneSet]]:
        """The stretches of `times_ns` (k,), ascending, in which the membrane is one set, and that set."""
        turns = {int(np.searchsorted(times_ns, change.start_ns)) for change in self.changes}
        edges = [0, *sorted(turn for turn in turns if 0 < turn < len(times_ns)), len(times_ns)]
        return [(slice(a, b), self.membrane(first, int(times_ns[a]))) for a, b in pairwise(edges)]

    def pieces_ns(self, from_ns: int, to_ns: int) -> list[tuple[int, int]]:
        """A step cut where the membrane changes within it, and a long one where a current begins or ends:
        (from, to) of each piece, model times. A short one takes the current's exact mean: as good."""
        edges = [change.start_ns for change in self.changes]
        if to_ns - from_ns > LONG_STEP_NS:
            edges += [ns for act in self.currents for ns in (act.start_ns, act.end_ns)]
        inside = {ns for ns in edges if from_ns < ns < to_ns}
        return list(pairwise((from_ns, *sorted(inside), to_ns)))


@lru_cache(maxsize=64)
def _changed(first: MembraneSet, changes: tuple[Change, ...]) -> MembraneSet:
    """`first` after all of `changes`; made once, for a set keeps what it has worked out of its rates."""
    return membrane_at(first, changes, max((c.start_ns for c in changes), default=0))


class Advanced(NamedTuple):
    """A patch at the two ends of a step, and its receptors' mean conductances over it."""

    before: PatchState
    after: PatchState
    ligand_mS_cm2: LigandConductance


class StepPiece(NamedTuple):
    """A piece of a step, `dt_ms` long, in which the membrane is one set."""

    went: Advanced
    membrane: MembraneSet
    dt_ms: float


def live(
    state: PatchState, first: MembraneSet, receptors_mS_cm2: float, protocol: Protocol, from_ns: int,
    to_ns: int, conductance: LigandConductance | None = None,
) -> list[StepPiece]:  # fmt: skip
    """A patch that was made as the set `first` from `from_ns` to `to_ns`, in pieces; see `advance`."""
    pieces: list[StepPiece] = []
    for begin_ns, end_ns in protocol.pieces_ns(from_ns, to_ns):
        membrane = protocol.membrane(first, begin_ns)
        went = advance(state, membrane, receptors_mS_cm2, protocol, begin_ns, end_ns, conductance)
        pieces.append(StepPiece(went, membrane, (end_ns - begin_ns) / NS_PER_MS))
        state = went.after
    return pieces


def advance(
    state: PatchState, membrane: MembraneSet, receptors_mS_cm2: float, protocol: Protocol, from_ns: int,
    to_ns: int, conductance: LigandConductance | None = None,
) -> Advanced:  # fmt: skip
    """A patch of `membrane` from `from_ns` to `to_ns` of model time, its changes under `protocol` made.

    `receptors_mS_cm2` is what its receptors conduct when all are open; `conductance`, if it is known
    already, what they do in this step, as `ligand_conductances` gives it.
    """
    dt_ms = (to_ns - from_ns) / NS_PER_MS
    if conductance is None:
        conductance = ligand_conductance(protocol, receptors_mS_cm2, membrane, from_ns, to_ns)
    held = protocol.holding(from_ns)
    if held is not None:
        start = protocol.begins_at(state, from_ns)
        goal_mV = held.at_mV(to_ns)
        assert goal_mV is not None  # a clamp that holds has a voltage
        return Advanced(start, patch.hold(start, membrane, dt_ms, float(start.v_mV), goal_mV), conductance)
    current = mean_current_uA_cm2(protocol.currents, from_ns, to_ns)
    after = patch.step(state, membrane, dt_ms, current, from_ns / NS_PER_MS, conductance)
    return Advanced(state, after, conductance)


def shares(membrane: MembraneSet) -> tuple[float, float]:
    """The parts of the receptors' conductance that Na+ and K+ carry, so that it reverses where it does.

    The pore is one, and lets both through: g (V - E) = g_Na (V - E_Na) + g_K (V - E_K) at every V.
    """
    assert RECEPTOR.reversal_mV is not None
    na = (RECEPTOR.reversal_mV - membrane.e_k_mV) / (membrane.e_na_mV - membrane.e_k_mV)
    return na, 1.0 - na


def occupancy(releases_ns: tuple[int, ...], times_ns: NDArray[np.int64]) -> Array:
    """(k, s) shares of the receptors' states at model times (k,), ascending."""
    return ligand.occupancy(RECEPTOR, [r / NS_PER_MS for r in releases_ns], times_ns / NS_PER_MS)


def open_fraction(releases_ns: tuple[int, ...], times_ns: NDArray[np.int64]) -> Array:
    """(k,) share of the receptors that conduct at model times (k,), ascending."""
    return occupancy(releases_ns, times_ns)[:, list(RECEPTOR.conducting)].sum(axis=1)


def ligand_conductance(
    protocol: Protocol, receptors_mS_cm2: float, membrane: MembraneSet, from_ns: int, to_ns: int
) -> LigandConductance:
    """The receptors' mean Na+ and K+ conductances from `from_ns` to `to_ns`."""
    if not protocol.releases_ns or to_ns <= min(protocol.releases_ns):
        return NO_LIGAND
    return ligand_conductances(protocol, receptors_mS_cm2, membrane, np.array([from_ns, to_ns]))[0]


def ligand_conductances(
    protocol: Protocol, receptors_mS_cm2: float, membrane: MembraneSet, times_ns: NDArray[np.int64]
) -> list[LigandConductance]:
    """The same in each of the intervals between `times_ns` (k + 1,), by Simpson's rule."""
    if not protocol.releases_ns or receptors_mS_cm2 == 0.0:
        return [NO_LIGAND] * (len(times_ns) - 1)
    halves_ns = np.stack([times_ns[:-1], (times_ns[:-1] + times_ns[1:]) // 2], axis=1).ravel()
    opened = open_fraction(protocol.releases_ns, np.append(halves_ns, times_ns[-1]))
    mean = (opened[:-2:2] + 4.0 * opened[1::2] + opened[2::2]) / 6.0
    na, k = (receptors_mS_cm2 * share for share in shares(membrane))
    return [(na * one, k * one) for one in mean.tolist()]


def transmitter_mM(releases_ns: tuple[int, ...], from_ns: int, to_ns: int) -> float:
    """Mean transmitter from `from_ns` to `to_ns`; overlapping releases last longer, not more."""
    lasts_ns = round(RELEASE_MS * NS_PER_MS)
    there_ns, reached = 0, from_ns
    for start in sorted(releases_ns):
        end = min(to_ns, start + lasts_ns)
        there_ns += max(0, end - max(reached, start))
        reached = max(reached, end)
    return RELEASE_MM * there_ns / max(1, to_ns - from_ns)
