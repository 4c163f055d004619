"""A cell whose concentrations move with the charge that crosses its membrane.

d[X]/dt = -I_X S / (z F V): I the species' whole current density (gates, leak and pump), S the surface and V
the volume. The reversal potentials follow by Nernst and the pump by what it binds, so that with the pump
stopped the gradients run down, and with it running they are paid back.
"""

from dataclasses import dataclass
from math import inf, pi
from typing import NamedTuple

from apanim.errors import UserError
from apanim.physics import patch
from apanim.physics.patch import Currents, PatchState
from apanim.physics.perturb import with_concentrations
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.units import FARADAY_C_MOL


@dataclass(frozen=True)
class Geometry:
    """A body of `surface_um2` round `volume_um3`, in a bath, or in a space of `outside_um3`."""

    name: str
    surface_um2: float
    volume_um3: float
    outside_um3: float = inf

    def __post_init__(self) -> None:
        if not (0 < self.surface_um2 < inf and 0 < self.volume_um3 < inf and self.outside_um3 > 0):
            raise UserError(f"geometry {self.name!r}: surface and volumes must be above 0")


def sphere(name: str, diameter_um: float) -> Geometry:
    """A soma."""
    return Geometry(name, pi * diameter_um**2, pi * diameter_um**3 / 6.0)


def cylinder(name: str, diameter_um: float) -> Geometry:
    """1 um of a neurite's length."""
    return Geometry(name, pi * diameter_um, pi * diameter_um**2 / 4.0)


SOMA_20_UM = sphere("soma of 20 um", 20.0)
AXON_1_UM = cylinder("axon of 1 um", 1.0)


class Cell(NamedTuple):
    """The patch and the concentrations on both sides, mM."""

    patch: PatchState
    na_out_mM: float
    na_in_mM: float
    k_out_mM: float
    k_in_mM: float
    cl_out_mM: float
    cl_in_mM: float


def init(membrane: MembraneSet) -> Cell:
    """The cell at rest with the set's own concentrations."""
    m = membrane
    return Cell(patch.init(m), m.na_out_mM, m.na_in_mM, m.k_out_mM, m.k_in_mM, m.cl_out_mM, m.cl_in_mM)


def membrane_of(cell: Cell, membrane: MembraneSet) -> MembraneSet:
    """`membrane` with the cell's concentrations, its reversal potentials and its pump moved with them."""
    mM = cell._asdict()
    del mM["patch"]
    return with_concentrations(membrane, **mM)


def step(
    cell: Cell, membrane: MembraneSet, geometry: Geometry, dt_ms: float, stimulus_uA_cm2: float = 0.0
) -> Cell:
    """The cell after `dt_ms`; the charge each species carried moves its concentrations.

    The stimulus is carried by the electrode and moves none. Raises NonFiniteStateError like `patch.step`,
    and UserError when a concentration runs out within the step.
    """
    now = membrane_of(cell, membrane)
    after, mean = patch.step_with_currents(cell.patch, now, dt_ms, stimulus_uA_cm2)
    moved = [float(x) * dt_ms for x in by_species(mean)]
    mM: list[float] = []
    for outside, inside, charge, carried in (
        (cell.na_out_mM, cell.na_in_mM, +1, moved[0]),
        (cell.k_out_mM, cell.k_in_mM, +1, moved[1]),
        (cell.cl_out_mM, cell.cl_in_mM, -1, moved[2]),
    ):
        mM.append(outside + concentration_mM(carried / charge, geometry.surface_um2, geometry.outside_um3))
        mM.append(inside - concentration_mM(carried / charge, geometry.surface_um2, geometry.volume_um3))
        if min(mM[-2:]) <= 0:
            raise UserError(
                f"{geometry.name}: a concentration of membrane {membrane.name!r} ran out in a step of "
                f"{dt_ms:g} ms; take shorter steps or a larger volume"
            )
    return Cell(after, *mM)


def by_species(currents: Currents) -> tuple[Array, Array, Array]:
    """Whole Na+, K+ and Cl- current densities: gates, leak and pump together."""
    c = currents
    return (c.na_gated + c.na_leak + c.na_pump, c.k_gated + c.k_leak + c.k_pump, c.cl_leak)


def concentration_mM(charge_nC_cm2: float, surface_um2: float, volume_um3: float) -> float:
    """Monovalent concentration that a charge through each cm2 of `surface_um2` makes in `volume_um3`.

    nC/cm2 (uA/cm2 ms) um2 / (F um3) is 1e-9 1e-8 / 1e-15 mol/l = 1e-2 M, 10 mM.
    """
    return 10.0 * charge_nC_cm2 * surface_um2 / (FARADAY_C_MOL * volume_um3)
