"""The arrow of a running spike: where V is highest along the axon, towards membrane that is ready."""

from functools import lru_cache

import numpy as np

from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.easing import smooth
from apanim.picture.plots.places import floor
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.neuron.geometry import AXON_END, SEGMENT_END, axon_y
from apanim.tape import CablePlan, CableTape

_FROM_MV, _TO_MV = -10.0, 20.0  # between which the arrow comes
_HALF, _BELOW, _WORDS = 125.0, 84.0, 46.0
_LOWER = 24.0  # px, in a stacked frame
_ENDS = 70.0  # px from the axon's ends within which the arrow fades
_AHEAD = 8  # compartments from the crest to where it is asked which side is ready


def travel(shot: Shot[CableTape]) -> list[Item]:
    """An arrow under the axon, with the words "action potential", wherever one runs, in the whole view."""
    found, seen = crest(shot.tape, shot.tick), shot.camera.wide
    if found is None or seen <= 0.0:
        return []
    x, way, strength = found
    strength *= seen
    y = axon_y(x) + _BELOW
    tint, ink, dark = colour("neuron.travel"), colour("neuron.travel_ink"), colour("text.outline_cool")
    home, look, words = shot.camera.home, shot.look, shot.timeline.word("action potential")
    if look.frame.stacked:  # it lies on the glass there: the cell is small, and words are not
        x, y = home.onto(x, y)
        y = min(y + _LOWER, floor(shot.timeline, look) - _WORDS - _LOWER)
    size = 32 * look.frame.text
    half, (left, _, right, _) = width(words, size, 600) / 2, look.frame.safe
    tip, tail = x + way * _HALF, x - way * _HALF
    barb = tuple((tip - way * 26.0 * abs(k), y + 13.0 * k) for k in (-1, 0, 1))
    middle = min(max(x, left + half), right - half) if look.frame.stacked else x
    style = {"anchor": "middle", "outline": dark, "opacity": strength}
    return [
        Line(((tail, y), (tip - way * 6.0, y)), tint, 5, strength),
        Line(barb, tint, 5, strength),
        Text(middle, y + _WORDS, words, size, 600, ink, **style),
    ]


@lru_cache(maxsize=4)
def _axon(plan: CablePlan) -> slice:
    return plan.tree.compartments("axon")


def crest(tape: CableTape, tick: int) -> tuple[float, int, float] | None:
    """(x, +1 rightwards or -1, 0..1) of the highest crest of V in the axon, if a spike is there."""
    state, span = tape.at(tick), _axon(tape.plan)
    v, h = state.v_mV[span], state.h[span]
    k = int(np.argmax(v))
    share = (k + 0.5) / len(v)
    x = SEGMENT_END + share * (AXON_END - SEGMENT_END)
    near_end = min(x - SEGMENT_END, AXON_END - x) / _ENDS
    strength = smooth((v[k] - _FROM_MV) / (_TO_MV - _FROM_MV)) * smooth(near_end)
    if strength <= 0.01:
        return None
    left, right = h[max(k - _AHEAD, 0)], h[min(k + _AHEAD, len(h) - 1)]
    return x, (1 if right >= left else -1), float(strength)
