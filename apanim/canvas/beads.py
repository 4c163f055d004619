"""Ions in bulk: beads baked at every depth, opacity and quarter pixel, and the streaks behind moving ones.

A bead's pixels are found by one whole number, so that a thousand beads cost one look-up each.
"""

import math

import numpy as np

from apanim.canvas import turn
from apanim.canvas.atlas import BakedCache
from apanim.canvas.blit import ADD, FULL, OVER
from apanim.canvas.stamp import SUBPIXELS, Stamp, faded, trimmed
from apanim.canvas.strokes import Copies
from apanim.canvas.turn import Master, Turnable
from apanim.picture.camera.depth import LEVELS, look
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, TRAIL_RIGS, Beads, Trails
from apanim.picture.rigs import rig, rig_markup
from apanim.picture.theme import Theme

_TRAIL_TURN_DEG, _TRAIL_STEP_PX = 3, 4
_TRAIL_LENGTH_PX = 88  # of the rig
_TRAIL_WIDTH = 0.9
_PHASES = SUBPIXELS * SUBPIXELS
_COARSE_BLUR_PX = 0.7  # what is more blurred than this is placed by half pixels
_TILT_STEP_DEG, _UPRIGHT = 10 / 3, 3  # baked in seven tilts: the corner of a bead moves by half a pixel
_TILTS = 2 * _UPRIGHT + 1
_LEVEL_OF = np.rint(FULL * np.arange(OPACITY_LEVELS + 1) / OPACITY_LEVELS).astype(np.int64)

_NEAREST_TILT = np.rint(np.arange(-128, 128) / _TILT_STEP_DEG).clip(-_UPRIGHT, _UPRIGHT) + _UPRIGHT
_TILT_OF = np.roll(_NEAREST_TILT.astype(np.uint8), 128)  # by degrees -128..127, as an index counts


class BeadBaker:
    """Bakes and places beads and trails for one scale (pixels to a design unit) and one theme."""

    def __init__(self, scale: float, theme: Theme, cache: BakedCache) -> None:
        self._scale, self._theme, self._cache = scale, theme, cache
        self._masters: dict[str, Master] = {}
        self._streaks: dict[str, Turnable] = {}
        self._tilted: dict[tuple[str, int], Master] = {}
        farthest = look(LEVELS - 1)
        self._room = math.ceil((3 * farthest.blur * scale + 4) * turn.SHRUNK_FINER / farthest.scale)
        blurs = np.array([look(level).blur * scale for level in range(LEVELS)])
        self._fine = np.where(blurs > _COARSE_BLUR_PX, 2, 3)  # the bits of a quarter that count

    def beads(self, beads: Beads) -> Copies:
        """How `beads` are shown, in their order."""
        quarters = np.rint(np.stack((beads.x, beads.y)).astype(float) * (self._scale * SUBPIXELS))
        quarters = quarters.astype(np.int64)
        fine = quarters & self._fine[beads.depth]
        tilts = _TILT_OF[np.zeros(len(beads.rig), np.int8) if beads.tilt is None else beads.tilt]
        looks = (beads.rig.astype(np.int64) * _TILTS + tilts) * LEVELS + beads.depth
        keys, each = np.unique(looks * _PHASES + fine[1] * SUBPIXELS + fine[0], return_inverse=True)
        atlas = self._cache.atlas(("beads", self._scale))
        numbers = atlas.numbers(keys.tolist(), self._bake, OVER)[each]
        x, y = quarters // SUBPIXELS
        return Copies(atlas.placed(numbers, x, y, _LEVEL_OF[beads.opacity]).tobytes(), atlas.surfaces)

    def trails(self, trails: Trails) -> Copies:
        """How `trails` are shown: added; or laid over, in a theme whose light is a shade."""
        x, y = (np.rint(at * self._scale).astype(np.int64) for at in (trails.x, trails.y))
        turns = np.rint(trails.angle / _TRAIL_TURN_DEG).astype(np.int64).tolist()
        steps = np.rint(trails.length / _TRAIL_STEP_PX).astype(np.int64).tolist()
        atlas = self._cache.atlas(("trails", self._scale))
        mode = OVER if self._theme.shaded else ADD
        numbers = atlas.numbers(zip(trails.rig.tolist(), turns, steps, strict=True), self._trail, mode)
        return Copies(atlas.placed(numbers, x, y, _LEVEL_OF[trails.opacity]).tobytes(), atlas.surfaces)

    def _bake(self, key: int) -> Stamp:
        """The bead of `key` as it is seen at its depth."""
        key, phase = divmod(key, _PHASES)
        key, level = divmod(key, LEVELS)
        which, tilt = divmod(key, _TILTS)
        y_quarter, x_quarter = divmod(phase, SUBPIXELS)
        master, at, seen = self._master(BEAD_RIGS[which], tilt), (x_quarter, y_quarter), look(level)
        blur_px = seen.blur * self._scale
        stamp = turn.shrunk(master, self._room, turn.SHRUNK_FINER / seen.scale, at, blur_px)
        return trimmed(faded(stamp, seen.opacity))

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

    def _trail(self, key: tuple[int, int, int]) -> Stamp:
        """The streak of a kind of ion, so many steps of angle and of length."""
        which, turns, steps = key
        name = TRAIL_RIGS[which]
        if name not in self._streaks:
            markup = self._theme.sprite(name, rig_markup(name))
            self._streaks[name] = turn.to_turn(turn.master(markup, rig(name).view_box, self._scale))
        stretch = steps * _TRAIL_STEP_PX / _TRAIL_LENGTH_PX, _TRAIL_WIDTH
        return turn.turned(self._streaks[name], (0, 0), turns * _TRAIL_TURN_DEG, (0, 0), stretch)
