"""Markov populations of the two voltage-gated channels: Na+ as m3h (8 states), K+ as n4 (5 states).

Hodgkin & Huxley 1952: each channel has independent gates, so from a state the rates are the gates' alpha
and beta times the number of gates free to move, and the conducting fraction's expectation is exactly
m^3 h (n^4) of the deterministic gates. A step follows the gates of the patch it lives in.

Two ways of sampling: FREE, every channel on its own, exact in law at any step length; STRATIFIED, for
the few drawn channels, whose counts stay within about one channel of the expectation (see markov).
"""

from collections.abc import Sequence
from math import comb

import numpy as np

from apanim.physics.markov import (
    Mode,
    Population,
    Rank,
    Scheme,
    chain,
    conducting,
    counts_of,
    exchange,
    hand_over,
    held,
    settle,
    shuffled,
)
from apanim.physics.patch import PatchState
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

NA_SHUT = 4  # added to the number of open activation gates (0..3) while the inactivation gate is shut
NA_CONDUCTING = 3
K_CONDUCTING = 4

NA_SCHEME = Scheme(
    "Na+ m3h",
    8,
    tuple((row + k, row + k + 1) for row in (0, NA_SHUT) for k in range(3))
    + tuple((k, k + NA_SHUT) for k in range(4)),
    conducting=(NA_CONDUCTING,),
    named=((NA_CONDUCTING + NA_SHUT,), (0, 1, 2)),
)
K_SCHEME = Scheme("K+ n4", 5, tuple((k, k + 1) for k in range(4)), (K_CONDUCTING,))


def init_na(count: int, m: float, h: float, rng: np.random.Generator, mode: Mode) -> Population:
    """`count` Na+ channels in random order with gates open in the proportions `m`, `h`."""
    if mode is Mode.FREE:
        up = rng.random(count) < h
        state = rng.binomial(3, m, count).astype(np.uint8) + NA_SHUT * ~up
    else:
        state = shuffled(na_targets([0] * 8, count, m, h), rng)
    return Population(state.astype(np.uint8), rng.random(len(NA_SCHEME.edges)))


def init_k(count: int, n: float, rng: np.random.Generator, mode: Mode) -> Population:
    """`count` K+ channels in random order with gates open in the proportion `n`."""
    if mode is Mode.FREE:
        state = rng.binomial(4, n, count).astype(np.uint8)
    else:
        state = shuffled(k_targets([0] * 5, count, n), rng)
    return Population(state, rng.random(len(K_SCHEME.edges)))


def step_na(
    population: Population,
    before: PatchState,
    after: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    rng: np.random.Generator,
    mode: Mode,
    least: int = 0,
    rank: Rank = None,
) -> Population:
    """The Na+ channels after `dt_ms`, in which the patch went from `before` to `after`.

    At least `least` of them conduct; those of low `rank` (n,) come first to it. FREE takes no notice.
    """
    if dt_ms == 0.0 or population.state.size == 0:
        return population
    if mode is Mode.FREE:
        open_m, stay_m = _gate_odds(before.m, after.m, before, after, membrane, dt_ms, "m")
        open_h, stay_h = _gate_odds(before.h, after.h, before, after, membrane, dt_ms, "h")
        k, up = population.state % NA_SHUT, population.state < NA_SHUT
        k = rng.binomial(k, stay_m) + rng.binomial(3 - k, open_m)
        up = rng.random(k.size) < np.where(up, stay_h, open_h)
        return Population((k + NA_SHUT * ~up).astype(np.uint8), population.due)
    rates = na_rates(after, membrane)
    now = counts_of(population.state, 8)
    target = na_targets(now, population.state.size, float(after.m), float(after.h), least)
    state = settle(population.state, NA_SCHEME, target, rates, rng, rank)
    state = hand_over(state, NA_SCHEME, rank)
    return exchange(Population(state, population.due), NA_SCHEME, rates, dt_ms, rng, rank)


def step_k(
    population: Population,
    before: PatchState,
    after: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    rng: np.random.Generator,
    mode: Mode,
    least: int = 0,
    rank: Rank = None,
) -> Population:
    """The K+ channels after `dt_ms`, in which the patch went from `before` to `after`; as `step_na`."""
    if dt_ms == 0.0 or population.state.size == 0:
        return population
    if mode is Mode.FREE:
        opens, stays = _gate_odds(before.n, after.n, before, after, membrane, dt_ms, "n")
        k = population.state.astype(np.int64)
        k = rng.binomial(k, stays) + rng.binomial(4 - k, opens)
        return Population(k.astype(np.uint8), population.due)
    rates = k_rates(after, membrane)
    target = k_targets(counts_of(population.state, 5), population.state.size, float(after.n), least)
    state = settle(population.state, K_SCHEME, target, rates, rng, rank)
    state = hand_over(state, K_SCHEME, rank)
    return exchange(Population(state, population.due), K_SCHEME, rates, dt_ms, rng, rank)


def na_rates(patch: PatchState, membrane: MembraneSet) -> Array:
    """(8, 8) transition rates per ms, from row to column, at the patch's voltage."""
    (alpha_m, alpha_h, _), (beta_m, beta_h, _) = (r.tolist() for r in membrane.gate_rates(patch.v_mV))
    out = [[0.0] * 8 for _ in range(8)]
    for row in (0, NA_SHUT):
        for k in range(3):
            out[row + k][row + k + 1] = (3 - k) * alpha_m
            out[row + k + 1][row + k] = (k + 1) * beta_m
    for k in range(4):
        out[k][k + NA_SHUT], out[k + NA_SHUT][k] = beta_h, alpha_h
    return np.array(out)


def k_rates(patch: PatchState, membrane: MembraneSet) -> Array:
    """(5, 5) transition rates per ms, from row to column, at the patch's voltage."""
    (*_, alpha_n), (*_, beta_n) = (r.tolist() for r in membrane.gate_rates(patch.v_mV))
    out = [[0.0] * 5 for _ in range(5)]
    for k in range(4):
        out[k][k + 1], out[k + 1][k] = (4 - k) * alpha_n, (k + 1) * beta_n
    return np.array(out)


def na_targets(now: Sequence[int], size: int, m: float, h: float, least: int = 0) -> list[int]:
    """Counts of the 8 states nearest to the expectation that continue the counts `now`."""
    open_now = now[NA_CONDUCTING]
    opened = conducting(open_now, size * m**3 * h, size, least)
    up = held(sum(now[:NA_SHUT]), size * h, opened, size)
    gates_open = _binomial(3, m)
    in_up = chain(now[:NA_SHUT], [size * h * p for p in gates_open], up, opened)
    in_shut = chain(now[NA_SHUT:], [size * (1 - h) * p for p in gates_open], size - up, None)
    return in_up + in_shut


def k_targets(now: Sequence[int], size: int, n: float, least: int = 0) -> list[int]:
    """Counts of the 5 states nearest to the expectation that continue the counts `now`."""
    opened = conducting(now[K_CONDUCTING], size * n**4, size, least)
    return chain(now, [size * p for p in _binomial(4, n)], size, opened)


def _binomial(gates: int, p: float) -> list[float]:
    """The chance that k of `gates` are open, for k = 0..gates."""
    return [comb(gates, k) * p**k * (1.0 - p) ** (gates - k) for k in range(gates + 1)]


def _gate_odds(
    gate_before: Array,
    gate_after: Array,
    before: PatchState,
    after: PatchState,
    membrane: MembraneSet,
    dt_ms: float,
    gate: str,
) -> tuple[float, float]:
    """The chances that a shut gate is open after the step, and that an open one is open still.

    A gate forgets its state by exp(-integral of alpha + beta); what it forgets it finds again so that the
    open fraction goes exactly from `gate_before` to `gate_after`.
    """
    at = "mhn".index(gate)
    first, last = (float(np.add(*membrane.gate_rates(p.v_mV))[at]) for p in (before, after))
    kept = float(np.exp(-dt_ms * (first + last) / 2.0))
    opens = min(max(float(gate_after) - kept * float(gate_before), 0.0), 1.0 - kept)
    return opens, opens + kept
