"""The camera: where it stands at each tick, and where things at each depth stand when seen from there.

A move eases in and out along a sine, zooming about one point, so that nothing jerks where it meets a rest.
Depth is told by parallax: a plane behind the membrane follows the camera by less than all of its way. In a
long hold the camera sways a little sideways round the membrane, which stays; far things glide against it.
"""

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim import lies
from apanim.picture.camera.depth import SHARP_NM
from apanim.picture.design_frame import HEIGHT, HORIZON_Y, WIDTH, Box
from apanim.picture.drawlist import Lens
from apanim.picture.easing import smooth
from apanim.picture.frames import LANDSCAPE, Frame
from apanim.units import TICKS_PER_S

BACKDROP, FAR_IONS, MEMBRANE, CLOSE = 0.35, 0.6, 1.0, 1.6  # share of the camera's way that a plane follows
_SWAY_PX, _SWAY_S, _SWAY_EASE_S = 24.0, 24.0, 5.0
_SOFT_LEVEL = 1 / 3  # at which the backdrop, which is all soft, is kept for moves
_WIDE_UNTIL = 1.3  # from this scale on, what belongs to the whole view is gone
_SHARPEST_PUSH = 2.0  # nothing is baked larger for a scale that is only passed through

Float = NDArray[np.floating]


class Sight(NamedTuple):
    """What is seen: the design point (x, y) in the middle of the stage, `scale` times as large."""

    x: float = WIDTH / 2
    y: float = HEIGHT / 2
    scale: float = 1.0

    def onto(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Where a point of the scene, or each of arrays, is in the frame."""
        return self.scale * (x - self.x) + WIDTH / 2, self.scale * (y - self.y) + HEIGHT / 2

    def box(self, box: Box) -> Box:
        """Where a box of the scene is in the frame."""
        return *self.onto(box[0], box[1]), *self.onto(box[2], box[3])


WHOLE = Sight()


@dataclass(frozen=True)
class PathSegment:
    """A rest (`origin` is `goal`) or a move; `owner` is the protein in sight that the goal shows, or -1."""

    start_tick: int
    end_tick: int
    origin: Sight
    goal: Sight
    owner: int = -1

    @property
    def rests(self) -> bool:
        return self.origin == self.goal


def between(origin: Sight, goal: Sight, share: float) -> Sight:
    """`share` of the way: the scale along a sine, by equal factors; the place so that one point stays."""
    eased = (1.0 - math.cos(math.pi * min(max(share, 0.0), 1.0))) / 2.0
    scale = origin.scale * (goal.scale / origin.scale) ** eased
    grown = goal.scale - origin.scale
    way = (scale - origin.scale) / grown if abs(grown) > 1e-9 else eased
    (x0, y0), (x1, y1) = (view.onto(0.0, 0.0) for view in (origin, goal))
    x, y = x0 + (x1 - x0) * way, y0 + (y1 - y0) * way
    return Sight((WIDTH / 2 - x) / scale, (HEIGHT / 2 - y) / scale, scale)


@dataclass(frozen=True)
class Camera:
    """The camera at one instant. `levels` are the scales at which a canvas should draw the scene sharp.

    home: what it sees of the whole view in its `frame`.
    """

    sight: Sight = WHOLE
    levels: tuple[float, ...] = (1.0,)
    sway_px: float = 0.0
    home: Sight = WHOLE
    frame: Frame = LANDSCAPE

    @property
    def plain(self) -> bool:
        """The whole view, at rest: nothing is anywhere but where it says."""
        return self.sight == WHOLE and self.sway_px == 0.0

    @property
    def rests(self) -> bool:
        return self.sight.scale in self.levels

    @property
    def wide(self) -> float:
        """1 for the whole view, 0 from near: how far what belongs to the whole view is there."""
        return 1.0 - smooth((self.sight.scale / self.home.scale - 1.0) / (_WIDE_UNTIL - 1.0))

    def lens(self, plane: float = MEMBRANE) -> list[Lens]:
        """The lens through which the things of `plane` are seen, if it changes anything."""
        if self.plain:
            return []
        if plane == MEMBRANE:
            return [Lens(*self.sight, self.levels)]
        scale = 1.0 + plane * (self.sight.scale - 1.0)
        left, _ = self.sight.onto(0.0, 0.0)
        x = (WIDTH / 2 - plane * left + self.sway_px * (1.0 - plane)) / scale
        # The membrane's line is the horizon of every plane, so that no water shows on the wrong side of it.
        y = HORIZON_Y - (self.sight.onto(0.0, HORIZON_Y)[1] - HEIGHT / 2) / scale
        passing = 1.0 if plane > MEMBRANE else _SOFT_LEVEL
        return [Lens(x, y, scale, (scale,) if self.rests else (passing,), glides=True)]

    def glass(self) -> list[Lens]:
        """The lens for what lies on the glass and never moves."""
        return [] if self.plain else [Lens()]

    def deepened(self, x: Float, y: Float, z_nm: Float) -> tuple[Float, Float]:
        """Where to draw, in the membrane's plane, what is at (x, y) and `z_nm` behind it; any shape."""
        if self.plain:
            return x, y
        beyond = np.clip((z_nm - SHARP_NM) / (lies.DEPTH.value - SHARP_NM), 0.0, 1.0)
        plane = 1.0 - (1.0 - FAR_IONS) * beyond
        scale = self.sight.scale
        seen_x = x + plane * (scale * (x - self.sight.x) + WIDTH / 2 - x) - (1.0 - plane) * self.sway_px
        return (
            self.sight.x + (seen_x - WIDTH / 2) / scale,
            HORIZON_Y + (1.0 + plane * (scale - 1.0)) / scale * (y - HORIZON_Y),
        )

    def window(self, beyond_px: float) -> Box:
        """The part of the membrane's plane that is seen, and `beyond_px` of the frame more."""
        left, top, right, bottom = self.frame.box
        x, y, scale = self.sight
        return (
            x - (WIDTH / 2 - left + beyond_px) / scale, y - (HEIGHT / 2 - top + beyond_px) / scale,
            x + (right - WIDTH / 2 + beyond_px) / scale, y + (bottom - HEIGHT / 2 + beyond_px) / scale,
        )  # fmt: skip


PLAIN = Camera()


def fitting(room: Box, extent: Box) -> Sight:
    """What shows the `extent` of a scene in the middle of the `room`, no larger than it is."""
    width, height = room[2] - room[0], room[3] - room[1]
    scale = min(1.0, width / (extent[2] - extent[0]), height / (extent[3] - extent[1]))
    middles = (
        ((room[0] + room[2]) / 2, (extent[0] + extent[2]) / 2),
        ((room[1] + room[3]) / 2, (extent[1] + extent[3]) / 2),
    )
    (at_x, x), (at_y, y) = middles
    return Sight(x - (at_x - WIDTH / 2) / scale, y - (at_y - HEIGHT / 2) / scale, scale)


def at(
    path: tuple[PathSegment, ...], drifts: tuple[tuple[int, int], ...], tick: int,
    home: Sight = WHOLE, frame: Frame = LANDSCAPE,
) -> Camera:  # fmt: skip
    """The camera at `tick`. `path` has no gap; in `drifts` (start, end) it sways."""
    if not path:
        return Camera(home, (home.scale,), _sway(drifts, tick), home, frame)
    on = next((one for one in path if tick < one.end_tick), path[-1])
    if on.rests or tick >= on.end_tick:
        return Camera(on.goal, (on.goal.scale,), _sway(drifts, tick), home, frame)
    share = (tick - on.start_tick) / (on.end_tick - on.start_tick)
    sight = on.origin if share <= 0.0 else between(on.origin, on.goal, share)
    return Camera(sight, _levels(path, on, home), home=home, frame=frame)


def _levels(path: tuple[PathSegment, ...], on: PathSegment, home: Sight) -> tuple[float, ...]:
    """The scales at which the scene is drawn on the way: those of its rests, and one for a long push."""
    number = path.index(on)
    held = {home.scale}
    if number > 0:
        held.add(on.origin.scale)
    if number + 1 < len(path):
        held.add(on.goal.scale)
    else:
        held.add(min(on.goal.scale, _SHARPEST_PUSH * home.scale))
    return tuple(sorted(held))


def _sway(drifts: tuple[tuple[int, int], ...], tick: int) -> float:
    """How far the camera has swayed to the side, in pixels of the membrane's plane."""
    for start, end in drifts:
        if start <= tick < end:
            ease = _SWAY_EASE_S * TICKS_PER_S
            there = smooth((tick - start) / ease) * smooth((end - tick) / ease)
            return _SWAY_PX * there * math.sin(2 * math.pi * (tick - start) / (_SWAY_S * TICKS_PER_S))
    return 0.0
