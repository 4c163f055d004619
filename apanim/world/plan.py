"""The plan of a world: everything that decides it, and with it the whole scene's tape."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles import transmitter
from apanim.particles.fill import homes_nm
from apanim.particles.layout import Layout, drawn_area_um2, make_layout
from apanim.particles.transmitter import Homes
from apanim.physics import protocol
from apanim.physics.channels import Mode
from apanim.physics.patch import PatchState
from apanim.physics.protocol import RECEPTOR, Advanced, Hold, Protocol
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse
from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class Plan:
    """All that a world depends on. `model_ns[k]` is the model time at world step k (integer ns)."""

    membrane: MembraneSet
    model_ns: NDArray[np.int64]
    pulses: tuple[Pulse, ...] = ()
    na_channels: int = 8
    k_channels: int = 6
    pumps: int = 1
    ions: int = 900
    quantum: int = int(lies.QUANTUM.value)
    seed: int = 1
    mode: Mode = Mode.STRATIFIED
    holds: tuple[Hold, ...] = ()
    ligand_channels: int = 0
    receptors_mS_cm2: float = 0.0
    releases_ns: tuple[int, ...] = ()
    row: str = "mixed"

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
    def protocol(self) -> Protocol:
        """What is done to the membrane."""
        return Protocol(self.pulses, self.holds, self.releases_ns, self.receptors_mS_cm2)

    @property
    def area_um2(self) -> float:
        """The membrane that the drawn channels stand for: the Na+ channels, or else the receptors."""
        if self.na_channels == 0 and self.ligand_channels > 0 and self.receptors_mS_cm2 > 0:
            return drawn_area_um2(self.ligand_channels, self.receptors_mS_cm2, RECEPTOR.conductance_pS)
        return drawn_area_um2(self.na_channels, self.membrane.g_na_mS_cm2, lies.CHANNEL_CONDUCTANCE.value)

    @property
    def steps(self) -> int:
        return len(self.model_ns) - 1

    def advance(self, state: PatchState, step: int) -> Advanced:
        """The patch from world step `step` to the next."""
        between_ns = int(self.model_ns[step]), int(self.model_ns[step + 1])
        return protocol.advance(state, self.membrane, self.protocol, *between_ns)

    def dt_ms(self, step: int) -> float:
        """Model time from world step `step` to the next."""
        return int(self.model_ns[step + 1] - self.model_ns[step]) / NS_PER_MS
