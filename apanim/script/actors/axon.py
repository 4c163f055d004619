"""A stretch of bare axon as an author holds it: cut open on the screen, longer than what is seen."""

from numbers import Real

from apanim.errors import UserError
from apanim.physics.altered import UNALTERED, Altered
from apanim.physics.cable.neuron import AXIAL_OHM_CM, AXON
from apanim.physics.cable.tree import Section, build
from apanim.script.actors.cable import Cable, Site
from apanim.script.actors.parts import Part

SECTION = "axon"
COMPARTMENT_UM = 8.0


class Axon(Cable):
    """The lecture neuron's axon. A place is a share of the stretch that is seen, 0 left to 1 right."""

    kind = "axon"
    local_current = Part("local_current")
    refractory = Part("refractory")
    entering = Part("entering")

    def __init__(
        self,
        length_um: float,
        diameter_um: float,
        window_um: tuple[float, float],
        altered: Altered = UNALTERED,
    ) -> None:
        left, right = window_um
        if not 0 <= left < right <= length_um:
            raise UserError(f"window_um={window_um}: choose a stretch of the axon's 0 to {length_um:g} um")
        cuts = max(1, round(length_um / COMPARTMENT_UM))
        sections = altered.sections([Section(SECTION, length_um, diameter_um, cuts, AXON)])
        super().__init__(build(sections, AXIAL_OHM_CM), {}, window_um)
        self._length_um = length_um
        self.start, self.end = self.place(SECTION, 0.0), self.place(SECTION, 1.0)

    def site(self, place: object) -> Site:
        """The place at a share of what is seen; below 0 is left of it. Raises UserError beyond the axon."""
        if isinstance(place, Site):
            return place
        if not isinstance(place, Real):
            raise UserError(f"no place {place!r}: give a share of what is seen of the axon, 0 to 1")
        left, right = self.window_um
        share = (left + float(place) * (right - left)) / self._length_um
        if not 0.0 <= share <= 1.0:
            raise UserError(f"place {place:g}: that is beyond the end of the axon")
        return self.place(SECTION, share)
