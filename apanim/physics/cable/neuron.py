"""`LectureNeuron`: dendrites with synapses, soma, axon hillock and initial segment, axon, terminals.

The initial segment has by far the most channels, the dendrites' stems a few, their branches and twigs none
(physics.cable.regions). The myelinated axon has bare nodes of Ranvier between internodes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apanim.physics.cable.dendrites import dendrites
from apanim.physics.cable.inputs import Synapse, conductance_uS, synaptic_input
from apanim.physics.cable.regions import (
    AXON,
    DENDRITE,
    HILLOCK,
    INTERNODE,
    NODE,
    SOMA,
    STEM,
    TRIGGER_ZONE,
)
from apanim.physics.cable.step import CableTrace, init, run
from apanim.physics.cable.tree import Section, Tree, build
from apanim.physics.ligand import GABA_A, Receptor

# The dendrites' receptors, which must answer to one release after another: the two-state scheme of
# Destexhe, Mainen & Sejnowski 1994 (Neural Comput 6:14). The six-state AMPA scheme, fitted to single
# releases, takes seconds to recover from its desensitisation.
EXCITATORY = Receptor(
    name="AMPA, two states",
    states=("C", "O"),
    conducting=(1,),
    binding=((0, 1, 1.1),),
    moving=((1, 0, 0.19),),
    reversal_mV=0.0,
    conductance_pS=15.0,
)
AXIAL_OHM_CM = 120.0
STEP_MS = 0.02  # the spike is then 0.2 % slower than with a step a quarter as long
INITIAL_SEGMENT = "initial segment"  # the section where the spike starts, and from which the axon grows
TERMINALS_UM = {f"terminal {i}": um for i, um in enumerate((140.0, 120.0, 110.0, 120.0, 140.0), start=1)}


@dataclass(frozen=True)
class LectureNeuron:
    """A tree with named synapses, and the sections of its axon in order."""

    tree: Tree
    synapses: Mapping[str, Synapse]
    axon: tuple[str, ...]


def unmyelinated(axon_um: float = 1200.0) -> LectureNeuron:
    """The neuron with a bare axon of 1 um, where the spike travels without a gap."""
    return _neuron([Section("axon", axon_um, 1.0, round(axon_um / 8.0), AXON, INITIAL_SEGMENT)], 4.0)


def myelinated(internodes: int = 12, internode_um: float = 100.0) -> LectureNeuron:
    """The neuron with its axon wrapped: nodes of 1.5 um between internodes, where the spike leaps."""
    axon: list[Section] = []
    for i in range(1, internodes + 1):
        parent = axon[-1].name if axon else INITIAL_SEGMENT
        axon.append(Section(f"internode {i}", internode_um, 1.0, 10, INTERNODE, parent))
        axon.append(Section(f"node {i}", 1.5, 1.0, 1, NODE, f"internode {i}"))
    return _neuron(axon, 3.4)


def _neuron(axon: list[Section], excitatory_nS: float) -> LectureNeuron:
    """The neuron with this axon; its excitatory inputs are as strong as fail alone and fire together."""
    sections = [
        Section("soma", 15.0, 15.0, 3, SOMA),
        *dendrites("soma", (STEM, DENDRITE, DENDRITE)),
        Section("hillock", 10.0, 3.0, 3, HILLOCK, "soma"),
        Section(INITIAL_SEGMENT, 30.0, 1.5, 10, TRIGGER_ZONE, "hillock"),
        *axon,
        *(Section(name, um, 0.4, round(um / 10), AXON, axon[-1].name) for name, um in TERMINALS_UM.items()),
    ]
    branches = {"left": "1 branch 2", "upper": "2 branch 3", "right": "3 branch 2", "lower": "6 branch 2"}
    synapses = {
        name: Synapse(f"dendrite {branch} b", 0.8, EXCITATORY, excitatory_nS)
        for name, branch in branches.items()
    }
    synapses["inhibitory"] = Synapse("soma", 0.5, GABA_A, 100.0)
    return LectureNeuron(build(sections, AXIAL_OHM_CM), synapses, tuple(s.name for s in axon))


def respond(
    neuron: LectureNeuron, releases_ms: Mapping[str, Sequence[float]], until_ms: float = 30.0
) -> CableTrace:
    """The neuron's voltages from rest, as its named synapses release transmitter at the given times.

    Raises UserError for a synapse that is not there.
    """
    middles_ms = np.arange(0.5, max(1, round(until_ms / STEP_MS))) * STEP_MS
    g_uS = conductance_uS(neuron.synapses, releases_ms, middles_ms)
    acting = synaptic_input(neuron.tree, neuron.synapses, g_uS)
    return run(init(neuron.tree), neuron.tree, until_ms, STEP_MS, acting)[1]
