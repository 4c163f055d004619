"""Transmitter in the cleft: out of vesicles that fuse, to where receptors bind it, and away again.

The receptors' Markov states decide; a molecule is called to a site when the state says that one is bound
there, and let go when it says so no more. None is made or lost: those that are not there wait in the
vesicles of the other cell, whose ending stands above. They come out where a vesicle has opened into the
cleft, never through the ending's wall; when they are cleared away they go into the depth, and what fills
the vesicles anew comes down the ending from above the picture.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import IonPhase
from apanim.particles.layout import PX_PER_NM, Layout
from apanim.particles.motion import DT_S
from apanim.particles.proteins import Kind

SITES = 2  # a receptor
# From the rig's anchors (px at 1080p; y upwards here): where the left and the right molecule sit.
SITE_NM = np.array([(-64, 132), (64, 132)]) / PX_PER_NM
NEAR_NM = 3.0  # of depth: a molecule this near to the picture plane may be called
FAR_NM = (7.0, 15.0)
NEAR_SHARE = 0.6  # of the molecules
HOVER_NM = (7.0, 10.0)  # how far from the mid-plane they wander while there is transmitter
# The vesicles' middles (px at 1080p from the picture's middle and the membrane's), and their radius: each
# lies against the ending's wall, and opens there.
VESICLES_NM = np.array([(-170, 399), (-100, 393), (-30, 391), (40, 392), (110, 397)]) / PX_PER_NM
VESICLE_NM = 31 / PX_PER_NM
WALL_NM = 356 / PX_PER_NM  # of the ending, where it is nearest to the membrane
OPEN_FROM = 0.6  # of a vesicle's fusing
FUSES_S, CLOSES_S = 0.3, 2.0
BELOW_WALL_NM, ABOVE_PICTURE_NM, DEEP_NM = 0.5, 18.7, 22.5
UNSEEN_nm_s = 8.0  # on the way back, which nobody sees
ASIDE_NM = 6.0  # who is cleared away goes to the sides too
FILLED = 0.66  # of a vesicle's radius
CROWDED = 0.15  # of its wandering is left to a molecule in a vesicle
SPREAD_NM = 3.3  # to each side of a receptor
WANDER_nm_s = 0.9
CLEARED_nm_s = 5.0
TURN_S = 0.22  # to a new velocity
ARRIVES_S = 0.5
DOCKS_S = 0.15  # it brakes over this time; the others, over that
AT_SITE_NM = 0.1
LETS_GO_nm_s = (2.4, 1.8)  # aside and up
_GOLDEN = np.array([0.618033988749895, 0.754877666246693, 0.569840290998053])  # even in up to 3 directions


class Transmitter(NamedTuple):
    """t molecules as columns, in the layout's frame.

    pos, vel (t, 3) float32, nm and nm/s; phase (t,) uint8, FREE, APPROACHING or BOUND; held (r, 2) int16,
    the molecule of each receptor's sites, -1 for none; fused (1,) float32, 0..1, how far the vesicles have
    opened into the cleft.
    """

    pos: NDArray[np.float32]
    vel: NDArray[np.float32]
    phase: NDArray[np.uint8]
    held: NDArray[np.int16]
    fused: NDArray[np.float32]


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
        np.full(n, IonPhase.FREE, np.uint8),
        np.full((receptors, SITES), -1, np.int16),
        np.zeros(1, np.float32),
    )


def docked(molecules: Transmitter) -> NDArray[np.int64]:
    """(r,) how many molecules sit at each receptor."""
    there = (molecules.held >= 0) & (molecules.phase[molecules.held] == IonPhase.BOUND)
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
    goal, fastest = _goals(pos, present, float(molecules.fused[0]), places)
    # They do not come and go as one: each has its own pace.
    fastest *= (0.55 + 0.45 * ((np.arange(len(pos)) * _GOLDEN[0]) % 1.0)).astype(np.float32)
    coming = np.flatnonzero(phase == IonPhase.APPROACHING)
    sites = np.full(len(pos), -1)
    taken = molecules.held >= 0
    sites[molecules.held[taken]] = np.flatnonzero(taken.ravel())
    coming = coming[~in_ending(pos[coming])]
    goal[coming] = seats.reshape(-1, 3)[sites[coming]]
    fastest[coming] = lies.CLEFT_SPEED.value
    slows = np.where(phase == IonPhase.APPROACHING, np.float32(DOCKS_S), np.float32(ARRIVES_S))
    to = goal - pos
    distance = np.sqrt(np.einsum("ij,ij->i", to, to)) + np.float32(1e-6)
    wish = to * (np.minimum(fastest, distance / slows) / distance)[:, None]
    keep = np.float32(math.exp(-DT_S / TURN_S))
    wander = np.float32(WANDER_nm_s * math.sqrt(1.0 - keep * keep)) * noise
    wander[coming] = 0.0
    wander[pos[:, 1] > WALL_NM] *= np.float32(CROWDED)
    vel = wish + (vel - wish) * keep + wander
    outside = (pos[:, 1] <= WALL_NM) & (pos[:, 2] < DEEP_NM)
    pos += vel * np.float32(DT_S)
    pos[outside, 1] = np.minimum(pos[outside, 1], np.float32(WALL_NM))
    seated = phase == IonPhase.BOUND
    arrived = coming[distance[coming] < AT_SITE_NM]
    seated[arrived] = True
    pos[seated], vel[seated] = seats.reshape(-1, 3)[sites[seated]], 0.0
    phase[arrived] = IonPhase.BOUND
    change = DT_S / FUSES_S if present else -DT_S / CLOSES_S
    fused = np.minimum(np.maximum(molecules.fused + np.float32(change), np.float32(0)), np.float32(1))
    return molecules._replace(pos=pos, vel=vel.astype(np.float32, copy=False), phase=phase, fused=fused)


def in_ending(pos: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(k,) which places are within the ending of the other cell, or above it."""
    return (pos[:, 1] > WALL_NM) & (pos[:, 2] < NEAR_NM)


def _goals(
    pos: NDArray[np.float32], present: bool, fused: float, places: Homes
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(t, 3) where those go that are not called, and (t,) how fast at most."""
    inside = in_ending(pos)
    back = (pos[:, 1] > WALL_NM) & ~inside
    goal, fastest = places.hover.copy(), np.full(len(pos), lies.CLEFT_SPEED.value, np.float32)
    if not present:
        goal[:, 0] += ASIDE_NM * np.sign(goal[:, 0])
        goal[:, 2] = lies.DEPTH.value
        fastest[:] = CLEARED_nm_s
        back |= ~inside & (pos[:, 2] > DEEP_NM)
    if present and fused >= OPEN_FROM:  # through the opening below their vesicle
        nearest = np.abs(pos[:, 0, None] - VESICLES_NM[:, 0]).argmin(axis=1)
        out = np.stack([VESICLES_NM[nearest, 0], 0.0 * nearest + WALL_NM - BELOW_WALL_NM, 0.0 * nearest], 1)
        goal[inside] = out[inside]
    else:
        goal[inside] = places.parked[inside]
    # Back to the vesicles: up in the depth, forward above the picture, and down through the ending.
    rises = back & (pos[:, 1] < ABOVE_PICTURE_NM)
    goal[back] = places.parked[back]
    goal[back, 1] = ABOVE_PICTURE_NM + BELOW_WALL_NM
    goal[rises, 2] = lies.DEPTH.value
    fastest[back] = UNSEEN_nm_s
    return goal, fastest


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
    seated = phase[rows] == IonPhase.BOUND
    vel[rows[seated], 0] = side[seated] * LETS_GO_nm_s[0]
    vel[rows[seated], 1] = LETS_GO_nm_s[1]
    phase[rows], held[leaving] = IonPhase.FREE, -1
    return molecules._replace(vel=vel, phase=phase, held=held)


def _called(molecules: Transmitter, bound: NDArray[np.integer], seats: NDArray[np.float32]) -> Transmitter:
    """The nearest free molecule sets out for each site that the model says is taken."""
    empty = np.argwhere((molecules.held < 0) & wanted(bound))
    if len(empty) == 0:
        return molecules
    phase, held = molecules.phase.copy(), molecules.held.copy()
    for receptor, site in empty:
        rows = np.flatnonzero((phase == IonPhase.FREE) & (molecules.pos[:, 2] <= NEAR_NM))
        if len(rows) == 0:
            break
        distance2 = np.sum((molecules.pos[rows] - seats[receptor, site]) ** 2, axis=1)
        row = rows[np.argmin(distance2)]
        held[receptor, site], phase[row] = row, IonPhase.APPROACHING
    return molecules._replace(phase=phase, held=held)
