"""The first ions: numbers in the proportions of the real concentrations, places at random.

Of `ions` beads, each species gets on each side a share proportional to its concentration there, so the
baths look as unequal as they are. A dozen large anions stand for the rest of the cell's negative charge.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import IonPhase, Ions, Species
from apanim.particles.layout import HEIGHT_NM, PX_PER_NM, Layout
from apanim.particles.motion import THERMAL_nm_s
from apanim.particles.proteins import Kind
from apanim.physics.sets import MembraneSet

LARGE_ANIONS = int(lies.FEW_ANIONS.value)

# The labelled beads: species and place in the picture (px at 1080p, clear of titles and panels), as in
# the style frames. They keep near their places, so that names never wander under a panel.
LABELLED = (
    (Species.NA, 720, 290), (Species.NA, 1030, 150), (Species.NA, 1180, 330), (Species.CL, 880, 226),
    (Species.K, 1124, 790), (Species.K, 820, 836), (Species.K, 520, 824),
)  # fmt: skip


# Ligand-gated channels reach up to where these would live: they live elsewhere, in LABELLED's order.
_BESIDE_RECEPTORS = {0: (640, 250), 2: (1078, 312), 3: (838, 330)}


def homes_nm(layout: Layout) -> NDArray[np.float32]:
    """(7, 3) nm: where the labelled ions live."""
    moved = _BESIDE_RECEPTORS if len(layout.sites(Kind.LIGAND_CHANNEL)) else {}
    places = [moved.get(i, (x, y)) for i, (_, x, y) in enumerate(LABELLED)]
    return np.array([((x - 960) / PX_PER_NM, (556 - y) / PX_PER_NM, 0.0) for x, y in places], np.float32)


def shares(membrane: MembraneSet, ions: int) -> dict[tuple[Species, bool], int]:
    """How many beads of each (species, inside?); they add up to `ions` less the large anions."""
    concentrations = {
        (Species.NA, False): membrane.na_out_mM, (Species.NA, True): membrane.na_in_mM,
        (Species.K, False): membrane.k_out_mM, (Species.K, True): membrane.k_in_mM,
        (Species.CL, False): membrane.cl_out_mM, (Species.CL, True): membrane.cl_in_mM,
    }  # fmt: skip
    beads_per_mM = (ions - LARGE_ANIONS) / sum(concentrations.values())
    counts = {key: round(mM * beads_per_mM) for key, mM in concentrations.items()}
    counts[Species.NA, False] += ions - LARGE_ANIONS - sum(counts.values())
    return counts


def fill(layout: Layout, membrane: MembraneSet, ions: int, rng: Generator) -> Ions:
    """`ions` ions at rest in the box of `layout`; the labelled ones come first."""
    species = [s for s, _, _ in LABELLED]
    inside = [s == Species.K for s in species]
    for (kind, is_inside), count in shares(membrane, ions).items():
        named = sum(s == kind and i == is_inside for s, i in zip(species, inside, strict=True))
        species += [kind] * (count - named)
        inside += [is_inside] * (count - named)
    species += [Species.A] * LARGE_ANIONS
    inside += [True] * LARGE_ANIONS
    n = len(species)
    side = np.where(inside, -1.0, 1.0)
    x = rng.uniform(-layout.half_width_nm, layout.half_width_nm, n)
    floor = np.where(inside, layout.floor_nm(x, inside=True), layout.floor_nm(x, inside=False))
    pos = np.stack([x, side * rng.uniform(floor, HEIGHT_NM), rng.uniform(0, lies.DEPTH.value, n)], axis=1)
    large = np.asarray(species) == Species.A
    pos[large, 0] = np.linspace(-1, 1, LARGE_ANIONS) * (layout.half_width_nm - 3.0)
    pos[large, 1] = -rng.uniform(6.5, 9.0, LARGE_ANIONS)
    pos[large, 2] = rng.uniform(0.0, 4.0, LARGE_ANIONS)
    pos[: len(LABELLED)] = homes_nm(layout)
    return Ions(
        pos=pos.astype(np.float32),
        vel=(rng.standard_normal((n, 3)) * THERMAL_nm_s).astype(np.float32),
        species=np.array(species, dtype=np.uint8),
        phase=np.full(n, IonPhase.FREE, dtype=np.uint8),
        owner=np.full(n, -1, dtype=np.int16),
        labelled=np.arange(n) < len(LABELLED),
        guest=np.zeros(n, dtype=np.uint8),
    )
