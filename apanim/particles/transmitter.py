"""Transmitter in the cleft: it comes from above, docks where the receptors bind it, and goes again.

The receptors' Markov states decide; a molecule is called to a site when the state says that one is bound
there, and let go when it says so no more. None is made or lost: those that are not there wait in the
vesicles of the other cell, whose ending stands above.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import Phase
from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.motion import DT_S
from apanim.particles.proteins import Kind

SITES = 2  # a receptor
# From the rig's anchors (px at 1080p; y upwards here): where the left and the right molecule sit.
SITE_NM = np.array([(-64, 132), (64, 132)]) / PX_PER_NM
NEAR_NM = 3.0  # of depth: a molecule this near to the picture plane may be called
FAR_NM = (7.0, 15.0)
NEAR_SHARE = 0.6  # of the molecules
HOVER_NM = (7.0, 13.0)  # how far from the mid-plane they wander while there is transmitter
# The vesicles' middles (px at 1080p from the picture's middle and the membrane's), and their radius.
VESICLES_NM = np.array(
    [(-268, 492), (-170, 438), (-72, 496), (28, 436), (126, 494), (222, 446)]
) / PX_PER_NM  # fmt: skip
VESICLE_NM = 36 / PX_PER_NM
FILLED = 0.62  # of a vesicle's radius
CROWDED = 0.15  # of its wandering is left to a molecule in a vesicle
SPREAD_NM = 3.3  # to each side of a receptor
WANDER_nm_s = 0.9
CLEARED_nm_s = 3.0
TURN_S = 0.22  # to a new velocity
ARRIVES_S = 0.5
DOCKS_S = 0.15  # it brakes over this time; the others, over that
AT_SITE_NM = 0.1
LETS_GO_nm_s = (2.4, 1.8)  # aside and up
_GOLDEN = np.array([0.618033988749895, 0.754877666246693, 0.569840290998053])  # even in up to 3 directions


class Transmitter(NamedTuple):
    """t molecules as columns, in the layout's frame.

    pos, vel (t, 3) float32, nm and nm/s; phase (t,) uint8, FREE, APPROACHING or BOUND; held (r, 2) int16,
    the molecule of each receptor's sites, -1 for none.
    """

    pos: NDArray[np.float32]
    vel: NDArray[np.float32]
    phase: NDArray[np.uint8]
    held: NDArray[np.int16]


class Homes(NamedTuple):
    """(t, 3) float32 each, nm: where each molecule waits in its vesicle, and where it wanders later."""

    parked: NDArray[np.float32]
    hover: NDArray[np.float32]


def homes(layout: Layout) -> Homes:
    """Places for the molecules of every receptor, evenly spread by golden sections."""
    axes = layout.x_nm[layout.sites(Kind.LIGAND_CHANNEL)]
    each = int(lies.CLEFT_CROWD.value)
    number = np.arange(len(axes) * each)
    share = (0.5 + number[:, None] * _GOLDEN) % 1.0
    near = (number % each) < math.ceil(NEAR_SHARE * each)
    depth = np.where(near, NEAR_NM * share[:, 2], FAR_NM[0] + (FAR_NM[1] - FAR_NM[0]) * share[:, 2])
    x = np.repeat(axes, each) + SPREAD_NM * (2.0 * share[:, 0] - 1.0)
    height = HOVER_NM[0] + (HOVER_NM[1] - HOVER_NM[0]) * share[:, 1]
    hover = np.stack([x, height, depth], axis=1).astype(np.float32)
    # Those of a vesicle fill its disc evenly, in a spiral, and go to receptors on both sides.
    vesicle, place = number % len(VESICLES_NM), number // len(VESICLES_NM)
    most = -(-len(number) // len(VESICLES_NM))
    radius = FILLED * VESICLE_NM * np.sqrt((place + 0.5) / max(most, 1))
    angle = 2.0 * np.pi * _GOLDEN[0] * place + vesicle
    parked = np.stack([radius * np.cos(angle), radius * np.sin(angle), 0.0 * depth], axis=1)
    parked[:, :2] += VESICLES_NM[vesicle]
    return Homes(parked.astype(np.float32), hover)


def init(layout: Layout, places: Homes) -> Transmitter:
    """All molecules in the vesicles, at rest."""
    n, receptors = len(places.parked), len(layout.sites(Kind.LIGAND_CHANNEL))
    return Transmitter(
        places.parked.copy(),
        np.zeros((n, 3), np.float32),
        np.full(n, Phase.FREE, np.uint8),
        np.full((receptors, SITES), -1, np.int16),
    )


def docked(molecules: Transmitter) -> NDArray[np.int64]:
    """(r,) how many molecules sit at each receptor."""
    there = (molecules.held >= 0) & (molecules.phase[molecules.held] == Phase.BOUND)
    return there.sum(axis=1)


def step(
    molecules: Transmitter, bound: NDArray[np.integer], present: bool, layout: Layout, places: Homes,
    noise: NDArray[np.float32],
) -> Transmitter:  # fmt: skip
    """The molecules one world step later. bound (r,): how many each receptor binds in the model; `present`:
    there is transmitter in the cleft; noise (t, 3) standard normal."""
    seats = seat_places(layout)
    molecules = _let_go(molecules, bound)
    molecules = _called(molecules, bound, seats)
    pos, vel, phase = molecules.pos.copy(), molecules.vel.copy(), molecules.phase.copy()
    goal = (places.hover if present else places.parked).copy()
    fastest = np.full(len(pos), lies.CLEFT_SPEED.value if present else CLEARED_nm_s, np.float32)
    # They do not come and go as one: each has its own pace.
    fastest *= (0.55 + 0.45 * ((np.arange(len(pos)) * _GOLDEN[0]) % 1.0)).astype(np.float32)
    coming = np.flatnonzero(phase == Phase.APPROACHING)
    sites = np.full(len(pos), -1)
    taken = molecules.held >= 0
    sites[molecules.held[taken]] = np.flatnonzero(taken.ravel())
    goal[coming] = seats.reshape(-1, 3)[sites[coming]]
    fastest[coming] = lies.CLEFT_SPEED.value
    slows = np.where(phase == Phase.APPROACHING, np.float32(DOCKS_S), np.float32(ARRIVES_S))
    to = goal - pos
    distance = np.sqrt(np.einsum("ij,ij->i", to, to)) + np.float32(1e-6)
    wish = to * (np.minimum(fastest, distance / slows) / distance)[:, None]
    keep = np.float32(math.exp(-DT_S / TURN_S))
    wander = np.float32(WANDER_nm_s * math.sqrt(1.0 - keep * keep)) * noise
    wander[coming] = 0.0
    if not present:
        wander *= np.float32(CROWDED)
    vel = wish + (vel - wish) * keep + wander
    pos += vel * np.float32(DT_S)
    seated = phase == Phase.BOUND
    arrived = coming[distance[coming] < AT_SITE_NM]
    seated[arrived] = True
    pos[seated], vel[seated] = seats.reshape(-1, 3)[sites[seated]], 0.0
    phase[arrived] = Phase.BOUND
    return molecules._replace(pos=pos, vel=vel.astype(np.float32, copy=False), phase=phase)


def seat_places(layout: Layout) -> NDArray[np.float32]:
    """(r, 2, 3) where the molecules of each receptor sit, nm."""
    axes = layout.x_nm[layout.sites(Kind.LIGAND_CHANNEL)]
    out = np.zeros((len(axes), SITES, 3), np.float32)
    out[:, :, 0] = axes[:, None] + SITE_NM[:, 0]
    out[:, :, 1] = SITE_NM[:, 1]
    return out


def wanted(bound: NDArray[np.integer]) -> NDArray[np.bool_]:
    """(r, 2) which sites are taken where receptors bind so many; every other one begins on its right."""
    order = (np.arange(SITES) + np.arange(len(bound))[:, None]) % SITES
    return order < np.asarray(bound)[:, None]


def _let_go(molecules: Transmitter, bound: NDArray[np.integer]) -> Transmitter:
    leaving = (molecules.held >= 0) & ~wanted(bound)
    if not leaving.any():
        return molecules
    rows = molecules.held[leaving]
    side = np.sign(SITE_NM[np.nonzero(leaving)[1], 0])
    vel, phase, held = molecules.vel.copy(), molecules.phase.copy(), molecules.held.copy()
    seated = phase[rows] == Phase.BOUND
    vel[rows[seated], 0] = side[seated] * LETS_GO_nm_s[0]
    vel[rows[seated], 1] = LETS_GO_nm_s[1]
    phase[rows], held[leaving] = Phase.FREE, -1
    return molecules._replace(vel=vel, phase=phase, held=held)


def _called(molecules: Transmitter, bound: NDArray[np.integer], seats: NDArray[np.float32]) -> Transmitter:
    """The nearest free molecule sets out for each site that the model says is taken."""
    empty = np.argwhere((molecules.held < 0) & wanted(bound))
    if len(empty) == 0:
        return molecules
    phase, held = molecules.phase.copy(), molecules.held.copy()
    for receptor, site in empty:
        rows = np.flatnonzero((phase == Phase.FREE) & (molecules.pos[:, 2] <= NEAR_NM))
        if len(rows) == 0:
            break
        distance2 = np.sum((molecules.pos[rows] - seats[receptor, site]) ** 2, axis=1)
        row = rows[np.argmin(distance2)]
        held[receptor, site], phase[row] = row, Phase.APPROACHING
    return molecules._replace(phase=phase, held=held)
