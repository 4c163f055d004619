"""The setup of a world: what it is made of. It never changes; what is done to it is its protocol."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles import transmitter
from apanim.particles.fill import homes_nm
from apanim.particles.layout import Layout, drawn_area_um2, make_layout
from apanim.particles.transmitter import Homes
from apanim.physics.channels import Mode
from apanim.physics.protocol import RECEPTOR
from apanim.physics.sets import MembraneSet


@dataclass(frozen=True)
class Setup:
    """The membrane as it is at first, what of it is drawn, and the seed of all chance.

    `receptors_mS_cm2` is what its receptors conduct when all are open. It begins at rest, or at `begins_mV`
    with its gates settled there. `stands_for_um2` of membrane are drawn, if above 0, or as much as the
    drawn channels stand for.
    """

    membrane: MembraneSet
    na_channels: int = 8
    k_channels: int = 6
    pumps: int = 1
    ions: int = 900
    quantum: int = int(lies.QUANTUM.value)
    seed: int = 1
    mode: Mode = Mode.STRATIFIED
    ligand_channels: int = 0
    receptors_mS_cm2: float = 0.0
    row: str = "mixed"
    begins_mV: float | None = None
    stands_for_um2: float = 0.0

    @cached_property
    def layout(self) -> Layout:
        return make_layout(self.na_channels, self.k_channels, self.pumps, self.ligand_channels, self.row)

    @cached_property
    def homes_nm(self) -> NDArray[np.float32]:
        """(7, 3) where the labelled ions live."""
        return homes_nm(self.layout)

    @cached_property
    def cleft(self) -> Homes:
        """Where the transmitter is while it is not bound."""
        return transmitter.homes(self.layout)

    @cached_property
    def area_um2(self) -> float:
        """The membrane that the drawn channels stand for: the Na+ channels, or else the receptors.

        It is of the membrane as it was made, so that no drug changes how much of it is drawn.
        """
        if self.stands_for_um2 > 0:
            return self.stands_for_um2
        if self.na_channels == 0 and self.ligand_channels > 0 and self.receptors_mS_cm2 > 0:
            return drawn_area_um2(self.ligand_channels, self.receptors_mS_cm2, RECEPTOR.conductance_pS)
        return drawn_area_um2(self.na_channels, self.membrane.g_na_mS_cm2, lies.CHANNEL_CONDUCTANCE.value)
