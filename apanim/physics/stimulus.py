"""Stimuli: what a script, a lecturer or a student may do to a membrane."""

from collections.abc import Iterable
from dataclasses import dataclass

from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class Pulse:
    """A rectangular current through the electrode, from `start_ns` for `duration_ns` of model time."""

    start_ns: int
    duration_ns: int
    amplitude_uA_cm2: float

    @property
    def end_ns(self) -> int:
        return self.start_ns + self.duration_ns


def mean_current_uA_cm2(pulses: Iterable[Pulse], from_ns: int, to_ns: int) -> float:
    """Mean stimulus current over [from_ns, to_ns): exact charge even where a pulse starts inside."""
    charge = sum(
        p.amplitude_uA_cm2 * max(0, min(to_ns, p.end_ns) - max(from_ns, p.start_ns)) for p in pulses
    )
    return charge / max(1, to_ns - from_ns)


def milliseconds(ns: int) -> float:
    """Model milliseconds of a whole number of nanoseconds."""
    return ns / NS_PER_MS
