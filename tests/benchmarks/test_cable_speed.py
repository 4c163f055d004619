"""The cable against NEURON: CPU per model millisecond of a thousand compartments, from one run.

Same axon, same time step, same order in time; NEURON with its rate tables on, as it comes.
"""

import time

import numpy as np
import pytest

from apanim.physics.cable import Section, build, init
from apanim.physics.cable.step import NO_INPUT, Input, advance
from apanim.physics.squid import SQUID_1952

neuron = pytest.importorskip("neuron", reason="NEURON has no wheel for this machine")

COMPARTMENTS, LENGTH_UM, DIAMETER_UM, AXIAL_OHM_CM = 1000, 20_000.0, 10.0, 35.4
DT_MS, UNTIL_MS, ROUNDS = 0.025, 10.0, 5
PULSE_NA, PULSE_MS = 200.0, 1.0


def neuron_s():
    h = neuron.h
    section = h.Section(name="axon")
    section.L, section.diam, section.nseg, section.Ra = LENGTH_UM, DIAMETER_UM, COMPARTMENTS, AXIAL_OHM_CM
    section.insert("hh")
    clamp = h.IClamp(section(0.0))
    clamp.delay, clamp.dur, clamp.amp = 0.0, PULSE_MS, PULSE_NA
    h.celsius, h.dt, h.secondorder, h.usetable_hh = 6.3, DT_MS, 2, 1
    h.finitialize(-65.0)
    context = h.ParallelContext()
    context.set_maxstep(1.0)
    began = time.process_time()
    context.psolve(UNTIL_MS)
    took = time.process_time() - began
    return took, float(section(0.5).v)


def apanim_s():
    tree = build([Section("axon", LENGTH_UM, DIAMETER_UM, COMPARTMENTS, SQUID_1952)], AXIAL_OHM_CM)
    state = init(tree)
    current = np.zeros(tree.size)
    current[0] = PULSE_NA
    pulse = Input(current, 0.0, 0.0)
    began = time.process_time()
    pulsed = round(PULSE_MS / DT_MS)
    pulse_then_none = lambda k: pulse if k < pulsed else NO_INPUT  # noqa: E731
    after = advance(state, tree, DT_MS, round(UNTIL_MS / DT_MS), pulse_then_none)
    took = time.process_time() - began
    return took, float(after.v_mV[COMPARTMENTS // 2])


@pytest.mark.benchmark
def test_a_thousand_compartments_cost_no_more_than_neurons(ratio):
    apanim_s()  # the gate tables are made once
    pairs = [(apanim_s(), neuron_s()) for _ in range(ROUNDS)]
    ours, theirs = (min(pair[i][0] for pair in pairs) for i in (0, 1))
    told = f"CPU ms a model ms: apanim {1e3 * ours / UNTIL_MS:.2f}, NEURON {1e3 * theirs / UNTIL_MS:.2f}"
    ratio(f"a cable of {COMPARTMENTS} compartments, over NEURON's", ours / theirs, "≤ 1", told)
    assert pairs[0][0][1] == pytest.approx(pairs[0][1][1], abs=0.5)  # both have computed the same spike
    assert ours <= theirs
