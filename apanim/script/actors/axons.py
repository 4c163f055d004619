"""Axons as an author holds them: one wrapped in myelin, or several side by side, of which all live on one
clock and none knows of another."""

from collections.abc import Mapping
from numbers import Real

import numpy as np

from apanim.errors import UserError
from apanim.physics.altered import UNALTERED, Altered
from apanim.physics.cable.changes import tree_at
from apanim.physics.cable.myelin import Demyelination, Fibre, Strand, fibre, strands, turns_of
from apanim.physics.cable.neuron import AXIAL_OHM_CM
from apanim.physics.cable.tree import Section, build
from apanim.physics.rates import Array
from apanim.script.actors.cable import Cable, Site
from apanim.script.actors.cable_response import SPIKE_MV
from apanim.script.actors.claims import Quantity
from apanim.script.actors.moments import Moment

MYELIN = "myelin"  # what of an axon may change beside what may of every membrane
BEYOND_UM = 400.0  # an axon goes on so far beyond what is seen, so that its end is not


class Lane:
    """One of the axons on stage, by its name. Its places are read and pointed at."""

    def __init__(self, owner: "Axons", strand: Strand) -> None:
        self._owner, self.strand = owner, strand
        self.name = strand.name
        self.sections = tuple(section.name for section in strand.sections)
        self.whole = self._named("lane")
        self.front = self._named("front")  # of the spike, where that now is
        self.sheath = self._named("sheath")  # a stretch of it, and if some of it was stripped, that

    def at(self, share: float) -> Site:
        """The place at a share (0 left to 1 right) of what is seen. Raises UserError beyond the axon."""
        left, right = self._owner.window_um
        um = left + share * (right - left)
        start = 0.0
        for section in self.strand.sections:
            if start <= um < start + section.length_um:
                return self._owner.place(section.name, (um - start) / section.length_um)
            start += section.length_um
        raise UserError(f"{self.name}.at({share:g}): that is beyond the end of the axon")

    def node(self, number: int) -> Site:
        """The node of Ranvier of that number, from 0 at the left. Raises UserError if there is none."""
        return self._numbered("node", number)

    def internode(self, number: int) -> Site:
        """The middle of the internode of that number. Raises UserError if there is none."""
        return self._numbered("internode", number)

    def come(self, moment: Moment) -> Quantity:
        """How far the front of a spike is at a moment: the farthest place above 0 mV, um; 0 for none."""

        def um() -> float:
            v, along = self._voltages(moment)
            above = np.flatnonzero(v > SPIKE_MV)
            return float(along[above[-1]]) if len(above) else 0.0

        return Quantity(f"way of the spike in {self.name!r} at {moment.name}", "um", um)

    def firing(self, moment: Moment) -> Quantity:
        """How many nodes are above 0 mV at a moment."""

        def count() -> float:
            v, _ = self._voltages(moment)
            return float((v[self._nodes()] > SPIKE_MV).sum())

        return Quantity(f"nodes of {self.name!r} above 0 mV at {moment.name}", "nodes", count)

    def turns(self, number: int) -> Quantity:
        """The turns of myelin round an internode at this line of the script."""
        section = self.internode(number).section
        acts, ns = self._owner.history.acts, self._owner.history.next_ns
        left = tree_at(self._owner.tree, acts, ns)
        membrane = next(one.membrane for one in left.sections if one.name == section)
        return Quantity(f"turns round the {section}", "turns", lambda: turns_of(membrane))

    def _voltages(self, moment: Moment) -> tuple[Array, Array]:
        """V of the compartments at a moment, and how far along each is, um."""
        history, tree = self._owner.history, self._owner.tree
        ns = history.time_ns(moment)
        first, last = (tree.compartments(name) for name in (self.sections[0], self.sections[-1]))
        rows = slice(first.start, last.stop)
        return history.grid(ns, ns)[0, 0, rows], tree.along_um[rows]

    def _nodes(self) -> list[int]:
        """Which of the compartments are nodes."""
        sizes = np.cumsum([0, *(one.compartments for one in self.strand.sections)])
        return [int(at) for at, name in zip(sizes, self.sections, strict=False) if " node " in name]

    def _numbered(self, kind: str, number: int) -> Site:
        name = f"{self.name} {kind} {number}"
        if all(one.name != name for one in self.strand.sections):
            last = len(self.strand.internodes) - (kind == "internode")
            has = f"it has {kind}s 0 to {last}" if self.strand.internodes else "it is bare"
            raise UserError(f"{self.name!r} has no {kind} {number}; {has}")
        return self._owner.place(name, 0.5)

    def _named(self, what: str) -> Site:
        return Site(f"{what} {self.name}", self.strand.sections[0].name, 0.0, self._owner)


class Axons(Cable):
    """One axon or several, each with or without myelin, begun at the left end of what is seen."""

    kind = "axons"

    def __init__(self, fibres: Mapping[str, Fibre], length_um: float, altered: Altered = UNALTERED) -> None:
        if not length_um > 0:
            raise UserError(f"length_um={length_um:g}: give the length of what is seen, um")
        sections: list[Section] = []
        for name, made in fibres.items():
            sections += fibre(name, made, length_um + BEYOND_UM)
        super().__init__(build(altered.sections(sections), AXIAL_OHM_CM), {}, (0.0, length_um))
        first, *more = (Lane(self, strand) for strand in strands(self.tree.sections))
        self.lanes = (first, *more)
        self.start, self.end = first.at(0.0), first.at(1.0)

    def site(self, place: object) -> Site:
        """The place that an author means: of one axon a share of what is seen will do. Raises UserError."""
        if isinstance(place, Site):
            return place
        if not isinstance(place, Real):
            raise UserError(f"no place {place!r}: give a place of an axon, such as lane.at(0.5)")
        if len(self.lanes) > 1:
            names = ", ".join(lane.name for lane in self.lanes)
            raise UserError(f"place {place}: of which axon? Give lane.at({place}) of {names}")
        return self.lanes[0].at(float(place))

    @property
    def temperature(self) -> Quantity:
        """The temperature at this line of the script, degrees Celsius."""
        celsius = tree_at(self.tree, self.history.acts, self.history.next_ns).kinetics.temperature_C
        return Quantity("temperature", "°C", lambda: celsius)

    def stripped(self, turns: float, within: tuple[object, object] | None, start_ns: int) -> Demyelination:
        """The act that leaves so many turns round the internodes whose middle lies between two places of
        one axon, or round all. Raises UserError where there is none."""
        if within is None:
            names = [one.name for lane in self.lanes for one in lane.strand.internodes]
        else:
            first, last = (self.site(place) for place in within)
            lane = next(
                (one for one in self.lanes if {first.section, last.section} <= set(one.sections)), None
            )
            if lane is None:
                raise UserError(f"change(within=({first.name}, {last.name})): give two places of one axon")
            along = self.tree.along_um
            from_um, to_um = (along[self.tree.at(site.section, site.share)] for site in (first, last))
            names = [
                one.name
                for one in lane.strand.internodes
                if from_um <= along[self.tree.at(one.name, 0.5)] <= to_um
            ]
        if not names:
            raise UserError(f"change({MYELIN!r}): no myelin lies there, between one node and the next")
        return Demyelination(start_ns, tuple(names), turns)
