"""Markov populations against the deterministic gates they sample."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apanim.physics import patch
from apanim.physics.channels import (
    K_CONDUCTING,
    K_SCHEME,
    NA_CONDUCTING,
    NA_SCHEME,
    Mode,
    init_k,
    init_na,
    k_targets,
    na_targets,
    step_k,
    step_na,
)
from apanim.physics.markov import Population
from apanim.physics.textbook import TEXTBOOK


@cache
def spike(dt_ms, length_ms=8.0, jump_mV=17.0):
    """The patch along one spike, as pairs before and after each step."""
    now = patch.init(TEXTBOOK)
    now = now._replace(v_mV=now.v_mV + jump_mV)
    pairs = []
    for _ in range(round(length_ms / dt_ms)):
        before, now = now, patch.step(now, TEXTBOOK, dt_ms)
        pairs.append((before, now))
    return pairs


@pytest.mark.parametrize("dt_ms", [0.01, 0.05])
def test_free_populations_follow_the_gates_within_four_standard_errors(dt_ms):
    rng = np.random.default_rng(7)
    size = 10_000
    rest = patch.init(TEXTBOOK)
    na = init_na(size, rest.m, rest.h, rng, Mode.FREE)
    k = init_k(size, rest.n, rng, Mode.FREE)
    compared = 0
    for before, after in spike(dt_ms):
        na = step_na(na, before, after, TEXTBOOK, dt_ms, rng, Mode.FREE)
        k = step_k(k, before, after, TEXTBOOK, dt_ms, rng, Mode.FREE)
        for counted, expected in (
            (np.mean(na.state == NA_CONDUCTING), float(after.m**3 * after.h)),
            (np.mean(na.state < 4), float(after.h)),
            (np.mean(k.state == K_CONDUCTING), float(after.n**4)),
        ):
            error = np.sqrt(expected * (1 - expected) / size)
            if expected * size < 10:  # too few for a standard error: at 10 expected, 30 is 1e-7
                assert counted * size < 30
                continue
            assert abs(counted - expected) <= 4 * error
            compared += 1
    assert compared >= 2 * 8 / dt_ms


@pytest.mark.parametrize("dt_ms", [0.002, 0.02, 0.3])
@pytest.mark.parametrize("seed", range(3))
def test_drawn_counts_stay_within_a_channel_and_a_current_has_an_open_way(dt_ms, seed):
    rng = np.random.default_rng(seed)
    rest = patch.init(TEXTBOOK)
    na = init_na(8, rest.m, rest.h, rng, Mode.STRATIFIED)
    k = init_k(6, rest.n, rng, Mode.STRATIFIED)
    most = 0
    for before, after in spike(dt_ms):
        na = step_na(na, before, after, TEXTBOOK, dt_ms, rng, Mode.STRATIFIED)
        k = step_k(k, before, after, TEXTBOOK, dt_ms, rng, Mode.STRATIFIED)
        na_open, k_open = np.sum(na.state == NA_CONDUCTING), np.sum(k.state == K_CONDUCTING)
        for count, expected in ((na_open, 8 * after.m**3 * after.h), (k_open, 6 * after.n**4)):
            assert abs(count - expected) < 1
            assert count >= 1 or expected <= 0.061
        assert abs(np.sum(na.state >= 4) - 8 * (1 - after.h)) < 1
        most = max(most, na_open)
    assert most >= (3 if dt_ms < 0.1 else 2)  # a long step skips over the peak


def test_over_one_spike_about_half_of_each_population_opens_and_no_two_seeds_agree():
    def lives(seed):
        rng = np.random.default_rng(seed)
        rest = patch.init(TEXTBOOK)
        na = init_na(8, rest.m, rest.h, rng, Mode.STRATIFIED)
        k = init_k(6, rest.n, rng, Mode.STRATIFIED)
        na_opened, k_opened = na.state == NA_CONDUCTING, k.state == K_CONDUCTING
        for before, after in spike(0.02):
            na = step_na(na, before, after, TEXTBOOK, 0.02, rng, Mode.STRATIFIED)
            k = step_k(k, before, after, TEXTBOOK, 0.02, rng, Mode.STRATIFIED)
            na_opened, k_opened = (
                na_opened | (na.state == NA_CONDUCTING),
                k_opened | (k.state == K_CONDUCTING),
            )
        return na_opened, k_opened

    runs = [lives(seed) for seed in range(30)]
    na_share, k_share = np.mean([r[0] for r in runs]), np.mean([r[1] for r in runs])
    print(f"opened at least once: Na+ {na_share:.2f}, K+ {k_share:.2f} of the drawn channels")
    assert 0.4 < na_share < 0.65
    assert 0.4 < k_share < 0.75
    assert len({tuple(r[0]) for r in runs}) > 6
    assert np.mean([r[0] for r in runs], axis=0).min() > 0.2  # no channel is left out


@pytest.mark.parametrize("mode", list(Mode))
def test_a_population_resumes_bit_for_bit_and_leaves_what_it_was_given(mode):
    rng = np.random.default_rng(3)
    rest = patch.init(TEXTBOOK)
    na = init_na(8, rest.m, rest.h, rng, mode)
    stored = None
    for i, (before, after) in enumerate(spike(0.01, 3.0)):
        if i == 120:
            stored = (Population(*(x.copy() for x in na)), rng.bit_generator.state)
        kept = na.state.copy()
        new = step_na(na, before, after, TEXTBOOK, 0.01, rng, mode)
        assert np.array_equal(na.state, kept)
        na = new
    assert stored is not None
    again, rng.bit_generator.state = stored
    for before, after in list(spike(0.01, 3.0))[120:]:
        again = step_na(again, before, after, TEXTBOOK, 0.01, rng, mode)
    assert np.array_equal(again.state, na.state)
    assert np.array_equal(again.due, na.due)


def test_no_time_no_change_and_no_draw():
    rng = np.random.default_rng(0)
    rest = patch.init(TEXTBOOK)
    for mode in Mode:
        na = init_na(8, rest.m, rest.h, rng, mode)
        drawn = rng.bit_generator.state
        up = rest._replace(v_mV=np.asarray(0.0), m=np.asarray(0.9))
        assert step_na(na, rest, up, TEXTBOOK, 0.0, rng, mode) is na
        assert rng.bit_generator.state == drawn


def test_the_schemes_join_only_states_one_gate_apart():
    for a, b in NA_SCHEME.edges:
        gates = abs(a % 4 - b % 4) + abs(a // 4 - b // 4)
        assert gates == 1
    assert len(NA_SCHEME.edges) == 10
    assert K_SCHEME.edges == ((0, 1), (1, 2), (2, 3), (3, 4))
    assert NA_SCHEME.distance[0][7] == 4


@settings(max_examples=300)
@given(
    st.lists(st.integers(0, 4), min_size=8, max_size=8), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)
)
def test_targets_are_whole_populations_near_the_expectation_from_any_counts(now, m, h, n):
    size = sum(now)
    target = na_targets(now, size, m, h)
    assert sum(target) == size
    assert min(target) >= 0
    assert abs(target[NA_CONDUCTING] - size * m**3 * h) < 1
    assert abs(sum(target[4:]) - size * (1 - h)) < 1
    k_now = [*now[:4], sum(now[4:])]
    k_target = k_targets(k_now, size, n)
    assert sum(k_target) == size
    assert min(k_target) >= 0
    assert abs(k_target[K_CONDUCTING] - size * n**4) < 1
    assert na_targets(target, size, m, h) == target  # at a held expectation nothing chatters
    assert k_targets(k_target, size, n) == k_target
