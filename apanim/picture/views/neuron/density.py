"""The voltage-gated Na+ channels of the neuron as lights on its membrane, as densely as the model has them.

Where they are twice as dense there are twice as many lights on the same patch of what is drawn. They show
while a script asks for them, and to a camera that is near.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import Camera
from apanim.picture.drawlist import OPACITY_LEVELS, Glow, Item, Sprite, Sprites
from apanim.picture.easing import presence_in, smooth
from apanim.picture.theme import ramp
from apanim.picture.views.neuron.geometry import SOMA_RX, SOMA_RY, SOMA_X, SOMA_Y, courses
from apanim.script.timeline import Timeline
from apanim.tape import CablePlan, CableTape

_PX2 = 0.0055  # lights on a hundred square px of membrane with 1 mS/cm2 of Na+ channels
_NEAR = 1.5, 2.2  # times as large: from where they come to be seen, and are
_IN_S, _OUT_S = 0.8, 0.5
_FIBRE = 14.0  # the most of a terminal that has any
_INSET = 0.86  # of the width that they keep within
_SCALE = 0.045  # of the channel's sprite
_OPEN = 0.03  # of the channels at a place open: from here its lights shine

Float = NDArray[np.float64]


class Lights(NamedTuple):
    """c channels: where they are in the whole view, and the compartment of each."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    compartment: NDArray[np.intp]


def channels(timeline: Timeline, tape: CableTape, tick: int, camera: Camera) -> list[Item]:
    """The lights, if they are asked for or the camera is near; those at open channels shine."""
    asked = [(span.start_tick, span.end_tick) for span in timeline.of_kind("density")]
    near = smooth((camera.sight.scale - _NEAR[0]) / (_NEAR[1] - _NEAR[0]))
    shown = max(near, presence_in(asked, tick, _IN_S, _OUT_S))
    if shown <= 0.0:
        return []
    lights, state = placed(tape.plan), tape.at(tick)
    like = Sprite("na_channel", 0.0, 0.0, pose="icon", scale=_SCALE, opacity=shown)
    level = np.full(len(lights.x), OPACITY_LEVELS, np.uint8)
    opened = (state.m**3 * state.h)[lights.compartment]
    return [Sprites(like, lights.x, lights.y, level), *_shining(lights, opened, shown)]


def _shining(lights: Lights, opened: Float, shown: float) -> list[Item]:
    first, middle, last = ramp("axon.na_pore")
    stops = ((0.0, first, 0.9), (0.4, middle, 0.4), (1.0, last, 0.0))
    rows = np.flatnonzero(opened > _OPEN)
    strength = np.minimum(np.sqrt(opened[rows] / 0.3), 1.0)
    return [
        Glow(float(lights.x[row]), float(lights.y[row]), 11, 11, stops, round(8 * shown * much) / 8)
        for row, much in zip(rows.tolist(), strength.tolist(), strict=True)
    ]


@lru_cache(maxsize=4)
def placed(plan: CablePlan) -> Lights:
    """All of them, section after section."""
    x, y, at = list[float](), list[float](), list[int]()
    for section in plan.sections:
        rows = plan.tree.compartments(section.name)
        for px, py, share in _on_section(section.name, section.membrane.g_na_mS_cm2):
            x.append(px)
            y.append(py)
            at.append(rows.start + min(int(share * section.compartments), section.compartments - 1))
    return Lights(np.array(x, np.float32), np.array(y, np.float32), np.array(at, np.intp))


def _on_section(name: str, g_na_mS_cm2: float) -> list[tuple[float, float, float]]:
    """Places on what is drawn of a section, evenly, and the share of its length that each is at."""
    if name == "soma":
        count = round(_PX2 / 100.0 * g_na_mS_cm2 * math.pi * SOMA_RX * SOMA_RY)
        spread = (_sunflower(k, count) for k in range(count))
        return [(SOMA_X + SOMA_RX * x, SOMA_Y + SOMA_RY * y, 0.5) for x, y in spread]
    points, shares = courses()[name].points, courses()[name].share
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points[:, :2], axis=0).T))])
    wide = np.minimum(points[:, 2], _FIBRE) if name.startswith("terminal") else points[:, 2]
    area = np.concatenate([[0.0], np.cumsum(np.diff(way) * (wide[1:] + wide[:-1]) / 2)])
    count = round(_PX2 / 100.0 * g_na_mS_cm2 * float(area[-1]))
    out, run = [], np.gradient(points[:, :2], axis=0)
    for k in range(count):
        along = (k + 0.5) / count * area[-1]
        at = float(np.interp(along, area, way))
        dx, dy = (float(np.interp(at, way, column)) for column in run.T)
        px, py = (float(np.interp(at, way, column)) for column in points[:, :2].T)
        aside = _INSET * float(np.interp(at, way, wide)) * (((k * 0.618034) % 1.0) - 0.5)
        length = math.hypot(dx, dy) or 1.0
        out.append((px - aside * dy / length, py + aside * dx / length, float(np.interp(at, way, shares))))
    return out


def _sunflower(k: int, count: int) -> tuple[float, float]:
    """Place k of so many, evenly in a disc of radius 1."""
    r, turn = _INSET * math.sqrt((k + 0.5) / count), k * math.pi * (3.0 - math.sqrt(5.0))
    return r * math.cos(turn), r * math.sin(turn)
