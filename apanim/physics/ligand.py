"""Ligand-gated channels: receptors that bind transmitter, open and, some of them, desensitise.

Schemes and rates: Destexhe, Mainen & Sejnowski 1998, Kinetic models of synaptic transmission, in Koch &
Segev, Methods in Neuronal Modeling (2nd ed.), as fitted there; two molecules bind in turn. The AMPA pore is
a non-selective cation channel that reverses at 0 mV; the GABA-A pore passes Cl- and reverses at E_Cl.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.markov import (
    Mode,
    Population,
    Rank,
    Scheme,
    chain,
    conducting,
    counts_of,
    exchange,
    settle,
)  # fmt: skip
from apanim.physics.rates import Array

RELEASE_MM = 1.0  # transmitter in the cleft after a release, and how long it stays there
RELEASE_MS = 1.0


@dataclass(frozen=True)
class Receptor:
    """A Markov scheme whose binding rates are proportional to the transmitter.

    states: their names, the unbound one first. rates: (from, to, per ms or, for binding, per ms and mM).
    reversal_mV None stands for the membrane's E_Cl. conductance_pS is of one open channel.
    """

    name: str
    states: tuple[str, ...]
    conducting: tuple[int, ...]
    binding: tuple[tuple[int, int, float], ...]
    moving: tuple[tuple[int, int, float], ...]
    reversal_mV: float | None
    conductance_pS: float

    @cached_property
    def scheme(self) -> Scheme:
        """The graph of its legal transitions."""
        pairs = {tuple(sorted(r[:2])) for r in self.binding + self.moving}
        return Scheme(self.name, len(self.states), tuple((a, b) for a, b in sorted(pairs)), self.conducting)

    @cached_property
    def molecules(self) -> NDArray[np.int64]:
        """(s,) how many molecules are bound in each state: only the binding steps take one up."""
        bound = {0: 0}
        taken = {pair for a, b, _ in self.binding for pair in ((a, b), (b, a))}
        while len(bound) < len(self.states):
            bound |= {b: bound[a] + 1 for a, b, _ in self.binding if a in bound}
            bound |= {b: bound[a] for a, b, _ in self.moving if a in bound and (a, b) not in taken}
        return np.array([bound[s] for s in range(len(self.states))], np.int64)

    def rates(self, transmitter_mM: float) -> Array:
        """(s, s) transition rates per ms, from row to column."""
        out = np.zeros((len(self.states),) * 2)
        for a, b, rate in self.moving:
            out[a, b] = rate
        for a, b, rate in self.binding:
            out[a, b] = rate * transmitter_mM
        return out


AMPA = Receptor(
    name="AMPA",
    states=("C0", "C1", "C2", "O", "D1", "D2"),
    conducting=(3,),
    binding=((0, 1, 13.0), (1, 2, 13.0)),
    moving=(
        (1, 0, 0.0059), (2, 1, 86.0), (2, 3, 2.7), (3, 2, 0.2),
        (1, 4, 0.9), (4, 1, 0.064), (2, 5, 0.9), (5, 2, 0.064),
    ),
    reversal_mV=0.0,
    conductance_pS=15.0,
)  # fmt: skip
GABA_A = Receptor(
    name="GABA-A",
    states=("C0", "C1", "C2", "O1", "O2"),
    conducting=(3, 4),
    binding=((0, 1, 20.0), (1, 2, 10.0)),
    moving=((1, 0, 4.6), (2, 1, 9.2), (1, 3, 3.3), (3, 1, 9.8), (2, 4, 10.6), (4, 2, 0.41)),
    reversal_mV=None,
    conductance_pS=25.0,
)


@lru_cache(maxsize=256)
def _modes(receptor: Receptor, transmitter_mM: float) -> tuple[Array, Array, Array]:
    """Eigenvalues, right and left vectors of the generator: a tree of states has real ones."""
    generator = receptor.rates(transmitter_mM)
    generator[np.diag_indices_from(generator)] = -generator.sum(axis=1)
    values, right = np.linalg.eig(generator)
    return np.real(values), np.real(right), np.real(np.linalg.inv(right))


def transition(receptor: Receptor, transmitter_mM: float, dt_ms: float) -> Array:
    """(s, s) chances, by state (row), to be in each state (column) after `dt_ms` of that transmitter."""
    values, right, left = _modes(receptor, transmitter_mM)
    return np.clip((right * np.exp(values * dt_ms)) @ left, 0.0, 1.0)


def occupancy(receptor: Receptor, releases_ms: Sequence[float], t_ms: Array) -> Array:
    """(k, s) shares of a receptor's states at times `t_ms` (k,), ascending, after transmitter releases.

    Each release fills the cleft with RELEASE_MM for RELEASE_MS; overlapping ones last longer, not more.
    The receptors begin unbound. Exact at any spacing of the times.
    """
    t = np.asarray(t_ms, dtype=float)
    if not np.all(np.isfinite(releases_ms)) or not np.all(np.diff(t) >= 0):
        raise UserError("transmitter releases must be at finite times, and the sampled times ascend")
    edges = sorted({x for r in releases_ms for x in (float(r), float(r) + RELEASE_MS)})
    out = np.zeros((t.size, len(receptor.states)))
    now = np.eye(len(receptor.states))[0]
    out[t < edges[0] if edges else slice(None)] = now
    for i, edge in enumerate(edges):
        until = edges[i + 1] if i + 1 < len(edges) else np.inf
        filled = any(r <= edge < r + RELEASE_MS for r in releases_ms)
        values, right, left = _modes(receptor, RELEASE_MM if filled else 0.0)
        inside = np.flatnonzero((t >= edge) & (t < until))
        share = now @ right
        out[inside] = (share * np.exp(np.outer(t[inside] - edge, values))) @ left
        if np.isfinite(until):
            now = (share * np.exp((until - edge) * values)) @ left
    return np.clip(out, 0.0, 1.0)


def open_fraction(receptor: Receptor, releases_ms: Sequence[float], t_ms: Array) -> Array:
    """(k,) conducting share of `occupancy`."""
    return occupancy(receptor, releases_ms, t_ms)[:, list(receptor.conducting)].sum(axis=1)


def init(receptor: Receptor, count: int, rng: np.random.Generator) -> Population:
    """`count` receptors without transmitter."""
    return Population(np.zeros(count, dtype=np.uint8), rng.random(len(receptor.scheme.edges)))


def step(
    population: Population,
    receptor: Receptor,
    expected: Array,
    transmitter_mM: float,
    dt_ms: float,
    rng: np.random.Generator,
    mode: Mode,
    least: int = 0,
    rank: Rank = None,
) -> Population:
    """The receptors after `dt_ms` at a constant transmitter, at whose end the shares are `expected` (s,).

    FREE receptors take no notice of `expected` and follow the transmitter; STRATIFIED ones keep to it
    within about one channel, with the conducting count rounded up as the voltage-gated ones' is.
    `least` and `rank` are as in channels.step_na.
    """
    state = population.state
    if dt_ms == 0.0 or state.size == 0:
        return population
    if mode is Mode.FREE:
        chances = np.cumsum(transition(receptor, transmitter_mM, dt_ms), axis=1)[state]
        drawn = (rng.random(state.size)[:, None] > chances / chances[:, -1:]).sum(axis=1)
        return Population(drawn.astype(np.uint8), population.due)
    rates = receptor.rates(transmitter_mM)
    target = targets(receptor, counts_of(state, len(receptor.states)), expected, least)
    settled = settle(state, receptor.scheme, target, rates, rng, rank)
    return exchange(Population(settled, population.due), receptor.scheme, rates, dt_ms, rng, rank)


def targets(receptor: Receptor, now: Sequence[int], expected: Array, least: int = 0) -> list[int]:
    """Counts of the states nearest to the `expected` shares (s,) that continue the counts `now`."""
    size = sum(now)
    opens = list(receptor.conducting)
    rest = [s for s in range(len(now)) if s not in opens]
    share = [float(x) * size for x in expected]
    opened = conducting(sum(now[s] for s in opens), sum(share[s] for s in opens), size, least)
    counts = [0] * len(now)
    for group, total in ((opens, opened), (rest, size - opened)):
        whole = chain([now[s] for s in group], [share[s] for s in group], total, None)
        for s, count in zip(group, whole, strict=True):
            counts[s] = count
    return counts
