"""The bench's voltage clamp as an author holds it: records of one step, their fits, and a predicted spike.

Nothing of it happens to the patch on stage. A `Record` can be laid over a stage: s.trace(...).lay(record).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from apanim.errors import UserError
from apanim.physics.measure.clamp import ClampRecords, clamp_records
from apanim.physics.measure.gate_fits import misfit, rising_and_shutting_fit, rising_fit
from apanim.physics.measure.inferred import inferred
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet
from apanim.script.actors.claims import Quantity

if TYPE_CHECKING:
    from apanim.script.actors.spike import Spike

POINTS, DOTS = 201, 41  # of a record that is a line, and of one that is dots
_UA_PER_MA = 1000.0
MOST_GATES = 6


@dataclass(frozen=True, eq=False)
class Record:
    """A curve in even steps over `length_ms`: V (mV), I (mA/cm2) or g (mS/cm2), called `name` on screen."""

    name: str
    axis: Literal["V", "I", "g"]
    tint: str  # a role of the theme
    length_ms: float
    make: Callable[[], Array]
    dotted: bool = False

    @cached_property
    def values(self) -> Array:
        """Evenly over its length, made when asked for. Raises UserError where nothing is to be read."""
        return self.make()

    @property
    def most(self) -> Quantity:
        """Its greatest size."""
        unit = {"V": "mV", "I": "mA/cm2", "g": "mS/cm2"}[self.axis]
        return Quantity(f"greatest {self.name}", unit, lambda: float(np.abs(self.values).max()))

    def at(self, ms: float) -> Quantity:
        """Its value `ms` after its beginning."""
        unit = {"V": "mV", "I": "mA/cm2", "g": "mS/cm2"}[self.axis]
        across = np.linspace(0.0, self.length_ms, len(self.values))
        return Quantity(
            f"{self.name} at {ms:g} ms", unit, lambda: float(np.interp(ms, across, self.values))
        )


@dataclass(frozen=True)
class ClampBench:
    """A step of `membrane` from `hold_mV` to `step_mV`, read for `length_ms`: whole, in TTX and in TEA."""

    membrane: MembraneSet
    hold_mV: float
    step_mV: float
    length_ms: float

    # -- what is read -------------------------------------------------------------------------------------

    @property
    def sodium_current(self) -> Record:
        """What TTX takes away from the whole current."""
        return self._current("difference", "plot.e_na", lambda: self._records.na[0])

    @property
    def potassium_current(self) -> Record:
        """What TEA takes away from the whole current."""
        return self._current("difference", "plot.e_k", lambda: self._records.k[0])

    @property
    def sodium_conductance(self) -> Record:
        """The Na+ current over its driving force, as dots."""
        return Record("measured", "g", "plot.bar", self.length_ms, lambda: self._g("na", DOTS), dotted=True)

    @property
    def potassium_conductance(self) -> Record:
        """The K+ current over its driving force, as dots."""
        return Record("measured", "g", "plot.bar", self.length_ms, lambda: self._g("k", DOTS), dotted=True)

    # -- what is inferred ---------------------------------------------------------------------------------

    def potassium_fit(self, gates: int = 4) -> Record:
        """The best fit of the K+ conductance by so many like gates that all must be open: n^4."""
        number = self._number(gates)
        name = "n" if gates == 1 else f"n^{gates}"
        return Record(
            name,
            "g",
            "plot.h" if gates == 1 else "plot.e_k",
            self.length_ms,
            lambda: rising_fit(self._t_ms, self._g("k"), number),
        )

    def sodium_fit(self, gates: int = 3) -> Record:
        """The best fit of the Na+ conductance by so many like gates, and one more that shuts: m^3 h."""
        number = self._number(gates)
        return Record(
            "mh" if gates == 1 else f"m^{gates}h",
            "g",
            "plot.e_na",
            self.length_ms,
            lambda: rising_and_shutting_fit(self._t_ms, self._g("na"), number),
        )

    def misfit(self, ion: Literal["na", "k"], gates: int) -> Quantity:
        """How far such a fit is from what is measured at most, 0..1 of the greatest conductance."""

        def gap() -> float:
            record = self.sodium_fit(gates) if ion == "na" else self.potassium_fit(gates)
            return misfit(self._g(ion), record.values)

        return Quantity(f"misfit of {gates} gates to g_{ion}", "", gap)

    # -- inside -------------------------------------------------------------------------------------------

    @property
    def _t_ms(self) -> Array:
        return np.linspace(0.0, self.length_ms, POINTS)

    @cached_property
    def _records(self) -> ClampRecords:
        return clamp_records(self.membrane, self.hold_mV, np.array([self.step_mV]), self._t_ms)

    def _current(self, name: str, tint: str, uA_cm2: Callable[[], Array]) -> Record:
        return Record(name, "I", tint, self.length_ms, lambda: uA_cm2() / _UA_PER_MA)

    def _g(self, ion: Literal["na", "k"], points: int = POINTS) -> Array:
        records, m = self._records, self.membrane
        current, reversal = (records.na, m.e_na_mV) if ion == "na" else (records.k, m.e_k_mV)
        if abs(self.step_mV - reversal) < 1.0:
            raise UserError(
                f"clamp to {self.step_mV:g} mV: nothing drives the {ion} current there, so its conductance "
                "cannot be read; step elsewhere"
            )
        g = current[0] / (self.step_mV - reversal)
        return g if points == POINTS else np.interp(
            np.linspace(0.0, self.length_ms, points), self._t_ms, g
        )  # fmt: skip

    def _number(self, gates: int) -> int:
        if type(gates) is not int or not 1 <= gates <= MOST_GATES:
            raise UserError(f"gates={gates!r}: fit 1 to {MOST_GATES} of them")
        return gates


@dataclass(frozen=True)
class Inference:
    """What a family of clamp steps tells of `membrane`: its gates, and the spike that they predict."""

    membrane: MembraneSet

    def spike(self, current_uA_cm2: float, duration_ms: float, length_ms: float) -> Record:
        """V after a pulse, predicted from clamp records alone (physics.measure.inferred)."""
        t_ms = np.linspace(0.0, length_ms, 4 * POINTS)

        def v_mV() -> Array:
            found = inferred(self.membrane)
            return found.spike_mV(self.membrane.v_rest_mV, current_uA_cm2, duration_ms, t_ms)

        return Record("predicted", "V", "plot.bar", length_ms, v_mV)

    def apart(self, predicted: Record, spike: "Spike") -> Quantity:
        """How far the predicted V is from the one that the patch has after its pulse, at most, mV."""

        def gap() -> float:
            trace = spike.alone(predicted.length_ms)
            across = np.linspace(0.0, predicted.length_ms, len(predicted.values))
            return float(np.abs(np.interp(trace.t_ms, across, predicted.values) - trace.v_mV).max())

        return Quantity("predicted V from the measured one", "mV", gap)

    @property
    def e_na(self) -> Quantity:
        """The potential at which the Na+ current turns, as the records tell it, mV."""
        return Quantity("E_Na by clamp", "mV", lambda: inferred(self.membrane).e_na_mV)

    @property
    def e_k(self) -> Quantity:
        return Quantity("E_K by clamp", "mV", lambda: inferred(self.membrane).e_k_mV)
