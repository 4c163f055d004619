"""Ions of the world as beads and trails: where they are, how deep, and how fast."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.particles.baths import HOME
from apanim.particles.ions import IonPhase, Ions
from apanim.particles.layout import PX_PER_NM
from apanim.picture.camera import PLAIN, Camera
from apanim.picture.camera.depth import LEVELS, SHARP_LEVEL, levels
from apanim.picture.drawlist import OPACITY_LEVELS, Beads, Trails
from apanim.picture.overlay.exclusion import Quiet, clear_of
from apanim.picture.views.membrane.geometry import from_nm

_OFF_PX = 40  # a bead farther out of the frame is left out
RIG = np.array([(0, 1, 2, 3), (4, 5, 6, 3)], np.uint8)  # BEAD_RIGS of each species, plain and labelled
_DIAMOND = 1  # of BEAD_RIGS
DEEPEST = np.array([LEVELS - 1, 1], np.uint8)  # level of depth that is drawn, plain and labelled
_FREE, _APPROACHING = int(IonPhase.FREE), int(IonPhase.APPROACHING)  # an enum's member is dear to look up
_TRAIL_FROM_px_s, _TRAIL_FULL_px_s = 120.0, 260.0
_STREAKLESS_px_s = 0.99 * _TRAIL_FROM_px_s  # far enough below for no error of rounding to matter
_TRAIL_S, _TRAIL_LEAST_PX, _TRAIL_MOST_PX = 0.22, 24.0, 88.0
_TRAIL_STRENGTH = 0.95
_FUNNEL_NM = 6.8  # from the mid-plane: who comes down from here on is about to go in
_TRAILED_SPECIES = 3  # Na+, K+ and Cl- have one
_TILT_DEG, _TILT_LEVELS = 10.0, 4  # the most a diamond leans; over so many levels it comes upright
_ROCK_NM = (5.0, 8.0)  # the way sideways, and up, in which it rocks once
_GOLDEN = 0.618033988749895
_DEPTH_STEPS = 1000  # to the nm, for sorting: whole numbers of two bytes are sorted ten times as fast

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
    x, y = places(ions, camera)
    left, top, right, bottom = camera.window(_OFF_PX)
    keep = (x > left) & (x < right) & (y > top) & (y < bottom)
    if shown is not None:
        keep &= shown > 0.0
    order = _far_first(np.flatnonzero(keep), ions.pos[:, 2])
    x, y = x[order].astype(np.float32), y[order].astype(np.float32)
    pos, phase, species = ions.pos[order], ions.phase[order], ions.species[order]
    labelled = ions.labelled[order].view(np.uint8)
    depth = np.minimum(levels(pos[:, 2]), DEEPEST[labelled])
    opacity = clear_of(quiet, camera.sight, x, y)
    opacity[phase > _APPROACHING] = 1.0  # in a protein
    if shown is not None:
        opacity *= shown[order]
    steps, sharp = np.ceil(opacity * OPACITY_LEVELS).astype(np.uint8), depth < SHARP_LEVEL
    rigs, seen, flowing = RIG[labelled, species], steps > 0, phase != _FREE
    columns = rigs, x, y, depth, steps, _tilt_deg(rigs, pos, order, depth)
    return BeadLayers(
        far=_beads(columns, seen & ~flowing & ~sharp),
        near=_beads(columns, seen & ~flowing & sharp),
        flowing=_beads(columns, seen & flowing),
        trails=_trails(x, y, ions.vel[order], species, opacity * sharp * in_flow(ions, order)),
    )


def places(ions: Ions, camera: Camera) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """(n,) where each ion is to be drawn, in the membrane's plane."""
    x, y = from_nm(ions.pos[:, 0], ions.pos[:, 1])
    return (x, y) if camera.plain else camera.deepened(x, y, np.where(ions.labelled, 0.0, ions.pos[:, 2]))


def _far_first(rows: NDArray[np.intp], z_nm: NDArray[np.float32]) -> NDArray[np.intp]:
    steps = np.rint(z_nm[rows] * -_DEPTH_STEPS).astype(np.int16)
    return rows[np.argsort(steps, kind="stable")]


def _beads(columns: tuple[NDArray[Any], ...], which: Bool) -> Beads:
    rows = np.flatnonzero(which)
    return Beads(*(column[rows] for column in columns))


def _tilt_deg(
    rigs: NDArray[np.uint8], pos_nm: NDArray[np.float32], row: NDArray[np.intp], depth: NDArray[np.uint8]
) -> NDArray[np.int8]:
    """(n,) how far each diamond leans, clockwise: it rocks as it drifts, upright out of focus."""
    tilt = np.zeros(len(rigs), np.int8)
    leans = np.flatnonzero((rigs == _DIAMOND) & (depth < SHARP_LEVEL))
    x, y = pos_nm[leans, 0] / _ROCK_NM[0], pos_nm[leans, 1] / _ROCK_NM[1]
    rock = np.sin(2 * np.pi * (x + y + row[leans] * _GOLDEN))
    tilt[leans] = (
        _TILT_DEG * rock * np.minimum((SHARP_LEVEL - depth[leans].astype(float)) / _TILT_LEVELS, 1.0)
    )
    return tilt


def in_flow(ions: Ions, rows: NDArray[np.intp]) -> Bool:
    """(k,) which of `rows` flow through a pore: in it, just out of it, or about to go in."""
    phase, vel, y = ions.phase[rows], ions.vel[rows], ions.pos[rows, 1]
    diving = (np.abs(y) < _FUNNEL_NM) & (vel[:, 1] * y < 0.0) & (np.abs(vel[:, 1]) > np.abs(vel[:, 0]))
    return np.where(phase == _FREE, ions.guest[rows] > HOME, (phase != _APPROACHING) | diving)


def streaming(ions: Ions) -> NDArray[np.float64]:
    """(n,) how fast each ion moves: 0 as it drifts, 1 in a stream. Its streak is as plain as that."""
    speed_px_s = np.hypot(ions.vel[:, 0], ions.vel[:, 1]) * PX_PER_NM
    return _streaming(speed_px_s)


def _streaming(speed_px_s: NDArray[np.floating]) -> NDArray[np.float64]:
    share = (speed_px_s - _TRAIL_FROM_px_s) / (_TRAIL_FULL_px_s - _TRAIL_FROM_px_s)
    return np.minimum(np.maximum(share, 0.0), 1.0).astype(float)


def _trails(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    velocity_nm_s: NDArray[np.float32],
    species: NDArray[np.uint8],
    opacity: NDArray[np.floating],
) -> Trails:
    """Streaks behind all that moves fast enough, longer and brighter the faster it is."""
    vx, vy = velocity_nm_s[:, 0] * PX_PER_NM, -velocity_nm_s[:, 1] * PX_PER_NM
    fast = (vx * vx + vy * vy > _STREAKLESS_px_s**2) & (species < _TRAILED_SPECIES)
    rows = np.flatnonzero(fast)  # few of all, and only of these it is worth while to ask more
    vx, vy = vx[rows], vy[rows]
    speed = np.hypot(vx, vy)
    steps = np.rint(_TRAIL_STRENGTH * _streaming(speed) * opacity[rows] * OPACITY_LEVELS).astype(np.uint8)
    on = steps > 0
    rows, steps = rows[on], steps[on]
    length = np.minimum(np.maximum(speed[on] * _TRAIL_S, _TRAIL_LEAST_PX), _TRAIL_MOST_PX)
    angle = np.degrees(np.arctan2(vy[on], vx[on]))
    return Trails(
        species[rows], x[rows], y[rows], np.rint(angle).astype(np.int16),
        np.rint(length).astype(np.int16), steps,
    )  # fmt: skip
