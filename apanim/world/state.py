"""The world itself: the whole state after a world step, as plain arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles import ledger
from apanim.particles.ions import Ions
from apanim.particles.proteins import Gating, Protein
from apanim.particles.queues import Queues
from apanim.particles.transmitter import Transmitter
from apanim.physics.markov import Population
from apanim.physics.patch import PatchState
from apanim.physics.protocol import RECEPTOR


class World(NamedTuple):
    """The whole state after a world step (between steps: positions, V and poses interpolated).

    na, k, ligand: the drawn channels (states uint8, see physics.channels and physics.ligand, and what their
    sampling remembers).
    na_open, na_ball, k_open, ligand_open (.,) float32 in 0..1: how far the drawn gate has swung (0 shut)
    and the ball has docked (1 in the mouth), linear in lecture time; the picture eases them.
    na_plug, k_plug (.,) float32: how far a drug's molecule has docked in the mouth (1: it is blocked).
    leak_open (3,) float32: the same of all the leak channels of a kind (particles.proteins.LEAKS).
    pump_turns (n_pumps,) float64: the fraction is the place in the cycle; cargo (n_pumps, 5) int16.
    carried (pathways,) float64: quanta that each pathway's current has carried, outward positive in ions;
    crossed (pathways,) int64: drawn crossings, the same sign. Order: physics.patch.PATHWAYS.
    """

    step: float
    model_ns: float
    patch: PatchState
    na: Population
    k: Population
    na_open: NDArray[np.float32]
    na_ball: NDArray[np.float32]
    k_open: NDArray[np.float32]
    na_plug: NDArray[np.float32]
    k_plug: NDArray[np.float32]
    leak_open: NDArray[np.float32]
    pump_turns: NDArray[np.float64]
    cargo: NDArray[np.int16]
    ions: Ions
    queues: Queues
    carried: NDArray[np.float64]
    crossed: NDArray[np.int64]
    ligand: Population
    ligand_open: NDArray[np.float32]
    transmitter: Transmitter

    def population(self, gating: Gating) -> Population:
        """The drawn channels of a protein, left to right."""
        return getattr(self, gating.population)

    def opened(self, gating: Gating) -> NDArray[np.float32]:
        """(n,) 0..1, how far their drawn gates have swung."""
        return getattr(self, f"{gating.population}_open")

    def is_blocked(self, protein: Protein) -> NDArray[np.bool_]:
        """(n,) which proteins of a kind have a drug's molecule in their mouth, or coming to it."""
        if not protein.plugging:
            return np.zeros(len(self.population(protein.gating).state) if protein.gating else 0, bool)
        return getattr(self, protein.plugging) > 0.0

    @property
    def na_state(self) -> NDArray[np.uint8]:
        """(n_na,) activation gates open 0..3, plus 4 when the inactivation gate is shut."""
        return self.na.state

    @property
    def k_state(self) -> NDArray[np.uint8]:
        """(n_k,) gates open 0..4."""
        return self.k.state

    @property
    def ligand_conducts(self) -> NDArray[np.bool_]:
        """(n_ligand,) receptors whose pore is open."""
        return RECEPTOR.scheme.conducts[self.ligand.state]

    @property
    def ligand_bound(self) -> NDArray[np.int64]:
        """(n_ligand,) molecules that each receptor binds."""
        return RECEPTOR.molecules[self.ligand.state]

    @property
    def owed(self) -> NDArray[np.int64]:
        """(pathways,) whole quanta still to be seen crossing."""
        return ledger.owed(self.carried, self.crossed)
