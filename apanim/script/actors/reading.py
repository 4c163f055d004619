"""What a patch is at a moment: `patch.at(moment).V`, and all else that can be read there."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.script.actors.claims import Quantity
from apanim.script.actors.history import History
from apanim.script.actors.moments import Columns, Moment
from apanim.units import NS_PER_MS


@dataclass(frozen=True)
class _Read:
    """An attribute of a Reading: what claims call it, its unit, and how columns of numbers give it."""

    name: str
    unit: str
    column: Callable[[Columns], NDArray[np.float64]]

    def __get__(self, reading: "Reading", owner: type) -> Quantity:
        return reading.read(self)


def _of(name: str, unit: str = "") -> _Read:
    return _Read(name, unit, lambda c: c[name])


class Reading:
    """A patch at `moment`. Each attribute is a quantity, measured when it is asked for."""

    V = _of("V", "mV")
    m, h, n = _of("m"), _of("h"), _of("n")  # the gates' open shares, 0..1
    g_Na, g_K = _of("g_Na", "mS/cm2"), _of("g_K", "mS/cm2")  # of the gated channels
    I_Na, I_K = _of("I_Na", "uA/cm2"), _of("I_K", "uA/cm2")  # through them, outward positive
    I_net = _of("I_net", "uA/cm2")  # through the membrane, leaks and pump too, the electrode's not
    # Shares that conduct, 0..1: m^3 h and n^4 of what no drug blocks; of the Na+ channels, those whose
    # inactivation gate is shut.
    na_open = _Read("open Na+ fraction", "", lambda c: c["na_open"])
    k_open = _Read("open K+ fraction", "", lambda c: c["k_open"])
    na_inactivated = _Read("inactivated Na+ share", "", lambda c: 1.0 - c["h"])
    receptors_open = _Read("open share of the receptors", "", lambda c: c["receptors_open"])
    # Driving forces, on Na+ into the cell and on K+ out of it.
    na_drive = _Read("driving force on Na+", "mV", lambda c: c["na_drive"])
    k_drive = _Read("driving force on K+", "mV", lambda c: c["k_drive"])

    def __init__(self, history: History, moment: Moment) -> None:
        self._history, self._moment = history, moment

    @property
    def t(self) -> Quantity:
        """Model time of the moment, ms."""
        name = f"time of {self._moment.name}"
        return Quantity(name, "ms", lambda: self._history.time_ns(self._moment) / NS_PER_MS)

    def read(self, what: _Read) -> Quantity:
        def measure() -> float:
            row, columns = self._history.find(self._moment)
            return float(what.column(columns)[row])

        return Quantity(f"{what.name} at {self._moment.name}", what.unit, measure)
