"""Markov schemes: graphs of channel states with legal single-gate edges, and small drawn populations.

A drawn population is too small to be left to chance: eight independent channels would as often as not
carry no current when the model does. `settle` and `exchange` sample it with error diffusion instead
(stratified sampling): the counts follow the expectation, and which channel moves is left to chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.lies import ROUND_UP
from apanim.physics.rates import Array

States = NDArray[np.uint8]

# A count is kept until its expectation has left it by this much, so that it does not chatter at a half.
HELD_WITHIN = 0.6
# The conducting count falls back below this part of the remainder at which it rose.
FALL_AT = ROUND_UP.value / 3
# More exchanges of one edge than this in one step only reshuffle channels that are mixed already.
MOST_EXCHANGES = 16


class Mode(Enum):
    """How a population is sampled."""

    FREE = "free"
    STRATIFIED = "stratified"


class Population(NamedTuple):
    """A population between two steps: all its memory, so that it can be stored and resumed.

    state (n,) uint8, each channel's state; due (edges,) float64 in 0..1, the expected exchanges of each
    edge that have not yet become whole ones.
    """

    state: States
    due: Array


@dataclass(frozen=True)
class Scheme:
    """A graph of `size` states; `edges` are the legal transitions, each passable in both directions."""

    name: str
    size: int
    edges: tuple[tuple[int, int], ...]

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """The states one gate away from each state."""
        near: list[list[int]] = [[] for _ in range(self.size)]
        for a, b in self.edges:
            near[a].append(b)
            near[b].append(a)
        return tuple(tuple(sorted(row)) for row in near)

    @cached_property
    def distance(self) -> tuple[tuple[int, ...], ...]:
        """The least number of transitions from each state to each other."""
        rows = []
        for start in range(self.size):
            far = {start: 0}
            queue = [start]
            for state in queue:
                for near in self.neighbours[state]:
                    if near not in far:
                        far[near] = far[state] + 1
                        queue.append(near)
            rows.append(tuple(far[s] for s in range(self.size)))
        return tuple(rows)


def counts_of(state: States, size: int) -> list[int]:
    """How many channels are in each of `size` states."""
    return np.bincount(state, minlength=size).tolist()


def held(now: int, expected: float, low: int, high: int) -> int:
    """`expected` rounded, with hysteresis about the count `now`, within `low`..`high`."""
    count = now if abs(now - expected) <= HELD_WITHIN else round(expected)
    return min(max(count, low), high)


def conducting(now: int, expected: float, high: int) -> int:
    """The count of conducting channels: `expected` rounded up beyond lies.ROUND_UP, with hysteresis.

    It stays within one channel of `expected`, and no current is ever without an open way.
    """
    if now - 1 + FALL_AT <= expected <= now + ROUND_UP.value:
        return min(now, high)
    return min(max(0, ceil(expected - ROUND_UP.value)), high)


def chain(now: Sequence[int], expected: Sequence[float], size: int, top: int | None) -> list[int]:
    """Whole counts along a chain of states that sum to `size`; `top`, if given, fixes the last state's.

    Cumulative counts follow their expectations from both ends; what rounding leaves goes to the fullest
    state, from where channels truly leave: at the peak the last shut state, at rest the first.
    """
    last = len(now) - 1
    slack = max(range(last if top is not None else last + 1), key=lambda k: expected[k])
    counts = [0] * (last + 1)
    above = 0
    for k in range(last, slack, -1):
        reached = held(sum(now[k:]), sum(expected[k:]), above, size)
        if k == last and top is not None:
            reached = top
        counts[k], above = reached - above, reached
    below = 0
    for k in range(slack):
        reached = held(sum(now[: k + 1]), sum(expected[: k + 1]), below, size - above)
        counts[k], below = reached - below, reached
    counts[slack] = size - above - below
    return counts


def settle(
    state: States, scheme: Scheme, target: Sequence[int], rates: Array, rng: np.random.Generator
) -> States:
    """`state` moved along legal edges until the counts are `target` (which must sum to its length).

    Every surplus channel's place is passed on along a shortest way, hop by hop, each hop drawn in
    proportion to its rate and made by any channel that is there: an opening and another channel's
    inactivation, not one channel rushing through both. `rates` (size, size) per ms, from row to column.
    """
    spare = [c - t for c, t in zip(counts_of(state, scheme.size), target, strict=True)]
    if not any(spare):
        return state
    state = state.copy()
    while any(spare):
        a, b = min(
            ((a, b) for a, x in enumerate(spare) if x > 0 for b, y in enumerate(spare) if y < 0),
            key=lambda pair: scheme.distance[pair[0]][pair[1]],
        )
        way = _way(scheme, a, b, rates, rng)
        hops = list(pairwise(way))
        while hops:  # the far end first; a hop that finds nobody waits for the one before it
            hop = next(i for i in reversed(range(len(hops))) if np.any(state == hops[i][0]))
            here, there = hops.pop(hop)
            state[_any_in(state, here, rng)] = there
        spare[a] -= 1
        spare[b] += 1
    return state


def exchange(
    population: Population, scheme: Scheme, rates: Array, dt_ms: float, rng: np.random.Generator
) -> Population:
    """Let pairs of channels trade places across the edges, at the gross rate both directions share.

    One channel goes from a to b while another goes from b to a: the counts keep, the lives go on.
    """
    state, due, rate = population.state.copy(), population.due.tolist(), rates.tolist()
    counts = counts_of(state, scheme.size)
    for edge, (a, b) in enumerate(scheme.edges):
        if counts[a] == 0 or counts[b] == 0:
            continue
        due[edge] += dt_ms * min(counts[a] * rate[a][b], counts[b] * rate[b][a])
        for _ in range(min(int(due[edge]), MOST_EXCHANGES)):
            going, coming = _any_in(state, a, rng), _any_in(state, b, rng)
            state[going], state[coming] = b, a
        due[edge] %= 1.0
    return Population(state, np.array(due))


def _way(scheme: Scheme, a: int, b: int, rates: Array, rng: np.random.Generator) -> list[int]:
    way = [a]
    while way[-1] != b:
        here = way[-1]
        nearer = [s for s in scheme.neighbours[here] if scheme.distance[s][b] < scheme.distance[here][b]]
        if len(nearer) == 1:
            way.append(nearer[0])
            continue
        weights = rates[here, nearer]
        total = weights.sum()
        way.append(nearer[int(rng.choice(len(nearer), p=weights / total if total > 0 else None))])
    return way


def _any_in(state: States, here: int, rng: np.random.Generator) -> int:
    there = np.flatnonzero(state == here)
    return int(there[int(rng.random() * there.size)])


def shuffled(counts: Sequence[int], rng: np.random.Generator) -> States:
    """Channels in random order, so many in each state."""
    return rng.permutation(np.repeat(np.arange(len(counts), dtype=np.uint8), counts))
