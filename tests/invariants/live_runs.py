"""Runs for branches to begin from: the invariants' tapes with a bare timeline each, and sets at rest."""

from functools import cache

import numpy as np
from spike_tape import spike_tape
from synapse_tape import clamp_tape, synapse_tape

from apanim.data import scenes_dir
from apanim.narration.voices import Voices
from apanim.physics.cable.inputs import Electrode
from apanim.physics.cable.neuron import AXIAL_OHM_CM, AXON, unmyelinated
from apanim.physics.cable.tree import Section
from apanim.physics.stimulus import Release
from apanim.script.programme import open_plan
from apanim.script.readings import read_scene
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan, open_cable_tape
from apanim.tape.records import columns

PATCHES, CABLES = ("spike", "synapse", "clamp"), ("neuron", "axon")


def _axon():
    act = Electrode("axon", 0.0, 100_000, 200_000, 0.6)
    times = np.linspace(0, 6_000_000, 601).astype(np.int64)
    sections = (Section("axon", 2600.0, 1.0, 325, AXON),)
    return open_cable_tape(CablePlan("axon", sections, AXIAL_OHM_CM, (), (act,), times, (600.0, 2000.0)))


def _neuron():
    neuron = unmyelinated()
    acts = tuple(Release(500_000, name) for name in ("left", "right", "upper"))
    times = np.linspace(0, 9_000_000, 541).astype(np.int64)
    sections, synapses = neuron.tree.sections, tuple(neuron.synapses.items())
    return open_cable_tape(CablePlan("neuron", sections, neuron.tree.axial_ohm_cm, synapses, acts, times))


@cache
def run(name):
    """(timeline, tape) of a run."""
    makers = {
        "spike": spike_tape, "synapse": synapse_tape, "clamp": clamp_tape, "axon": _axon, "neuron": _neuron,
    }  # fmt: skip
    tape = makers[name]()
    view = name if name in CABLES else "membrane"
    return Timeline(name, name, tape.duration_tick, tape.plan, view), tape


def state(tape, tick):
    """Every array of a tape's world, or of its cable, at a tick, as bytes by name."""
    there = tape.at(tick)
    parts = there._asdict() if hasattr(there, "v_mV") else columns(there)
    return {name: np.asarray(part).tobytes() for name, part in parts.items()}


@cache
def at_rest(name):
    """(timeline, tape) of a set at rest, a step long."""
    timeline = read_scene(scenes_dir() / "lab" / f"{name}.py", Voices("silent"), "en").timeline
    return timeline, open_plan(timeline.plan)
