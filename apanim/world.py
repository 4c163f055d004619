"""The world: physics and particles advanced together, one world step at a time.

`Plan` is everything that decides a world; `init` and `step` are pure; a `World` is plain arrays.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.physics.patch import PatchState
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse


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
    quantum: int = 100
    seed: int = 1


@dataclass(frozen=True)
class Ions:
    """n ions as columns. Box frame of particles.layout, nm; phase: see particles.phases.

    pos (n, 3) float32; vel (n, 3) float32 nm a lecture second; species (n,) uint8 (0 Na+, 1 K+, 2 Cl-,
    3 A-); phase (n,) uint8; owner (n,) int16, the row of the protein it is bound for, -1 if free.
    """

    pos: NDArray[np.float32]
    vel: NDArray[np.float32]
    species: NDArray[np.uint8]
    phase: NDArray[np.uint8]
    owner: NDArray[np.int16]


@dataclass(frozen=True)
class World:
    """The whole state after a world step (between steps: positions, V and poses interpolated).

    na_state (n_na,) uint8: activation gates open 0..3, plus 4 when the inactivation gate is shut;
    k_state (n_k,) uint8: gates open 0..4. Both left to right in the layout's order.
    na_open, na_ball, k_open (.,) float32 in 0..1: how far the drawn gate has swung (0 shut) and the ball
    has docked (1 in the mouth), linear in lecture time; the picture eases them.
    pump_turns (n_pumps,) float64: turns since the start; the fraction is the place in the cycle.
    carried (7,) float64: quanta that each pathway's current has carried, outward positive in ions;
    crossed (7,) int64: drawn crossings, the same sign. Order: physics.patch.PATHWAYS.
    """

    step: float
    model_ns: float
    patch: PatchState
    na_state: NDArray[np.uint8]
    k_state: NDArray[np.uint8]
    na_open: NDArray[np.float32]
    na_ball: NDArray[np.float32]
    k_open: NDArray[np.float32]
    pump_turns: NDArray[np.float64]
    ions: Ions
    carried: NDArray[np.float64]
    crossed: NDArray[np.int64]
