"""`TEXTBOOK` against its own equations, written out anew and integrated by scipy's DOP853 to 1e-10."""

from functools import cache, partial
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from apanim.physics import patch
from apanim.physics.measure import (
    measure_rest_mV,
    measure_rheobase_uA_cm2,
    measure_spike,
    measure_threshold_mV,
    pulse_threshold_uA_cm2,
    run,
    steady_traces,
)
from apanim.physics.textbook import TEXTBOOK

RT_F = 8.314462618 * 310.15 / 96485.33212 * 1e3
E_NA, E_K, E_CL = RT_F * np.log(145 / 15), RT_F * np.log(5 / 140), -70.0


def vanishing(x):
    """x / (exp(x) - 1)."""
    return 1.0 - x / 2 if abs(x) < 1e-7 else x / np.expm1(x)


def rates(v):
    m, h, n = v + 70 - 4, v + 70 - 8, v + 70 - 12
    return 2.5 * np.array(
        [
            [vanishing((25 - m) / 10), 4 * np.exp(-m / 18)],
            [0.07 * np.exp(-h / 20), 1 / (np.exp((30 - h) / 10) + 1)],
            [0.1 * vanishing((10 - n) / 10), 0.125 * np.exp(-n / 80)],
        ]
    )


@cache
def leaks():
    """g_Na, g_K (of sum 0.3) and I_pump that hold every species still at -70 mV."""
    m, h, n = (a / (a + b) for a, b in rates(-70.0))
    gated_na, gated_k = 32 * m**3 * h * (-70 - E_NA), 9 * n**4 * (-70 - E_K)
    left = [[-70 - E_NA, 0, 3], [0, -70 - E_K, -2], [1, 1, 0]]
    return np.linalg.solve(left, [-gated_na, -gated_k, 0.3])


def flow(t, y, current):
    v, m, h, n = y
    g_na, g_k, pump = leaks()
    ionic = (32 * m**3 * h + g_na) * (v - E_NA) + (9 * n**4 + g_k) * (v - E_K) + 0.3 * (v - E_CL) + pump
    gates = [a * (1 - x) - b * x for x, (a, b) in zip((m, h, n), rates(v), strict=True)]
    return [current - ionic, *gates]


def solve(until_ms, *, jump_mV=0.0, current=0.0, pulse_ms=0.0, every_ms=0.1):
    """(4, k) V, m, h, n from rest, every `every_ms`; a pulse's end is a new start for the solver."""
    y = np.array([-70.0 + jump_mV, *(a / (a + b) for a, b in rates(-70.0))])
    t = np.arange(round(until_ms / every_ms) + 1) * every_ms
    out = []
    edges = [0.0, *([pulse_ms] if 0 < pulse_ms < until_ms else []), until_ms]
    for start, end in pairwise(edges):
        inside = t[(t >= start - 1e-9) & ((t < end - 1e-9) | (end == until_ms))]
        on = current if start < pulse_ms else 0.0
        go = partial(solve_ivp, flow, (start, end), y, "DOP853", rtol=1e-10, atol=1e-12, args=(on,))
        out.append(go(t_eval=np.clip(inside, start, end)).y)
        y = go().y[:, -1]
    return t, np.concatenate(out, axis=1)


@pytest.mark.parametrize(
    ("jump_mV", "current", "pulse_ms"),
    [(17.0, 0.0, 0.0), (15.5, 0.0, 0.0), (0.0, 40.0, 0.5), (0.0, 10.0, 12.0)],
)
def test_voltage_and_gates_agree_at_every_tenth_of_a_millisecond(jump_mV, current, pulse_ms):
    t, exact = solve(12.0, jump_mV=jump_mV, current=current, pulse_ms=pulse_ms)
    start = patch.init(TEXTBOOK)
    start = start._replace(v_mV=start.v_mV + jump_mV)
    ours = run(TEXTBOOK, start, 12.0, current, (0.0, pulse_ms), step_ms=0.0025)
    at = np.round(t / 0.0025).astype(int)
    assert exact[0].max() > 30
    assert np.abs(ours.v_mV[at] - exact[0]).max() < 0.1
    for mine, theirs in zip((ours.m, ours.h, ours.n), exact[1:], strict=True):
        assert np.abs(mine[at] - theirs).max() < 1e-3


def test_threshold_within_a_hundredth_of_a_millivolt():
    jump = measure_threshold_mV(TEXTBOOK) + 70
    assert solve(15.0, jump_mV=jump - 0.01)[1][0].max() < 0 < solve(15.0, jump_mV=jump + 0.01)[1][0].max()


def test_pulse_threshold_and_rheobase_within_a_fifth_of_a_percent():
    pulse, rheobase = pulse_threshold_uA_cm2(TEXTBOOK, 0.5), measure_rheobase_uA_cm2(TEXTBOOK)
    for factor, fires in ((0.998, False), (1.002, True)):
        assert (solve(15.0, current=factor * pulse, pulse_ms=0.5)[1][0].max() > 0) == fires
        assert (solve(60.0, current=factor * rheobase, pulse_ms=60.0)[1][0].max() > 0) == fires


def test_steady_currents_make_equal_counts_of_rises_through_zero():
    currents = (4.0, 6.0, 10.0, 20.0)
    ours = [at.size for _, at in steady_traces(TEXTBOOK, currents, 100.0)]
    theirs = []
    for current in currents:
        v = solve(100.0, current=current, pulse_ms=100.0, every_ms=0.05)[1][0]
        theirs.append(int(np.sum((v[1:] > 0) & (v[:-1] <= 0))))
    assert ours == theirs


def test_the_figures_of_the_reference_integration():
    spike = measure_spike(TEXTBOOK, 17.0)
    assert measure_rest_mV(TEXTBOOK) == pytest.approx(-70.0, abs=1e-6)
    assert measure_threshold_mV(TEXTBOOK) == pytest.approx(-55.1, abs=0.1)
    assert spike.peak_mV == pytest.approx(37.4, abs=0.1)
    assert spike.peak_ms == pytest.approx(1.45, abs=0.02)
    assert spike.half_width_ms == pytest.approx(0.81, abs=0.01)
    assert spike.trough_mV == pytest.approx(-79.0, abs=0.1)
    assert spike.back_ms == pytest.approx(8.6, abs=0.05)
    trains = steady_traces(TEXTBOOK, (4, 6, 8, 10, 15, 30), 200.0)
    assert [at.size for _, at in trains] == [0, 15, 22, 27, 34, 47]
