"""A fork that nobody touches lives the tape on byte for byte, from any instant of any kind of tape."""

from functools import cache

import numpy as np
import pytest
from spike_tape import spike_tape
from synapse_tape import clamp_tape, synapse_tape

from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import AXIAL_OHM_CM, AXON, unmyelinated
from apanim.physics.cable.tree import Section
from apanim.physics.stimulus import Release
from apanim.tape import CablePlan, open_cable_tape
from apanim.tape.records import columns

STEPS = 12  # that each fork lives on


@cache
def axon_tape():
    act = Electrode("axon", 0.0, 100_000, 200_000, 0.6)
    times = np.linspace(0, 6_000_000, 601).astype(np.int64)
    return open_cable_tape(
        CablePlan("axon", (Section("axon", 1600.0, 1.0, 200, AXON),), AXIAL_OHM_CM, (), (act,), times)
    )


@cache
def neuron_tape():
    neuron = unmyelinated()
    acts = tuple(Release(500_000, name) for name in ("left", "right", "upper"))
    times = np.linspace(0, 9_000_000, 541).astype(np.int64)
    sections, synapses = neuron.tree.sections, tuple(neuron.synapses.items())
    return open_cable_tape(CablePlan("neuron", sections, neuron.tree.axial_ohm_cm, synapses, acts, times))


@pytest.mark.parametrize(("tape", "forks"), [(spike_tape, 60), (synapse_tape, 20), (clamp_tape, 20)])
def test_an_untouched_fork_of_a_patch_is_the_tape(tape, forks):
    rng, tape = np.random.default_rng(forks), tape()
    for start in rng.integers(0, tape.steps - STEPS, forks).tolist():
        fork = tape.fork(start)
        for number in range(start + 1, start + STEPS + 1):
            now, told = fork.step(int(tape.plan.model_ns[number])), columns(tape.step(number))
            for name, part in columns(now).items():
                assert part.tobytes() == told[name].tobytes(), f"{name} at {number} of a fork at {start}"


@pytest.mark.parametrize(("tape", "forks"), [(neuron_tape, 50), (axon_tape, 50)])
def test_an_untouched_fork_of_a_cable_is_the_tape(tape, forks):
    rng, tape = np.random.default_rng(forks), tape()
    assert np.ptp(tape.series.v_mV, axis=0).max() > 90  # a spike is on it
    for start in rng.integers(0, tape.steps - STEPS, forks).tolist():
        fork, numbers = tape.fork(start), slice(start, start + STEPS + 1)
        for ns in tape.plan.model_ns[numbers][1:].tolist():
            fork.step(ns)
        v, m, h, n = fork.read().astype(np.float32).swapaxes(0, 1)
        s = tape.series
        for told, now in ((s.v_mV, v), (s.m, m), (s.h, h), (s.n, n)):
            assert np.array_equal(told[numbers], now), f"a fork at {start}"


@pytest.mark.parametrize("tape", [spike_tape, axon_tape])
def test_there_is_no_fork_outside_of_the_tape(tape):
    for number in (-1, tape().steps + 1):
        with pytest.raises(IndexError, match="outside the tape"):
            tape().fork(number)
