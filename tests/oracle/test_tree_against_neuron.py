"""A branched tree of 1952 membrane against the same tree in NEURON, integrated by CVODE to 1e-8."""

import numpy as np
import pytest

from apanim.physics.cable import Section, build, init, run
from apanim.physics.cable.step import NO_INPUT, Input
from apanim.physics.squid import E_LEAK_MV, SQUID_1952

neuron = pytest.importorskip("neuron", reason="NEURON has no wheel for this machine")
h = neuron.h

AXIAL_OHM_CM, PULSE_NA, PULSE_MS, UNTIL_MS = 100.0, 3.0, 1.0, 12.0
# name, length, diameter, compartments, parent, end of it
SHAPE = (
    ("soma", 30.0, 30.0, 3, None, 1),
    ("axon", 1500.0, 4.0, 75, "soma", 1),
    ("left", 600.0, 3.0, 31, "axon", 1),
    ("right", 800.0, 1.5, 41, "axon", 1),
    ("dendrite", 400.0, 5.0, 21, "soma", 0),
)


@pytest.fixture(scope="module")
def theirs():
    """t, and V in the middle of every section."""
    made = {}
    for name, length, diameter, cuts, parent, end in SHAPE:
        section = made[name] = h.Section(name=name)
        section.L, section.diam, section.nseg, section.Ra, section.cm = (
            length,
            diameter,
            cuts,
            AXIAL_OHM_CM,
            1.0,
        )
        section.insert("hh")
        for segment in section:
            segment.hh.el = E_LEAK_MV
        section.ena, section.ek = 50.0, -77.0
        if parent:
            section.connect(made[parent](end), 0)
    h.usetable_hh, h.celsius = 0, 6.3
    clamp = h.IClamp(made["dendrite"](0.99))
    clamp.delay, clamp.dur, clamp.amp = 0.0, PULSE_MS, PULSE_NA
    solver = h.CVode()
    solver.active(1)
    solver.atol(1e-8)
    solver.rtol(1e-8)
    traced = {name: h.Vector().record(made[name](0.5)._ref_v, 0.1) for name in made}
    h.finitialize(-65.0)
    solver.solve(UNTIL_MS)
    out = {name: np.array(v) for name, v in traced.items()}
    solver.active(0)
    return out


def test_every_section_agrees_at_every_tenth_of_a_millisecond(theirs):
    sections = [Section(n, le, d, c, SQUID_1952, p, e) for n, le, d, c, p, e in SHAPE]
    tree = build(sections, AXIAL_OHM_CM)
    current = np.zeros(tree.size)
    current[tree.at("dendrite", 0.99)] = PULSE_NA
    pulse = Input(current, 0.0, 0.0)
    acting = lambda k: pulse if (k + 0.5) * 0.0025 < PULSE_MS else NO_INPUT  # noqa: E731
    trace = run(init(tree), tree, UNTIL_MS, 0.0025, acting, every=40)[1]
    for name, v in theirs.items():
        ours = trace.v_mV[:, tree.at(name, 0.5)]
        assert v.max() > 20  # the spike reaches every section
        assert np.abs(ours - v[: ours.size]).max() < 0.1, name
