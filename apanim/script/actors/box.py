"""The box of true scale as an author holds it: what is in it, how crowded it is, and what passes in it."""

from dataclasses import dataclass
from typing import Literal

from apanim import lies
from apanim.errors import UserError
from apanim.physics.cell import Geometry
from apanim.physics.sets import MembraneSet
from apanim.physics.slab import (
    SLAB,
    WATER_UM2_MS,
    na_channels_um2,
    spacing_nm,
    through_open_ms,
    wandered_um,
)
from apanim.script.actors.claims import Quantity


@dataclass(frozen=True)
class Box:
    """What view="box" draws of a patch of `membrane`: a `Slab`, with its concentrations and channels."""

    membrane: MembraneSet

    @property
    def geometry(self) -> Geometry:
        """Its membrane and the fluid inside: spike.na_entered(patch.box.geometry)."""
        return SLAB.geometry

    @property
    def width(self) -> Quantity:
        """How much of the membrane's length is in it, nm."""
        return Quantity("width of the box", "nm", lambda: SLAB.width_nm)

    @property
    def depth(self) -> Quantity:
        """How deep it is, nm."""
        return Quantity("depth of the box", "nm", lambda: SLAB.depth_nm)

    @property
    def all_ions(self) -> Quantity:
        """Na+, K+ and Cl- in it, on both sides."""
        return Quantity("ions in the box", "ions", lambda: float(SLAB.all_ions(self.membrane)))

    def ions(self, ion: Literal["na", "k", "cl"], side: Literal["out", "in"]) -> Quantity:
        """Ions of a species on one side."""
        if ion not in WATER_UM2_MS or side not in ("out", "in"):
            raise UserError(f"box.ions({ion!r}, {side!r}): give 'na', 'k' or 'cl', and 'out' or 'in'")
        count = SLAB.count(self.membrane, ion, side == "in")
        return Quantity(f"[{ion}]{side} in the box", "ions", lambda: float(count))

    @property
    def filled(self) -> Quantity:
        """The share (0..1) of its fluid that the ions fill, with the water that goes along with them."""
        return Quantity("share that the ions fill", "", lambda: SLAB.filled(self.membrane))

    @property
    def channels_um2(self) -> Quantity:
        """Na+ channels in a square micrometre."""
        return Quantity("Na+ channels", "in a um2", lambda: na_channels_um2(self.membrane))

    @property
    def spacing(self) -> Quantity:
        """From one Na+ channel to the next, nm."""
        return Quantity("from channel to channel", "nm", lambda: spacing_nm(self.membrane))

    @property
    def drawn_spacing(self) -> Quantity:
        """The same in the lecture's picture (lies.CHANNEL_SPACING), nm."""
        return Quantity("from channel to channel in the lecture", "nm", lambda: lies.CHANNEL_SPACING.value)

    @property
    def drawn_one_in(self) -> Quantity:
        """Of so many ions the lecture draws one (lies.BATH_BEAD)."""
        return Quantity("ions for one bead of the lecture", "", lambda: lies.BATH_BEAD.value)

    def wandered(self, ion: Literal["na", "k", "cl"], ns: float) -> Quantity:
        """How far an ion comes from where it was `ns` nanoseconds ago, nm, root mean square."""
        return Quantity(f"way of one {ion} in {ns:g} ns", "nm", lambda: 1e3 * wandered_um(ion, ns * 1e-6))

    def lasts(self, ns: float, ms_per_s: float) -> Quantity:
        """How many seconds of film `ns` nanoseconds last at a pace of so much model time a second."""
        return Quantity(f"{ns:g} ns of the film", "s", lambda: ns * 1e-6 / ms_per_s)

    def through(self, drive: Quantity) -> Quantity:
        """Na+ that pass one open channel in a millisecond under that driving force."""
        return Quantity(
            "through one open channel", "ions in 1 ms", lambda: through_open_ms(drive.measure())
        )

    def between(self, drive: Quantity) -> Quantity:
        """From one of these to the next, ns, if they came evenly."""
        return Quantity("from ion to ion", "ns", lambda: 1e6 / through_open_ms(drive.measure()))

    def waited(self, drive: Quantity, ms_per_s: float) -> Quantity:
        """How many minutes of film lie between the two at a pace of so much model time a second."""
        every = self.between(drive)
        return Quantity("from ion to ion", "minutes", lambda: every.measure() / (60.0 * 1e6 * ms_per_s))
