"""`LectureNeuron`: dendrites with synapses, soma, axon hillock and initial segment, axon, terminals.

Made of the lecture's own membrane: every part has `TEXTBOOK`'s gates, concentrations and temperature, and
differs by how many channels it has; leaks and pump are balanced anew for each, so that all rests at -70 mV.
The initial segment has by far the most channels (Kole et al. 2008, Nat Neurosci 11:178: some 50 times the
proximal dendrite), the dendrites' stems a few, their branches and twigs none. The myelinated axon has bare
nodes of Ranvier between internodes of so many wrappings that little charge is spent on them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.dendrites import dendrites
from apanim.physics.cable.step import NO_INPUT, CableTrace, Input, init, run
from apanim.physics.cable.tree import Section, Tree, build
from apanim.physics.ligand import GABA_A, Receptor, open_fraction
from apanim.physics.sets import MembraneSet
from apanim.physics.textbook import TEXTBOOK, balance_at_rest

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
WRAPPINGS = 60  # of two membranes each, in series


@dataclass(frozen=True)
class Synapse:
    """`g_nS` of open receptors, if all were open, at `place` (0..1) of a section."""

    section: str
    place: float
    receptor: Receptor
    g_nS: float


@dataclass(frozen=True)
class LectureNeuron:
    """A tree with named synapses; the sections from soma to the end of one terminal, in order."""

    tree: Tree
    synapses: Mapping[str, Synapse]
    path: tuple[str, ...]
    initial_segment: str
    axon: tuple[str, ...]
    terminals: tuple[str, ...]


def region(name: str, g_na_mS_cm2: float, g_k_mS_cm2: float, leak_mS_cm2: float) -> MembraneSet:
    """`TEXTBOOK` with other densities, balanced to its rest; `leak` is the cations' and also the Cl-'s."""
    changed = replace(
        TEXTBOOK,
        name=f"TEXTBOOK {name}",
        g_na_mS_cm2=g_na_mS_cm2,
        g_k_mS_cm2=g_k_mS_cm2,
        g_na_leak_mS_cm2=0.0,
        g_k_leak_mS_cm2=0.0,
        g_cl_leak_mS_cm2=leak_mS_cm2,
        pump_uA_cm2=0.0,
    )
    return balance_at_rest(changed, leak_mS_cm2)


STEM = region("stem", 12.0, 3.0, 0.05)
DENDRITE = region("dendrite", 0.0, 0.0, 0.05)
SOMA = region("soma", 30.0, 8.0, 0.05)
HILLOCK = region("hillock", 60.0, 15.0, 0.15)
INITIAL_SEGMENT = region("initial segment", 600.0, 130.0, 0.4)
AXON = region("axon", 60.0, 15.0, 0.15)
NODE = region("node", 200.0, 45.0, 0.8)
INTERNODE = replace(
    region("internode", 0.0, 0.0, 0.05 / (2 * WRAPPINGS)), c_uF_cm2=TEXTBOOK.c_uF_cm2 / (2 * WRAPPINGS)
)


def _dendrites_and_soma() -> list[Section]:
    return [
        Section("soma", 15.0, 15.0, 3, SOMA),
        *dendrites("soma", (STEM, DENDRITE, DENDRITE)),
        Section("hillock", 10.0, 3.0, 3, HILLOCK, "soma"),
        Section("initial segment", 30.0, 1.5, 10, INITIAL_SEGMENT, "hillock"),
    ]


def _terminals(parent: str) -> list[Section]:
    lengths = (140.0, 120.0, 110.0, 120.0, 140.0)
    return [
        Section(f"terminal {i}", length, 0.4, round(length / 10), AXON, parent)
        for i, length in enumerate(lengths, start=1)
    ]


def _synapses(excitatory_nS: float) -> dict[str, Synapse]:
    """Inputs that fail alone and fire together; the bare axon draws more current and takes more."""
    return {
        "left": Synapse("dendrite 1 branch 2 b", 0.8, EXCITATORY, excitatory_nS),
        "upper": Synapse("dendrite 2 branch 3 b", 0.8, EXCITATORY, excitatory_nS),
        "right": Synapse("dendrite 3 branch 2 b", 0.8, EXCITATORY, excitatory_nS),
        "lower": Synapse("dendrite 6 branch 2 b", 0.8, EXCITATORY, excitatory_nS),
        "inhibitory": Synapse("soma", 0.5, GABA_A, 100.0),
    }


def unmyelinated(axon_um: float = 1200.0) -> LectureNeuron:
    """The neuron with a bare axon of 1 um, where the spike travels without a gap."""
    axon = Section("axon", axon_um, 1.0, round(axon_um / 8.0), AXON, "initial segment")
    tree = build([*_dendrites_and_soma(), axon, *_terminals("axon")], AXIAL_OHM_CM)
    path = ("soma", "hillock", "initial segment", "axon", "terminal 1")
    terminals = tuple(f"terminal {i}" for i in range(1, 6))
    return LectureNeuron(tree, _synapses(4.0), path, "initial segment", ("axon",), terminals)


def myelinated(internodes: int = 12, internode_um: float = 100.0) -> LectureNeuron:
    """The neuron with its axon wrapped: nodes of 1.5 um between internodes, where the spike leaps."""
    sections = _dendrites_and_soma()
    parent = "initial segment"
    axon = []
    for i in range(1, internodes + 1):
        sections.append(Section(f"internode {i}", internode_um, 1.0, 10, INTERNODE, parent))
        sections.append(Section(f"node {i}", 1.5, 1.0, 1, NODE, f"internode {i}"))
        parent = f"node {i}"
        axon += [f"internode {i}", parent]
    tree = build([*sections, *_terminals(parent)], AXIAL_OHM_CM)
    path = ("soma", "hillock", "initial segment", *axon, "terminal 1")
    terminals = tuple(f"terminal {i}" for i in range(1, 6))
    return LectureNeuron(tree, _synapses(3.4), path, "initial segment", tuple(axon), terminals)


def synaptic_input(
    neuron: LectureNeuron, releases_ms: Mapping[str, Sequence[float]], until_ms: float, dt_ms: float
) -> Callable[[float], Input]:
    """What the named synapses do in each step's middle, for `cable.run`; UserError for an unknown one."""
    middles = (
        np.linspace(0.5, max(1, round(until_ms / dt_ms)) - 0.5, max(1, round(until_ms / dt_ms))) * dt_ms
    )
    n = neuron.tree.size
    acting = []
    for name, times in releases_ms.items():
        if name not in neuron.synapses:
            raise UserError(f"no synapse {name!r}; the neuron has {', '.join(neuron.synapses)}")
        synapse = neuron.synapses[name]
        reversal = synapse.receptor.reversal_mV
        e = neuron.tree.kinetics.e_cl_mV if reversal is None else reversal
        g_uS = 1e-3 * synapse.g_nS * open_fraction(synapse.receptor, times, middles)
        acting.append((neuron.tree.at(synapse.section, synapse.place), g_uS, e))

    def at(t_ms: float) -> Input:
        if not acting:
            return NO_INPUT
        k = min(int(t_ms / dt_ms), middles.size - 1)
        g, drive = np.zeros(n), np.zeros(n)
        for compartment, g_uS, e in acting:
            g[compartment] += g_uS[k]
            drive[compartment] += g_uS[k] * e
        return Input(0.0, g, drive)

    return at


def respond(
    neuron: LectureNeuron, releases_ms: Mapping[str, Sequence[float]], until_ms: float = 30.0
) -> CableTrace:
    """The neuron's voltages from rest, as its named synapses release transmitter at the given times."""
    acting = synaptic_input(neuron, releases_ms, until_ms, STEP_MS)
    return run(init(neuron.tree), neuron.tree, until_ms, STEP_MS, acting)[1]
