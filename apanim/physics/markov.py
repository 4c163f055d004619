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


# (n,) who is shown first: 0 and 1 in the middle of the picture, 2 and 3 in sight, 4 and 5 where a panel may
# lie, 6 and 7 beyond its edges; the first of each pair has ions waiting. None: chance alone decides.
Rank = NDArray[np.int64] | None
OUT_OF_SIGHT, OUT_OF_PICTURE = 4, 6
LAST = 9  # who comes last to conduct, though it is shown first
KEPT = 16  # more than any rank: what is kept of a named group in sight goes first


@dataclass(frozen=True)
class Scheme:
    """A graph of `size` states; `edges` are the legal transitions, each passable in both directions.

    `named`: groups of states that are told apart on screen; of each one channel is kept in sight.
    """

    name: str
    size: int
    edges: tuple[tuple[int, int], ...]
    conducting: tuple[int, ...]
    named: tuple[tuple[int, ...], ...] = ()

    @cached_property
    def conducts(self) -> NDArray[np.bool_]:
        """(size,) which states conduct: looked up by state, at a tenth of what np.isin takes for so few."""
        return np.isin(np.arange(self.size), self.conducting)

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
        rows: list[tuple[int, ...]] = []
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


def conducting(now: int, expected: float, high: int, least: int = 0) -> int:
    """The count of conducting channels: `expected` rounded up beyond lies.ROUND_UP, with hysteresis.

    It stays within one channel of `expected`, and no current is ever without an open way: it is `least`
    where less is expected.
    """
    if now - 1 + FALL_AT <= expected <= now + ROUND_UP.value:
        return min(max(now, least), high)
    return min(max(least, ceil(expected - ROUND_UP.value)), high)


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
    state: States, scheme: Scheme, target: Sequence[int], rates: Array, rng: np.random.Generator,
    rank: Rank = None,
) -> States:  # fmt: skip
    """`state` moved along legal edges until the counts are `target` (which must sum to its length).

    The lowest of `rank` come first to conduct.

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
            state[_mover(state, here, b, scheme, rank, rng)] = there
        spare[a] -= 1
        spare[b] += 1
    return state


def exchange(
    population: Population, scheme: Scheme, rates: Array, dt_ms: float, rng: np.random.Generator,
    rank: Rank = None,
) -> Population:  # fmt: skip
    """Let pairs of channels trade places across the edges, at the gross rate both directions share.

    One channel goes from a to b while another goes from b to a: the counts keep, the lives go on. Nobody
    takes the place of a conducting one from a lower `rank`, or the last of a named group out of sight.
    """
    state, due, rate = population.state.copy(), population.due.tolist(), rates.tolist()
    counts = counts_of(state, scheme.size)
    for edge, (a, b) in enumerate(scheme.edges):
        if counts[a] == 0 or counts[b] == 0:
            continue
        due[edge] += dt_ms * min(counts[a] * rate[a][b], counts[b] * rate[b][a])
        for _ in range(min(int(due[edge]), MOST_EXCHANGES)):
            going, coming = (_mover(state, x, y, scheme, rank, rng) for x, y in ((a, b), (b, a)))
            if rank is None or _may_trade(state, (going, a), (coming, b), scheme, rank):
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


def hand_over(state: States, scheme: Scheme, rank: Rank) -> States:
    """`state` with one conducting that has ions waiting, and none beyond the picture, if that can be.

    Where none that conducts has ions waiting, one trades places with another that has, both along the same
    edges; where one is beyond the picture, with one in it that is about to conduct; and who comes LAST,
    with one beyond the picture.
    """
    conduct = np.flatnonzero(scheme.conducts[state])
    if rank is None or len(conduct) == 0:
        return state
    one = conduct[np.argmax(rank[conduct])]
    if rank[one] == LAST:
        beyond = np.flatnonzero((rank >= OUT_OF_PICTURE) & (rank < LAST))
        return _traded(state, one, beyond[np.argmax(state[beyond])]) if len(beyond) else state
    late = np.all(rank[conduct] % 2 == 1)
    other = np.flatnonzero(~scheme.conducts[state] & (rank % 2 == 0)) if late else conduct[:0]
    if len(other) == 0 and rank[one] >= OUT_OF_PICTURE:
        here, there = int(state[one]), int(state[one]) - 1
        other = np.flatnonzero((state == there) & (rank < OUT_OF_PICTURE))
        other = other[[_may_trade(state, (int(one), here), (int(i), there), scheme, rank) for i in other]]
    if len(other) == 0:
        return state
    return _traded(state, one, other[np.argmin(rank[other])])


def _traded(state: States, one: np.intp, other: np.intp) -> States:
    """`state` with two channels in each other's."""
    state = state.copy()
    state[one], state[other] = state[other], state[one]
    return state


def _mover(
    state: States, here: int, there: int, scheme: Scheme, rank: Rank, rng: np.random.Generator
) -> int:
    """A channel in state `here` that goes towards `there`: any, or by `rank`.

    The lowest comes first to conduct and leaves it last, and one that alone in sight stands for a named
    group stays if another can go.
    """
    may = np.flatnonzero(state == here)
    if rank is not None:
        cost = np.zeros(len(may), np.int64)
        if there in scheme.conducting:
            cost = rank[may]
        elif here in scheme.conducting:
            cost = -rank[may]
        else:  # who is seen first is also the nearest to conduct
            nearer = [min(scheme.distance[at][c] for c in scheme.conducting) for at in (here, there)]
            cost = np.where(rank == LAST, 0, rank)[may] * (1 if nearer[1] < nearer[0] else -1)
        for group in scheme.named:
            if (here in group) and there not in group and _in_sight(state, group, rank) == 1:
                cost = cost + KEPT * (rank[may] < OUT_OF_SIGHT)
            elif there in group and here not in group and _in_sight(state, group, rank) == 0:
                cost = cost + KEPT * (rank[may] >= OUT_OF_SIGHT)
        may = may[cost == cost.min()]
    return int(may[int(rng.random() * may.size)])


def _may_trade(
    state: States, going: tuple[int, int], coming: tuple[int, int], scheme: Scheme, rank: NDArray[np.int64]
) -> bool:
    """Whether two channels, each with its state, may take each other's.

    One that alone conducts stays: a stream does not stop while another's gate opens.
    """
    (one, a), (other, b) = going, coming
    alone = sum(np.count_nonzero(state == c) for c in scheme.conducting) == 1
    for mine, new, old in ((a, other, one), (b, one, other)):
        if mine in scheme.conducting and rank[new] > rank[old] - alone:
            return False
    after = state.copy()
    after[one], after[other] = b, a
    return all(
        _in_sight(after, group, rank) >= min(1, _in_sight(state, group, rank)) for group in scheme.named
    )


def _in_sight(state: States, group: tuple[int, ...], rank: NDArray[np.int64]) -> int:
    return int(sum(np.count_nonzero((state == s) & (rank < OUT_OF_SIGHT)) for s in group))


def shuffled(counts: Sequence[int], rng: np.random.Generator) -> States:
    """Channels in random order, so many in each state."""
    return rng.permutation(np.repeat(np.arange(len(counts), dtype=np.uint8), counts))
