"""V along every axon, under them and on the same axis, with how far that is."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import Camera
from apanim.picture.design_frame import WIDTH
from apanim.picture.drawlist import COLUMNS, Item, Line, Text, Tint
from apanim.picture.plots import along
from apanim.picture.plots.along import WORDS, PlotGround
from apanim.picture.plots.axes import plain
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import Look
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.picture.views.race.geometry import FIRST_X, LAST_X, x_of_um
from apanim.tape import CablePlan

_HEIGHT, _TALLER = 244.0, {"1:1": 262.0, "9:16": 430.0}
_TOP_PX, _FLOOR_PX = 26.0, 56.0  # from the panel's edges to the curves'
_HIGH_MV = 60.0
_STEPS_UM = (50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 1e9)
_MOST_TICKS = 8

Float = NDArray[np.float64]


def room(look: Look) -> Room:
    """Where the panel stands."""
    return along.room(look, _HEIGHT, _TALLER)


def plot(plan: CablePlan, v_mV: list[Float], camera: Camera, look: Look, mm: str) -> list[Item]:
    """The panel under the axons, V of each (COLUMNS,) beneath its place as the camera sees that, the last
    in front."""
    place, home, sight = room(look), camera.home, camera.sight
    (_, top, _, bottom), text = place.box, place.scale
    first, last = home.onto(FIRST_X, 0.0)[0], home.onto(LAST_X, 0.0)[0]
    ground = PlotGround(top + text * _TOP_PX, bottom - text * _FLOOR_PX, first, last, text, sight, _HIGH_MV)
    left, right = ((x - WIDTH / 2) / sight.scale + sight.x for x in (first, last))
    left, right, same = max(FIRST_X, left), min(LAST_X, right), np.ones((1, COLUMNS), np.float32)
    curves = [ground.curve(v, Tint((tint(number),), same), left, right) for number, v in enumerate(v_mV)]
    return [*_grid(plan, ground, look, mm), *ground.seen(*curves)]


def tint(number: int) -> str:
    """The colour in which an axon is plotted and named."""
    return ramp("axon.lanes")[number]


@lru_cache(maxsize=8)
def _grid(plan: CablePlan, ground: PlotGround, look: Look, mm: str) -> tuple[Item, ...]:
    """The panel with its axes, which never change."""
    aside = 10.0 if look.frame.stacked else 16.0
    unit = along.number(ground, aside, along.between_volts(ground), "mV")
    out: list[Item] = [along.plate(room(look)), *along.volts(ground, aside), unit]
    size, quiet, line = WORDS * ground.text, colour("text.quiet"), colour("plot.grid")
    first, last, base = ground.first, ground.last, ground.floor + 36 * ground.text
    from_um, to_um = plan.window_um
    step = next(s for s in _STEPS_UM if (to_um - from_um) / s <= _MOST_TICKS)
    unit_left = last - width(mm, size, 600)
    for k in range(int((to_um - from_um) / step + 1e-9) + 1):
        x = ground.x(float(x_of_um(plan, from_um + k * step)))
        if not first - 1.0 <= x <= last + 1.0:
            continue
        out.append(Line(((x, ground.floor), (x, ground.floor + 8)), line, 2, 0.6))
        words = plain((from_um + k * step) / 1000.0)
        if x + width(words, size, 600) / 2 + 12 < unit_left:
            out.append(Text(x, base, words, size, 600, quiet, "middle"))
    out.append(Text(last, base, mm, size, 600, quiet, "end"))
    return tuple(out)
