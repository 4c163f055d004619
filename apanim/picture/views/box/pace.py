"""How fast the ions' time runs, and so how far they blur: the model's time, to a part of a nanosecond."""

import math

from apanim.picture.easing import smooth
from apanim.script.timeline import Timeline, fine_ns_at
from apanim.units import STEPS_PER_S, TICKS_PER_STEP

SHARP_NS_S, BLURRED_NS_S = 1.5, 30.0  # of model time a second: every ion is seen; none can be
_OVER_STEPS = 6  # over which a pace is read
_EASED_STEPS = 24  # over which the look follows it


def rate_ns_s(timeline: Timeline, tick: int, back: int = 0) -> float:
    """Model time in a second of the film, ns, just now, or so many steps `back`."""
    end = tick - back * TICKS_PER_STEP
    gone = fine_ns_at(timeline, end) - fine_ns_at(timeline, end - _OVER_STEPS * TICKS_PER_STEP)
    return gone * STEPS_PER_S / _OVER_STEPS


def blur(timeline: Timeline, tick: int) -> float:
    """0 where every ion can be followed, 1 where all of them are a haze."""
    low, high = math.log(SHARP_NS_S), math.log(BLURRED_NS_S)
    paces = [rate_ns_s(timeline, tick, back) for back in range(0, _EASED_STEPS, _OVER_STEPS)]
    shares = [(math.log(max(pace, 1e-9)) - low) / (high - low) for pace in paces]
    return smooth(sum(min(max(share, 0.0), 1.0) for share in shares) / len(shares))
