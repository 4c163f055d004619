"""What a patch does after a pulse: the spike that it fires, its phases, refractory periods and ions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.cell import Geometry
from apanim.physics.measure import Trace
from apanim.physics.measure.threshold import response_ms
from apanim.physics.slab import wandered_um
from apanim.physics.stimulus import Pulse
from apanim.script.actors import moments
from apanim.script.actors.claims import Quantity
from apanim.script.actors.moments import Moment, Rule
from apanim.script.actors.response import Response
from apanim.units import NS_PER_MS

if TYPE_CHECKING:
    from apanim.script.actors.patch import Patch

MEASURED_FOR = 3.0  # times as long as a spike is waited for
PARTS = 100_000
Found = TypeVar("Found")
_ONE_UM2 = Geometry("1 um2", 1.0, 1.0)


class Edges(NamedTuple):
    """Model times (ns) at which a spike's phases begin; it is over at `rest_ns`."""

    rising_ns: int
    falling_ns: int
    undershoot_ns: int
    trough_ns: int
    rest_ns: int


@dataclass(frozen=True)
class _Measured:
    """An attribute of a Spike: a quantity of it, with its name and unit."""

    name: str
    unit: str
    value: Callable[["Spike"], float]

    def __get__(self, spike: "Spike", owner: type) -> Quantity:
        return Quantity(self.name, self.unit, lambda: self.value(spike))


class Spike(Response):
    """What `patch` does from `pulse` on, which begins now; without a spike, quantities raise LookupError.

    Its phases, refractory periods and ions are measured as if nobody touched the patch again. `cell` is a
    body of the membrane's size and volume, such as apanim.physics.cell.SOMA_20_UM. `strength` is the pulse
    in multiples of threshold, where it was told so.
    """

    # From the stimulus until some second one fires again, however strong (up to 20 thresholds); and until
    # one does that is 5 % above rest's threshold.
    absolute_refractory = _Measured(
        "absolute refractory period", "ms", lambda spike: spike.refractory.absolute_ms
    )
    relative_refractory = _Measured(
        "end of the relative refractory period", "ms", lambda spike: spike.refractory.relative_ms
    )

    def __init__(self, patch: "Patch", pulse: Pulse, strength: float | None) -> None:
        super().__init__(patch, pulse.start_ns)
        self.pulse, self.strength = pulse, strength
        self._alone = patch.history.forecast(pulse.start_ns)

    def alone(self, length_ms: float) -> Trace:
        """V and gates from the pulse on, as if nobody touched the patch again."""
        return self._alone.trace(length_ms)

    # -- moments on its way ---------------------------------------------------------------------

    def rising(self, share: float) -> Moment:
        """V has gone `share` (0..1) of its way from threshold up to the peak."""
        return self._on_the_way("rise", share, moments.rising(share, self.threshold.measure))

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

        def value() -> float:
            e = self.edges
            ends = {
                "rising": (e.rising_ns, e.falling_ns),
                "falling": (e.falling_ns, e.undershoot_ns),
                "undershoot": (e.undershoot_ns, e.rest_ns),
            }
            return (ends[phase][1] - ends[phase][0]) / NS_PER_MS

        return Quantity(f"length of the {phase} phase", "ms", value)

    def second_threshold(self, after_ms: float) -> Quantity:
        """Threshold of a second pulse `after_ms` from the start of this one, in multiples of rest's."""

        def value() -> float:
            trace, duration_ms = self._shape.trace, self._duration_ms
            found = measure.second_threshold(self._membrane, trace, duration_ms, after_ms)
            if not found > 0:
                raise LookupError(f"no pulse fires again {after_ms:g} ms after the first")
            return found

        return Quantity(f"threshold {after_ms:g} ms after the stimulus", "times rest's", value)

    def wandered(self, ion: Literal["na", "k"]) -> Quantity:
        """How far an ion wanders while the spike lasts, from threshold until V is back, um."""

        def value() -> float:
            lasts_ms = (self.edges.rest_ns - self.edges.rising_ns) / NS_PER_MS
            return wandered_um(ion, lasts_ms)

        return Quantity(f"way of one {ion} in a spike", "um", value)

    # -- its ions -------------------------------------------------------------------------------

    def na_entered(self, cell: Geometry = _ONE_UM2) -> Quantity:
        """Na+ that enter through their gated channels: for `cell`, or for 1 um2."""
        return self._ions("Na+ entered", cell, lambda moved: moved.na_in_gross)

    def k_left(self, cell: Geometry = _ONE_UM2) -> Quantity:
        """K+ that leave through their gated channels: for `cell`, or for 1 um2."""
        return self._ions("K+ left", cell, lambda moved: moved.k_out_gross)

    def ions_needed(self, cell: Geometry = _ONE_UM2) -> Quantity:
        """The fewest ions that carry V from rest to the peak: for `cell`, or for 1 um2."""
        return self._ions("ions needed", cell, lambda moved: moved.least)

    def na_gain(self, cell: Geometry) -> Quantity:
        """By how much [Na+] in `cell` rises, in parts of 100,000; all pathways, rest subtracted."""

        def value() -> float:
            return PARTS * self._charge(cell).na_gain_mM[cell.name] / self._membrane.na_in_mM

        return Quantity("rise of [Na+] inside", "in 100,000", value)

    def k_loss(self, cell: Geometry) -> Quantity:
        """By how much [K+] in `cell` falls, in parts of 100,000; all pathways, rest subtracted."""

        def value() -> float:
            return PARTS * self._charge(cell).k_loss_mM[cell.name] / self._membrane.k_in_mM

        return Quantity("fall of [K+] inside", "in 100,000", value)

    # -- measured once; each raises LookupError without a spike ---------------------------------

    @cached_property
    def edges(self) -> Edges:
        """When its phases begin."""
        s = self._shape
        times = (s.threshold_ms, s.peak_ms, s.rest_crossing_ms, s.trough_ms, s.back_ms)
        return Edges(*(self.pulse.start_ns + round(t_ms * NS_PER_MS) for t_ms in times))

    @cached_property
    def refractory(self) -> measure.RefractoryEnds:
        """When pulses as long as its own fire again, ms from its start."""
        return self._found(measure.refractory_ends, self._shape.trace, self._duration_ms)

    @cached_property
    def _shape(self) -> measure.SpikeShape:
        trace = self._alone.trace(MEASURED_FOR * response_ms(self._membrane))
        return self._found(measure.spike_of, trace)

    # -- inside ---------------------------------------------------------------------------------

    @property
    def _duration_ms(self) -> float:
        return self.pulse.duration_ns / NS_PER_MS

    def _found(self, how: Callable[..., Found], *what: object) -> Found:
        try:
            return how(self._membrane, *what)
        except UserError as error:
            raise LookupError(str(error)) from None

    def _charge(self, cell: Geometry) -> measure.SpikeCharge:
        """The ions that it moves, until V is back within 1 mV of rest."""
        return measure.charge_of(self._membrane, self._shape, (cell,))

    def _ions(self, name: str, cell: Geometry, of: Callable[[measure.SpikeCharge], float]) -> Quantity:
        return Quantity(name, "ions", lambda: of(self._charge(cell)) * cell.surface_um2)

    def _on_the_way(self, what: str, share: float, rule: Rule) -> Moment:
        if not 0.0 <= share <= 1.0:
            raise UserError(f"{share!r} of the {what}: give a share, 0 to 1")
        return self.moment(f"{share:.1%} of the {what}", rule)
