"""What a patch does from an instant on: its moments, and what has flowed by them."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from apanim.errors import UserError
from apanim.particles.pumping import START_TURN
from apanim.physics.pump import K_BOUND_TURN, K_RELEASED_TURN, NA_BOUND_TURN, NA_RELEASED_TURN, turns_per_ms
from apanim.script import moments
from apanim.script.claims import Quantity
from apanim.script.moments import Moment, Rule
from apanim.script.reading import time_ns
from apanim.units import NS_PER_MS, ions_per_um2_ms

if TYPE_CHECKING:
    from apanim.script.patch import Patch


class Response:
    """What `patch` does from model time `from_ns` on. Each moment is the first of its kind from then."""

    def __init__(self, patch: "Patch", from_ns: int) -> None:
        self._patch, self._from_ns = patch, from_ns

    # -- turning points -------------------------------------------------------------------------

    @property
    def peak(self) -> Moment:
        """V turns from rising to falling above 0 mV."""
        return self._moment("the peak", moments.peak)

    @property
    def crest(self) -> Moment:
        """V turns from rising to falling."""
        return self._moment("the crest of V", moments.crest)

    @property
    def trough(self) -> Moment:
        """V turns from falling to rising below rest."""
        return self._moment("the trough", moments.trough_below(self._patch.membrane.v_rest_mV))

    @property
    def na_peak(self) -> Moment:
        """The Na+ channels conduct most."""
        return self._moment("the peak of g_Na", moments.largest("g_Na"))

    @property
    def k_peak(self) -> Moment:
        """The K+ channels conduct most."""
        return self._moment("the peak of g_K", moments.largest("g_K"))

    @property
    def receptors_peak(self) -> Moment:
        """The receptors conduct most."""
        return self._moment("the peak of receptors_open", moments.largest("receptors_open"))

    # -- times and voltages ---------------------------------------------------------------------

    def after(self, ms: float) -> Moment:
        """`ms` of model time later."""
        at_ns = self._from_ns + round(ms * NS_PER_MS)
        return Moment(f"{ms:g} ms later", self._from_ns, at_ns=at_ns)

    def rises_through(self, v_mV: float) -> Moment:
        return self._moment(f"V rising through {v_mV:g} mV", moments.rises_through(v_mV))

    def falls_through(self, v_mV: float) -> Moment:
        return self._moment(f"V falling through {v_mV:g} mV", moments.falls_through(v_mV))

    def back_at_rest(self, within_mV: float = 1.0) -> Moment:
        """V comes within `within_mV` of rest from farther off."""
        return self._back_at_rest(within_mV, moments.settles)

    # -- the first drawn pump -------------------------------------------------------------------

    @property
    def pump_takes_na(self) -> Moment:
        """The third Na+ is in its site, and the gate inside shuts."""
        return self._pump("the pump taking its Na+", max(NA_BOUND_TURN))

    @property
    def pump_frees_na(self) -> Moment:
        """The third Na+ has left outside."""
        return self._pump("the pump freeing its Na+", max(NA_RELEASED_TURN))

    @property
    def pump_takes_k(self) -> Moment:
        """The second K+ is in its site, and the gate outside shuts."""
        return self._pump("the pump taking its K+", max(K_BOUND_TURN))

    @property
    def pump_frees_k(self) -> Moment:
        """The second K+ has left inside."""
        return self._pump("the pump freeing its K+", max(K_RELEASED_TURN))

    # -- what has flowed ------------------------------------------------------------------------

    def na_through_receptors(self, until: Moment) -> Quantity:
        """Na+ that enter through the receptors until then, ions/um2."""
        return self._carried("Na+ entered", "I_ligand_Na", -1.0, until)

    def k_through_receptors(self, until: Moment) -> Quantity:
        """K+ that leave through the receptors until then, ions/um2."""
        return self._carried("K+ left", "I_ligand_K", +1.0, until)

    def na_for_each_k(self, until: Moment) -> Quantity:
        """Na+ that enter through the receptors for each K+ that leaves, until then."""
        na, k = self.na_through_receptors(until), self.k_through_receptors(until)
        name = f"Na+ in for each K+ out through receptors by {until.name}"
        return Quantity(name, "", lambda: na.measure() / k.measure())

    # -- inside ---------------------------------------------------------------------------------

    def _moment(self, name: str, rule: Rule) -> Moment:
        return Moment(name, self._from_ns, rule)

    def _back_at_rest(self, within_mV: float, settling: Callable[[float, float], Rule]) -> Moment:
        rest = self._patch.membrane.v_rest_mV
        return self._moment(f"V within {within_mV:g} mV of {rest:g} mV", settling(rest, within_mV))

    def _pump(self, name: str, turn: float) -> Moment:
        """When the first drawn pump's cycle (one for a quantum of real ones) comes to `turn` (0..1)."""
        membrane, count = self._patch.membrane, self._patch.count
        if count.pumps == 0 or membrane.pump_uA_cm2 <= 0:
            raise UserError("no pump turns here; give s.membrane(..., pumps=1) a set whose pump is on")
        whole = turns_per_ms(membrane.pump_uA_cm2, self._patch.plan().area_um2, count.quantum)
        per_ms = whole / count.pumps
        ahead = (turn - START_TURN - per_ms * self._from_ns / NS_PER_MS) % 1.0
        at_ns = self._from_ns + max(1, math.ceil(ahead / per_ms * NS_PER_MS))
        return Moment(name, self._from_ns, at_ns=at_ns)

    def _carried(self, what: str, column: str, sign: float, until: Moment) -> Quantity:
        history = self._patch.history

        def ions() -> float:
            ahead = history.forecast(self._from_ns)
            end = ahead.row_at(time_ns(history, until)) + 1
            c = ahead.columns
            return sign * float(np.trapezoid(c[column][:end], c["t"][:end])) * ions_per_um2_ms(1.0)

        return Quantity(f"{what} through receptors by {until.name}", "ions/um2", ions)
