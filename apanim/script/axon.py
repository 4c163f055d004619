"""A stretch of bare axon as an author holds it: cut open on the screen, longer than what is seen."""

from apanim.errors import UserError
from apanim.physics.cable.neuron import AXIAL_OHM_CM, AXON
from apanim.physics.cable.tree import Section, build
from apanim.script.cable import Cable
from apanim.script.claims import Quantity
from apanim.script.moments import Moment
from apanim.script.part import Part

SECTION = "axon"
COMPARTMENT_UM = 8.0


class Axon(Cable):
    """The lecture neuron's axon. Places are shares of the stretch that is seen, 0 left to 1 right."""

    local_current = Part("local_current")
    refractory = Part("refractory")
    entering = Part("entering")

    def __init__(self, length_um: float, diameter_um: float, window_um: tuple[float, float]) -> None:
        left, right = window_um
        if not 0 <= left < right <= length_um:
            raise UserError(f"window_um={window_um}: choose a stretch of the axon's 0 to {length_um:g} um")
        cuts = max(1, round(length_um / COMPARTMENT_UM))
        tree = build([Section(SECTION, length_um, diameter_um, cuts, AXON)], AXIAL_OHM_CM)
        super().__init__("axon", tree, {}, window_um)
        self._length_um = length_um

    def share(self, place: float) -> float:
        """The share of the whole axon at `place` of the stretch that is seen; below 0 is left of it."""
        left, right = self._window_um
        return (left + place * (right - left)) / self._length_um

    def stimulate(self, place: float, current_nA: float = 0.6, duration_ms: float = 0.2) -> None:
        """Current through an electrode in the axon, at `place` of what is seen, from now on."""
        share = self.share(place)
        if not 0.0 <= share <= 1.0:
            raise UserError(f"stimulate at {place:g}: that is beyond the end of the axon")
        self._inject(SECTION, share, current_nA, duration_ms)

    def passes(self, place: float) -> Moment:
        """A spike passes `place` of what is seen."""
        return self.spike_at(SECTION, self.share(place))

    def leaves(self) -> Moment:
        """A spike reaches the right end of the axon, far beyond what is seen."""
        return self.spike_at(SECTION, 1.0)

    def speed(self, low: float, high: float) -> Quantity:
        """Speed (m/s) of the next spike from `low` to `high` of what is seen; negative to the left."""
        return self.velocity(SECTION, self.share(low), self.share(high))

    def peak(self, place: float, within_ms: float) -> Quantity:
        """The highest V at `place` of what is seen, in the `within_ms` from here on, mV."""
        return self.highest(SECTION, self.share(place), within_ms)
