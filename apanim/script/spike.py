"""A pulse of a scene and the spike it fires, measured as if nobody touched the membrane again."""

from functools import cached_property
from typing import NamedTuple

from apanim.errors import UserError
from apanim.physics import measure
from apanim.physics.cell import Geometry
from apanim.physics.measure.threshold import response_ms
from apanim.physics.sets import MembraneSet
from apanim.script.history import History
from apanim.units import NS_PER_MS

WATCHED = 3.0  # times as long as a spike is waited for
STEP_MS = 0.005


class Edges(NamedTuple):
    """Model times (ns) at which a spike's phases begin; it is over at `rest_ns`."""

    rising_ns: int
    falling_ns: int
    undershoot_ns: int
    trough_ns: int
    rest_ns: int


class IonsMoved(NamedTuple):
    """Through the voltage-gated channels, in one spike; `least`: what takes V from rest to the peak."""

    na_in_gross: float
    k_out_gross: float
    least: float


_ONE_UM2 = Geometry("1 um2", 1.0, 1.0)


class PulseSpike:
    """What follows pulse `number` of `history`; every quantity raises LookupError without a spike."""

    def __init__(self, membrane: MembraneSet, history: History, number: int) -> None:
        self._membrane = membrane
        self.pulse = history.pulses[number]
        self._state = history.states[history.model_ns.index(self.pulse.start_ns)]

    @cached_property
    def _shape(self) -> measure.Spike:
        end_ms = WATCHED * response_ms(self._membrane)
        duration_ms = self.pulse.duration_ns / NS_PER_MS
        trace = measure.run(
            self._membrane, self._state, end_ms, self.pulse.amplitude_uA_cm2, (0.0, duration_ms), STEP_MS
        )
        try:
            return measure.spike_of(self._membrane, trace)
        except UserError as error:
            raise LookupError(str(error)) from None

    @cached_property
    def edges(self) -> Edges:
        """When its phases begin."""
        s = self._shape
        times = (s.threshold_ms, s.peak_ms, s.rest_crossing_ms, s.trough_ms, s.back_ms)
        return Edges(*(self.pulse.start_ns + round(t_ms * NS_PER_MS) for t_ms in times))

    @cached_property
    def refractory(self) -> measure.RefractoryEnds:
        """When pulses as long as its own fire again, ms from its start."""
        try:
            duration_ms = self.pulse.duration_ns / NS_PER_MS
            return measure.refractory_ends(self._membrane, self._shape.trace, duration_ms)
        except UserError as error:
            raise LookupError(str(error)) from None

    def second_threshold(self, after_ms: float) -> float:
        """Threshold of a like pulse `after_ms` from its start, in multiples of rest's."""
        duration_ms = self.pulse.duration_ns / NS_PER_MS
        found = measure.second_threshold(self._membrane, self._shape.trace, duration_ms, after_ms)
        if not found > 0:
            raise LookupError(f"no pulse fires again {after_ms:g} ms after the first")
        return found

    def charge(self, cell: Geometry) -> measure.SpikeCharge:
        """The ions that it moves, until V is back within 1 mV of rest."""
        return measure.charge_of(self._membrane, self._shape, (cell,))

    def ions(self, cell: Geometry | None) -> IonsMoved:
        """The ions that cross the membrane of `cell`, or 1 um2 of it."""
        body = _ONE_UM2 if cell is None else cell
        moved = self.charge(body)
        return IonsMoved(
            *(n * body.surface_um2 for n in (moved.na_in_gross, moved.k_out_gross, moved.least))
        )
