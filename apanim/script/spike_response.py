"""What a patch does after a pulse: the spike that it fires, its phases, refractory periods and ions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from apanim.errors import UserError
from apanim.physics.cell import Geometry
from apanim.script import moments
from apanim.script.claims import Quantity
from apanim.script.moments import Moment, Rule
from apanim.script.response import Response
from apanim.script.spike import PulseSpike
from apanim.units import NS_PER_MS

if TYPE_CHECKING:
    from apanim.script.patch import Patch

PARTS = 100_000


class Spike(Response):
    """What `patch` does from its pulse `number` on; quantities of the spike raise LookupError without one.

    Phases, refractory periods and ions are measured as if nobody touched the patch again. `cell` is a body
    of the membrane's size and volume, such as apanim.physics.cell.SOMA_20_UM.
    """

    def __init__(self, patch: "Patch", number: int) -> None:
        super().__init__(patch, patch.history.pulses[number].start_ns)
        self._number = number

    # -- on its way -----------------------------------------------------------------------------

    def rising(self, share: float) -> Moment:
        """V has gone `share` (0..1) of its way from threshold up to the peak."""
        threshold = self._patch.threshold
        return self._on_the_way("rise", share, moments.rising(share, threshold.measure))

    def falling(self, share: float) -> Moment:
        """V has gone `share` (0..1) of its way from the peak down to rest."""
        return self._on_the_way("fall", share, moments.falling(share, self._rest_mV))

    def undershoot(self, share: float) -> Moment:
        """V has gone `share` (0..1) of its way from rest down to the trough."""
        return self._on_the_way("undershoot", share, moments.undershooting(share, self._rest_mV))

    def recovery(self, share: float) -> Moment:
        """V has gone `share` (0..1) of its way from the trough up to rest."""
        return self._on_the_way("recovery", share, moments.recovering(share, self._rest_mV))

    def back_at_rest(self, within_mV: float = 1.0) -> Moment:
        """V is within `within_mV` of rest, after the undershoot."""
        return self._back_at_rest(within_mV, moments.settles_after_peak)

    # -- its phases and refractory periods ------------------------------------------------------

    def lasts(self, phase: Literal["rising", "falling", "undershoot"]) -> Quantity:
        """How long a phase lasts, ms: from threshold to peak, on to rest, and until V is back there."""

        def measured(spike: PulseSpike) -> float:
            e = spike.edges
            ends = {
                "rising": (e.rising_ns, e.falling_ns),
                "falling": (e.falling_ns, e.undershoot_ns),
                "undershoot": (e.undershoot_ns, e.rest_ns),
            }
            return (ends[phase][1] - ends[phase][0]) / NS_PER_MS

        return self._measured(f"length of the {phase} phase", "ms", measured)

    @property
    def absolute_refractory(self) -> Quantity:
        """From the stimulus until some second one fires again, however strong (up to 20 thresholds), ms."""
        return self._measured("absolute refractory period", "ms", lambda s: s.refractory.absolute_ms)

    @property
    def relative_refractory(self) -> Quantity:
        """From the stimulus until a second one fires that is 5 % above rest's threshold, ms."""
        name = "end of the relative refractory period"
        return self._measured(name, "ms", lambda s: s.refractory.relative_ms)

    def second_threshold(self, after_ms: float) -> Quantity:
        """Threshold of a second pulse `after_ms` from the start of this one, in multiples of rest's."""
        name = f"threshold {after_ms:g} ms after the stimulus"
        return self._measured(name, "times rest's", lambda s: s.second_threshold(after_ms))

    # -- its ions -------------------------------------------------------------------------------

    def na_entered(self, cell: Geometry | None = None) -> Quantity:
        """Na+ that enter through their gated channels: for `cell`, or for 1 um2."""
        return self._measured("Na+ entered", "ions", lambda s: s.ions(cell).na_in_gross)

    def k_left(self, cell: Geometry | None = None) -> Quantity:
        """K+ that leave through their gated channels: for `cell`, or for 1 um2."""
        return self._measured("K+ left", "ions", lambda s: s.ions(cell).k_out_gross)

    def ions_needed(self, cell: Geometry | None = None) -> Quantity:
        """The fewest ions that carry V from rest to the peak: for `cell`, or for 1 um2."""
        return self._measured("ions needed", "ions", lambda s: s.ions(cell).least)

    def na_gain(self, cell: Geometry) -> Quantity:
        """By how much [Na+] in `cell` rises, in parts of 100,000; all pathways, rest subtracted."""
        whole_mM = self._patch.membrane.na_in_mM
        return self._measured(
            "rise of [Na+] inside", "in 100,000",
            lambda s: PARTS * s.charge(cell).na_gain_mM[cell.name] / whole_mM,
        )  # fmt: skip

    def k_loss(self, cell: Geometry) -> Quantity:
        """By how much [K+] in `cell` falls, in parts of 100,000; all pathways, rest subtracted."""
        whole_mM = self._patch.membrane.k_in_mM
        return self._measured(
            "fall of [K+] inside", "in 100,000",
            lambda s: PARTS * s.charge(cell).k_loss_mM[cell.name] / whole_mM,
        )  # fmt: skip

    @property
    def _rest_mV(self) -> float:
        return self._patch.membrane.v_rest_mV

    def _on_the_way(self, what: str, share: float, rule: Rule) -> Moment:
        if not 0.0 <= share <= 1.0:
            raise UserError(f"{share!r} of the {what}: give a share, 0 to 1")
        return self._moment(f"{share:.1%} of the {what}", rule)

    def _measured(self, name: str, unit: str, value: Callable[[PulseSpike], float]) -> Quantity:
        return Quantity(name, unit, lambda: value(self._patch.spike_after(self._number)))
