"""What a patch does from an instant on: its moments, and what has flowed by them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from apanim.particles.pumping import start_turn
from apanim.physics.measure.rest import resting
from apanim.physics.pump import K_BOUND_TURN, K_RELEASED_TURN, NA_BOUND_TURN, NA_RELEASED_TURN, turns_per_ms
from apanim.script.actors import moments
from apanim.script.actors.bench import concentration_of, rest_of, threshold_of
from apanim.script.actors.claims import Quantity
from apanim.script.actors.moments import Columns, Moment, Rule
from apanim.units import NS_PER_MS, ions_per_um2_ms

if TYPE_CHECKING:
    from apanim.script.actors.patch import Patch


@dataclass(frozen=True)
class _Turn:
    """An attribute of a Response: a moment that a rule finds."""

    name: str
    rule: Rule

    def __get__(self, response: "Response", owner: type) -> Moment:
        return response.moment(self.name, self.rule)


@dataclass(frozen=True)
class _PumpTurn:
    """An attribute of a Response: when the first drawn pump's cycle comes to `turn` (0..1)."""

    name: str
    turn: float

    def __get__(self, response: "Response", owner: type) -> Moment:
        return response.pump_at(self.name, self.turn)


class Response:
    """What `patch` does from model time `from_ns` on. Each moment is the first of its kind from then."""

    peak = _Turn("the peak", moments.peak)  # V turns from rising to falling, above 0 mV
    crest = _Turn("the crest of V", moments.crest)  # V turns from rising to falling
    na_peak = _Turn("the peak of g_Na", moments.largest("g_Na"))
    k_peak = _Turn("the peak of g_K", moments.largest("g_K"))
    inward_peak = _Turn("the peak of the inward current", moments.smallest("I_net"))
    receptors_peak = _Turn("the peak of receptors_open", moments.largest("receptors_open"))
    # The third Na+ is in its site and the gate inside shuts; it has left; the same of the second K+.
    pump_takes_na = _PumpTurn("the pump taking its Na+", max(NA_BOUND_TURN))
    pump_frees_na = _PumpTurn("the pump freeing its Na+", max(NA_RELEASED_TURN))
    pump_takes_k = _PumpTurn("the pump taking its K+", max(K_BOUND_TURN))
    pump_frees_k = _PumpTurn("the pump freeing its K+", max(K_RELEASED_TURN))

    def __init__(self, patch: "Patch", from_ns: int) -> None:
        self._patch, self._from_ns = patch, from_ns
        self._membrane = resting(patch.history.membrane_at(from_ns))  # as it is from then on
        self._rest_mV = self._membrane.v_rest_mV

    @property
    def rest(self) -> Quantity:
        """Resting potential of the membrane as it is from then on, mV."""
        return rest_of(self._membrane)

    @property
    def threshold(self) -> Quantity:
        """Its threshold, mV; see Patch.threshold."""
        return threshold_of(self._membrane)

    def concentration(self, ion: Literal["na", "k", "cl"], side: Literal["out", "in"]) -> Quantity:
        """Concentration of a species on a side from then on, mM."""
        return concentration_of(self._membrane, ion, side)

    # -- moments --------------------------------------------------------------------------------

    @property
    def trough(self) -> Moment:
        """V turns from falling to rising below rest."""
        return self.moment("the trough", moments.trough_below(self._rest_mV))

    def after(self, ms: float) -> Moment:
        """`ms` of model time later."""
        at_ns = self._from_ns + round(ms * NS_PER_MS)
        return Moment(f"{ms:g} ms later", self._from_ns, at_ns=at_ns)

    def rises_through(self, v_mV: float) -> Moment:
        return self.moment(f"V rising through {v_mV:g} mV", moments.rises_through(v_mV))

    def falls_through(self, v_mV: float) -> Moment:
        return self.moment(f"V falling through {v_mV:g} mV", moments.falls_through(v_mV))

    def back_at_rest(self, within_mV: float = 1.0) -> Moment:
        """V comes within `within_mV` of rest from farther off."""
        return self._back_at_rest(within_mV, moments.settles)

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

    def moment(self, name: str, rule: Rule) -> Moment:
        return Moment(name, self._from_ns, rule)

    def pump_at(self, name: str, turn: float) -> Moment:
        """A moment of the pump; a drawn cycle stands for as many real ones as the quantum says."""
        setup = self._patch.setup
        if setup.pumps == 0 or setup.membrane.pump_uA_cm2 <= 0:
            return Moment(name, self._from_ns, _no_pump)
        whole = turns_per_ms(setup.membrane.pump_uA_cm2, setup.area_um2, setup.quantum)
        per_ms = whole / setup.pumps
        ahead = (turn - start_turn(setup.pumps) - per_ms * self._from_ns / NS_PER_MS) % 1.0
        at_ns = self._from_ns + max(1, math.ceil(ahead / per_ms * NS_PER_MS))
        return Moment(name, self._from_ns, at_ns=at_ns)

    def _back_at_rest(self, within_mV: float, settling: Callable[[float, float], Rule]) -> Moment:
        name = f"V within {within_mV:g} mV of {self._rest_mV:g} mV"
        return self.moment(name, settling(self._rest_mV, within_mV))

    def _carried(self, what: str, column: str, sign: float, until: Moment) -> Quantity:
        history = self._patch.history

        def ions() -> float:
            ahead = history.forecast(self._from_ns)
            end = ahead.row_at(history.time_ns(until)) + 1
            c = ahead.columns
            return sign * float(np.trapezoid(c[column][:end], c["t"][:end])) * ions_per_um2_ms(1.0)

        return Quantity(f"{what} through receptors by {until.name}", "ions/um2", ions)


def _no_pump(columns: Columns, first: int) -> None:
    raise LookupError("no pump turns here; give s.membrane(..., pumps=1) a set whose pump is on")
