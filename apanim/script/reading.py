"""What a patch is at a moment: `patch.at(moment).V`, and all else that can be read there."""

from collections.abc import Callable

import numpy as np

from apanim.script.claims import Quantity
from apanim.script.history import History
from apanim.script.moments import Columns, Moment
from apanim.units import NS_PER_MS


def time_ns(history: History, moment: Moment) -> int:
    """Model time of `moment`, ns. Raises LookupError if it does not come."""
    return history.find(moment)[0] if moment.at_ns is None else moment.at_ns


class Reading:
    """A patch at `moment`. Each attribute is a quantity, measured when it is asked for.

    V in mV, t in ms, conductances in mS/cm2, currents in uA/cm2 (outward positive), open shares 0..1.
    """

    def __init__(self, history: History, moment: Moment) -> None:
        self._history, self._moment = history, moment

    @property
    def t(self) -> Quantity:
        """Model time of the moment."""
        name = f"time of {self._moment.name}"
        return Quantity(name, "ms", lambda: time_ns(self._history, self._moment) / NS_PER_MS)

    @property
    def V(self) -> Quantity:
        return self._column("V", "mV")

    @property
    def m(self) -> Quantity:
        return self._column("m")

    @property
    def h(self) -> Quantity:
        return self._column("h")

    @property
    def n(self) -> Quantity:
        return self._column("n")

    @property
    def g_Na(self) -> Quantity:
        return self._column("g_Na", "mS/cm2")

    @property
    def g_K(self) -> Quantity:
        return self._column("g_K", "mS/cm2")

    @property
    def I_Na(self) -> Quantity:
        return self._column("I_Na", "uA/cm2")

    @property
    def I_K(self) -> Quantity:
        return self._column("I_K", "uA/cm2")

    @property
    def I_net(self) -> Quantity:
        """All currents through the membrane, leaks and pump among them, the electrode's not."""
        return self._column("I_net", "uA/cm2")

    @property
    def na_open(self) -> Quantity:
        """Share of the Na+ channels that conduct (m^3 h)."""
        whole = self._history.membrane.g_na_mS_cm2
        return self._read("open Na+ fraction", "", lambda c, row: c["g_Na"][row] / whole)

    @property
    def na_inactivated(self) -> Quantity:
        """Share of the Na+ channels whose inactivation gate is shut (1 - h)."""
        return self._read("inactivated Na+ share", "", lambda c, row: 1.0 - c["h"][row])

    @property
    def k_open(self) -> Quantity:
        """Share of the K+ channels that conduct (n^4)."""
        return self._read("open K+ fraction", "", lambda c, row: c["n"][row] ** 4)

    @property
    def receptors_open(self) -> Quantity:
        """Share of the receptors that conduct."""
        return self._read("open share of the receptors", "", lambda c, row: c["receptors_open"][row])

    @property
    def na_drive(self) -> Quantity:
        """Driving force on Na+ into the cell, E_Na - V, mV."""
        e_na = self._history.membrane.e_na_mV
        return self._read("driving force on Na+", "mV", lambda c, row: e_na - c["V"][row])

    @property
    def k_drive(self) -> Quantity:
        """Driving force on K+ out of the cell, V - E_K, mV."""
        e_k = self._history.membrane.e_k_mV
        return self._read("driving force on K+", "mV", lambda c, row: c["V"][row] - e_k)

    def _column(self, name: str, unit: str = "") -> Quantity:
        return self._read(name, unit, lambda c, row: c[name][row])

    def _read(self, name: str, unit: str, value: Callable[[Columns, int], np.floating]) -> Quantity:
        def measure() -> float:
            _, row, columns = self._history.find(self._moment)
            return float(value(columns, row))

        return Quantity(f"{name} at {self._moment.name}", unit, measure)
