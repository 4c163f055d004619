"""Ions in bulk: beads baked at every depth, opacity and quarter pixel, and the streaks behind moving ones.

A bead's pixels are found by one whole number, so that a thousand beads cost one lookup in a table each.
"""

import math
from collections.abc import Callable, Hashable

import numpy as np
import pygame
from numpy.typing import NDArray

from apanim.canvas import turn
from apanim.canvas.dim import dimmed
from apanim.canvas.shelf import Shelf
from apanim.canvas.stamp import OPACITY_STEPS, SUBPIXELS, Stamp, faded, stamp_bytes, trimmed
from apanim.canvas.turn import Master
from apanim.picture.depth import LEVELS, look
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, TRAIL_RIGS, Beads, Trails
from apanim.picture.rigs import rig, rig_markup
from apanim.picture.theme import Theme

_TRAIL_TURN_DEG, _TRAIL_STEP_PX = 3, 4
_TRAIL_LENGTH_PX = 88  # of the rig
_TRAIL_WIDTH = 0.9
_PHASES = SUBPIXELS * SUBPIXELS
_COARSE_BLUR_PX = 0.7  # what is more blurred than this is placed by half pixels
_BOX_BYTES = 32 << 20  # of the beads of one scale
_TILT_STEP_DEG, _UPRIGHT = (
    10 / 3,
    3,
)  # a bead is baked in seven tilts: the corner of one moves by half a pixel
_TILTS = 2 * _UPRIGHT + 1
_KEYS = 2 * len(BEAD_RIGS) * _TILTS * LEVELS * OPACITY_LEVELS * _PHASES


class _Box:
    """The beads of one scale that are baked: key by key, a slot in the lists of surfaces and of corners."""

    def __init__(self) -> None:
        self.plain: dict[tuple[int, int, int, int], Stamp] = {}
        self.bytes = 0
        self.empty()

    def empty(self) -> None:
        """Keep the plain beads only: the others are soon made of them."""
        self.slots = np.full(_KEYS, -1, np.int32)
        self.surfaces: list[pygame.Surface] = []
        self.corners = np.zeros((256, 2), np.int64)
        if sum(map(stamp_bytes, self.plain.values())) > _BOX_BYTES / 2:
            self.plain.clear()
        self.bytes = sum(map(stamp_bytes, self.plain.values()))

    def take(self, keys: list[int], stamps: list[Stamp]) -> None:
        """Keep a stamp under each key."""
        first = len(self.surfaces)
        self.slots[keys] = np.arange(len(keys), dtype=np.int32) + first
        self.surfaces += [stamp.surface for stamp in stamps]
        if len(self.surfaces) > len(self.corners):
            self.corners = np.resize(self.corners, (2 * len(self.surfaces), 2))
        self.corners[first : len(self.surfaces)] = [(stamp.left, stamp.top) for stamp in stamps]

    def counted(self, stamp: Stamp) -> Stamp:
        """A stamp that is new, its bytes counted."""
        self.bytes += stamp_bytes(stamp)
        return stamp


class BeadPress:
    """Bakes and places beads and trails for one scale (pixels to a design unit) and one theme."""

    def __init__(self, scale: float, theme: Theme, shelf: Shelf) -> None:
        self._scale, self._theme, self._shelf = scale, theme, shelf
        self._masters: dict[str, Master] = {}
        self._tilted: dict[tuple[str, int], Master] = {}
        farthest = look(LEVELS - 1)
        self._room = math.ceil((3 * farthest.blur * scale + 4) * turn.SHRUNK_FINER / farthest.scale)
        blurs = np.array([look(level).blur * scale for level in range(LEVELS)])
        self._quarters = np.where(blurs > _COARSE_BLUR_PX, 2, 3)  # the bits of a quarter that count

    def paint(self, target: pygame.Surface, beads: Beads, *, dim: bool = False) -> None:
        """Draw `beads` on `target`, in their order; with `dim` as in a scene that is dimmed."""
        if len(beads.rig) == 0:
            return
        quarters = np.rint(np.stack((beads.x, beads.y)).astype(float) * (self._scale * SUBPIXELS))
        quarters = quarters.astype(np.int64)
        pixels = quarters // SUBPIXELS
        quarters = quarters % SUBPIXELS & self._quarters[beads.depth]
        key = (dim * len(BEAD_RIGS) + beads.rig.astype(np.int64)) * _TILTS + _tilts(beads)
        key = (key * LEVELS + beads.depth) * OPACITY_LEVELS + (beads.opacity.astype(np.int64) - 1)
        box, slots = self._slots_of(key * _PHASES + quarters[1] * SUBPIXELS + quarters[0])
        places = (pixels.T + box.corners[slots]).tolist()
        surfaces = map(box.surfaces.__getitem__, slots.tolist())
        target.fblits(list(zip(surfaces, places, strict=True)), pygame.BLEND_PREMULTIPLIED)

    def _slots_of(self, keys: NDArray[np.int64]) -> tuple[_Box, NDArray[np.int32]]:
        """The box, and (n,) where in it the bead of each key is; what is met at first is baked."""
        name = "beads", self._scale
        box = self._shelf.get(name, _Box, lambda box: box.slots.nbytes)
        if box.bytes > _BOX_BYTES:
            before = box.bytes
            box.empty()
            self._shelf.grown(name, box.bytes - before)
        slots = box.slots[keys]
        fresh = np.unique(keys[slots < 0]).tolist()
        if not fresh:
            return box, slots
        before = box.bytes
        box.take(fresh, [self._bake(key, box) for key in fresh])
        self._shelf.grown(name, box.bytes - before)
        return box, box.slots[keys]

    def paint_trails(self, target: pygame.Surface, trails: Trails, *, dim: bool = False) -> None:
        """Add `trails` to `target`; or lay them on it, in a theme whose light is a shade."""
        x, y = np.rint(trails.x * self._scale), np.rint(trails.y * self._scale)
        turns = np.rint(trails.angle / _TRAIL_TURN_DEG) * _TRAIL_TURN_DEG
        lengths = np.rint(trails.length / _TRAIL_STEP_PX) * _TRAIL_STEP_PX
        columns = (trails.rig, turns, lengths, trails.opacity, x, y)
        blits = []
        for which, angle, length, opacity, px, py in zip(*(c.tolist() for c in columns), strict=True):
            key = ("trail", self._scale, which, angle, length)
            streak = self._get(key, lambda key=key: self._trail(*key[2:]))
            step = OPACITY_STEPS * opacity // OPACITY_LEVELS
            stamp = self._get((key, step), lambda streak=streak, step=step: faded(streak, step))
            if dim:
                stamp = self._get((key, step, "dim"), lambda stamp=stamp: dimmed(stamp, self._theme))
            blits.append((stamp.surface, (int(px) + stamp.left, int(py) + stamp.top)))
        target.fblits(blits, pygame.BLEND_PREMULTIPLIED if self._theme.shaded else pygame.BLEND_RGB_ADD)

    def _get(self, key: Hashable, make: Callable[[], Stamp]) -> Stamp:
        return self._shelf.get(key, make, stamp_bytes)

    def _bake(self, key: int, box: _Box) -> Stamp:
        """The bead of `key`: the plain one at its depth and phase, at its opacity."""
        key, phase = divmod(key, _PHASES)
        key, opacity = divmod(key, OPACITY_LEVELS)
        key, level = divmod(key, LEVELS)
        key, tilt = divmod(key, _TILTS)
        dim, which = divmod(key, len(BEAD_RIGS))
        name = which, tilt, level, phase
        if name not in box.plain:
            box.plain[name] = box.counted(self._plain(*name))
        stamp = box.plain[name]
        if opacity + 1 < OPACITY_LEVELS:
            stamp = box.counted(_at_opacity(stamp, (opacity + 1) / OPACITY_LEVELS))
        return box.counted(dimmed(stamp, self._theme)) if dim else stamp

    def _plain(self, which: int, tilt: int, level: int, phase: int) -> Stamp:
        """A bead as it is seen at its depth."""
        y_quarter, x_quarter = divmod(phase, SUBPIXELS)
        master, at, seen = self._master(BEAD_RIGS[which], tilt), (x_quarter, y_quarter), look(level)
        blur_px = seen.blur * self._scale
        stamp = turn.shrunk(master, self._room, turn.SHRUNK_FINER / seen.scale, at, blur_px)
        return trimmed(_at_opacity(stamp, seen.opacity))

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

    def _trail(self, which: int, angle: float, length: float) -> Stamp:
        name = TRAIL_RIGS[which]
        if name not in self._masters:
            markup = self._theme.sprite(name, rig_markup(name))
            self._masters[name] = turn.to_turn(turn.master(markup, rig(name).view_box, self._scale))
        source = self._masters[name]
        return turn.turned(source, (0, 0), angle, (0, 0), (length / _TRAIL_LENGTH_PX, _TRAIL_WIDTH))


def _tilts(beads: Beads) -> NDArray[np.int64] | int:
    """(n,) the nearest of the tilts that are baked."""
    if beads.tilt is None:
        return _UPRIGHT
    steps = np.rint(beads.tilt / _TILT_STEP_DEG).astype(np.int64)
    return np.clip(steps, -_UPRIGHT, _UPRIGHT) + _UPRIGHT


def _at_opacity(stamp: Stamp, opacity: float) -> Stamp:
    if opacity >= 1:
        return stamp
    seen, level = stamp.surface.copy(), round(255 * opacity)
    seen.fill((level, level, level, level), special_flags=pygame.BLEND_RGBA_MULT)
    return Stamp(seen, stamp.left, stamp.top)
