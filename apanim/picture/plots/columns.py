"""What plots take from a tape, remembered for as long as it lives: only the end of a curve moves."""

from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from apanim.physics.sets import MembraneSet
from apanim.picture.plots.axes import Axes, points
from apanim.world import World

Float = NDArray[np.float64]
Found = TypeVar("Found")


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


_known: WeakKeyDictionary[Recorded, dict[Hashable, Any]] = WeakKeyDictionary()


def remembered(tape: Recorded, key: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` finds in `tape`, made once; `key` names all else that it depends on."""
    found = _known.setdefault(tape, {})
    if key not in found:
        found[key] = make()
    return found[key]


def along(tape: Recorded, name: str, membrane: MembraneSet) -> Float:
    """(steps + 1,) model_ns, v_mV, a gate, or g_Na or g_K (mS/cm2), at every world step."""

    def make() -> Float:
        s: Any = tape.series
        if name == "g_Na":
            return membrane.g_na_mS_cm2 * s.m**3 * s.h
        if name == "g_K":
            return membrane.g_k_mS_cm2 * s.n**4
        return getattr(s, name).astype(float)

    return remembered(tape, ("along", name, membrane.name), make)


def path(tape: Recorded, name: str, membrane: MembraneSet, axes: Axes) -> NDArray[np.float32]:
    """(n, 2) the whole curve of `along` against model time on `axes`, their slide left aside."""
    return remembered(
        tape, ("path", name, membrane.name, axes.still),
        lambda: points(along(tape, "model_ns", membrane), along(tape, name, membrane), axes),
    )  # fmt: skip
