"""The membrane as an author holds it: its parts to point at, its moments to wait for, its quantities."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.sets import MembraneSet
from apanim.physics.stimulus import Pulse
from apanim.script import moments
from apanim.script.bench import Bench
from apanim.script.claims import Quantity
from apanim.script.count import Count
from apanim.script.history import History
from apanim.script.moments import Appointment, Moment
from apanim.script.part import Part
from apanim.script.pump import PumpCycle
from apanim.script.receptors import Held
from apanim.script.spike_quantities import SpikeQuantities
from apanim.units import NS_PER_MS
from apanim.world import Plan


@dataclass(frozen=True)
class Strength:
    """A stimulus as a multiple of the weakest pulse that fires; write 1.2 * THRESHOLD."""

    times: float

    def __rmul__(self, factor: float) -> "Strength":
        return Strength(factor * self.times)

    __mul__ = __rmul__


THRESHOLD = Strength(1.0)
STRONGEST_uA_cm2 = 1e5  # a thousand times what any membrane needs


class Patch(SpikeQuantities, Held):
    """A drawn patch of membrane in a script."""

    na_channels = Part("na_channels")
    k_channels = Part("k_channels")
    leak_channels = Part("leak_channels")
    pump = Part("pump")
    ions = Part("ions")
    activation_gate = Part("na_channel.gate")
    inactivation_gate = Part("na_channel.ball")
    k_gate = Part("k_channel.gate")
    na_stream = Part("na_stream")
    k_stream = Part("k_stream")
    k_leak = Part("k_leak")
    na_leak = Part("na_leak")
    closed_channel = Part("na_channel.closed")
    open_channel = Part("na_channel.open")
    inactivated_channel = Part("na_channel.inactivated")
    electrode = Part("electrode")

    peak = moments.PEAK
    crest = moments.CREST
    na_peak = moments.largest("g_Na")
    k_peak = moments.largest("g_K")

    def __init__(self, membrane: MembraneSet, count: Count) -> None:
        super().__init__(membrane, History(membrane, receptors_mS_cm2=count.receptors_mS_cm2))
        self.count = count
        self.trough = moments.trough_below(membrane.v_rest_mV)

    # -- what the set itself gives --------------------------------------------------------------

    @cached_property
    def rest(self) -> Quantity:
        """Resting potential of the set, mV."""
        return Quantity("rest", "mV", lambda: measure.measure_rest_mV(self.membrane))

    @cached_property
    def threshold(self) -> Quantity:
        """The voltage that the smallest instantaneous depolarisation that fires reaches, mV."""
        return Quantity("threshold", "mV", lambda: measure.measure_threshold_mV(self.membrane))

    @property
    def bench(self) -> Bench:
        """Experiments on the set."""
        return Bench(self.membrane)

    def concentration(self, ion: Literal["na", "k", "cl"], side: Literal["out", "in"]) -> Quantity:
        """Concentration of a species on a side, mM."""
        value = getattr(self.membrane, f"{ion}_{side}_mM")
        return Quantity(f"[{ion}]{side}", "mM", lambda: value)

    @property
    def e_na(self) -> Quantity:
        return Quantity("E_Na", "mV", lambda: self.membrane.e_na_mV)

    @property
    def e_k(self) -> Quantity:
        return Quantity("E_K", "mV", lambda: self.membrane.e_k_mV)

    # -- moments --------------------------------------------------------------------------------

    def rises_through(self, v_mV: float) -> Moment:
        return moments.rises_through(v_mV)

    def falls_through(self, v_mV: float) -> Moment:
        return moments.falls_through(v_mV)

    def back_at_rest(self, within_mV: float = 1.0) -> Moment:
        return moments.settles(self.membrane.v_rest_mV, within_mV)

    # -- quantities of this scene ---------------------------------------------------------------

    def voltage_at(self, moment: Moment) -> Quantity:
        """V at the next such moment from here on, mV."""
        return self._at(moment, "V", "mV")

    def value_at(self, column: str, moment: Moment) -> Quantity:
        """A column of moments.columns_of, such as m, g_Na or I_K, at the next such moment from here on."""
        units = {"V": "mV", "g": "mS/cm2", "I": "uA/cm2"}
        return self._at(moment, column, units.get(column.split("_")[0], ""))

    def time_of(self, moment: Moment) -> Quantity:
        """Model time of the next such moment from here on, ms."""
        start = len(self.history.states) - 1

        def when() -> float:
            times, row, _ = self._find(moment, start)
            return times[row] / NS_PER_MS

        return Quantity(f"time of {moment.name}", "ms", when)

    def open_fraction_at(self, moment: Moment) -> Quantity:
        """Share of the Na+ channels that conduct (m^3 h) at the next such moment from here on, 0..1."""
        start = len(self.history.states) - 1

        def share() -> float:
            _, row, columns = self._find(moment, start)
            return float(columns["g_Na"][row] / self.membrane.g_na_mS_cm2)

        return Quantity(f"open Na+ fraction at {moment.name}", "", share)

    def _at(self, moment: Moment, column: str, unit: str) -> Quantity:
        start = len(self.history.states) - 1

        def value() -> float:
            _, row, columns = self._find(moment, start)
            return float(columns[column][row])

        return Quantity(f"{column} at {moment.name}", unit, value)

    @property
    def pump_cycle(self) -> PumpCycle:
        """Moments of the first pump. Raises UserError where no pump is drawn or it stands still."""
        if self.count.pumps == 0 or self.membrane.pump_uA_cm2 <= 0:
            raise UserError("no pump turns here; give s.membrane(..., pumps=1) a set whose pump is on")
        count = self.count
        return PumpCycle(self.membrane, self.plan().area_um2, count.pumps, count.quantum)

    def when_ns(self, moment: Moment | Appointment) -> int:
        """Model time of the next such moment from now on, ns. Raises UserError if it does not come."""
        if isinstance(moment, Appointment):
            return moment.next_ns(self.history.now_ns)
        try:
            times, row, _ = self._find(moment, len(self.history.states) - 1)
        except LookupError as error:
            raise UserError(f"{error}; stimulate first, or wait for another moment") from None
        return int(times[row])

    def pulse(self, strength: "Strength | float", duration_ms: float) -> Pulse:
        """A pulse from now: a multiple of THRESHOLD, or a current density in uA/cm2."""
        amplitude = (
            strength.times * measure.pulse_threshold_uA_cm2(self.membrane, duration_ms)
            if isinstance(strength, Strength)
            else float(strength)
        )
        if not abs(amplitude) <= STRONGEST_uA_cm2 or not 0 < duration_ms <= 1000:
            raise UserError(
                f"a pulse of {amplitude:g} uA/cm2 for {duration_ms:g} ms: use up to {STRONGEST_uA_cm2:g} "
                f"uA/cm2 and 1000 ms"
            )
        return Pulse(self.history.now_ns, round(duration_ms * NS_PER_MS), amplitude)

    def stimulate(self, strength: "Strength | float", duration_ms: float = 0.2) -> None:
        """A current pulse through the electrode, from now on."""
        if self.is_clamped:
            raise UserError("no pulse gets through to a clamped membrane; s.release_clamp(patch) first")
        self.history.stimulate(self.pulse(strength, duration_ms))

    def plan(self) -> Plan:
        """Everything that the tape of the scene depends on."""
        count = self.count
        return Plan(
            self.membrane, self.history.times_ns(), tuple(self.history.pulses), count.na_channels,
            count.k_channels, count.pumps, count.ions, count.quantum, count.seed,
            holds=tuple(self.history.holds), ligand_channels=count.ligand_channels,
            receptors_mS_cm2=count.receptors_mS_cm2, releases_ns=tuple(self.history.releases_ns),
            row=count.row,
        )  # fmt: skip
