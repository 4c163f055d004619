"""Quantities of the spike that the last stimulus fires: its phases, its refractory periods, its ions."""

from collections.abc import Callable
from typing import Literal

from apanim.physics.cell import Geometry, ions_in
from apanim.script.claims import Quantity
from apanim.script.spike import PulseSpike
from apanim.script.watched import Watched
from apanim.units import NS_PER_MS

PARTS = 100_000


class SpikeQuantities(Watched):
    """What a Patch can say of the spike after the stimulus that was the last when it is asked.

    Each is measured on the patch as it was then, as if nobody touched it again. `cell` is a body of the
    membrane's size and volume, such as apanim.physics.cell.SOMA_20_UM.
    """

    def spike_after(self, number: int) -> PulseSpike:
        """The spike after pulse `number` (0, 1, ...; -1 the last so far). Raises LookupError if none."""
        pulses = self.history.pulses
        if not pulses:
            raise LookupError("nothing has been stimulated yet")
        pulse = pulses[number]
        known = self.__dict__.setdefault("_spikes", {})
        if pulse not in known:
            known[pulse] = PulseSpike(self.membrane, self.history, number)
        return known[pulse]

    # -- its phases and refractory periods ------------------------------------------------------

    def phase_lasts(self, phase: Literal["rising", "falling", "undershoot"]) -> Quantity:
        """How long a phase lasts, ms: from threshold to peak, on to rest, and until V is back there."""

        def lasts(spike: PulseSpike) -> float:
            e = spike.edges
            ends = {
                "rising": (e.rising_ns, e.falling_ns),
                "falling": (e.falling_ns, e.undershoot_ns),
                "undershoot": (e.undershoot_ns, e.rest_ns),
            }
            return (ends[phase][1] - ends[phase][0]) / NS_PER_MS

        return self._of_spike(f"length of the {phase} phase", "ms", lasts)

    @property
    def absolute_refractory(self) -> Quantity:
        """From the stimulus until some second one fires again, however strong (up to 20 thresholds), ms."""
        return self._of_spike("absolute refractory period", "ms", lambda s: s.refractory.absolute_ms)

    @property
    def relative_refractory(self) -> Quantity:
        """From the stimulus until a second one fires that is 5 % above rest's threshold, ms."""
        return self._of_spike(
            "end of the relative refractory period", "ms", lambda s: s.refractory.relative_ms
        )

    def second_pulse_threshold(self, after_ms: float) -> Quantity:
        """Threshold of a second pulse `after_ms` from the start of the first, in multiples of rest's."""
        name = f"threshold {after_ms:g} ms after the stimulus"
        return self._of_spike(name, "times rest's", lambda s: s.second_threshold(after_ms))

    # -- its ions -------------------------------------------------------------------------------

    def na_entered(self, cell: Geometry | None = None) -> Quantity:
        """Na+ that enter through their gated channels: for `cell`, or for 1 um2."""
        return self._of_spike("Na+ entered", "ions", lambda s: s.ions(cell).na_in_gross)

    def k_left(self, cell: Geometry | None = None) -> Quantity:
        """K+ that leave through their gated channels: for `cell`, or for 1 um2."""
        return self._of_spike("K+ left", "ions", lambda s: s.ions(cell).k_out_gross)

    def ions_needed(self, cell: Geometry | None = None) -> Quantity:
        """The fewest ions that carry V from rest to the peak: for `cell`, or for 1 um2."""
        return self._of_spike("ions needed", "ions", lambda s: s.ions(cell).least)

    def na_inside(self, cell: Geometry) -> Quantity:
        """Na+ that were in `cell` already."""
        return Quantity("Na+ inside", "ions", lambda: ions_in(self.membrane.na_in_mM, cell.volume_um3))

    def k_inside(self, cell: Geometry) -> Quantity:
        """K+ that were in `cell` already."""
        return Quantity("K+ inside", "ions", lambda: ions_in(self.membrane.k_in_mM, cell.volume_um3))

    def na_gain(self, cell: Geometry) -> Quantity:
        """By how much [Na+] in `cell` rises, in parts of 100,000; all pathways, rest subtracted."""
        return self._of_spike(
            "rise of [Na+] inside", "in 100,000",
            lambda s: PARTS * s.charge(cell).na_gain_mM[cell.name] / self.membrane.na_in_mM,
        )  # fmt: skip

    def k_loss(self, cell: Geometry) -> Quantity:
        """By how much [K+] in `cell` falls, in parts of 100,000; all pathways, rest subtracted."""
        return self._of_spike(
            "fall of [K+] inside", "in 100,000",
            lambda s: PARTS * s.charge(cell).k_loss_mM[cell.name] / self.membrane.k_in_mM,
        )  # fmt: skip

    def _of_spike(self, name: str, unit: str, value: Callable[[PulseSpike], float]) -> Quantity:
        number = len(self.history.pulses) - 1
        return Quantity(name, unit, lambda: value(self.spike_after(number)))
