"""The account of charge: what the model's currents carried against what was seen to cross.

A pathway's current, over the membrane that the drawn channels stand for, is counted in quanta (so many
real ions each), outward positive in ions. `carried` is that integral; `crossed` the drawn crossings;
owed is their difference to the nearest whole: a crossing that is paid at once keeps them within half a
quantum, and there is as much time again to pay it in.
"""

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import Species
from apanim.particles.proteins import SPECIES_OF
from apanim.physics.patch import PATHWAYS, Currents
from apanim.units import ions_per_um2_ms

__all__ = ["ION_SIGN", "PATHWAYS", "SPECIES_OF", "owed", "quanta_per_ms"]

# An outward current is cations leaving or anions entering.
ION_SIGN = np.array([-1.0 if SPECIES_OF[p] == Species.CL else 1.0 for p in PATHWAYS])


def quanta_per_ms(currents: Currents, area_um2: float, quantum: int) -> NDArray[np.float64]:
    """(pathways,) quanta a model millisecond through each pathway, outward positive in ions."""
    densities = np.array([float(c) for c in currents])
    return ION_SIGN * densities * (ions_per_um2_ms(1.0) * area_um2 / quantum)


def owed(carried: NDArray[np.float64], crossed: NDArray[np.int64]) -> NDArray[np.int64]:
    """(pathways,) whole quanta that are still to be seen crossing; the sign is the direction."""
    return np.rint(carried - crossed).astype(np.int64)


def due_soon(unpaid: float, flow_per_s: float, within_s: float) -> int:
    """Quanta owed in `within_s` of lecture time, if it flows on as now; the sign is the direction."""
    return round(unpaid + flow_per_s * within_s)
