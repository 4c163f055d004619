"""The voltage clamp of the 1952 axon against NEURON's SEClamp on its own `hh`, and a spike from it alone.

The gates that are inferred are compared with the paper's rate functions, written here anew.
"""

import numpy as np
import pytest

from apanim.physics.measure.clamp import clamp_records
from apanim.physics.measure.inferred import inferred
from apanim.physics.squid import E_LEAK_MV, SQUID_1952

neuron = pytest.importorskip("neuron", reason="NEURON has no wheel for this machine")
h = neuron.h
REST_MV, STEPS_MV = -65.0, np.array([-95.0, -40.0, -20.0, 0.0, 20.0, 50.0, 60.0])
AT_MS = np.arange(1, 61) * 0.1


@pytest.fixture(scope="module")
def axon():
    """One compartment of 100 um2 with `hh`, integrated by CVODE to 1e-9."""
    section = h.Section(name="clamped")
    section.L = section.diam = 10.0 / np.sqrt(np.pi)
    section.nseg, section.cm = 1, 1.0
    section.insert("hh")
    segment = section(0.5)
    segment.hh.el, segment.ena, segment.ek = E_LEAK_MV, 50.0, -77.0
    h.usetable_hh, h.celsius = 0, 6.3
    solver = h.CVode()
    solver.active(1)
    solver.atol(1e-9)
    solver.rtol(1e-9)
    return section, solver


def clamped(axon, step_mV):
    """Na+, K+ and leak currents (uA/cm2) at AT_MS after a step, through a clamp as good as ideal."""
    section, solver = axon
    segment = section(0.5)
    clamp = h.SEClamp(segment)
    clamp.rs, clamp.dur1, clamp.amp1 = 1e-6, 1e9, step_mV
    refs = (segment.hh._ref_gna, segment.hh._ref_gk, segment._ref_v)
    traced = [h.Vector().record(ref, 0.1) for ref in refs]
    h.finitialize(REST_MV)
    solver.solve(AT_MS[-1] + 0.05)
    g_na, g_k, v = (np.array(vector)[1 : len(AT_MS) + 1] for vector in traced)
    assert np.abs(v - step_mV).max() < 0.01
    return 1e3 * g_na * (v - 50.0), 1e3 * g_k * (v + 77.0), 0.3 * (v - E_LEAK_MV)  # 1 S mV is 1000 uA


@pytest.mark.parametrize("step_mV", STEPS_MV)
def test_what_ttx_and_tea_take_away_is_neurons_sodium_and_potassium_current(axon, step_mV):
    theirs = clamped(axon, step_mV)
    ours = clamp_records(SQUID_1952, REST_MV, np.array([step_mV]), AT_MS)
    for mine, its in zip((ours.na[0], ours.k[0], ours.leak[0]), theirs, strict=True):
        assert np.abs(mine - its).max() < 0.5 + 1e-3 * np.abs(its).max()  # uA/cm2, of up to 4,000
    assert np.abs(ours.whole[0] - sum(theirs)).max() < 1.0 + 1e-3 * np.abs(sum(theirs)).max()


def test_the_predicted_spike_is_neurons(axon):
    section, solver = axon
    segment = section(0.5)
    pulse = h.IClamp(segment)
    pulse.delay, pulse.dur, pulse.amp = 0.0, 0.2, 60.0 * segment.area() * 1e-8 * 1e3
    v = h.Vector().record(segment._ref_v, 0.05)
    h.finitialize(REST_MV)
    solver.solve(15.0)
    v = np.array(v)
    t_ms = 0.05 * np.arange(len(v))
    assert v.max() > 30.0
    assert np.abs(inferred(SQUID_1952).spike_mV(REST_MV, 60.0, 0.2, t_ms) - v).max() < 0.1


def test_clamp_records_alone_give_the_papers_rates():
    v = np.arange(-88.5, 61.0, 7.0)  # none of them where a rate is written 0/0
    u = v - REST_MV
    paper_alpha = [
        0.1 * (25 - u) / (np.exp((25 - u) / 10) - 1), 0.07 * np.exp(-u / 20),
        0.01 * (10 - u) / (np.exp((10 - u) / 10) - 1),
    ]  # fmt: skip
    paper_beta = [4 * np.exp(-u / 18), 1 / (np.exp((30 - u) / 10) + 1), 0.125 * np.exp(-u / 80)]
    found = inferred(SQUID_1952)
    for mine, papers in zip(found.gate_rates(v), (paper_alpha, paper_beta), strict=True):
        assert np.allclose(mine, papers, rtol=1e-3)
    told = (found.g_na_mS_cm2, found.e_na_mV, found.g_k_mS_cm2, found.e_k_mV, found.g_leak_mS_cm2)
    assert np.allclose(told, (120.0, 50.0, 36.0, -77.0, 0.3), rtol=1e-3)
    assert found.e_leak_mV == pytest.approx(E_LEAK_MV, abs=0.01)
