"""What is told of a thing, and what every thing can be asked."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from apanim.script.timeline import Timeline, model_ns_at
from apanim.units import NS_PER_MS

Float = NDArray[np.floating]


class Facts(NamedTuple):
    """A thing at an instant: what it is called, and what there is to say of it, as pairs of words.

    `strip` is its history, if it has states, as (tick at which one begins, its word in English), up to now.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    strip: tuple[tuple[int, str], ...] = ()


class ThingPath(NamedTuple):
    """Where a thing is at k instants, (k,) each: in the scene, px, and how far behind its plane, nm."""

    x: Float
    y: Float
    z_nm: Float
    tint: str


class Thing(Protocol):
    """One thing of a scene and its tape; all that it is asked is pure."""

    def facts(self, tick: int) -> Facts:
        """What there is to say of it at `tick`."""
        ...

    def moments(self) -> list[int]:
        """The ticks at which something becomes of it, in order; on a tape that grows, so far."""
        ...

    def way(self, ticks: Sequence[int]) -> ThingPath | None:
        """Where it is at some instants; None for what never leaves its place."""
        ...


def number(value: float, decimals: int, unit: str = "", *, sign: bool = False) -> str:
    """A number with its unit, the minus a real one."""
    text = f"{value:+.{decimals}f}" if sign else f"{value:.{decimals}f}"
    if not text.strip("+-0."):
        text = text.lstrip("+-")
    return f"{text.replace('-', '−')} {unit}".rstrip()


def ago(timeline: Timeline, then_tick: int, tick: int) -> str:
    """How long before `tick` something was, in model time."""
    ms = (model_ns_at(timeline, tick) - model_ns_at(timeline, then_tick)) / NS_PER_MS
    return timeline.word("{ms} ms ago").replace("{ms}", number(ms, 2))
