"""Ramps in lecture time: everything that comes, goes or swings does it along one of these."""

from collections.abc import Iterable

from apanim.units import TICKS_PER_S

_OVERSHOOT = 1.5  # of `settle`: gives 8 % beyond the goal


def smooth(share: float) -> float:
    """0..1 to 0..1, still at both ends."""
    s = min(max(share, 0.0), 1.0)
    return s * s * (3.0 - 2.0 * s)


def settle(share: float) -> float:
    """0..1 to 0..1, a little beyond 1 before it comes to rest there."""
    back = smooth(share) - 1.0
    return 1.0 + (_OVERSHOOT + 1.0) * back**3 + _OVERSHOOT * back**2


def presence_in(runs: Iterable[tuple[int, int]], tick: float, in_s: float, out_s: float) -> float:
    """How far something is there that comes and goes with each of the `runs` (start, end)."""
    on = [run for run in runs if run[0] <= tick < run[1]]
    return max([presence(tick, *run, in_s, out_s) for run in on], default=0.0)


def presence(tick: float, start_tick: int, end_tick: int, in_s: float, out_s: float) -> float:
    """How far something is there that comes at `start_tick` and is gone by `end_tick`."""
    if not start_tick <= tick < end_tick:
        return 0.0
    came = (tick - start_tick) / (in_s * TICKS_PER_S)
    left = (end_tick - tick) / (out_s * TICKS_PER_S)
    return min(smooth(came), smooth(left))
