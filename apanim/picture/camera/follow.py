"""The camera that follows a thing: near, and behind it by a moment, so that it moves softly.

It goes back from what comes to the upper or lower edge of the scene, where the backdrop ends. Where it
stands depends on where the thing was in the last second, and on nothing that comes later: the same
whichever way a tick is reached, and on a tape that is still growing.
"""

import numpy as np

from apanim import lies
from apanim.picture.camera import BACKDROP, FAR_IONS, Camera, PathSegment, Sight
from apanim.picture.camera.depth import SHARP_NM
from apanim.picture.design_frame import HEIGHT, HORIZON_Y, WIDTH
from apanim.picture.frames import Frame
from apanim.picture.things.thing import Float, Thing
from apanim.units import TICKS_PER_S

SCALE = 2.0
_MEMORY_TICKS, _PITCH_TICKS = round(1.2 * TICKS_PER_S), 30
_HESITATES_TICKS = round(0.2 * TICKS_PER_S)  # so that it sets out softly after an ion that is exchanged
_AGO = np.arange(0, _MEMORY_TICKS, _PITCH_TICKS)
_WEIGHT = np.cos(np.pi / 2 * _AGO / _MEMORY_TICKS) ** 2
_WEIGHT *= np.minimum((_AGO + _PITCH_TICKS) / _HESITATES_TICKS, 1.0)
_WEIGHT /= _WEIGHT.sum()
_CLEAR_PX = 110.0  # from a thing to the frame's edge

# A camera that never rests: labels, which are set for the places where it does, are not there.
PATH = (PathSegment(-2, -1, Sight(), Sight(scale=SCALE)),)


def camera(one: Thing, tick: int, frame: Frame) -> Camera | None:
    """Where the camera stands at `tick`; None for a thing that keeps its place."""
    way = one.way(np.maximum(tick - _AGO, 0).tolist())
    if way is None:
        return None
    scale = float(_WEIGHT @ _scales(way.y, frame))
    x, y = _sights(way.x, way.y, way.z_nm, scale)
    left, _, right, _ = frame.box
    x = np.clip(x, (WIDTH / 2 - left) / scale, WIDTH - (right - WIDTH / 2) / scale)
    y = np.clip(y, *_heights(scale, frame))
    return Camera(Sight(float(_WEIGHT @ x), float(_WEIGHT @ y), scale), (1.0, SCALE), frame=frame)


def _ends(frame: Frame) -> tuple[float, float]:
    """How far up and how far down the ground lies."""
    return min(0.0, frame.box[1]), max(HEIGHT, frame.box[3])


def _scales(y: Float, frame: Frame) -> Float:
    """(k,) how near the camera may be for things at these heights to be clear of the frame's edges, which
    it cannot move beyond the backdrop's."""
    out = np.full(len(y), SCALE)
    first, last = _ends(frame)
    for away, reach in ((y - first, HORIZON_Y - first), (last - y, last - HORIZON_Y)):
        lost = (1.0 - BACKDROP) * reach  # of the scene, at this edge, however near the camera is
        nearest = (lost - _CLEAR_PX) / np.maximum(lost - away, 1e-6)
        out = np.where(away < lost, np.minimum(out, nearest), out)
    return np.maximum(out, 1.0)


def _sights(x: Float, y: Float, z_nm: Float, scale: float) -> tuple[Float, Float]:
    """(k,) each: what has to be in the middle for a thing to be seen there; see Camera.deepened."""
    beyond = np.clip((z_nm - SHARP_NM) / (lies.DEPTH.value - SHARP_NM), 0.0, 1.0)
    plane = 1.0 - (1.0 - FAR_IONS) * beyond
    aside = (WIDTH / 2 - x) * (1.0 / plane - 1.0) / scale
    return x - aside, HORIZON_Y + (1.0 + plane * (scale - 1.0)) / scale * (y - HORIZON_Y)


def _heights(scale: float, frame: Frame) -> tuple[float, float]:
    """Between which heights the camera may be, for the backdrop to fill the frame."""
    behind = 1.0 + BACKDROP * (scale - 1.0)
    (first, last), (_, top, _, bottom) = _ends(frame), frame.box
    highest = HORIZON_Y - ((HORIZON_Y - first) * behind - (HEIGHT / 2 - top)) / scale
    return highest, HORIZON_Y - (bottom - HEIGHT / 2 - (last - HORIZON_Y) * behind) / scale
