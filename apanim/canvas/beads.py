"""Ions in bulk: beads baked at every depth, opacity and quarter pixel, and the streaks behind moving ones.

A bead's pixels are found by one whole number, so that a thousand beads cost one lookup in a table each.
"""

import math

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from apanim.canvas import turn
from apanim.canvas.shelf import Shelf
from apanim.canvas.stamp import OPACITY_STEPS, SUBPIXELS, Stamp, faded, stamp_bytes
from apanim.canvas.stamp import surface_of as surface
from apanim.canvas.turn import Master
from apanim.picture.depth import LEVELS, look
from apanim.picture.drawlist import BEAD_RIGS, OPACITY_LEVELS, TRAIL_RIGS, Beads, Trails
from apanim.picture.rigs import rig, rig_markup
from apanim.picture.theme import Theme

_FINER = 3  # pixels of a bead's master to one of the picture, each way
_TRAIL_TURN_DEG, _TRAIL_STEP_PX = 3, 4
_TRAIL_LENGTH_PX = 88  # of the rig
_TRAIL_WIDTH = 0.9
_STREAKS_BYTES = 48 << 20
_PHASES = SUBPIXELS * SUBPIXELS
_COARSE_BLUR_PX = 0.7  # what is more blurred than this is placed by half pixels
_MOST_STAMPS = 12_000


class BeadPress:
    """Bakes and places beads and trails for one scale (pixels to a design unit) and one theme."""

    def __init__(self, scale: float, theme: Theme) -> None:
        self._scale, self._theme = scale, theme
        self._masters: dict[str, Master] = {}
        farthest = look(LEVELS - 1)
        self._room = math.ceil((3 * farthest.blur * scale + 4) * _FINER / farthest.scale)
        blurs = np.array([look(level).blur * scale for level in range(LEVELS)])
        self._coarse = blurs > _COARSE_BLUR_PX
        self._stamps: dict[int, Stamp] = {}
        self._trails: Shelf[Stamp] = Shelf(_STREAKS_BYTES, stamp_bytes)

    def paint(self, target: pygame.Surface, beads: Beads) -> None:
        """Draw `beads` on `target`, in their order."""
        if len(beads.rig) == 0:
            return
        x_pixel, x_quarter = self._split(beads.x)
        y_pixel, y_quarter = self._split(beads.y)
        coarse = self._coarse[beads.depth]
        x_quarter[coarse] &= 2
        y_quarter[coarse] &= 2
        kind = beads.rig.astype(np.int64) * LEVELS + beads.depth
        kind = kind * OPACITY_LEVELS + (beads.opacity.astype(np.int64) - 1)
        keys = (kind * _PHASES + y_quarter * SUBPIXELS + x_quarter).tolist()
        stamps = self._stamps
        if len(stamps) > _MOST_STAMPS:
            stamps.clear()
        for key in set(keys).difference(stamps):
            stamps[key] = self._bake(key)
        blits = [
            (stamp.surface, (x + stamp.left, y + stamp.top))
            for stamp, x, y in zip(
                (stamps[k] for k in keys), x_pixel.tolist(), y_pixel.tolist(), strict=True
            )
        ]
        target.fblits(blits, pygame.BLEND_PREMULTIPLIED)

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
        key, phase = divmod(key, _PHASES)
        key, opacity = divmod(key, OPACITY_LEVELS)
        which, level = divmod(key, LEVELS)
        y_quarter, x_quarter = divmod(phase, SUBPIXELS)
        seen = look(level)
        opacity_share = seen.opacity * (opacity + 1) / OPACITY_LEVELS
        shift = x_quarter / SUBPIXELS, y_quarter / SUBPIXELS
        master = self._master(BEAD_RIGS[which])
        return _shrunk(master, self._room, seen.scale, seen.blur * self._scale, opacity_share, shift)

    def _master(self, name: str) -> Master:
        """A bead drawn finely, with `self._room` fine pixels around it for every blur and shift."""
        if name not in self._masters:
            markup, room = self._theme.sprite(name, rig_markup(name)), self._room
            drawn = turn.master(markup, rig(name).view_box, self._scale, _FINER)
            wide = Image.new("RGBa", (drawn.image.width + 2 * room, drawn.image.height + 2 * room))
            wide.paste(drawn.image, (room, room))
            self._masters[name] = Master(wide, drawn.left - room, drawn.top - room)
        return self._masters[name]

    def _trail(self, which: int, angle: float, length: float, opacity: int) -> Stamp:
        name = TRAIL_RIGS[which]
        if name not in self._masters:
            markup = self._theme.sprite(name, rig_markup(name))
            self._masters[name] = turn.master(markup, rig(name).view_box, self._scale)
        source = self._masters[name]
        streak = turn.turned(source, (0, 0), angle, (0, 0), (length / _TRAIL_LENGTH_PX, _TRAIL_WIDTH))
        return faded(streak, OPACITY_STEPS * opacity // OPACITY_LEVELS)


def _shrunk(
    source: Master, room: int, scale: float, blur: float, opacity: float, shift: tuple[float, float]
) -> Stamp:
    """A fine master cut down to a bead: `scale` of its size, shifted by parts of a pixel."""
    finer, (dx, dy) = _FINER / scale, shift
    spread = math.ceil(3 * blur) + 1
    left = math.floor((source.left + room) / finer) - spread
    top = math.floor((source.top + room) / finer) - spread
    right = math.ceil((source.left + source.image.width - room) / finer + dx) + spread
    bottom = math.ceil((source.top + source.image.height - room) / finer + dy) + spread
    box = (
        (left - dx) * finer - source.left, (top - dy) * finer - source.top,
        (right - dx) * finer - source.left, (bottom - dy) * finer - source.top,
    )  # fmt: skip
    small = source.image.resize((right - left, bottom - top), Image.Resampling.HAMMING, box=box)
    if blur > 0.05:
        plain = Image.frombytes("RGBA", small.size, small.tobytes())  # blurs channel by channel
        small = Image.frombytes("RGBa", small.size, plain.filter(ImageFilter.GaussianBlur(blur)).tobytes())
    stamp = Stamp(surface(small), left, top)
    return stamp if opacity >= 1 else _dim(stamp, opacity)


def _dim(stamp: Stamp, opacity: float) -> Stamp:
    level = round(255 * opacity)
    stamp.surface.fill((level, level, level, level), special_flags=pygame.BLEND_RGBA_MULT)
    return stamp
