"""How free ions move: Brownian motion with a memory, walls, a little room for each, and the faces' pull.

How one that is called is steered stands at the end.

The velocity is an Ornstein-Uhlenbeck process (Uhlenbeck & Ornstein 1930, Phys Rev 36:823): smooth at the
frame rate, Brownian beyond its memory, with D = speed^2 memory / 2 in each direction.
"""

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.particles.ions import CHARGE, Ions, Species
from apanim.particles.layout import DEEPEST_FLOOR_NM, HEIGHT_NM, Layout
from apanim.units import STEPS_PER_S

DT_S = 1.0 / STEPS_PER_S
DRIFT_STEPS = 2  # world steps between two changes of the free ions' velocities
DRIFT_DT_S = DRIFT_STEPS * DT_S
SETTLE_S = 0.42  # an ion shot out of a pore slows down this fast
FAST_nm_s = 3.0 * lies.ION_SPEED.value  # beyond this an ion is still being shot, not drifting
LARGE_ANION_SLOWNESS = 0.3
ROOM_NM = 1.1  # near beads closer than this push each other apart
NEAR_NM = 6.0  # only beads this near to the picture plane need room to be read
PUSH_nm_s2 = 2.0
FACE_PULL_nm_s2 = 0.35  # at 70 mV, at the face
FACE_REACH_NM = 2.5
HOME_PULL_per_s2 = 0.5
LIFT_nm_s = 2.0
STEER_S = 0.12  # how long who is called takes to a new velocity
UNSEEN_NM = (38.0, 46.0)  # from the middle of the picture: between these ions come to hurry
_PLANE = np.array([1.0, 1.0, 1.0 / lies.DEPTH_MIXING.value], np.float32)  # depth counts less, as in drift

# Thermal speed along each axis, nm/s.
THERMAL_nm_s = (np.array([1.0, 1.0, lies.DEPTH_MIXING.value]) * lies.ION_SPEED.value / np.sqrt(2.0)).astype(
    np.float32
)
_KEEP = np.float32(np.exp(-DRIFT_DT_S / lies.ION_MEMORY.value))
_KEEP_FAST = np.float32(np.exp(-DRIFT_DT_S / SETTLE_S))

_A = Species.A  # an enum's member is dear to look up

Float = NDArray[np.float32]


def drift(ions: Ions, v_mV: float, layout: Layout, homes: Float, noise: Float) -> Ions:
    """`ions` after two world steps' change of velocity, and one step's way with it; only free ones move.

    Half the steps are enough for velocities, which live much longer: between two drifts ions `glide`.
    noise (n, 3): standard normal. homes (k, 3): where the labelled ions, the first k rows, are held by a
    soft spring.
    """
    slowness = np.where(ions.species == _A, np.float32(LARGE_ANION_SLOWNESS), np.float32(1.0))
    push = face_pull(ions.pos, ions.species, v_mV) + room(ions.pos)
    named = len(homes)
    push[:named] += np.float32(HOME_PULL_per_s2) * (homes - ions.pos[:named])
    vel: Float = ornstein_uhlenbeck(ions.vel, slowness, noise)
    vel += push * np.float32(DRIFT_DT_S)
    vel[:named, 2] = 0.0
    pos: Float = ions.pos.copy()
    pos += vel * np.float32(DT_S)
    reflect(pos, vel, layout)
    busy = np.flatnonzero(~ions.free())
    pos[busy], vel[busy] = ions.pos[busy], ions.vel[busy]
    return ions._replace(pos=pos, vel=vel)


def glide(ions: Ions) -> Ions:
    """`ions` after one world step at the velocities that the free ones have."""
    way = ions.vel * np.float32(DT_S)
    way[~ions.free()] = 0.0
    return ions._replace(pos=ions.pos + way)


def ornstein_uhlenbeck(vel: Float, slowness: Float, noise: Float) -> Float:
    """(n, 3) velocities `DRIFT_DT_S` later, by standard normal `noise` (n, 3).

    `slowness` (n,) scales the thermal speed of each. Exact for any step. An ion that is far too fast (just
    out of a pore) forgets its speed sooner.
    """
    plane = vel[:, :2]
    speed = np.sqrt(np.einsum("ij,ij->i", plane, plane))
    keep: Float = np.where(speed > FAST_nm_s, _KEEP_FAST, _KEEP)[:, None]
    thermal = slowness[:, None] * THERMAL_nm_s
    kick = np.sqrt(np.float32(1.0) - keep * keep) * thermal
    return (keep * vel + kick * noise).astype(np.float32, copy=False)


def room(pos: Float) -> Float:
    """(n, 3) accelerations that keep near beads a bead's width apart, nm/s2; far ones may overlap."""
    from scipy.spatial import KDTree  # slow to import, and what only shows a tape moves nothing

    push = np.zeros_like(pos)
    near = np.flatnonzero(pos[:, 2] < NEAR_NM)
    if len(near) < 2:
        return push
    plane = pos[near, :2]
    pairs = KDTree(plane, balanced_tree=False, compact_nodes=False).query_pairs(
        ROOM_NM, output_type="ndarray"
    )
    if len(pairs) == 0:
        return push
    a, b = near[pairs[:, 0]], near[pairs[:, 1]]
    apart = pos[a, :2] - pos[b, :2]
    distance = np.sqrt(np.einsum("ij,ij->i", apart, apart)) + np.float32(1e-6)
    strength = np.float32(PUSH_nm_s2) * (1.0 - distance / np.float32(ROOM_NM)) / distance
    shove = apart * strength[:, None]
    for axis in (0, 1):
        push[:, axis] += np.bincount(a, shove[:, axis], len(pos)).astype(np.float32)
        push[:, axis] -= np.bincount(b, shove[:, axis], len(pos)).astype(np.float32)
    return push


def face_pull(pos: Float, species: NDArray[np.uint8], v_mV: float) -> Float:
    """(n, 3) accelerations of the membrane's charge: cations leave the negative face, anions seek it."""
    near = np.exp((4.0 - np.abs(pos[:, 1])) / FACE_REACH_NM)
    pull = np.zeros_like(pos)
    pull[:, 1] = CHARGE[species] * np.float32(FACE_PULL_nm_s2 * v_mV / 70.0) * near
    return pull


def reflect(pos: Float, vel: Float, layout: Layout) -> None:
    """Turn back, in place, positions and velocities (n, 3) at every wall and at the membrane."""
    low, high = walls(layout)
    outside = (pos < low) | (pos > high)
    if outside.any():
        row, axis = np.nonzero(outside)
        at, speed = pos[row, axis], vel[row, axis]
        under = at < low[axis]
        pos[row, axis] = 2 * np.where(under, low[axis], high[axis]) - at
        vel[row, axis] = np.where(under, np.abs(speed), -np.abs(speed))
    # The membrane's relief is not flat: an ion that slides under it is lifted gently, never thrown.
    near = np.flatnonzero(np.abs(pos[:, 1]) < DEEPEST_FLOOR_NM)
    x, y = pos[near, 0], pos[near, 1]
    floor = layout.quick_floor_nm(x, y <= 0)
    under = np.abs(y) < floor
    below, floor, y = near[under], floor[under], y[under]
    side = np.sign(y)
    outward = np.abs(vel[below, 1])
    lift = np.maximum(np.float32(0), np.float32(LIFT_nm_s) - outward) * np.float32(DT_S)
    pos[below, 1] = side * np.minimum(floor, np.abs(y) + lift)
    vel[below, 1] = side * outward


def walls(layout: Layout) -> tuple[Float, Float]:
    """(3,) least and greatest places in the box, nm."""
    high = np.array([layout.half_width_nm, HEIGHT_NM, lies.DEPTH.value], np.float32)
    return -high * np.array([1, 1, 0], np.float32), high


def steer(
    ions: Ions, rows: NDArray[np.integer], target: NDArray[np.float32],
    speed_nm_s: float | NDArray[np.float64], turn_s: NDArray[np.float32],
) -> Ions:  # fmt: skip
    """`rows` moved for a step towards `target` (k, 3), without a jolt.

    `speed_nm_s` is the most in the picture's plane; turn_s (k,) how long each takes to a new velocity, half
    as long as it brakes.
    """
    to = target - ions.pos[rows]
    plane = to * _PLANE
    distance = np.sqrt(np.einsum("ij,ij->i", plane, plane)) + 1e-6
    beyond = np.abs(ions.pos[rows, 0])
    hurry = np.asarray(np.interp(beyond, UNSEEN_NM, (1.0, lies.UNSEEN_HURRY.value)), np.float64)
    fastest = hurry * np.asarray(speed_nm_s, np.float64)
    wish = to * (np.minimum(fastest, distance / (2.0 * turn_s)) / distance)[:, None]
    vel, pos = ions.vel.copy(), ions.pos.copy()
    way = vel[rows]
    way += (wish - way) * -np.expm1(-np.float32(DT_S) / turn_s)[:, None]
    vel[rows] = way
    pos[rows] += way * np.float32(DT_S)
    return ions._replace(pos=pos, vel=vel)
