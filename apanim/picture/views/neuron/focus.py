"""Focus: while a part of the neuron is spoken of, all the rest of the picture dims."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from apanim.errors import UserError
from apanim.picture.easing import presence
from apanim.picture.views.neuron.samples import PARTS, samples
from apanim.script.timeline import Timeline

_SWITCH_S = 0.40
_SOFT_PX = 60.0  # beside what is lit, over which the light ends
_DIMMED = 0.50  # what is left of the brightness of the rest
_GROUPS = {"synapses": (), "spike": PARTS, "trigger_zone": ("hillock", "initial_segment")}


def strength(timeline: Timeline, tick: int) -> float:
    """How far the rest is dimmed, 0..1."""
    on = [_seen(span.start_tick, span.end_tick, tick) for span in timeline.active("highlight", tick)]
    return max(on, default=0.0)


def bright(timeline: Timeline, tick: int) -> NDArray[np.uint8]:
    """(s,) how bright each sample is, 255 where it is spoken of or nothing is."""
    rest = np.zeros(len(samples().part))
    for span in timeline.active("highlight", tick):
        dimmed = _away(parts_of(span.target)) * _seen(span.start_tick, span.end_tick, tick)
        rest = np.maximum(rest, dimmed)
    return np.rint(255 * (1.0 - (1.0 - _DIMMED) * rest)).astype(np.uint8)


@lru_cache(maxsize=16)
def _away(parts: tuple[str, ...]) -> NDArray[np.float64]:
    """(s,) 0 in these parts, and softly up to 1 at `_SOFT_PX` from them."""
    dots = samples()
    lit = np.isin(dots.part, [PARTS.index(part) for part in parts])
    if not lit.any():
        return np.ones(len(lit))
    at = np.stack([dots.x, dots.y], axis=1)
    far = np.clip(KDTree(at[lit]).query(at)[0] / _SOFT_PX, 0.0, 1.0)
    return np.where(lit, 0.0, far * far * (3.0 - 2.0 * far))


def parts_of(target: str) -> tuple[str, ...]:
    """The parts that a highlight of `target` leaves lit. Raises UserError for an unknown one."""
    if target in PARTS:
        return (target,)
    if target in _GROUPS:
        return _GROUPS[target]
    raise UserError(f"a highlight names {target!r}; the neuron has {', '.join([*PARTS, *_GROUPS])}")


def _seen(start_tick: int, end_tick: int, tick: int) -> float:
    return presence(tick, start_tick, end_tick, _SWITCH_S, _SWITCH_S)
