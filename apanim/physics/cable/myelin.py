"""Axons with and without myelin: nodes of Ranvier between wrapped internodes.

A turn of myelin is two membranes. With the axon's own, all of them in series: capacitance and leak fall to
a 1 / (1 + 2 turns)th. The internode has no gated channels, and gains none where its myelin is lost, as
in the first days after (Rasminsky & Sears 1972, J Physiol 227:323). The nodes have five times as many as a
bare axon of this project, a fifth of a mammal's, whose channels are also faster: so this axon conducts at
some 2 m/s where one of that width comes to 5.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from apanim.errors import UserError
from apanim.physics.cable.regions import AXON, region
from apanim.physics.cable.tree import Section
from apanim.physics.sets import MembraneSet

RANVIER = region("node of Ranvier", 300.0, 68.0, 1.0)
AXOLEMMA = region("internode", 0.0, 0.0, 0.05)  # without its myelin
COMPARTMENT_UM = 10.0  # of a bare axon
PER_INTERNODE = 6  # compartments
MOST_TURNS = 300.0
_IN_SERIES = ("c_uF_cm2", "g_na_leak_mS_cm2", "g_k_leak_mS_cm2", "g_cl_leak_mS_cm2", "pump_uA_cm2")


@dataclass(frozen=True)
class Fibre:
    """An axon: its diameter, and the turns of its myelin, 0 for a bare one.

    internode_um is from node to node, of which the node is node_um. With 20 turns of 16 nm round 1 um the
    axon is 0.6 of the whole fibre's width, as in the smallest of a nerve.

    Raises UserError for a size that is none.
    """

    turns: float = 20.0
    diameter_um: float = 1.0
    internode_um: float = 200.0
    node_um: float = 1.0

    def __post_init__(self) -> None:
        for name in ("diameter_um", "internode_um", "node_um"):
            if not 0.0 < getattr(self, name) < inf:
                raise UserError(f"Fibre({name}={getattr(self, name)}): give a length above 0 um")
        if self.node_um >= self.internode_um:
            raise UserError(f"Fibre(node_um={self.node_um:g}): a node is shorter than from node to node")
        check_turns(self.turns)


@dataclass(frozen=True)
class Demyelination:
    """From `start_ns` on so many `turns` of myelin are left round these internodes, by their names."""

    start_ns: int
    internodes: tuple[str, ...]
    turns: float

    def __post_init__(self) -> None:
        check_turns(self.turns)


def check_turns(turns: float) -> None:
    """Raises UserError for what is no number of turns."""
    if not 0.0 <= turns <= MOST_TURNS:
        raise UserError(f"{turns} turns of myelin: give 0 (none) to {MOST_TURNS:g}")


def wrapped(turns: float) -> MembraneSet:
    """The internode's membrane under so many turns of myelin."""
    less = {name: getattr(AXOLEMMA, name) / (1.0 + 2.0 * turns) for name in _IN_SERIES}
    return replace(AXOLEMMA, name=f"TEXTBOOK internode, {turns:g} turns of myelin", **less)


def turns_of(internode: MembraneSet) -> float:
    """The turns of myelin round an internode's membrane."""
    return (AXOLEMMA.c_uF_cm2 / internode.c_uF_cm2 - 1.0) / 2.0


def fibre(name: str, made: Fibre, length_um: float) -> list[Section]:
    """The sections of an axon of about `length_um` (whole internodes), from its start: "NAME" of a bare
    one, else "NAME node 0", "NAME internode 0", ... to a last node."""
    if made.turns == 0.0:
        cuts = max(1, round(length_um / COMPARTMENT_UM))
        return [Section(name, length_um, made.diameter_um, cuts, AXON)]
    out: list[Section] = []
    covered_um, sheath = made.internode_um - made.node_um, wrapped(made.turns)
    for i in range(max(1, round(length_um / made.internode_um))):
        before = out[-1].name if out else None
        node = f"{name} node {i}"
        out.append(Section(node, made.node_um, made.diameter_um, 1, RANVIER, before))
        out.append(
            Section(f"{name} internode {i}", covered_um, made.diameter_um, PER_INTERNODE, sheath, node)
        )
    last = f"{name} node {len(out) // 2}"
    return [*out, Section(last, made.node_um, made.diameter_um, 1, RANVIER, out[-1].name)]


def stripped(sections: Iterable[Section], strips: Iterable[Demyelination]) -> tuple[Section, ...]:
    """The sections with what is left of their myelin; of two strips of one internode the last one holds.

    Raises UserError for what is no internode of these.
    """
    sections = list(sections)
    left = {name: strip.turns for strip in strips for name in strip.internodes}
    wrapped_here = {one.name for one in sections if one.membrane.g_na_mS_cm2 == 0.0}
    if odd := [name for name in left if name not in wrapped_here]:
        raise UserError(f"no internode {odd[0]!r} to strip of its myelin")
    return tuple(
        replace(one, membrane=_less(one.membrane, left[one.name])) if one.name in left else one
        for one in sections
    )


def _less(was: MembraneSet, turns: float) -> MembraneSet:
    """An internode's membrane with other turns of myelin; all else stays as it was."""
    goal = wrapped(turns)
    part = goal.c_uF_cm2 / was.c_uF_cm2
    return replace(was, name=goal.name, **{name: getattr(was, name) * part for name in _IN_SERIES})


class Strand(NamedTuple):
    """One axon of several: its name, and its sections in order."""

    name: str
    sections: tuple[Section, ...]

    @property
    def internodes(self) -> tuple[Section, ...]:
        """The wrapped ones; none of a bare axon."""
        return tuple(one for one in self.sections if " internode " in one.name)


def strands(sections: Iterable[Section]) -> tuple[Strand, ...]:
    """The axons that sections made by `fibre` are, in order."""
    found: list[list[Section]] = []
    for one in sections:
        if one.parent is None:
            found.append([])
        found[-1].append(one)
    return tuple(Strand(these[0].name.removesuffix(" node 0"), tuple(these)) for these in found)
