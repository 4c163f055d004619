"""The bench as an author holds it: quantities of a membrane set, measured by experiments of their own.

Nothing of the scene is in them: each is measured on the set from rest (physics.measure).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.cell import Geometry
from apanim.physics.patch import currents, init
from apanim.physics.perturb import leave
from apanim.physics.sets import MembraneSet
from apanim.script.actors.claims import Quantity
from apanim.script.actors.clamp_bench import ClampBench, Inference

TRAIN_EVERY = 4  # of the steps of a train that is shown, one point


@dataclass(frozen=True)
class Bench:
    """Experiments on `membrane`."""

    membrane: MembraneSet

    def clamp(self, step_mV: float, hold_mV: float | None = None, length_ms: float = 6.0) -> ClampBench:
        """A voltage clamp's step from rest, or from `hold_mV`, read whole, in TTX and in TEA.

        Raises UserError beyond 200 mV and 1000 ms.
        """
        hold = self.membrane.v_rest_mV if hold_mV is None else hold_mV
        if not (abs(step_mV) <= 200.0 and abs(hold) <= 200.0 and 0.0 < length_ms <= 1000.0):
            raise UserError(
                f"clamp({step_mV:g}, hold_mV={hold:g}, length_ms={length_ms:g}): step within 200 mV, and "
                "read up to 1000 ms"
            )
        return ClampBench(self.membrane, hold, step_mV, length_ms)

    @property
    def inferred(self) -> Inference:
        """What a family of such steps, read whole, in TTX and in TEA, tells of the set."""
        return Inference(self.membrane)

    @property
    def pump_share(self) -> Quantity:
        """How much the pump itself adds to rest: rest without it less rest with it, mV, positive."""

        def share() -> float:
            stopped = leave(self.membrane, "ouabain", 0.0)
            return measure.measure_rest_mV(stopped) - measure.measure_rest_mV(self.membrane)

        return Quantity("the pump's share of rest", "mV", share)

    @property
    def leak_ratio(self) -> Quantity:
        """The K+ leak's conductance over the Na+ leak's."""
        m = self.membrane
        return Quantity("K+ leak over Na+ leak", "", lambda: m.g_k_leak_mS_cm2 / m.g_na_leak_mS_cm2)

    @property
    def pump_ratio(self) -> Quantity:
        """Na+ carried out for each K+ carried in by the pump."""

        def ratio() -> float:
            flow = currents(init(self.membrane), self.membrane)
            return -float(flow.na_pump) / float(flow.k_pump)

        return Quantity("Na+ out for each K+ in", "", ratio)

    def recovery(self, *, pump: bool = True) -> Quantity:
        """From a spike's stimulus until V is back within 1 mV of rest, ms, with or without the pump."""
        membrane = self.membrane if pump else leave(self.membrane, "ouabain", 0.0)
        name = "recovery" if pump else "recovery without the pump"
        return Quantity(name, "ms", lambda: measure.measure_spike(membrane).back_ms)

    def peak_after(self, times_threshold: float) -> Quantity:
        """The peak of the spike that a jump of so many times threshold's makes, mV."""

        def peak() -> float:
            jump = measure.measure_threshold_mV(self.membrane) - measure.measure_rest_mV(self.membrane)
            return measure.measure_spike(self.membrane, times_threshold * jump).peak_mV

        return Quantity(f"peak after {times_threshold:g} times threshold", "mV", peak)

    def firing_rate(self, current_uA_cm2: float) -> Quantity:
        """Spikes a second under a steady current, once settled."""

        def rate() -> float:
            return measure.firing_rates_Hz(self.membrane, (current_uA_cm2,))[0]

        return Quantity(f"firing rate at {current_uA_cm2:g} uA/cm2", "Hz", rate)

    def trains(
        self, currents_uA_cm2: tuple[float, ...], length_ms: float
    ) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
        """V (mV) in even steps of `length_ms` under each steady current from rest, and its spikes' times
        as shares of that length; a spike is a rise through 0 mV."""
        traces = measure.steady_traces(self.membrane, currents_uA_cm2, length_ms)
        return [
            (tuple(np.round(v[::TRAIN_EVERY], 1).tolist()), tuple((at / length_ms).tolist()))
            for v, at in traces
        ]

    def spikes_to_lose(self, share: float, cell: Geometry) -> Quantity:
        """How many spikes take `share` (0..1) of the K+ out of `cell`, if no pump brings any back."""

        def spikes() -> float:
            lost_mM = measure.measure_charge(self.membrane, (cell,)).k_loss_mM[cell.name]
            return share * self.membrane.k_in_mM / lost_mM

        return Quantity(f"spikes to lose {share:.0%} of the K+ of a {cell.name}", "spikes", spikes)


def rest_of(membrane: MembraneSet) -> Quantity:
    """Resting potential of a set, mV."""
    return Quantity("rest", "mV", lambda: measure.measure_rest_mV(membrane))


def threshold_of(membrane: MembraneSet) -> Quantity:
    """The voltage that the smallest instantaneous depolarisation that fires it reaches, mV."""
    return Quantity("threshold", "mV", lambda: measure.measure_threshold_mV(membrane))


def concentration_of(
    membrane: MembraneSet, ion: Literal["na", "k", "cl"], side: Literal["out", "in"]
) -> Quantity:
    """Concentration of a species on a side of a set, mM."""
    mM: float = getattr(membrane, f"{ion}_{side}_mM")
    return Quantity(f"[{ion}]{side}", "mM", lambda: mM)


def times_slower(ms_per_s: float) -> Quantity:
    """How many times slower than in life a clock of so many ms of model time a second is."""
    return Quantity("slower than in life", "times", lambda: 1000.0 / ms_per_s)


def diameter(cell: Geometry) -> Quantity:
    """Diameter of a round cell, um."""
    return Quantity(f"diameter of a {cell.name}", "um", lambda: 6.0 * cell.volume_um3 / cell.surface_um2)
