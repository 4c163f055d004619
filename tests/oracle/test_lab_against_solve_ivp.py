"""Drugs and concentrations in the laboratory, against the equations, written out anew and solved by scipy.

A membrane at rest is changed, settles under a fast clock, and is stimulated: the same is done to the
published equations, and rest, peak and width are compared.
"""

import numpy as np
import pytest
from live_runs import at_rest
from scipy.integrate import solve_ivp

from apanim.lab.branch import Branch
from apanim.lab.commands import Concentration, Drug, Inactivation, Pace, Pump, Stimulate, Temperature
from apanim.physics.stimulus import Pulse

R, F = 8.314462618, 96485.33212
OUT, IN = {"na": 145.0, "k": 5.0}, {"na": 15.0, "k": 140.0}
CHANGED_TICK, SETTLED_TICK, FIRED_TICK, END_TICK = 100, 2500, 2600, 9000
COLD_TICK = 24_000  # when a spike in the cold is over


def vanishing(x):
    """x / (exp(x) - 1)."""
    return 1.0 - x / 2 if abs(x) < 1e-7 else x / np.expm1(x)


def rates(v, phi, shutting):
    m, h, n = v + 70 - 4, v + 70 - 8, v + 70 - 12
    return phi * np.array(
        [
            [vanishing((25 - m) / 10), 4 * np.exp(-m / 18)],
            [0.07 * np.exp(-h / 20), shutting / (np.exp((30 - h) / 10) + 1)],
            [0.1 * vanishing((10 - n) / 10), 0.125 * np.exp(-n / 80)],
        ]
    )


def nernst_mV(out, inside, celsius):
    return R * (celsius + 273.15) / F * 1e3 * np.log(out / inside)


def leaks():
    """g_Na, g_K (of sum 0.3) and I_pump that hold every species still at -70 mV, at 37 degrees."""
    e_na, e_k = nernst_mV(145, 15, 37), nernst_mV(5, 140, 37)
    m, h, n = (a / (a + b) for a, b in rates(-70.0, 2.5, 1.0))
    left = [[-70 - e_na, 0, 3], [0, -70 - e_k, -2], [1, 1, 0]]
    return np.linalg.solve(left, [-32 * m**3 * h * (-70 - e_na), -9 * n**4 * (-70 - e_k), 0.3])


def solved(pulse, changed_ms, until_ms, *, na=1.0, k=1.0, pump=1.0, shutting=1.0, k_out=5.0, celsius=37.0):
    """t (ms), V (mV) from -70 mV at rest, everything changed at `changed_ms`."""
    g_na_leak, g_k_leak, i_pump = leaks()
    cl_in = 110 * np.exp(-70 / (R * 310.15 / F * 1e3))  # passive at rest

    def flow(t, y, after, current):
        v, m, h, n = y
        warm, k_now = (celsius, k_out) if after else (37.0, 5.0)
        e_na, e_k = nernst_mV(145, 15, warm), nernst_mV(k_now, 140, warm)
        e_cl = -nernst_mV(110, cl_in, warm)
        na_now, k_share, works, shut = (na, k, pump, shutting) if after else (1, 1, 1, 1)
        # The pump follows what it binds: (1 + 3.5 mM / [K+]out)^-2, Kager, Wadman & Somjen 2000.
        works = works * ((1 + 3.5 / k_now) / (1 + 3.5 / 5.0)) ** -2
        ionic = (
            (na_now * 32 * m**3 * h + g_na_leak) * (v - e_na) + (k_share * 9 * n**4 + g_k_leak) * (v - e_k)
            + 0.3 * (v - e_cl) + works * i_pump
        )  # fmt: skip
        table = rates(v, 2.5 * 3.0 ** ((warm - 37) / 10), shut)
        gates = [a * (1 - x) - b * x for x, (a, b) in zip((m, h, n), table, strict=True)]
        return [current - ionic, *gates]

    start_ms, end_ms = pulse.start_ns / 1e6, pulse.end_ns / 1e6
    stretches = [
        (0.0, changed_ms, False, 0.0), (changed_ms, start_ms, True, 0.0),
        (start_ms, end_ms, True, pulse.amplitude_uA_cm2), (end_ms, until_ms, True, 0.0),
    ]  # fmt: skip
    y = [-70.0, *(a / (a + b) for a, b in rates(-70.0, 2.5, 1.0))]
    times, volts = [], []
    for begin, end, after, current in stretches:
        at = np.linspace(begin, end, max(2, round((end - begin) / 0.005)))
        run = solve_ivp(flow, (begin, end), y, "LSODA", at, args=(after, current), rtol=1e-8, atol=1e-10)
        y = run.y[:, -1]
        times.append(at)
        volts.append(run.y[0])
    return np.concatenate(times), np.concatenate(volts)


def shape(t, v, start_ms):
    """Rest before the pulse, and of the spike after it the peak and the width at half of its height."""
    rest = float(np.interp(start_ms - 0.01, t, v))
    after = t > start_ms
    t, v = t[after], v[after]
    top = int(v.argmax())
    half = (rest + v[top]) / 2
    up = int(np.flatnonzero(v[:top] < half)[-1])
    down = top + int(np.flatnonzero(v[top:] < half)[0])
    rises_ms = np.interp(half, v[up : up + 2], t[up : up + 2])
    falls_ms = np.interp(-half, -v[down - 1 : down + 1], t[down - 1 : down + 1])
    return rest, float(v[top]), float(falls_ms - rises_ms)


CASES = {
    "nothing": ((), {}),
    "TTX": ((Drug(0.6, 1.0),), {"na": 0.6}),
    "TEA": ((Drug(1.0, 0.3),), {"k": 0.3}),
    "pump off": ((Pump(0.0),), {"pump": 0.0}),
    "high K+ outside": ((Concentration("k_out_mM", 8.0),), {"k_out": 8.0}),
    "cold": ((Temperature(22.0),), {"celsius": 22.0}),
    "slower inactivation": ((Inactivation(0.6),), {"shutting": 0.6}),
}


@pytest.mark.parametrize("case", CASES)
def test_rest_peak_and_width_are_those_of_the_equations(case):
    commands, changes = CASES[case]
    branch = Branch(*at_rest("membrane"), 0)
    for command in commands:
        branch.do(CHANGED_TICK, command)
    branch.do(CHANGED_TICK, Pace(20.0))
    branch.do(SETTLED_TICK, Pace(0.4))
    branch.do(FIRED_TICK, Stimulate(1.5, 0.2))
    branch.reach(COLD_TICK if case == "cold" else END_TICK)
    assert not branch.status
    pulse = next(act for act in branch.tape.plan.acts if isinstance(act, Pulse))
    s = branch.tape.series
    t, v = s.model_ns / 1e6, s.v_mV
    live = shape(t, v, pulse.start_ns / 1e6)
    told = shape(
        *solved(pulse, float(t[CHANGED_TICK // 10]), float(t[-1]), **changes), pulse.start_ns / 1e6
    )
    assert live[0] == pytest.approx(told[0], abs=0.5), "rest"
    assert live[1] == pytest.approx(told[1], abs=0.5), "peak"
    assert live[2] == pytest.approx(told[2], rel=0.02), "width"
