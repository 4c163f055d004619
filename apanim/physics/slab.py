"""A slab: a small box of membrane with the fluid on both sides of it, everything in it counted as it is.

Sizes in nm. What one open channel passes is its conductance times the driving force; how far apart the
channels stand follows from the conductance of a square micrometre.
"""

from dataclasses import dataclass
from math import pi, sqrt

from apanim import lies
from apanim.physics.cell import Geometry
from apanim.physics.sets import MembraneSet
from apanim.units import ELEMENTARY_CHARGE_C, ions_in

# um2/ms at 25 deg C in water: Hille 2001, Ion Channels of Excitable Membranes, table 10.1.
WATER_UM2_MS = {"na": 1.33, "k": 1.96, "cl": 2.03}
NM3_PER_UM3, NM2_PER_UM2 = 1e9, 1e6
# Diameters with the water that goes along, nm (Nightingale 1959, J Phys Chem 63:1381: radii).
HYDRATED_NM = {"na": 0.716, "k": 0.662, "cl": 0.664}
ANIONS_IN_MM, ANIONS_OUT_MM = 147.0, 40.0  # the charge of the others, so that each side is neutral


def wandered_um(ion: str, time_ms: float) -> float:
    """Root mean square distance (um) of an ion from where it was `time_ms` ago: sqrt(6 D t).

    In a cell it is a little less: its proteins are in the way.
    """
    return sqrt(6.0 * WATER_UM2_MS[ion] * time_ms)


@dataclass(frozen=True)
class Slab:
    """`width_nm` along the membrane, `depth_nm` into the picture, so high outside and inside, and the
    membrane between."""

    width_nm: float = 60.0
    depth_nm: float = 5.0
    outside_nm: float = 14.8
    inside_nm: float = 13.8
    membrane_nm: float = 5.1

    @property
    def area_um2(self) -> float:
        """Of its membrane."""
        return self.width_nm * self.depth_nm / NM2_PER_UM2

    def volume_um3(self, inside: bool) -> float:
        """Of the fluid on one side."""
        high = self.inside_nm if inside else self.outside_nm
        return self.width_nm * self.depth_nm * high / NM3_PER_UM3

    def count(self, membrane: MembraneSet, ion: str, inside: bool) -> int:
        """How many ions of a species ("na", "k", "cl") are on one side."""
        mM = getattr(membrane, f"{ion}_{'in' if inside else 'out'}_mM")
        return round(ions_in(mM, self.volume_um3(inside)))

    def anions(self, inside: bool) -> int:
        """How many of the other anions are drawn on one side (see lies.BOX_ANION)."""
        charges = ions_in(ANIONS_IN_MM if inside else ANIONS_OUT_MM, self.volume_um3(inside))
        return round(charges / lies.BOX_ANION.value)

    def all_ions(self, membrane: MembraneSet) -> int:
        """Na+, K+ and Cl- on both sides."""
        return sum(self.count(membrane, ion, side) for ion in HYDRATED_NM for side in (False, True))

    def filled(self, membrane: MembraneSet) -> float:
        """The share (0..1) of the fluid that these ions fill with the water that goes along with them."""
        nm3 = sum(
            self.count(membrane, ion, side) * pi * wide**3 / 6.0
            for ion, wide in HYDRATED_NM.items()
            for side in (False, True)
        )
        return nm3 / (NM3_PER_UM3 * (self.volume_um3(False) + self.volume_um3(True)))

    @property
    def geometry(self) -> Geometry:
        """Its membrane and the fluid inside, for what a spike moves there."""
        return Geometry("the box", self.area_um2, self.volume_um3(True))


SLAB = Slab()


def na_channels_um2(membrane: MembraneSet) -> float:
    """Na+ channels in a square micrometre, of lies.CHANNEL_CONDUCTANCE each: 1 mS/cm2 is 10 pS/um2."""
    return 10.0 * membrane.g_na_mS_cm2 / lies.CHANNEL_CONDUCTANCE.value


def spacing_nm(membrane: MembraneSet) -> float:
    """From a Na+ channel to the next, nm, if they stood in a square grid."""
    return 1e3 / sqrt(na_channels_um2(membrane))


def through_open_ms(drive_mV: float) -> float:
    """Na+ that pass one open channel in a millisecond under a driving force: 1 pS mV is 1e-15 A."""
    ampere = 1e-15 * lies.CHANNEL_CONDUCTANCE.value * drive_mV
    return ampere * 1e-3 / ELEMENTARY_CHARGE_C
