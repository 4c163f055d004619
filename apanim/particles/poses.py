"""How far each drawn gate has swung: linear ramps in lecture time that follow the Markov states.

A channel's state flips at once; its gate takes a moment on screen (art direction: 180 ms open, 260 ms
shut, 420 ms for the ball). A gate waits for an ion that is still in its pore.
"""

import numpy as np
from numpy.typing import NDArray

from apanim.particles.motion import DT_S

GATE_OPENS_S = 0.18
GATE_SHUTS_S = 0.26
BALL_DOCKS_S = 0.42
BALL_LEAVES_S = 0.42
PASSABLE_OPEN = 0.5  # an ion may enter from here on
PASSABLE_BALL = 0.5

Ramp = NDArray[np.float32]


def swing(open_now: Ramp, wants_open: NDArray[np.bool_], held: NDArray[np.bool_]) -> Ramp:
    """Gate ramps one world step later; `held` ones do not shut."""
    up, down = np.float32(DT_S / GATE_OPENS_S), np.float32(DT_S / GATE_SHUTS_S)
    change = np.where(wants_open, up, np.where(held, np.float32(0), -down))
    return np.minimum(np.maximum(open_now + change, np.float32(0)), np.float32(1))


def dock(ball: Ramp, wants_in: NDArray[np.bool_], held: NDArray[np.bool_]) -> Ramp:
    """Ball ramps one world step later; a ball does not come in on an ion."""
    up, down = np.float32(DT_S / BALL_DOCKS_S), np.float32(DT_S / BALL_LEAVES_S)
    change = np.where(wants_in & ~held, up, np.where(wants_in, np.float32(0), -down))
    return np.minimum(np.maximum(ball + change, np.float32(0)), np.float32(1))
