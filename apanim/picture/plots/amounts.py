"""How many: what has crossed since a panel came, scaled from the drawn membrane to a stated cell."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ledger import PATHWAYS
from apanim.script.plots import Geometry
from apanim.script.timeline import Timeline
from apanim.units import ions_in

_SPECIES = {"na": "na_", "k": "k_", "cl": "cl_"}


class Crossed(NamedTuple):
    """Ions of a cell, in whole quanta: through the gated channels, in the direction of the spike."""

    na_in: float
    k_out: float


def quantum_in(timeline: Timeline, cell: Geometry) -> float:
    """How many ions of `cell` one drawn crossing stands for."""
    plan = timeline.patch_setup
    return plan.quantum * cell.surface_um2 / plan.area_um2


def crossed(
    timeline: Timeline, carried: NDArray[np.float64], since: NDArray[np.float64], cell: Geometry
) -> Crossed:
    """From the quanta carried (pathways,), now and when the count began.

    Whole quanta that the model's current has carried are those seen to cross and the few still owed;
    counted so, the sum is right at any pace of the clock.
    """
    per = quantum_in(timeline, cell)
    moved = dict(zip(PATHWAYS, np.trunc(carried - since).tolist(), strict=True))
    return Crossed(-moved["na_gated"] * per, moved["k_gated"] * per)


def change_mM(
    timeline: Timeline, carried: NDArray[np.float64], since: NDArray[np.float64], cell: Geometry
) -> dict[str, float]:
    """By how much each concentration inside `cell` has changed, mM, by all pathways' currents."""
    per = quantum_in(timeline, cell)
    one_mM = ions_in(1.0, cell.volume_um3)
    moved = dict(zip(PATHWAYS, carried - since, strict=True))
    return {
        species: -per * sum(float(n) for path, n in moved.items() if path.startswith(start)) / one_mM
        for species, start in _SPECIES.items()
    }


class AmountUnit(NamedTuple):
    """What ions are counted in: so many, and what that is called."""

    size: float
    word: str


_UNITS = (AmountUnit(1e9, "billion"), AmountUnit(1e6, "million"), AmountUnit(1e3, "thousand"))


def unit_for(ions: float) -> AmountUnit:
    """The largest unit of which so many ions are at least one."""
    return next((unit for unit in _UNITS if ions >= unit.size), _UNITS[-1])


def figures(value: float) -> str:
    """A count of units as it is spoken: whole from ten on."""
    return f"{value:,.0f}" if abs(value) >= 9.95 else f"{value:.1f}"


def cell_name(timeline: Timeline, cell: Geometry) -> str:
    """The cell as the screen calls it: 'soma of 20 µm'."""
    return timeline.word(cell.name.replace(" um", " µm"))
