"""How fast the numbers settle as the steps shrink: orders measured and printed; the lecture's digits."""

import numpy as np
import pytest

from apanim.physics import patch
from apanim.physics.cable import Section, build, init, run
from apanim.physics.measure import arrivals_ms, measure_spike
from apanim.physics.measure.shape import FINE_STEP_MS
from apanim.physics.measure.threshold import smallest
from apanim.physics.measure.trace import fired, lanes, run_voltage, usual_step_ms
from apanim.physics.measure.trace import run as run_patch
from apanim.physics.perturb import at_temperature
from apanim.physics.squid import SQUID_1952
from apanim.physics.textbook import TEXTBOOK


def order(errors, factor=2.0):
    """The measured order of convergence from errors at steps each `factor` times shorter."""
    return float(np.mean(np.log(np.array(errors[:-1]) / errors[1:]) / np.log(factor)))


@pytest.mark.parametrize("membrane", [TEXTBOOK, SQUID_1952], ids=lambda m: m.name)
def test_the_patch_step_is_second_order(membrane):
    start = patch.init(membrane)
    start = start._replace(v_mV=start.v_mV + 17.0)
    ends = [run_patch(membrane, start, 2.0, step_ms=dt).v_mV[-1] for dt in (0.004, 0.002, 0.001, 0.00025)]
    errors = [abs(v - ends[-1]) for v in ends[:-1]]
    found = order(errors)
    print(f"{membrane.name}: order of the time step {found:.2f}, errors {errors}")
    assert 1.8 < found < 2.3


def test_the_cable_is_second_order_in_time_and_in_space():
    warm = at_temperature(SQUID_1952, 18.5)

    def passes_ms(dt_ms, cuts):
        tree = build([Section("axon", 40_000.0, 476.0, cuts, warm)], 35.4)
        state = init(tree)
        state = state._replace(v_mV=state.v_mV + 90.0 * np.exp(-((tree.x_um / 3000.0) ** 2)))
        trace = run(state, tree, 2.5, dt_ms)[1]
        near, far = np.interp([20_000.0, 30_000.0], tree.x_um, arrivals_ms(trace))
        return far - near

    times = [passes_ms(dt, 400) for dt in (0.02, 0.01, 0.005, 0.00125)]
    in_time = [abs(t - times[-1]) for t in times[:-1]]
    spaces = [passes_ms(0.005, cuts) for cuts in (50, 100, 200, 800)]
    in_space = [abs(t - spaces[-1]) for t in spaces[:-1]]
    print(f"cable: order of the time step {order(in_time):.2f}, of the space step {order(in_space):.2f}")
    assert 1.7 < order(in_time) < 2.4
    assert 1.7 < order(in_space) < 2.4


def test_the_lectures_step_changes_no_narrated_digit():
    """Narrated: whole millivolts and tenths of a millisecond. The step errs by less than a tenth of it."""
    assert patch.LONGEST_STEP_MS == FINE_STEP_MS == 0.005
    spike = measure_spike(TEXTBOOK, 17.0)
    start = patch.init(TEXTBOOK)
    start = start._replace(v_mV=start.v_mV + 17.0)
    fine = run_patch(TEXTBOOK, start, 10.0, step_ms=0.000625)
    coarse = spike.trace
    for told, exact in (
        (spike.peak_mV, fine.v_mV.max()),
        (spike.trough_mV, fine.v_mV.min()),
        (100 * coarse.h.min(), 100 * fine.h.min()),
        (100 * np.max(coarse.m**3 * coarse.h), 100 * np.max(fine.m**3 * fine.h)),
    ):
        assert abs(told - exact) < 0.05
    assert abs(spike.peak_ms - fine.t_ms[fine.v_mV.argmax()]) < 0.002


@pytest.mark.parametrize(("membrane", "low", "high"), [(TEXTBOOK, 14.8, 15.1), (SQUID_1952, 6.4, 6.6)])
def test_the_threshold_does_not_hang_on_the_step(membrane, low, high):
    def threshold(step_ms):
        def fires(jumps):
            begin = lanes(patch.init(membrane), jumps.shape)
            begin = begin._replace(v_mV=begin.v_mV + jumps)
            return fired(*run_voltage(membrane, begin, 15.0, step_ms=step_ms))

        return float(smallest(fires, np.asarray(low), np.asarray(high), 1e-5))

    usual = usual_step_ms(membrane)
    assert threshold(usual) == pytest.approx(threshold(usual / 4), abs=0.005)
