"""The lecture's neuron as an author holds it: its parts, places and synapses, moments and quantities."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from apanim.errors import UserError
from apanim.physics.cable.dendrites import arbor
from apanim.physics.cable.inputs import Release
from apanim.physics.cable.neuron import STEP_MS, respond, unmyelinated
from apanim.physics.measure.neuron import take_off_mV
from apanim.script.cable import Cable
from apanim.script.claims import Quantity
from apanim.script.moments import Moment
from apanim.script.part import Part
from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class Site(Part):
    """A part with a place of the cable where its voltage is read: `share` (0..1) of `section`."""

    section: str
    share: float
    owner: "Neuron" = field(compare=False, repr=False)


class Neuron(Cable):
    """The unmyelinated lecture neuron. Its parts can be pointed at; its places can also be measured."""

    dendrites = Part("dendrites")
    nucleus = Part("nucleus")
    inputs = Part("synapses")
    terminals = Part("terminals")
    trigger_zone = Part("trigger_zone")

    def __init__(self) -> None:
        self._neuron = unmyelinated()
        super().__init__("neuron", self._neuron.tree, dict(self._neuron.synapses))
        self.soma = Site("soma", "soma", 0.5, self)
        self.hillock = Site("hillock", "hillock", 0.5, self)
        self.initial_segment = Site("initial_segment", "initial segment", 0.9, self)
        self.axon = Site("axon", "axon", 0.5, self)
        self.terminal = Site("terminal 3", "terminal 3", 1.0, self)

    # -- places -----------------------------------------------------------------------------------

    def at(self, section: str, share: float) -> Site:
        """The place at `share` (0..1) of a section of the cable. Raises UserError if there is none."""
        self.tree.at(section, share)
        return Site(f"{section}@{share:g}", section, share, self)

    def dendrite(self, number: int, share: float) -> Site:
        """The place at `share` (0 at the soma, 1 at the end) of the stem of dendrite 1 to 6."""
        stem = next((n for n in arbor() if n.name == f"dendrite {number}"), None)
        if stem is None or not 0.0 <= share <= 1.0:
            raise UserError(f"dendrite({number}, {share:g}): there are dendrites 1 to 6, and shares 0 to 1")
        pieces = stem.pieces()
        point = share * pieces[-1][2]
        name, first, last = next(piece for piece in pieces if point <= piece[2])
        return self.at(name, (point - first) / (last - first))

    def synapse(self, name: str) -> Site:
        """A synapse, and where it sits. Raises UserError for a name that is not one."""
        if name not in self.synapses:
            raise UserError(f"no synapse {name!r}; the neuron has {', '.join(self.synapses)}")
        sits = self.synapses[name]
        return Site(f"synapse {name}", sits.section, sits.place, self)

    # -- acts -------------------------------------------------------------------------------------

    def release(self, *synapses: str) -> None:
        """Transmitter is released at these synapses, now."""
        for name in synapses:
            self.synapse(name)
            self.history.act(Release(name, self.history.next_grid_ns()))

    def stimulate(
        self, site: Site | None = None, current_nA: float = 0.5, duration_ms: float = 0.5, *,
        synapse: str | None = None,
    ) -> None:  # fmt: skip
        """Release at `synapse`; or drive current into a place (the soma unless told) from now on."""
        if synapse is not None:
            self.release(synapse)
            return
        place = self.soma if site is None else site
        if not isinstance(place, Site):
            raise UserError(f"stimulate at {place!r}: give a place of the neuron, such as neuron.soma")
        self._inject(place.section, place.share, current_nA, duration_ms)

    # -- moments ----------------------------------------------------------------------------------

    def fires(self) -> Moment:
        """A spike starts: V of the initial segment rises through 0 mV."""
        return self.passes(self.initial_segment)

    def passes(self, place: Site) -> Moment:
        """A spike passes a place: V there rises through 0 mV."""
        return self.spike_at(place.section, place.share)

    def arrives(self) -> Moment:
        """A spike reaches the end of the middle terminal."""
        return self.passes(self.terminal)

    def crest(self, place: Site) -> Moment:
        """V of a place has a local maximum."""
        return self.crest_at(place.section, place.share)

    # -- quantities -------------------------------------------------------------------------------

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

    def peak(self, place: Site, within_ms: float) -> Quantity:
        """The highest V of a place in the `within_ms` from here on, mV."""
        return self.highest(place.section, place.share, within_ms)

    def lift(self, place: Site, within_ms: float) -> Quantity:
        """How far V of a place rises above what it is now in the `within_ms` from here on, mV."""
        start, column = self.history.now_ns, self.tree.at(place.section, place.share)
        end = start + round(within_ms * NS_PER_MS)

        def value() -> float:
            v = self._voltages(start, end)[:, column]
            return float(np.max(v) - v[0])

        return Quantity(f"rise of V at {place.name}", "mV", value)

    def arriving(self, near: Site, far: Site, within_ms: float) -> Quantity:
        """The share of the rise of V at `near` that arrives at `far` in the `within_ms` from here on."""
        here, there = self.lift(near, within_ms), self.lift(far, within_ms)
        name = f"share of the rise at {near.name} that arrives at {far.name}"
        return Quantity(name, "", lambda: there.measure() / here.measure())

    def na_density(self, place: Site) -> Quantity:
        """How much voltage-gated Na+ conductance the membrane has at a place, mS/cm2."""
        density = float(self.tree.density("g_na_mS_cm2")[self.tree.at(place.section, place.share)])
        return Quantity(f"density of Na+ channels at {place.name}", "mS/cm2", lambda: density)

    def speed(self) -> Quantity:
        """Speed (m/s) of the next spike from here on, along the axon."""
        return self.velocity("axon", 0.3, 0.7)
