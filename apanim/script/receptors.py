"""What an author may do and say about a patch's receptors, and about a patch that is clamped."""

from collections.abc import Callable
from math import isfinite

import numpy as np

from apanim.errors import UserError
from apanim.physics.protocol import RECEPTOR, Hold
from apanim.script import moments
from apanim.script.claims import Quantity
from apanim.script.moments import Columns, Moment
from apanim.script.part import Part
from apanim.script.watched import Watched
from apanim.units import NS_PER_MS, ions_per_um2_ms

FURTHEST_MV = 200.0  # that a clamp may hold


class Held(Watched):
    """The acts upon receptors and voltage of a `Patch`, and their quantities."""

    ligand_channels = Part("ligand_channels")
    ligand_gate = Part("ligand_channel.gate")
    ligand_stream = Part("ligand_stream")
    ligand_k_stream = Part("ligand_k_stream")
    transmitter = Part("transmitter")

    receptors_peak = moments.largest("receptors_open")

    # -- acts -----------------------------------------------------------------------------------

    def release(self) -> None:
        """Transmitter reaches the receptors from now on, for as long as a release lasts."""
        if self.history.receptors_mS_cm2 == 0.0:
            raise UserError("this membrane has no receptors; give s.membrane(..., ligand_channels=4)")
        self.history.release()

    def clamp(self, v_mV: float, over_ms: float = 0.0) -> None:
        """From now on a clamp holds V at `v_mV`; it gets there evenly in `over_ms`, or at once."""
        if not (isfinite(v_mV) and abs(v_mV) <= FURTHEST_MV and 0 <= over_ms <= 1000):
            raise UserError(
                f"clamp({v_mV:g}, over_ms={over_ms:g}): hold within {FURTHEST_MV:g} mV, within 1000 ms"
            )
        now_ns, over_ns = self.history.now_ns, round(over_ms * NS_PER_MS)
        self.history.hold(Hold(now_ns, float(v_mV), float(self.history.states[-1].v_mV), over_ns))

    def release_clamp(self) -> None:
        """The clamp lets go: from now on the membrane's own currents move its voltage."""
        if not self.is_clamped:
            raise UserError("release_clamp: no clamp holds this membrane; s.clamp(patch, v_mV) sets one")
        self.history.hold(Hold(self.history.now_ns, None))

    @property
    def is_clamped(self) -> bool:
        return self.history.protocol.holding(self.history.now_ns) is not None

    # -- moments and quantities -----------------------------------------------------------------

    def after(self, ms: float) -> Moment:
        """`ms` of model time from where it is asked for."""
        return moments.after(ms)

    def receptors_open_at(self, moment: Moment) -> Quantity:
        """Share of the receptors that conduct at the next such moment from here on, 0..1."""
        return self._from_row(
            moment, "open share of the receptors", "", lambda c, row: c["receptors_open"][row]
        )

    @property
    def molecules_to_open(self) -> Quantity:
        """How many molecules of transmitter a receptor binds before its pore can open."""
        bound = RECEPTOR.molecules[list(RECEPTOR.conducting)]
        return Quantity("molecules that an open receptor binds", "", lambda: float(bound.min()))

    def inactivated_at(self, moment: Moment) -> Quantity:
        """Share of the Na+ channels whose inactivation gate is shut (1 - h) then, 0..1."""
        return self._from_row(moment, "inactivated Na+ share", "", lambda c, row: 1.0 - c["h"][row])

    def k_open_fraction_at(self, moment: Moment) -> Quantity:
        """Share of the K+ channels that conduct (n^4) then, 0..1."""
        return self._from_row(moment, "open K+ fraction", "", lambda c, row: c["n"][row] ** 4)

    def na_drive_at(self, moment: Moment) -> Quantity:
        """Driving force on Na+ into the cell, E_Na - V, at the next such moment from here on, mV."""
        return self._from_row(
            moment, "driving force on Na+", "mV", lambda c, row: self.membrane.e_na_mV - c["V"][row]
        )

    def k_drive_at(self, moment: Moment) -> Quantity:
        """Driving force on K+ out of the cell, V - E_K, at the next such moment from here on, mV."""
        return self._from_row(
            moment, "driving force on K+", "mV", lambda c, row: c["V"][row] - self.membrane.e_k_mV
        )

    def na_through_receptors(self, until: Moment) -> Quantity:
        """Na+ that enter through the receptors from here on until then, ions/um2."""
        return self._carried("I_ligand_Na", -1.0, until)

    def k_through_receptors(self, until: Moment) -> Quantity:
        """K+ that leave through the receptors from here on until then, ions/um2."""
        return self._carried("I_ligand_K", +1.0, until)

    def na_for_each_k(self, until: Moment) -> Quantity:
        """Na+ that enter through the receptors for each K+ that leaves, from here on until then."""
        na, k = self.na_through_receptors(until), self.k_through_receptors(until)
        name = f"Na+ in for each K+ out through receptors by {until.name}"
        return Quantity(name, "", lambda: na.measure() / k.measure())

    def _carried(self, column: str, sign: float, until: Moment) -> Quantity:
        start = len(self.history.states) - 1

        def ions() -> float:
            times_ns, row, columns = self._find(until, start)
            charge = 0.0
            if times_ns[0] > self.history.model_ns[start]:  # a forecast: before it lies what has happened
                past = self.columns()
                charge += _integral(past, column, start, len(past["t"]) - 1)
                start_row = 0
            else:
                start_row = int(np.searchsorted(times_ns, self.history.model_ns[start]))
            charge += _integral(columns, column, start_row, row)
            return sign * charge * ions_per_um2_ms(1.0)

        species = "Na+ entered" if sign < 0 else "K+ left"
        return Quantity(f"{species} through receptors by {until.name}", "ions/um2", ions)

    def _from_row(
        self, moment: Moment, name: str, unit: str, read: Callable[[Columns, int], float]
    ) -> Quantity:
        start = len(self.history.states) - 1

        def value() -> float:
            _, row, columns = self._find(moment, start)
            return float(read(columns, row))

        return Quantity(f"{name} at {moment.name}", unit, value)


def _integral(c: Columns, name: str, first: int, last: int) -> float:
    """uA ms/cm2 between two rows, by the trapezoid rule."""
    return float(np.trapezoid(c[name][first : last + 1], c["t"][first : last + 1]))
