"""The baths keep their concentrations: what has crossed is exchanged with the rest of the cell.

The picture is a box of some tens of nanometres in a cell of thousands. A real ion that has come in leaves
it within a microsecond, and the fluid before the pore is fresh as soon. Here a bead that has crossed is a
*guest* on its new side: it lingers where it can be seen, then swims away into the depth, and once it is
out of sight there, it stands for one of its kind that comes back into the bath that it had left. No bead
is made or lost, and the account of crossings knows nothing of it.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import Ions
from apanim.particles.layout import DEEPEST_FLOOR_NM
from apanim.particles.motion import DRIFT_DT_S

HOME, LEAVING = 0, 1  # of Ions.guest; what is greater counts the drifts down until it leaves
LINGERS_S = (lies.GUESTS_LINGER.value, 1.5 * lies.GUESTS_LINGER.value)
UNSEEN_DEPTH_NM = 0.94 * lies.DEPTH.value  # from here on a bead is all but clear
AWAY_nm_s = 17.0
TURNS_AWAY_S = 0.3
BACK_nm_s = (3.0, 17.0)  # towards the picture plane: forgotten within lies.ION_MEMORY, so up to 20 nm

_FEWEST, _MOST = (round(s / DRIFT_DT_S) for s in LINGERS_S)
_TURN = np.float32(-np.expm1(-DRIFT_DT_S / TURNS_AWAY_S))


def crossed(guest: NDArray[np.uint8], chance: Generator) -> NDArray[np.uint8]:
    """(k,) Ions.guest of those that have just crossed: guests, or, if they were, at home again."""
    lingers = chance.integers(_FEWEST, _MOST, len(guest), np.uint8, endpoint=True)
    return np.where(guest == HOME, lingers, np.uint8(HOME))


def keep(ions: Ions, noise: NDArray[np.float32]) -> Ions:
    """`ions` after a drift, its guests nearer to the exchange; `noise` (n, 3) is that of the drift."""
    guests = np.flatnonzero((ions.guest > HOME) & ions.free())
    if len(guests) == 0:
        return ions
    guest, vel = ions.guest.copy(), ions.vel.copy()
    guest[guests] -= guest[guests] > LEAVING
    away = guests[guest[guests] == LEAVING]
    vel[away, 2] += (np.float32(AWAY_nm_s) - vel[away, 2]) * _TURN
    gone = away[ions.pos[away, 2] > UNSEEN_DEPTH_NM]
    if len(gone) == 0:
        return ions._replace(vel=vel, guest=guest)
    pos = ions.pos.copy()
    pos[gone, 1] = -np.sign(pos[gone, 1]) * np.maximum(np.abs(pos[gone, 1]), np.float32(DEEPEST_FLOOR_NM))
    share = np.minimum(np.abs(noise[gone, 2]) / np.float32(2.0), np.float32(1.0))
    vel[gone, 2] = -(np.float32(BACK_nm_s[0]) + np.float32(BACK_nm_s[1] - BACK_nm_s[0]) * share)
    guest[gone] = HOME
    return ions._replace(pos=pos, vel=vel, guest=guest)
