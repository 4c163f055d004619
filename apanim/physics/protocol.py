"""What is done to a patch of membrane, and how it goes on under it: pulses, a voltage clamp, transmitter.

The scene's script and the world that is drawn both advance by this one function, so they agree bit by bit.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics import ligand, patch
from apanim.physics.ligand import AMPA, RELEASE_MM, RELEASE_MS
from apanim.physics.patch import NO_LIGAND, LigandConductance, PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse, mean_current_uA_cm2
from apanim.units import NS_PER_MS

RECEPTOR = AMPA  # of the drawn ligand-gated channels


@dataclass(frozen=True)
class Hold:
    """From `start_ns` on a clamp holds the voltage at `v_mV`, or lets go of it where that is None.

    It leads the voltage there evenly, in `over_ns` from `from_mV`; at once if `over_ns` is 0. It takes
    effect with the first step that begins at `start_ns` or later.
    """

    start_ns: int
    v_mV: float | None
    from_mV: float = 0.0
    over_ns: int = 0

    def at_mV(self, ns: int) -> float | None:
        """The voltage that it demands at `ns`, at or after its start."""
        if self.v_mV is None or ns >= self.start_ns + self.over_ns:
            return self.v_mV
        return self.from_mV + (self.v_mV - self.from_mV) * (ns - self.start_ns) / self.over_ns


@dataclass(frozen=True)
class Protocol:
    """All that is done to a patch. `receptors_mS_cm2`: what its receptors conduct when all are open.

    A later hold replaces an earlier one; no pulse gets through to a clamped membrane.
    """

    pulses: tuple[Pulse, ...] = ()
    holds: tuple[Hold, ...] = ()
    releases_ns: tuple[int, ...] = ()
    receptors_mS_cm2: float = 0.0

    def holding(self, ns: int) -> Hold | None:
        """The clamp that has hold of the membrane at `ns`."""
        latest = max((h for h in self.holds if h.start_ns <= ns), key=lambda h: h.start_ns, default=None)
        return latest if latest is not None and latest.v_mV is not None else None

    def begins_at(self, state: PatchState, ns: int) -> PatchState:
        """`state` as a step from `ns` finds it: at the voltage that a clamp has just set."""
        held = self.holding(ns)
        return state if held is None else state._replace(v_mV=np.asarray(held.at_mV(ns), dtype=float))


class Advanced(NamedTuple):
    """A patch at the two ends of a step, and its receptors' mean conductances over it."""

    before: PatchState
    after: PatchState
    ligand_mS_cm2: LigandConductance


def advance(
    state: PatchState, membrane: MembraneSet, protocol: Protocol, from_ns: int, to_ns: int,
    conductance: LigandConductance | None = None,
) -> Advanced:  # fmt: skip
    """The patch from `from_ns` to `to_ns` of model time under `protocol`.

    `conductance`, if it is known already, is the receptors' as `ligand_conductance` gives it.
    """
    dt_ms = (to_ns - from_ns) / NS_PER_MS
    if conductance is None:
        conductance = ligand_conductance(protocol, membrane, from_ns, to_ns)
    held = protocol.holding(from_ns)
    if held is not None:
        start = protocol.begins_at(state, from_ns)
        goal_mV = held.at_mV(to_ns)
        assert goal_mV is not None  # a clamp that holds has a voltage
        return Advanced(start, patch.hold(start, membrane, dt_ms, float(start.v_mV), goal_mV), conductance)
    current = mean_current_uA_cm2(protocol.pulses, from_ns, to_ns)
    after = patch.step(state, membrane, dt_ms, current, ligand_mS_cm2=conductance)
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
    protocol: Protocol, membrane: MembraneSet, from_ns: int, to_ns: int
) -> LigandConductance:
    """The receptors' mean Na+ and K+ conductances from `from_ns` to `to_ns`."""
    if not protocol.releases_ns or to_ns <= min(protocol.releases_ns):
        return NO_LIGAND
    return ligand_conductances(protocol, membrane, np.array([from_ns, to_ns]))[0]


def ligand_conductances(
    protocol: Protocol, membrane: MembraneSet, times_ns: NDArray[np.int64]
) -> list[LigandConductance]:
    """The same in each of the intervals between `times_ns` (k + 1,), by Simpson's rule."""
    if not protocol.releases_ns or protocol.receptors_mS_cm2 == 0.0:
        return [NO_LIGAND] * (len(times_ns) - 1)
    halves_ns = np.stack([times_ns[:-1], (times_ns[:-1] + times_ns[1:]) // 2], axis=1).ravel()
    opened = open_fraction(protocol.releases_ns, np.append(halves_ns, times_ns[-1]))
    mean = (opened[:-2:2] + 4.0 * opened[1::2] + opened[2::2]) / 6.0
    na, k = (protocol.receptors_mS_cm2 * share for share in shares(membrane))
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
