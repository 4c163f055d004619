"""The 1952 axon's patch against NEURON's own `hh`, integrated by CVODE to 1e-9 with its rate tables off."""

import numpy as np
import pytest

from apanim.physics import patch
from apanim.physics.measure import (
    measure_rheobase_uA_cm2,
    measure_threshold_mV,
    run,
    steady_traces,
    strength_duration_uA_cm2,
)
from apanim.physics.squid import E_LEAK_MV, SQUID_1952

neuron = pytest.importorskip("neuron", reason="NEURON has no wheel for this machine")
h = neuron.h
REST_MV = -65.0
DURATIONS_MS = (0.1, 0.5, 1.0, 3.0)


@pytest.fixture(scope="module")
def squid():
    """One compartment of 100 um2 with `hh` and an electrode."""
    section = h.Section(name="patch")
    section.L = section.diam = 10.0 / np.sqrt(np.pi)
    section.nseg, section.cm = 1, 1.0
    section.insert("hh")
    segment = section(0.5)
    segment.hh.el = E_LEAK_MV
    segment.ena, segment.ek = 50.0, -77.0
    h.usetable_hh, h.celsius = 0, 6.3
    return section


@pytest.fixture(scope="module")
def cvode():
    solver = h.CVode()
    solver.active(1)
    solver.atol(1e-9)
    solver.rtol(1e-9)
    return solver


def record(section, cvode, until_ms, *, jump_mV=0.0, current_uA_cm2=0.0, pulse_ms=1e9, every_ms=0.1):
    """t, V, m, h, n every `every_ms` after a jump from rest and under a pulse from 0 ms."""
    segment = section(0.5)
    clamp = h.IClamp(segment)
    clamp.delay, clamp.dur = 0.0, pulse_ms
    clamp.amp = current_uA_cm2 * segment.area() * 1e-8 * 1e3  # nA
    traced = [h.Vector().record(ref, every_ms) for ref in (
        segment._ref_v, segment.hh._ref_m, segment.hh._ref_h, segment.hh._ref_n,
    )]  # fmt: skip
    h.finitialize(REST_MV)
    segment.v = REST_MV + jump_mV
    cvode.re_init()
    cvode.solve(until_ms)
    out = np.array([np.array(v) for v in traced])
    out[0, 0] = REST_MV + jump_mV
    return np.arange(out.shape[1]) * every_ms, *out


def spikes_after(t, v, end_ms):
    """Local maxima above 0 mV that are not the pulse's own end."""
    inner = v[1:-1]
    top = (inner > v[:-2]) & (inner >= v[2:]) & (inner > 0.0)
    return int(np.sum(top & (np.abs(t[1:-1] - end_ms) > 0.03)))


@pytest.mark.parametrize(
    ("jump_mV", "current", "pulse_ms"),
    [(15.0, 0.0, 1.0), (7.0, 0.0, 1.0), (0.0, 20.0, 1.0), (0.0, 10.0, 30.0)],
)
def test_voltage_and_gates_agree_at_every_tenth_of_a_millisecond(squid, cvode, jump_mV, current, pulse_ms):
    t, v, m, hh, n = record(squid, cvode, 20.0, jump_mV=jump_mV, current_uA_cm2=current, pulse_ms=pulse_ms)
    start = patch.init(SQUID_1952)
    start = start._replace(v_mV=start.v_mV + jump_mV)
    ours = run(SQUID_1952, start, 20.0, current, (0.0, pulse_ms), step_ms=0.0025)
    at = np.round(t / 0.0025).astype(int)
    assert v.max() > 0
    assert np.abs(ours.v_mV[at] - v).max() < 0.1
    for mine, theirs in ((ours.m, m), (ours.h, hh), (ours.n, n)):
        assert np.abs(mine[at] - theirs).max() < 1e-3


def test_jump_threshold_within_a_hundredth_of_a_millivolt(squid, cvode):
    jump = measure_threshold_mV(SQUID_1952) - REST_MV
    below = record(squid, cvode, 40.0, jump_mV=jump - 0.01, every_ms=0.02)
    above = record(squid, cvode, 40.0, jump_mV=jump + 0.01, every_ms=0.02)
    assert spikes_after(*below[:2], -1.0) == 0
    assert spikes_after(*above[:2], -1.0) == 1


def test_rheobase_within_a_fifth_of_a_percent(squid, cvode):
    rheobase = measure_rheobase_uA_cm2(SQUID_1952)
    below = record(squid, cvode, 100.0, current_uA_cm2=0.998 * rheobase, every_ms=0.05)
    above = record(squid, cvode, 100.0, current_uA_cm2=1.002 * rheobase, every_ms=0.05)
    assert below[1].max() < 0 < above[1].max()


def test_strength_duration_within_a_fifth_of_a_percent(squid, cvode):
    for duration, strength in zip(
        DURATIONS_MS, strength_duration_uA_cm2(SQUID_1952, DURATIONS_MS), strict=True
    ):
        for factor, expected in ((0.998, 0), (1.002, 1)):
            given = {"current_uA_cm2": factor * strength, "pulse_ms": duration}
            t, v, *_ = record(squid, cvode, 30.0, every_ms=0.01, **given)
            assert spikes_after(t, v, duration) == expected, (duration, factor)


def test_steady_currents_make_equal_counts_of_rises_through_zero(squid, cvode):
    currents = (2.0, 4.0, 6.0, 7.0, 10.0, 20.0, 40.0)
    ours = [at.size for _, at in steady_traces(SQUID_1952, currents, 100.0)]
    theirs = []
    for current in currents:
        v = record(squid, cvode, 100.0, current_uA_cm2=current, every_ms=0.05)[1]
        theirs.append(int(np.sum((v[1:] > 0) & (v[:-1] <= 0))))
    assert ours == theirs
    assert max(theirs) > 8
