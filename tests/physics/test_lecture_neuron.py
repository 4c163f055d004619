"""What the lecture says of a neuron's inputs, its trigger zone and its axon, run."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from apanim.errors import UserError
from apanim.physics.cable import build
from apanim.physics.cable import neuron as neurons
from apanim.physics.cable.neuron import respond
from apanim.physics.measure import arrivals_ms, measure_neuron
from apanim.physics.measure.neuron import fires

TOGETHER = {"left": (1.0,), "upper": (1.0,), "right": (1.0,)}


KINDS = ("unmyelinated", "myelinated")


@pytest.fixture(scope="module", params=KINDS)
def neuron(request):
    return getattr(neurons, request.param)()


@cache
def report(kind):
    return measure_neuron(getattr(neurons, kind)())


def test_the_whole_neuron_rests_at_minus_70_and_stays_there(neuron):
    v = respond(neuron, {}, 10.0).v_mV
    assert np.abs(v + 70.0).max() < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_fail_alone_sum_in_space_and_time_and_are_vetoed(kind):
    found = report(kind)
    assert found.starts_in == "initial segment"
    assert found.start_ms < found.soma_ms < found.terminals_ms
    assert not found.one_input_fires
    assert found.inputs_together_fire  # in space
    assert not found.inputs_in_turn_fire
    assert not found.two_inputs_fire
    assert found.one_input_repeated_fires  # in time
    assert found.inhibition_vetoes


def test_inputs_sum_only_when_they_are_close_in_time(neuron):
    assert fires(neuron, {"left": (1.0,), "upper": (2.0,), "right": (3.0,)})
    assert not fires(neuron, {"left": (1.0,), "upper": (1.0,), "right": (30.0,)}, 60.0)


def test_the_spike_starts_in_the_initial_segment_and_runs_both_ways(neuron):
    tree = neuron.tree
    trace = respond(neuron, TOGETHER)
    when = arrivals_ms(trace)
    first = int(np.nanargmin(when))
    span = tree.compartments(neurons.INITIAL_SEGMENT)
    assert span.start <= first < span.stop
    soma, hillock = when[tree.at("soma", 0.5)], when[tree.at("hillock", 0.5)]
    assert when[first] < hillock < soma  # backwards
    onwards = [when[tree.at(name, 1.0)] for name in neuron.axon if not name.startswith("internode")]
    ends = [when[tree.at(name, 1.0)] for name in neurons.TERMINALS_UM]
    assert when[first] < onwards[0]
    assert np.all(np.diff(onwards) > 0)  # and onwards
    assert onwards[-1] < min(ends)
    assert np.all(np.isfinite(ends))
    rises = np.sum((trace.v_mV[1:] > 0) & (trace.v_mV[:-1] <= 0), axis=0)
    assert rises[tree.at(neuron.axon[-1], 0.5)] == 1


def test_inhibition_shunts_more_than_it_hyperpolarises(neuron):
    soma = neuron.tree.at("soma", 0.5)
    alone = respond(neuron, {"inhibitory": (1.0,)}, 15.0).v_mV[:, soma]
    excited = respond(neuron, {"left": (1.0,)}, 15.0).v_mV[:, soma]
    both = respond(neuron, {"left": (1.0,), "inhibitory": (1.0,)}, 15.0).v_mV[:, soma]
    assert np.abs(alone + 70.0).max() < 0.5
    assert both.max() + 70 < 0.7 * (excited.max() + 70)


def test_myelin_makes_the_spike_leap():
    bare, wrapped = report("unmyelinated"), report("myelinated")
    print(f"1 um axon: bare {bare.velocity_m_s:.2f} m/s, myelinated {wrapped.velocity_m_s:.2f} m/s")
    assert wrapped.velocity_m_s > 6 * bare.velocity_m_s  # at the same diameter
    neuron = neurons.myelinated()
    tree = neuron.tree
    assert all(
        np.all(tree.g_na_uS[tree.compartments(s)] == 0) for s in neuron.axon if s.startswith("inter")
    )
    # The upstroke is made at the nodes: it is steepest there and least steep midway between them.
    steepest = np.diff(respond(neuron, TOGETHER, 10.0).v_mV, axis=0).max(axis=0)
    for i in range(4, 8):
        nodes = min(steepest[tree.at(f"node {j}", 0.5)] for j in (i - 1, i))
        inside = steepest[tree.compartments(f"internode {i}")]
        assert inside.min() < nodes
        assert 1 <= inside.argmin() <= 8


def test_the_spike_leaps_over_one_dead_node_but_dies_at_a_bare_stretch_of_them():
    def reaches(*dead):
        neuron = neurons.myelinated()
        silent = replace(neurons.NODE, g_na_mS_cm2=0.0)
        sections = [replace(s, membrane=silent) if s.name in dead else s for s in neuron.tree.sections]
        neuron = replace(neuron, tree=build(sections, neurons.AXIAL_OHM_CM))
        return fires(neuron, TOGETHER, 15.0)

    assert reaches("node 6")
    assert not reaches(*(f"node {i}" for i in range(2, 13)))


def test_an_unknown_synapse_is_refused_by_name():
    with pytest.raises(UserError, match="no synapse 'middle'"):
        respond(neurons.unmyelinated(), {"middle": (1.0,)}, 1.0)
