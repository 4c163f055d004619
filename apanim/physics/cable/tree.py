"""A tree of neurites cut into compartments: what the cable equation needs to know of a shape.

Every section is a cylinder of its own diameter and membrane, cut into compartments of equal length whose
voltage is that of their middle. Where more than two ends meet there is a junction without membrane.
Absolute units: nF, uS, nA, so that uS mV = nA and nF mV / ms = nA.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, pi

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

UM_PER_CM = 1e4


@dataclass(frozen=True)
class Section:
    """A cylinder of one diameter and one membrane, grown from the end (1) or the start (0) of `parent`."""

    name: str
    length_um: float
    diameter_um: float
    compartments: int
    membrane: MembraneSet
    parent: str | None = None
    parent_end: int = 1

    def __post_init__(self) -> None:
        if not (0 < self.length_um < inf and 0 < self.diameter_um < inf):
            raise UserError(f"section {self.name!r}: length and diameter must be above 0 um")
        if self.compartments < 1:
            raise UserError(f"section {self.name!r}: {self.compartments} compartments; it takes at least 1")
        if self.parent_end not in (0, 1):
            raise UserError(f"section {self.name!r}: parent_end is {self.parent_end}; it is 0 or 1")


@dataclass(frozen=True, eq=False)
class Tree:
    """n compartments, section after section from start to end, and j junctions.

    area_cm2, c_nF, x_um (n,): membrane area and capacitance, and distance of each middle from its section's
    start. Conductances g_*_uS and drive_nA (n,): the membranes' densities times the area.
    along_uS (n - 1,): axial conductance between neighbours, 0 between sections that meet in a junction.
    starts, ends (k, 3): a section's first (last) compartment, the junction it meets and the axial
    conductance, uS. na_left, k_left (n,): the part of the Na+ (K+) channels that a drug on a stretch
    leaves, where there is one. Read-only.
    """

    sections: tuple[Section, ...]
    axial_ohm_cm: float
    area_cm2: Array
    c_nF: Array
    x_um: Array
    along_uS: Array
    first: NDArray[np.intp]
    starts: tuple[tuple[int, int, float], ...]
    ends: tuple[tuple[int, int, float], ...]
    junctions: int
    na_left: Array | None = None
    k_left: Array | None = None

    @property
    def size(self) -> int:
        return self.area_cm2.size

    @property
    def kinetics(self) -> MembraneSet:
        """The set whose rates all the sections share."""
        return self.sections[0].membrane

    def compartments(self, section: str) -> slice:
        """The compartments of a section, by name. Raises UserError when there is no such section."""
        names = [s.name for s in self.sections]
        if section not in names:
            raise UserError(f"no section {section!r} in the tree; it has {', '.join(names)}")
        i = names.index(section)
        return slice(int(self.first[i]), int(self.first[i]) + self.sections[i].compartments)

    def at(self, section: str, place: float) -> int:
        """The compartment at `place` (0 start, 1 end) of a section."""
        if not 0.0 <= place <= 1.0:
            raise UserError(f"place {place} in section {section!r} is outside 0 to 1")
        span = self.compartments(section)
        return span.start + min(int(place * (span.stop - span.start)), span.stop - span.start - 1)

    def density(self, field: str) -> Array:
        """(n,) a membrane field, such as "g_na_mS_cm2", of every compartment."""
        return np.repeat(
            [float(getattr(s.membrane, field)) for s in self.sections],
            [s.compartments for s in self.sections],
        )

    @cached_property
    def along_um(self) -> Array:
        """(n,) distance of each middle from where its tree begins, along the neurites."""
        starts: dict[str, float] = {}
        lengths = {section.name: section.length_um for section in self.sections}
        for one in self.sections:
            on = 0.0 if one.parent is None else starts[one.parent] + one.parent_end * lengths[one.parent]
            starts[one.name] = on
        return self.x_um + np.repeat([*starts.values()], [s.compartments for s in self.sections])

    @cached_property
    def g_na_uS(self) -> Array:
        g_uS = self.density("free_na_mS_cm2") * self.area_cm2 * 1e3
        return g_uS if self.na_left is None else g_uS * self.na_left

    @cached_property
    def g_k_uS(self) -> Array:
        g_uS = self.density("free_k_mS_cm2") * self.area_cm2 * 1e3
        return g_uS if self.k_left is None else g_uS * self.k_left

    @cached_property
    def e_na_mV(self) -> Array:
        return self.density("e_na_mV")

    @cached_property
    def e_k_mV(self) -> Array:
        return self.density("e_k_mV")

    @cached_property
    def g_fixed_uS(self) -> Array:
        """The leaks together."""
        leaks = ("g_na_leak_mS_cm2", "g_k_leak_mS_cm2", "g_cl_leak_mS_cm2")
        return np.sum([self.density(g) for g in leaks], axis=0) * self.area_cm2 * 1e3

    @cached_property
    def drive_nA(self) -> Array:
        """What the leaks and the pump drive inward at 0 mV."""
        density = (
            self.density("g_na_leak_mS_cm2") * self.density("e_na_mV")
            + self.density("g_k_leak_mS_cm2") * self.density("e_k_mV")
            + self.density("g_cl_leak_mS_cm2") * self.density("e_cl_mV")
            - self.density("pump_uA_cm2")
        )
        return density * self.area_cm2 * 1e3


def build(sections: Sequence[Section], axial_ohm_cm: float) -> Tree:
    """The tree of `sections`, parents before children; one without a parent begins a tree of its own, which
    shares nothing with the others but the clock.

    Raises UserError for an unknown parent, a name used twice, or membranes whose gates have different
    rates.
    """
    if not sections or axial_ohm_cm <= 0:
        raise UserError("a tree takes at least one section and an axial resistivity above 0 ohm cm")
    kinetics = _kinetics(sections[0].membrane)
    seen: dict[str, int] = {}
    meeting: dict[tuple[int, int], list[tuple[int, int]]] = {}  # (section, end) -> ends that meet there
    for i, section in enumerate(sections):
        if section.name in seen:
            raise UserError(f"section {section.name!r} is in the tree twice")
        if section.parent is not None and section.parent not in seen:
            raise UserError(
                f"section {section.name!r}: its parent {section.parent!r} does not come before it"
            )
        if _kinetics(section.membrane) != kinetics:
            raise UserError(f"section {section.name!r}: its gates' rates differ from the first section's")
        seen[section.name] = i
        if section.parent is not None:
            key = (seen[section.parent], section.parent_end)
            meeting.setdefault(key, [key]).append((i, 0))
    return _cut(tuple(sections), axial_ohm_cm, list(meeting.values()))


def _kinetics(m: MembraneSet) -> tuple[float, ...]:
    speeds = (m.phi, m.speed_m, m.speed_h, m.speed_n)
    return (*speeds, m.u_zero_mV, m.shift_m_mV, m.shift_h_mV, m.shift_n_mV, m.inactivation)


def _cut(sections: tuple[Section, ...], axial_ohm_cm: float, meeting: list[list[tuple[int, int]]]) -> Tree:
    cuts = np.array([s.compartments for s in sections])
    first = np.concatenate(([0], np.cumsum(cuts)[:-1]))
    dx_cm = np.repeat([s.length_um / UM_PER_CM for s in sections] / cuts, cuts)
    d_cm = np.repeat([s.diameter_um / UM_PER_CM for s in sections], cuts)
    half_uS = 1e6 * (pi * d_cm**2 / 4.0) / (axial_ohm_cm * dx_cm / 2.0)  # from a middle to its face
    along = half_uS[:-1] * half_uS[1:] / (half_uS[:-1] + half_uS[1:])
    along[first[1:] - 1] = 0.0
    starts: list[tuple[int, int, float]] = []
    ends: list[tuple[int, int, float]] = []
    junctions = 0
    for group in meeting:
        faces = [(int(first[i] + (cuts[i] - 1) * end), end) for i, end in group]
        (a, a_end), (b, _) = faces[:2]
        if len(faces) == 2 and a_end == 1 and b == a + 1:  # a plain continuation
            along[a] = half_uS[a] * half_uS[b] / (half_uS[a] + half_uS[b])
            continue
        for compartment, end in faces:
            (ends if end == 1 else starts).append((compartment, junctions, float(half_uS[compartment])))
        junctions += 1
    area = pi * d_cm * dx_cm
    density_c = np.repeat([s.membrane.c_uF_cm2 for s in sections], cuts)
    place = np.concatenate(
        [(np.arange(s.compartments) + 0.5) * s.length_um / s.compartments for s in sections]
    )
    for array in (area, along, place):
        array.flags.writeable = False
    return Tree(
        sections, axial_ohm_cm, area, density_c * area * 1e3, place, along, first,
        tuple(starts), tuple(ends), junctions,
    )  # fmt: skip
