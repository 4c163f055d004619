"""What a script, a lecturer or a student may do to a membrane: acts, plain data at their model times."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.errors import UserError
from apanim.physics.rates import Array
from apanim.units import NS_PER_MS

Times = int | NDArray[np.int64]


@dataclass(frozen=True)
class Pulse:
    """A rectangular current through the electrode, from `start_ns` for `duration_ns` of model time."""

    start_ns: int
    duration_ns: int
    amplitude_uA_cm2: float

    @property
    def end_ns(self) -> int:
        return self.start_ns + self.duration_ns

    def charge(self, from_ns: Times, to_ns: Times) -> Any:
        """What flows between two model times, or between many, uA/cm2 ns."""
        on_ns = np.minimum(to_ns, self.end_ns) - np.maximum(from_ns, self.start_ns)
        return self.amplitude_uA_cm2 * np.maximum(0, on_ns)


@dataclass(frozen=True)
class Ramp:
    """A current that rises evenly from 0 at `start_ns` to `to_uA_cm2` within `duration_ns`, and stops."""

    start_ns: int
    duration_ns: int
    to_uA_cm2: float

    @property
    def end_ns(self) -> int:
        return self.start_ns + self.duration_ns

    def charge(self, from_ns: Times, to_ns: Times) -> Any:
        """What flows between two model times, or between many, uA/cm2 ns."""
        since_ns = (np.maximum(np.subtract(ns, self.start_ns), 0) for ns in (from_ns, to_ns))
        first, last = (np.minimum(ns, self.duration_ns) for ns in since_ns)
        return self.to_uA_cm2 * (last**2 - first**2) / (2 * max(1, self.duration_ns))


@dataclass(frozen=True)
class Hold:
    """From `start_ns` on a clamp holds the voltage at `v_mV`, or lets go of it where that is None.

    It leads the voltage there evenly, in `over_ns` from `from_mV`; at once if `over_ns` is 0. It takes
    effect with the first step that begins at `start_ns` or later.
    """

    start_ns: int
    v_mV: float | None
    from_mV: float = 0.0
    over_ns: int = 0

    def at_mV(self, ns: int) -> float | None:
        """The voltage that it demands at `ns`, at or after its start."""
        if self.v_mV is None or ns >= self.start_ns + self.over_ns:
            return self.v_mV
        return self.from_mV + (self.v_mV - self.from_mV) * (ns - self.start_ns) / self.over_ns


@dataclass(frozen=True)
class Release:
    """Transmitter is released at `start_ns`: onto the named synapse, or onto the receptors of a patch."""

    start_ns: int
    synapse: str = ""


def check_act(act: Any, now_ns: int) -> None:
    """Raises UserError for an act (a frozen dataclass) before `now_ns`, or with a number that is none."""
    name = type(act).__name__
    for field in fields(act):
        value = getattr(act, field.name)
        if isinstance(value, int | float) and not isfinite(value):
            raise UserError(f"{name}: {field.name} is {value}; give a finite number")
        if field.name.endswith("_ns") and (type(value) is not int or value < 0):
            raise UserError(f"{name}: {field.name} is {value!r}; give whole nanoseconds, 0 or more")
    if act.start_ns < now_ns:
        begins, now = act.start_ns / NS_PER_MS, now_ns / NS_PER_MS
        raise UserError(f"{name} at {begins:g} ms: that is past, it is {now:g} ms; act from now on")


def mean_current_uA_cm2(through: Iterable[Pulse | Ramp], from_ns: int, to_ns: int) -> float:
    """Mean stimulus current over [from_ns, to_ns): exact charge even where a pulse starts inside."""
    return float(sum(act.charge(from_ns, to_ns) for act in through)) / max(1, to_ns - from_ns)


def mean_currents_uA_cm2(through: Iterable[Pulse | Ramp], times_ns: NDArray[np.int64]) -> Array:
    """The same (k,) in each of the intervals between `times_ns` (k + 1,)."""
    flowed = sum((act.charge(times_ns[:-1], times_ns[1:]) for act in through), np.zeros(len(times_ns) - 1))
    return flowed / np.maximum(1, np.diff(times_ns))
