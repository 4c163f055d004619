"""The paper's axon, and what a travelling spike may and may not do."""

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics.cable import Section, build, init, run
from apanim.physics.measure import arrivals_ms, measure_axon, velocity_m_s
from apanim.physics.perturb import at_temperature
from apanim.physics.squid import SQUID_1952

PAPERS = at_temperature(SQUID_1952, 18.5)
DIAMETER_UM, AXIAL_OHM_CM = 476.0, 35.4


def lifted(tree, *middles_um, by_mV=90.0, reach_um=3000.0):
    """The axon at rest but for a lifted stretch about each of some places."""
    state = init(tree)
    bumps = [by_mV * np.exp(-(((tree.x_um - x) / reach_um) ** 2)) for x in middles_um]
    return state._replace(v_mV=state.v_mV + np.max(bumps, axis=0))


@pytest.fixture(scope="module")
def tree():
    return build([Section("axon", 60_000.0, DIAMETER_UM, 600, PAPERS)], AXIAL_OHM_CM)


def test_velocity_amplitude_and_ions_of_the_1952_axon():
    found = measure_axon(PAPERS, DIAMETER_UM, AXIAL_OHM_CM)
    print(found, "published: 18.8 m/s, about 90.5 mV, 4.33 and 4.26 pmol/cm2")
    assert found.velocity_m_s == pytest.approx(18.73, rel=0.005)
    assert found.amplitude_mV == pytest.approx(90.6, abs=0.5)
    assert found.na_in_pmol_cm2 == pytest.approx(4.36, rel=0.01)
    assert found.k_out_pmol_cm2 == pytest.approx(4.29, rel=0.01)


def test_velocity_grows_with_the_root_of_the_diameter():
    speeds = []
    for diameter_um in (119.0, 476.0):
        tree = build([Section("axon", 50_000.0, diameter_um, 800, PAPERS)], AXIAL_OHM_CM)
        trace = run(lifted(tree, 0.0), tree, 6.0, 0.01)[1]
        speeds.append(velocity_m_s(trace, tree, "axon", 0.3, 0.6))
    assert speeds[1] / speeds[0] == pytest.approx(2.0, rel=0.005)


def test_warmed_past_its_limit_the_axon_fails_to_conduct():
    warm, hot = (at_temperature(SQUID_1952, c) for c in (33.4, 34.0))
    assert measure_axon(warm, DIAMETER_UM, AXIAL_OHM_CM).velocity_m_s > 15
    with pytest.raises(UserError, match="no spike travels"):
        measure_axon(hot, DIAMETER_UM, AXIAL_OHM_CM)


def test_a_spike_from_the_middle_runs_both_ways(tree):
    when = arrivals_ms(run(lifted(tree, 30_000.0), tree, 4.0, 0.01)[1])
    left, right = when[50:250][::-1], when[350:550]
    assert np.all(np.diff(left) > 0)
    assert np.allclose(left, right, atol=1e-6)


def test_two_spikes_that_meet_annihilate(tree):
    trace = run(lifted(tree, 0.0, 60_000.0), tree, 12.0, 0.01)[1]
    when = arrivals_ms(trace)
    meeting = when[300]
    assert np.nanargmax(when) in range(290, 310)  # they meet in the middle, and nowhere is passed later
    after = trace.v_mV[trace.t_ms > meeting + 3.0]
    assert after.max() < -50  # and nothing comes out of it
    rises = np.sum((trace.v_mV[1:] > 0) & (trace.v_mV[:-1] <= 0), axis=0)
    assert rises[50:550].max() == 1


def test_a_velocity_needs_a_spike(tree):
    trace = run(init(tree), tree, 1.0, 0.05)[1]
    with pytest.raises(UserError, match="no spike runs through section 'axon'"):
        velocity_m_s(trace, tree, "axon")
