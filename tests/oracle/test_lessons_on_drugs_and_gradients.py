"""The numbers of the lessons on drugs and on gradients against scipy's LSODA, from the equations alone."""

from functools import cache

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from apanim.physics.potentials import nernst_mV
from apanim.physics.textbook import TEXTBOOK as T
from apanim.script.programme import compile_programme

REST_MV = -70.0
PUMP_OFF_K = (1.0 + 3.5 / T.k_out_mM) ** 2  # Kager et al. 2000: the pump goes with [K+] outside


def rates(v, beta_h=1.0):
    """alpha and beta of m, h, n, per ms: Hodgkin & Huxley 1952, moved along V and sped up as TEXTBOOK's."""
    m, h, n = (v - T.u_zero_mV - shift for shift in (T.shift_m_mV, T.shift_h_mV, T.shift_n_mV))

    def rising(x, scale):
        return 1.0 if abs(x) < 1e-9 else (x / scale) / (1.0 - np.exp(-x / scale))

    alpha = np.array([rising(m - 25.0, 10.0), 0.07 * np.exp(-h / 20.0), 0.1 * rising(n - 10.0, 10.0)])
    beta = np.array(
        [4 * np.exp(-m / 18.0), beta_h / (1 + np.exp((30.0 - h) / 10.0)), 0.125 * np.exp(-n / 80)]
    )
    return T.phi * alpha, T.phi * beta


def flow(na=1.0, k=1.0, beta_h=1.0, k_out=T.k_out_mM, na_out=T.na_out_mM, pulse=(0.0, 0.0, 0.0)):
    """dx/dt of V, m, h, n under a drug or another bath, and the inward current at a state."""
    e_na = nernst_mV(1, na_out, T.na_in_mM, T.temperature_C)
    e_k = nernst_mV(1, k_out, T.k_in_mM, T.temperature_C)
    pump = T.pump_uA_cm2 * PUMP_OFF_K / (1.0 + 3.5 / k_out) ** 2
    start, lasts, strength = pulse

    def outward(x):
        v, m, h, n = x
        return (
            (T.g_na_mS_cm2 * na * m**3 * h + T.g_na_leak_mS_cm2) * (v - e_na)
            + (T.g_k_mS_cm2 * k * n**4 + T.g_k_leak_mS_cm2) * (v - e_k)
            + T.g_cl_leak_mS_cm2 * (v - T.e_cl_mV) + pump
        )  # fmt: skip

    def dx(t, x):
        alpha, beta = rates(x[0], beta_h)
        current = strength if start <= t < start + lasts else 0.0
        return [(current - outward(x)) / T.c_uF_cm2, *(alpha * (1 - x[1:]) - beta * x[1:])]

    return dx, outward


def at(v, beta_h=1.0):
    alpha, beta = rates(v, beta_h)
    return np.array([v, *(alpha / (alpha + beta))])


def run(until_ms, start=None, **how):
    """t, and V, m, h, n every 2 us."""
    t = np.arange(0.0, until_ms, 0.002)
    dx, _ = flow(**how)
    x = at(REST_MV) if start is None else start
    return t, solve_ivp(dx, (0, until_ms), x, "LSODA", t_eval=t, rtol=1e-8, atol=1e-9, max_step=0.02).y


def rest(near, **how):
    _, outward = flow(**how)
    return brentq(lambda v: outward(at(v)), near - 6.0, near + 6.0)


@cache
def told(lesson):
    """What the sentences of a lesson measured, and its acts, by scene."""
    timelines = compile_programme(lesson, "silent", "en").timelines
    return {one.name: (one.measures, one.plan) for one in timelines}


def pulse_of(scene, lesson):
    """The strength of the first pulse of a scene."""
    return told(lesson)[scene][1].protocol.pulses[0].amplitude_uA_cm2


def peaks(v):
    return [float(v[k]) for k in range(1, len(v) - 1) if v[k - 1] < v[k] >= v[k + 1]]


def test_the_spike_and_what_ttx_leaves_of_it():
    measured, strength = told("drugs")["drugs_ttx"][0], pulse_of("drugs_ttx", "drugs")
    _, whole = run(6.0, pulse=(0.0, 0.2, strength))
    assert measured["peak"] == pytest.approx(whole[0].max(), abs=0.1)
    _, none = run(6.0, at(rest(REST_MV, na=0.0)), na=0.0, pulse=(0.0, 0.2, strength))
    assert measured["crest"] == pytest.approx(none[0].max(), abs=0.1)
    assert none[0].max() < 0


def test_tea_makes_the_fall_longer_as_said():
    measured, strength = told("drugs")["drugs_tea"][0], pulse_of("drugs_tea", "drugs")
    falls = []
    for k in (1.0, 0.15):
        start = at(rest(REST_MV, k=k))
        t, x = run(16.0, start, k=k, pulse=(0.0, 0.2, strength))
        top = int(np.argmax(x[0]))
        falls.append(t[top + int(np.argmax(x[0][top:] <= start[0]))] - t[top])
    assert measured["usual_fall"] == pytest.approx(falls[0], rel=0.01)
    assert measured["tea_fall"] == pytest.approx(falls[1], rel=0.02)


def test_without_inactivation_v_stays_where_the_currents_balance():
    measured, plan = told("drugs")["drugs_open"]
    (change,), pulse = plan.protocol.changes, plan.protocol.pulses[1]
    waits_ms = (pulse.start_ns - change.start_ns) / 1e6  # in which the gates that were shut open
    _, x = run(waits_ms + 9.0, beta_h=0.0, pulse=(waits_ms, 0.2, pulse.amplitude_uA_cm2))
    assert measured["stays"] == pytest.approx(x[0][-1], abs=0.5)
    assert x[0][-1] > 20


def test_rest_at_raised_potassium_and_the_weak_pulse_that_fires_there():
    measured, strength = told("gradients")["gradients_near"][0], pulse_of("gradients_near", "gradients")
    v = rest(-66.0, k_out=8.0)
    assert measured["raised"] == pytest.approx(v, abs=0.01)
    _, before = run(8.0, pulse=(0.0, 0.2, strength))
    _, then = run(8.0, at(v), k_out=8.0, pulse=(0.0, 0.2, strength))
    assert before[0].max() < -55 < 0 < then[0].max()


def test_potassium_makes_it_fire_by_itself_and_then_blocks_it():
    start = at(rest(-66.0, k_out=8.0))
    _, fires = run(60.0, start, k_out=14.0)
    assert sum(top > 0 for top in peaks(fires[0])) >= 3
    _, silent = run(60.0, fires[:, -1], k_out=25.0)
    assert sum(top > 0 for top in peaks(silent[0])) <= 1
    measured = told("gradients")["gradients_block"][0]
    assert measured["stays"] == pytest.approx(rest(-34.0, k_out=25.0), abs=0.01)
    assert silent[0][-1] == pytest.approx(measured["stays"], abs=1.0)
    assert silent[2][-1] < 0.1  # h
    _, struck = run(8.0, silent[:, -1], k_out=25.0, pulse=(0.0, 0.2, 300.0))
    assert struck[0][1000:].max() < 0


def test_low_sodium_makes_a_smaller_spike():
    measured, strength = told("gradients")["gradients_sodium"][0], pulse_of("gradients_sodium", "gradients")
    v = rest(-72.0, na_out=50.0)
    assert measured["low_rest"] == pytest.approx(v, abs=0.01)
    _, full = run(6.0, pulse=(0.0, 0.2, strength))
    _, less = run(6.0, at(v), na_out=50.0, pulse=(0.0, 0.2, strength))
    assert measured["peak"] == pytest.approx(full[0].max(), abs=0.1)
    assert measured["small"] == pytest.approx(less[0].max(), abs=0.3)
