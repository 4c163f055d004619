"""Transmitter molecules: green triangles that drift, and turn their points to the receptor they come to."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import IonPhase
from apanim.particles.layout import Layout
from apanim.particles.transmitter import SITES, Transmitter, seat_places
from apanim.picture.camera import PLAIN, Camera
from apanim.picture.camera.depth import SHARP_LEVEL, levels
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, Beads, Sprite
from apanim.picture.easing import smooth
from apanim.picture.overlay.exclusion import Quiet, clear_of
from apanim.picture.views.membrane.geometry import from_nm, tilt_rad
from apanim.units import TICKS_PER_S

_OFF_PX = 20
_AIMS_NM = 1.8  # from here on a molecule turns to the site
_SITE_DEG = (90.0, -90.0)  # points inwards, at the left and at the right site
_SWAY_DEG, _SWAY_S = 55.0, 3.6
_ANGLE_STEP_DEG = 5.0
_GOLDEN = 0.618033988749895


def far_molecules(molecules: Transmitter, quiet: list[Quiet], camera: Camera = PLAIN) -> list[Beads]:
    """Those out of focus, as one layer of soft beads; no layer where the scene has no transmitter."""
    if len(molecules.pos) == 0:
        return []
    x, y = places(molecules, camera)
    depth = levels(molecules.pos[:, 2])
    steps = np.ceil(clear_of(quiet, camera.sight, x, y) * OPACITY_LEVELS).astype(np.uint8)
    keep = (depth >= SHARP_LEVEL) & _in_frame(x, y, camera) & (steps > 0)
    rows = np.flatnonzero(keep)
    rows = rows[np.argsort(-molecules.pos[rows, 2], kind="stable")]
    rig = np.full(len(rows), BEAD_RIGS.index("transmitter"), np.uint8)
    return [Beads(rig, x[rows], y[rows], depth[rows], steps[rows])]


def near_molecules(
    molecules: Transmitter,
    layout: Layout,
    tick: int,
    quiet: list[Quiet],
    shown: float = 1.0,
    camera: Camera = PLAIN,
) -> list[Sprite]:
    """Those in focus, each turned as it goes; faded near the boxes `quiet` unless it sits at a receptor."""
    if len(molecules.pos) == 0:
        return []
    x, y = places(molecules, camera)
    near = (levels(molecules.pos[:, 2]) < SHARP_LEVEL) & _in_frame(x, y, camera)
    rows = np.flatnonzero(near)
    x, y, pos = x[rows], y[rows], molecules.pos[rows]
    seen = np.where(molecules.phase[rows] == IonPhase.BOUND, 1.0, clear_of(quiet, camera.sight, x, y))
    opacity = np.ceil(shown * seen * OPACITY_LEVELS) / OPACITY_LEVELS
    away = np.sqrt(np.sum((_seats(layout) - pos[:, None, :]) ** 2, axis=2))
    seat = away.argmin(axis=1)
    aims = 1.0 - away[np.arange(len(rows)), seat].astype(float) / _AIMS_NM
    columns = (column.tolist() for column in (rows, x, y, opacity, seat, aims))
    return [
        Sprite(
            "transmitter",
            at_x,
            at_y,
            part="body",
            opacity=there,
            angle=_turned(row, at_x, nearest, aim, tick),
        )
        for row, at_x, at_y, there, nearest, aim in zip(*columns, strict=True)
        if there > 0.0
    ]


@lru_cache(maxsize=4)
def _seats(layout: Layout) -> NDArray[np.float32]:
    """(s, 3) where the molecules sit, two at each receptor, nm."""
    return seat_places(layout).reshape(-1, 3)


def places(molecules: Transmitter, camera: Camera) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    x, y = from_nm(molecules.pos[:, 0], molecules.pos[:, 1])
    x, y = camera.deepened(x, y, molecules.pos[:, 2])
    return x.astype(np.float32), y.astype(np.float32)


def _in_frame(x: NDArray[np.float32], y: NDArray[np.float32], camera: Camera) -> NDArray[np.bool_]:
    left, top, right, bottom = camera.window(_OFF_PX)
    return (x > left) & (x < right) & (y > top) & (y < bottom)


def _turned(row: int, x: float, seat: int, aim: float, tick: int) -> float:
    """Degrees: swaying as it drifts, its point inwards when it sits at `seat` (`aim` 1; from far 0)."""
    pace = 0.7 + 0.6 * ((row * _GOLDEN) % 1.0)
    sway = _SWAY_DEG * math.sin(2 * math.pi * (pace * tick / (_SWAY_S * TICKS_PER_S) + row * _GOLDEN))
    if aim > 0.0:
        goal = _SITE_DEG[seat % SITES] + math.degrees(tilt_rad(x))
        sway += (goal - sway) * smooth(aim)
    return _ANGLE_STEP_DEG * round(sway / _ANGLE_STEP_DEG)
