"""The columns of a tape as curves, worked out whole and kept: in a frame only the end of a curve moves."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from apanim.picture.kept import kept
from apanim.picture.plots.axes import Axes, points
from apanim.script.timeline import Timeline
from apanim.tape.readings import readings
from apanim.world import World

Float = NDArray[np.float64]


class Series(Protocol):
    """One value a world step, (steps + 1,), or (steps + 1, 7) by pathway."""

    @property
    def model_ns(self) -> NDArray[np.int64]: ...
    @property
    def v_mV(self) -> Float: ...
    @property
    def carried(self) -> Float: ...


class Recorded(Protocol):
    """What the picture reads of a tape: the world at any tick, and its quantities step by step."""

    @property
    def series(self) -> Series: ...
    def at(self, tick: int) -> World: ...


def along(timeline: Timeline, tape: Recorded, name: str) -> Float:
    """(steps + 1,) model_ns, v_mV, a gate, or g_Na or g_K (mS/cm2), at every world step."""

    def make() -> Float:
        s: Any = tape.series
        if name == "g_Na":
            return readings(timeline.patch_setup.membrane).g_na(s.m, s.h)
        if name == "g_K":
            return readings(timeline.patch_setup.membrane).g_k(s.n)
        return getattr(s, name).astype(float)

    return kept(tape, ("along", name), make)


def path(timeline: Timeline, tape: Recorded, name: str, axes: Axes) -> NDArray[np.float32]:
    """(n, 2) the whole curve of `along` against model time on `axes`, their slide left aside."""
    across, values = (along(timeline, tape, column) for column in ("model_ns", name))
    return kept(tape, ("path", name, axes.still), lambda: points(across, values, axes))
