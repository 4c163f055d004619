"""Ions in bulk: beads baked at every depth, opacity and quarter pixel, and the streaks behind moving ones.

A bead's pixels are found by one whole number, so that a thousand beads cost one lookup in a table each.
"""

import math

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas import turn
from apanim.canvas.shelf import Shelf
from apanim.canvas.stamp import OPACITY_STEPS, SUBPIXELS, Stamp, faded, stamp_bytes
from apanim.canvas.turn import Master
from apanim.picture.depth import LEVELS, look
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, TRAIL_RIGS, Beads, Trails
from apanim.picture.rigs import rig, rig_markup
from apanim.picture.theme import Theme

_TRAIL_TURN_DEG, _TRAIL_STEP_PX = 3, 4
_TRAIL_LENGTH_PX = 88  # of the rig
_TRAIL_WIDTH = 0.9
_STREAKS_BYTES = 48 << 20
_PHASES = SUBPIXELS * SUBPIXELS
_COARSE_BLUR_PX = 0.7  # what is more blurred than this is placed by half pixels
_PLAIN_BYTES, _STAMPS_BYTES = 48 << 20, 64 << 20  # of beads, and of beads dimmed
_TILT_STEP_DEG, _UPRIGHT = (
    10 / 3,
    3,
)  # a bead is baked in seven tilts: the corner of one moves by half a pixel
_TILTS = 2 * _UPRIGHT + 1
_KEYS = len(BEAD_RIGS) * _TILTS * LEVELS * OPACITY_LEVELS * _PHASES


class BeadPress:
    """Bakes and places beads and trails for one scale (pixels to a design unit) and one theme."""

    def __init__(self, scale: float, theme: Theme) -> None:
        self._scale, self._theme = scale, theme
        self._masters: dict[str, Master] = {}
        self._tilted: dict[tuple[str, int], Master] = {}
        farthest = look(LEVELS - 1)
        self._room = math.ceil((3 * farthest.blur * scale + 4) * turn.SHRUNK_FINER / farthest.scale)
        blurs = np.array([look(level).blur * scale for level in range(LEVELS)])
        self._coarse = blurs > _COARSE_BLUR_PX
        self._plain: Shelf[Stamp] = Shelf(_PLAIN_BYTES, stamp_bytes)
        self._forget()
        self._trails: Shelf[Stamp] = Shelf(_STREAKS_BYTES, stamp_bytes)

    def _forget(self) -> None:
        """Start with no bead baked: key by key, a slot in the lists of surfaces and of their corners."""
        self._slots = np.full(_KEYS, -1, np.int32)
        self._surfaces: list[pygame.Surface] = []
        self._corners = np.zeros((0, 2), np.int64)
        self._stamps_bytes = 0

    def paint(self, target: pygame.Surface, beads: Beads) -> None:
        """Draw `beads` on `target`, in their order."""
        if len(beads.rig) == 0:
            return
        x_pixel, x_quarter = self._split(beads.x)
        y_pixel, y_quarter = self._split(beads.y)
        coarse = self._coarse[beads.depth]
        x_quarter[coarse] &= 2
        y_quarter[coarse] &= 2
        kind = (beads.rig.astype(np.int64) * _TILTS + _tilts(beads)) * LEVELS + beads.depth
        kind = kind * OPACITY_LEVELS + (beads.opacity.astype(np.int64) - 1)
        slots = self._slots_of(kind * _PHASES + y_quarter * SUBPIXELS + x_quarter)
        corner = self._corners[slots]
        places = zip((x_pixel + corner[:, 0]).tolist(), (y_pixel + corner[:, 1]).tolist(), strict=True)
        surfaces = map(self._surfaces.__getitem__, slots.tolist())
        target.fblits(list(zip(surfaces, places, strict=True)), pygame.BLEND_PREMULTIPLIED)

    def _slots_of(self, keys: NDArray[np.int64]) -> NDArray[np.int32]:
        """(n,) where the bead of each key is kept; those that are met for the first time are baked."""
        if self._stamps_bytes > _STAMPS_BYTES:
            self._forget()
        slots = self._slots[keys]
        fresh = np.unique(keys[slots < 0]).tolist()
        if not fresh:
            return slots
        stamps = [self._bake(key) for key in fresh]
        self._slots[fresh] = np.arange(len(fresh), dtype=np.int32) + len(self._surfaces)
        self._surfaces += [stamp.surface for stamp in stamps]
        self._corners = np.concatenate((self._corners, [(stamp.left, stamp.top) for stamp in stamps]))
        self._stamps_bytes += sum(map(stamp_bytes, stamps))
        return self._slots[keys]

    def paint_trails(self, target: pygame.Surface, trails: Trails) -> None:
        """Add `trails` to `target`; or lay them on it, in a theme whose light is a shade."""
        x, y = np.rint(trails.x * self._scale), np.rint(trails.y * self._scale)
        turns = np.rint(trails.angle / _TRAIL_TURN_DEG) * _TRAIL_TURN_DEG
        lengths = np.rint(trails.length / _TRAIL_STEP_PX) * _TRAIL_STEP_PX
        columns = (trails.rig, turns, lengths, trails.opacity, x, y)
        blits = []
        for which, angle, length, opacity, px, py in zip(*(c.tolist() for c in columns), strict=True):
            key = (which, angle, length, opacity)
            stamp = self._trails.get(key, lambda key=key: self._trail(*key))
            blits.append((stamp.surface, (int(px) + stamp.left, int(py) + stamp.top)))
        target.fblits(blits, pygame.BLEND_PREMULTIPLIED if self._theme.shaded else pygame.BLEND_RGB_ADD)

    def _split(self, places: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        quarters = np.rint(places.astype(np.float64) * (self._scale * SUBPIXELS)).astype(np.int64)
        return quarters // SUBPIXELS, quarters % SUBPIXELS

    def _bake(self, key: int) -> Stamp:
        """The bead of `key`: the plain one at its depth and phase, dimmed."""
        key, phase = divmod(key, _PHASES)
        key, opacity = divmod(key, OPACITY_LEVELS)
        which, level = divmod(key, LEVELS)
        which, tilt = divmod(which, _TILTS)
        y_quarter, x_quarter = divmod(phase, SUBPIXELS)
        seen = look(level)

        def shrunk() -> Stamp:
            master, at = self._master(BEAD_RIGS[which], tilt), (x_quarter, y_quarter)
            return turn.shrunk(
                master, self._room, turn.SHRUNK_FINER / seen.scale, at, seen.blur * self._scale
            )

        plain = self._plain.get((which, tilt, level, phase), shrunk)
        return _dim(plain, seen.opacity * (opacity + 1) / OPACITY_LEVELS)

    def _master(self, name: str, tilt: int) -> Master:
        """A bead drawn finely, with `self._room` fine pixels around it for every blur and shift."""
        key = name, tilt
        if key in self._tilted:
            return self._tilted[key]
        if name not in self._masters:
            markup = self._theme.sprite(name, rig_markup(name))
            drawn = turn.master(markup, rig(name).view_box, self._scale, turn.SHRUNK_FINER)
            self._masters[name] = turn.roomy(drawn, self._room)
        self._tilted[key] = turn.tilted(self._masters[name], (tilt - _UPRIGHT) * _TILT_STEP_DEG)
        return self._tilted[key]

    def _trail(self, which: int, angle: float, length: float, opacity: int) -> Stamp:
        name = TRAIL_RIGS[which]
        if name not in self._masters:
            markup = self._theme.sprite(name, rig_markup(name))
            self._masters[name] = turn.to_turn(turn.master(markup, rig(name).view_box, self._scale))
        source = self._masters[name]
        streak = turn.turned(source, (0, 0), angle, (0, 0), (length / _TRAIL_LENGTH_PX, _TRAIL_WIDTH))
        return faded(streak, OPACITY_STEPS * opacity // OPACITY_LEVELS)


def _tilts(beads: Beads) -> NDArray[np.int64] | int:
    """(n,) the nearest of the tilts that are baked."""
    if beads.tilt is None:
        return _UPRIGHT
    steps = np.rint(beads.tilt / _TILT_STEP_DEG).astype(np.int64)
    return np.clip(steps, -_UPRIGHT, _UPRIGHT) + _UPRIGHT


def _dim(stamp: Stamp, opacity: float) -> Stamp:
    if opacity >= 1:
        return stamp
    seen, level = stamp.surface.copy(), round(255 * opacity)
    seen.fill((level, level, level, level), special_flags=pygame.BLEND_RGBA_MULT)
    return Stamp(seen, stamp.left, stamp.top)
