"""Ions of the world as beads and trails: where they are, how deep, and how fast."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import Ions, Phase, Species
from apanim.particles.layout import PX_PER_NM
from apanim.picture.camera import PLAIN, Camera
from apanim.picture.depth import SHARP_LEVEL, levels
from apanim.picture.drawlist import OPACITY_LEVELS, Beads, Trails
from apanim.picture.quiet import Quiet, clear_of
from apanim.picture.stage import from_nm

_OFF_PX = 40  # a bead farther out of the frame is left out
_LABELLED_RIG = np.array([4, 5, 6, 3], dtype=np.uint8)  # BEAD_RIGS of labelled species
_TRAIL_FROM_px_s, _TRAIL_FULL_px_s = 120.0, 260.0
_TRAIL_S, _TRAIL_LEAST_PX, _TRAIL_MOST_PX = 0.22, 24.0, 88.0
_TRAIL_STRENGTH = 0.95
_TRAILED_SPECIES = 3  # Na+, K+ and Cl- have one
_TILT_DEG, _TILT_LEVELS = 10.0, 4  # the most a diamond leans; over so many levels it comes upright
_ROCK_NM = (5.0, 8.0)  # the way sideways, and up, in which it rocks once
_GOLDEN = 0.618033988749895

Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class BeadLayers:
    """The ions in their three places: out of focus, in focus, and on their way through a protein."""

    far: Beads
    near: Beads
    flowing: Beads
    trails: Trails


def bead_layers(
    ions: Ions,
    quiet: list[Quiet],
    shown: NDArray[np.floating] | None = None,
    camera: Camera = PLAIN,
) -> BeadLayers:
    """The ions in sight, faded near the boxes `quiet` of the frame unless in a protein.

    With `shown` (n,) each at this opacity besides.
    """
    x, y = from_nm(ions.pos[:, 0], ions.pos[:, 1])
    x, y = camera.deepened(x, y, np.where(ions.labelled, 0.0, ions.pos[:, 2]))
    left, top, right, bottom = camera.window(_OFF_PX)
    keep = (x > left) & (x < right) & (y > top) & (y < bottom)
    if shown is not None:
        keep &= shown > 0.0
    order = np.flatnonzero(keep)
    order = order[np.argsort(-ions.pos[order, 2], kind="stable")]
    x, y = x[order].astype(np.float32), y[order].astype(np.float32)
    species, phase = ions.species[order], ions.phase[order]
    labelled = ions.labelled[order]
    rigs = np.where(labelled, _LABELLED_RIG[species], species).astype(np.uint8)
    depth = levels(ions.pos[order, 2])
    depth[labelled] = np.minimum(depth[labelled], 1)
    flowing = phase != Phase.FREE
    in_protein = (phase != Phase.FREE) & (phase != Phase.APPROACHING)
    clear = clear_of(quiet, camera.sight, x, y)
    opacity = np.where(in_protein, 1.0, clear)
    if shown is not None:
        opacity *= shown[order]
    steps = np.ceil(opacity * OPACITY_LEVELS).astype(np.uint8)
    sharp = depth < SHARP_LEVEL
    tilt = np.where(rigs == Species.K, _tilt_deg(ions.pos[order], order, depth), 0.0).astype(np.int8)

    def beads(which: Bool) -> Beads:
        which = which & (steps > 0)
        return Beads(rigs[which], x[which], y[which], depth[which], steps[which], tilt[which])

    return BeadLayers(
        far=beads(~flowing & ~sharp),
        near=beads(~flowing & sharp),
        flowing=beads(flowing),
        trails=_trails(x, y, ions.vel[order], species, opacity * (depth < SHARP_LEVEL)),
    )


def _tilt_deg(
    pos_nm: NDArray[np.floating], row: NDArray[np.integer], depth: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """(n,) how far each ion leans, clockwise: it rocks as it drifts, upright out of focus."""
    rock = np.sin(2 * np.pi * (pos_nm[:, 0] / _ROCK_NM[0] + pos_nm[:, 1] / _ROCK_NM[1] + row * _GOLDEN))
    return _TILT_DEG * rock * np.clip((SHARP_LEVEL - depth.astype(float)) / _TILT_LEVELS, 0.0, 1.0)


def streaming(ions: Ions) -> NDArray[np.float64]:
    """(n,) how fast each ion moves: 0 as it drifts, 1 in a stream. Its streak is as plain as that."""
    speed_px_s = np.hypot(ions.vel[:, 0], ions.vel[:, 1]) * PX_PER_NM
    return _streaming(speed_px_s)


def _streaming(speed_px_s: NDArray[np.floating]) -> NDArray[np.float64]:
    share = (speed_px_s - _TRAIL_FROM_px_s) / (_TRAIL_FULL_px_s - _TRAIL_FROM_px_s)
    return np.clip(share, 0.0, 1.0).astype(float)


def _trails(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    velocity_nm_s: NDArray[np.float32],
    species: NDArray[np.uint8],
    opacity: NDArray[np.floating],
) -> Trails:
    """Streaks behind all that moves fast enough, longer and brighter the faster it is."""
    vx, vy = velocity_nm_s[:, 0] * PX_PER_NM, -velocity_nm_s[:, 1] * PX_PER_NM
    speed = np.hypot(vx, vy)
    steps = np.rint(_TRAIL_STRENGTH * _streaming(speed) * opacity * OPACITY_LEVELS).astype(np.uint8)
    on = (steps > 0) & (species < _TRAILED_SPECIES)
    length = np.clip(speed[on] * _TRAIL_S, _TRAIL_LEAST_PX, _TRAIL_MOST_PX)
    angle = np.degrees(np.arctan2(vy[on], vx[on]))
    return Trails(
        species[on].astype(np.uint8), x[on], y[on], np.rint(angle).astype(np.int16),
        np.rint(length).astype(np.int16), steps[on],
    )  # fmt: skip
