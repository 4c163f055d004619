"""A patch of membrane as an author holds it: its parts to point at, and what can be read of it."""

from typing import Literal

from apanim.errors import UserError
from apanim.particles.proteins import ROWS
from apanim.physics.cell import Geometry
from apanim.physics.measure.rest import resting
from apanim.physics.protocol import RECEPTOR
from apanim.physics.sets import MembraneSet
from apanim.script.actors.bench import Bench, concentration_of, rest_of, threshold_of
from apanim.script.actors.box import Box
from apanim.script.actors.claims import Quantity
from apanim.script.actors.history import History
from apanim.script.actors.moments import Moment
from apanim.script.actors.parts import Part
from apanim.script.actors.reading import Reading
from apanim.script.actors.response import Response
from apanim.script.actors.spike import Spike
from apanim.script.mistakes import checked
from apanim.units import ions_in
from apanim.world import Plan, Setup

MOST_PROTEINS = 160  # of each kind: a field of them
FEWEST_IONS, MOST_IONS = 100, 10_000
MOST_UM2 = 100.0
FURTHEST_MV = 200.0  # that a membrane may begin at
_PROTEINS = ("na_channels", "k_channels", "pumps", "ligand_channels")
_SPECIES = {"na": "Na+", "k": "K+", "cl": "Cl-"}


def check_setup(setup: Setup) -> Setup:
    """Raises UserError for numbers that cannot be drawn, or proteins that the membrane has not."""
    membrane = setup.membrane
    if setup.row not in ROWS:
        raise UserError(f"row={setup.row!r}: choose one of {', '.join(map(repr, ROWS))}")
    proteins = {name: getattr(setup, name) for name in _PROTEINS}
    numbers = {**proteins, "ions": setup.ions, "quantum": setup.quantum, "seed": setup.seed}
    if odd := [f"{name}={value!r}" for name, value in numbers.items() if type(value) is not int]:
        raise UserError(f"{', '.join(odd)}: give whole numbers")
    if not 0 <= setup.seed < 2**64:
        raise UserError(f"seed={setup.seed}: use 0 to 2**64 - 1")
    if wrong := [f"{name}={value}" for name, value in proteins.items() if not 0 <= value <= MOST_PROTEINS]:
        raise UserError(f"{', '.join(wrong)}: a membrane shows 0 to {MOST_PROTEINS} of each protein")
    if not FEWEST_IONS <= setup.ions <= MOST_IONS or setup.quantum < 1:
        raise UserError(
            f"ions={setup.ions}, quantum={setup.quantum}: show {FEWEST_IONS} to {MOST_IONS} ions of a "
            "quantum of 1 or more"
        )
    if setup.ligand_channels > 0 and not 0 < setup.receptors_mS_cm2 < 1e4:
        raise UserError(
            f"receptors_mS_cm2={setup.receptors_mS_cm2:g}: {setup.ligand_channels} ligand-gated channels "
            "conduct more than 0 when all are open, and less than 10000; leave it out for the usual"
        )
    lacking = [
        kind
        for kind, g in (("na_channels", membrane.g_na_mS_cm2), ("k_channels", membrane.g_k_mS_cm2))
        if getattr(setup, kind) > 0 and not 0 < g < 1e4
    ]
    if lacking:
        drawn = setup.ligand_channels or setup.stands_for_um2 or "na_channels" not in lacking
        instead = ", ".join((*(f"{kind}=0" for kind in lacking), *(() if drawn else ("area_um2=0.1",))))
        raise UserError(f"membrane {membrane.name!r} has no {' and no '.join(lacking)}; give {instead}")
    if not 0.0 <= setup.stands_for_um2 <= MOST_UM2:
        raise UserError(f"area_um2={setup.stands_for_um2:g}: show more than 0, up to {MOST_UM2:g} um2")
    if setup.na_channels == 0 and setup.ligand_channels == 0 and setup.stands_for_um2 == 0:
        raise UserError(
            "draw Na+ or ligand-gated channels, which say how much membrane is shown, or give area_um2=0.1"
        )
    if setup.begins_mV is not None and not abs(setup.begins_mV) <= FURTHEST_MV:
        raise UserError(f"begins_mV={setup.begins_mV:g}: begin within {FURTHEST_MV:g} mV")
    return setup


class Patch:
    """A drawn patch of membrane. What is done to it, the script's `s` does: s.stimulate(patch, ...)."""

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
    blocked_channel = Part("na_channel.blocked")
    blocked_k_channel = Part("k_channel.blocked")
    electrode = Part("electrode")
    ligand_channels = Part("ligand_channels")
    ligand_gate = Part("ligand_channel.gate")
    ligand_stream = Part("ligand_stream")
    ligand_k_stream = Part("ligand_k_stream")
    transmitter = Part("transmitter")

    def __init__(self, setup: Setup) -> None:
        self.setup = check_setup(setup)
        self.history = History(setup.membrane, setup.receptors_mS_cm2, setup.begins_mV)
        self.spikes: list[Spike] = []  # what its pulses did, fired or not

    # -- what the scene's own run gives ---------------------------------------------------------

    @property
    def from_now(self) -> Response:
        """What the patch does from this line of the script on: patch.from_now.peak is its next peak."""
        return Response(self, self.history.now_ns)

    @checked
    def at(self, moment: Moment) -> Reading:
        """What the patch is at a moment: patch.at(spike.peak).V."""
        return Reading(self.history, moment)

    # -- what the set itself gives, as it is at this line of the script ---------------------------

    @property
    def membrane(self) -> MembraneSet:
        """The set with what has been changed of it by now, and the rest that it then has."""
        return resting(self.history.membrane_at(self.history.now_ns))

    @property
    def rest(self) -> Quantity:
        """Resting potential of the set, mV."""
        return rest_of(self.membrane)

    @property
    def threshold(self) -> Quantity:
        """The voltage that the smallest instantaneous depolarisation that fires reaches, mV."""
        return threshold_of(self.membrane)

    @property
    def bench(self) -> Bench:
        """Experiments on the set."""
        return Bench(self.membrane)

    @property
    def box(self) -> Box:
        """The box of true scale, as view="box" draws it."""
        return Box(self.membrane)

    @property
    def e_na(self) -> Quantity:
        e_mV = self.membrane.e_na_mV
        return Quantity("E_Na", "mV", lambda: e_mV)

    @property
    def e_k(self) -> Quantity:
        e_mV = self.membrane.e_k_mV
        return Quantity("E_K", "mV", lambda: e_mV)

    def concentration(self, ion: Literal["na", "k", "cl"], side: Literal["out", "in"]) -> Quantity:
        """Concentration of a species on a side, mM."""
        return concentration_of(self.membrane, ion, side)

    def ions_inside(self, ion: Literal["na", "k", "cl"], cell: Geometry) -> Quantity:
        """How many ions of a species are in a whole `cell`."""
        inside_mM = getattr(self.membrane, f"{ion}_in_mM")
        return Quantity(f"{_SPECIES[ion]} inside", "ions", lambda: ions_in(inside_mM, cell.volume_um3))

    @property
    def molecules_to_open(self) -> Quantity:
        """How many molecules of transmitter a receptor binds before its pore can open."""
        bound = RECEPTOR.molecules[list(RECEPTOR.conducting)]
        return Quantity("molecules that an open receptor binds", "", lambda: float(bound.min()))

    # -- for the stage --------------------------------------------------------------------------

    def measures(self) -> dict[str, Quantity]:
        """The numbers that a cue's text may tell unasked."""
        quantum = Quantity("quantum", "ions", lambda: float(self.setup.quantum))
        return {
            "rest": self.rest, "threshold": self.threshold, "e_na": self.e_na, "e_k": self.e_k,
            "quantum": quantum,
        }  # fmt: skip

    def plan(self) -> Plan:
        """Everything that the tape of the scene depends on."""
        return Plan(self.setup, self.history.read().model_ns, self.history.acts)
