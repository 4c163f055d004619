"""The lecture's neuron as an author holds it: its parts to point at, its places and synapses."""

from dataclasses import replace
from functools import cached_property

from apanim.errors import UserError
from apanim.physics.altered import UNALTERED, Altered
from apanim.physics.cable.dendrites import arbor
from apanim.physics.cable.neuron import STEP_MS, LectureNeuron, respond, unmyelinated
from apanim.physics.cable.tree import build
from apanim.physics.measure.neuron import input_conductance_nS, take_off_mV
from apanim.script.actors.cable import Cable, Site
from apanim.script.actors.claims import Quantity
from apanim.script.actors.parts import Part


class Neuron(Cable):
    """The unmyelinated lecture neuron. Its parts can be pointed at; its places can also be measured."""

    kind = "neuron"
    dendrites = Part("dendrites")
    nucleus = Part("nucleus")
    inputs = Part("synapses")
    terminals = Part("terminals")
    trigger_zone = Part("trigger_zone")
    electrode = Part("electrode")

    def __init__(self, altered: Altered = UNALTERED) -> None:
        self._neuron = _altered(unmyelinated(), altered)
        super().__init__(self._neuron.tree, dict(self._neuron.synapses))
        self.soma = Site("soma", "soma", 0.5, self)
        self.hillock = Site("hillock", "hillock", 0.5, self)
        self.initial_segment = Site("initial_segment", "initial segment", 0.9, self)
        self.axon = Site("axon", "axon", 0.5, self)
        self.terminal = Site("terminal 3", "terminal 3", 1.0, self)
        self.start, self.end = self.initial_segment, self.terminal

    def dendrite(self, number: int, share: float) -> Site:
        """The place at `share` (0 at the soma, 1 at the end) of the stem of dendrite 1 to 6."""
        stem = next((n for n in arbor() if n.name == f"dendrite {number}"), None)
        if stem is None or not 0.0 <= share <= 1.0:
            raise UserError(f"dendrite({number}, {share:g}): there are dendrites 1 to 6, and shares 0 to 1")
        pieces = stem.pieces()
        point = share * pieces[-1][2]
        name, first, last = next(piece for piece in pieces if point <= piece[2])
        return self.place(name, (point - first) / (last - first))

    def synapse(self, name: str) -> Site:
        """A synapse, and where it sits. Raises UserError for a name that is not one."""
        if name not in self.synapses:
            raise UserError(f"no synapse {name!r}; the neuron has {', '.join(self.synapses)}")
        sits = self.synapses[name]
        return Site(f"synapse {name}", sits.section, sits.place, self)

    @cached_property
    def threshold(self) -> Quantity:
        """V of the initial segment from which a spike takes off there, mV (see physics.measure.neuron)."""
        return Quantity("threshold of the trigger zone", "mV", lambda: self._threshold_mV)

    @cached_property
    def _threshold_mV(self) -> float:
        excited = {name: (1.0,) for name, s in self.synapses.items() if s.receptor.reversal_mV is not None}
        trace = respond(self._neuron, excited, 12.0)
        column = self.tree.at(self.initial_segment.section, self.initial_segment.share)
        return take_off_mV(trace.v_mV[:, column], STEP_MS)

    @property
    def e_cl(self) -> Quantity:
        """The voltage at which gradient and voltage drive chloride equally in and out, mV (Nernst)."""
        return Quantity("E_Cl", "mV", lambda: self.tree.kinetics.e_cl_mV)

    def reversal(self, name: str) -> Quantity:
        """The voltage towards which a synapse pulls: no current flows through its channels there, mV."""
        self.synapse(name)
        own = self.synapses[name].receptor.reversal_mV
        return self.e_cl if own is None else Quantity(f"reversal of synapse {name}", "mV", lambda: own)

    def conductance(self, place: Site) -> Quantity:
        """What a small steady current meets at a place of the resting cell, nS."""

        def value() -> float:
            return input_conductance_nS(self.tree, self.tree.at(place.section, place.share))

        return Quantity(f"conductance of the cell at {place.name}", "nS", value)

    def na_density(self, place: Site) -> Quantity:
        """How much voltage-gated Na+ conductance the membrane has at a place, mS/cm2."""
        density = float(self.tree.density("g_na_mS_cm2")[self.tree.at(place.section, place.share)])
        return Quantity(f"density of Na+ channels at {place.name}", "mS/cm2", lambda: density)

    def measures(self) -> dict[str, Quantity]:
        """The numbers that a cue's text may tell unasked."""
        return {"rest": self.rest, "threshold": self.threshold, "e_cl": self.e_cl}


def _altered(neuron: LectureNeuron, altered: Altered) -> LectureNeuron:
    """The neuron with all its membranes and synapses as they are then."""
    tree = neuron.tree
    return replace(
        neuron,
        tree=build(altered.sections(tree.sections), tree.axial_ohm_cm) if altered.alterations else tree,
        synapses={name: altered.synapse(one) for name, one in neuron.synapses.items()},
    )
