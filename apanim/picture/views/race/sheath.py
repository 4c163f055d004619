"""The myelin: layer on layer round each internode, cut lengthwise, as much of it as is left.

All that there is room for are twenty turns; so a drawn layer stands for several, and while any are left one
is drawn (lies.DRAWN_LAYERS).
"""

import math
from functools import lru_cache

from apanim.lies import DRAWN_LAYERS
from apanim.picture.drawlist import Bar, Item
from apanim.picture.easing import smooth
from apanim.picture.theme import mix, ramp
from apanim.picture.views.race.geometry import Internode, RaceLane, Size, internodes
from apanim.script.timeline import Timeline, at_tick, tick_at
from apanim.tape import CablePlan
from apanim.tape.axons import myelin
from apanim.units import TICKS_PER_S

FULL_TURNS = 20.0  # so much myelin is drawn as thick as there is room
STRIPS_S = 0.9  # in which myelin is seen to go
_STEPS = 24
_INNER = 0.6  # so much thicker than the others the innermost layer is drawn
_UNDER_PX = 2.0  # of a layer on the wall


def sheaths(timeline: Timeline, plan: CablePlan, lane: RaceLane, tick: int) -> list[Item]:
    """The myelin of a lane."""
    out, ns = list[Item](), at_tick(plan.model_ns, tick)
    for one in internodes(plan, lane.number):
        before, now, since_ns = myelin(plan, one.section, ns)
        gone = 1.0
        if since_ns > 0:
            gone = smooth(min((tick - tick_at(timeline, since_ns)) / (STRIPS_S * TICKS_PER_S), 1.0))
        layers = layers_of(before) + (layers_of(now) - layers_of(before)) * gone
        out += _sheath(lane.y, lane.size, one, round(layers * _STEPS) / _STEPS)
    return out


def layers_of(turns: float) -> float:
    """How many layers are drawn for so many turns."""
    return 0.0 if turns <= 0.0 else max(1.0, math.ceil(turns / DRAWN_LAYERS.value - 1e-9))


@lru_cache(maxsize=4096)
def _sheath(y: float, size: Size, at: Internode, layers: float) -> tuple[Bar, ...]:
    """The layers round an internode, the outermost first: one that goes or comes is there in part."""
    most = max(layers_of(FULL_TURNS), math.ceil(layers))
    pitch = size.sheath / (most + _INNER)
    light, body, dark = ramp("axon.myelin")
    out: list[Bar] = []
    for k in range(math.ceil(layers), 0, -1):
        deep = (math.ceil(layers) - k) / most  # under the outermost
        tone = mix(body, dark, deep) if k % 2 else mix(light, body, deep)
        inset = (most - k) * 0.5 * pitch
        high, seen = (k + _INNER) * pitch, min(1.0, layers - (k - 1))
        left, wide = at.left + inset, at.right - at.left - 2 * inset
        for top in (y - size.radius - high, y + size.radius - _UNDER_PX):
            out.append(Bar(left, top, wide, high + _UNDER_PX, tone, seen))
    return tuple(out)
