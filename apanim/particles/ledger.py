"""The account of charge: what the model's currents carried against what was seen to cross.

A pathway's current, over the membrane that the drawn channels stand for, is counted in quanta (so many
real ions each), outward positive in ions. `carried` is that integral; `crossed` the drawn crossings;
owed = trunc(carried) - crossed, so |crossed + owed - carried| < 1 at every step.
"""

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import Species
from apanim.physics.patch import PATHWAYS, Currents
from apanim.units import ions_per_um2_ms

__all__ = ["ION_SIGN", "PATHWAYS", "SPECIES_OF", "owed", "quanta_per_ms"]

SPECIES_OF = {
    "na_gated": Species.NA, "na_leak": Species.NA, "na_pump": Species.NA,
    "k_gated": Species.K, "k_leak": Species.K, "k_pump": Species.K, "cl_leak": Species.CL,
    "na_ligand": Species.NA, "k_ligand": Species.K,
}  # fmt: skip
# An outward current is cations leaving or anions entering.
ION_SIGN = np.array([-1.0 if SPECIES_OF[p] == Species.CL else 1.0 for p in PATHWAYS])


def quanta_per_ms(currents: Currents, area_um2: float, quantum: int) -> NDArray[np.float64]:
    """(9,) quanta a model millisecond through each pathway, outward positive in ions."""
    densities = np.array([float(c) for c in currents])
    return ION_SIGN * densities * (ions_per_um2_ms(1.0) * area_um2 / quantum)


def owed(carried: NDArray[np.float64], crossed: NDArray[np.int64]) -> NDArray[np.int64]:
    """(9,) whole quanta that are still to be seen crossing; the sign is the direction."""
    return np.trunc(carried).astype(np.int64) - crossed
