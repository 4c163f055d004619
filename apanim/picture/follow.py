"""The camera that follows a thing: near, and behind it by a moment, so that it moves softly.

Where it stands depends on where the thing was in the last second, and on nothing that comes later: the same
whichever way a tick is reached, and on a tape that is still growing.
"""

import numpy as np

from apanim import lies
from apanim.picture.camera import FAR_IONS, Camera, Segment, Sight
from apanim.picture.depth import SHARP_NM
from apanim.picture.stage import HEIGHT, HORIZON_Y, WIDTH
from apanim.picture.things.thing import Float, Thing
from apanim.units import TICKS_PER_S

SCALE = 2.0
_MEMORY_TICKS, _PITCH_TICKS = round(1.2 * TICKS_PER_S), 40
_AGO = np.arange(0, _MEMORY_TICKS, _PITCH_TICKS)
_WEIGHT = np.cos(np.pi / 2 * _AGO / _MEMORY_TICKS) ** 2
_WEIGHT /= _WEIGHT.sum()

# A camera that never rests: labels, which are set for the places where it does, are not there.
PATH = (Segment(-2, -1, Sight(), Sight(scale=SCALE)),)


def camera(one: Thing, tick: int) -> Camera | None:
    """Where the camera stands at `tick`; None for a thing that keeps its place."""
    way = one.way(np.maximum(tick - _AGO, 0).tolist())
    if way is None:
        return None
    x, y = _sights(way.x, way.y, way.z_nm)
    sight = Sight(_held(float(_WEIGHT @ x), WIDTH), _held(float(_WEIGHT @ y), HEIGHT), SCALE)
    return Camera(sight, (SCALE,))


def _sights(x: Float, y: Float, z_nm: Float) -> tuple[Float, Float]:
    """(k,) each: what has to be in the middle for a thing to be seen there; see Camera.deepened."""
    beyond = np.clip((z_nm - SHARP_NM) / (lies.DEPTH.value - SHARP_NM), 0.0, 1.0)
    plane = 1.0 - (1.0 - FAR_IONS) * beyond
    aside = (WIDTH / 2 - x) * (1.0 / plane - 1.0) / SCALE
    return x - aside, HORIZON_Y + (1.0 + plane * (SCALE - 1.0)) / SCALE * (y - HORIZON_Y)


def _held(middle: float, length: float) -> float:
    """As far as the scene's edges allow."""
    half = length / 2 / SCALE
    return min(max(middle, half), length - half)
