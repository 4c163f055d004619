"""The events of a tape in words."""

from typing import TYPE_CHECKING

import numpy as np

from apanim.particles.proteins import protein
from apanim.tape.events import EventKind
from apanim.tape.phases import Phase

if TYPE_CHECKING:
    from apanim.tape.cable import CableTape
    from apanim.tape.reader import Tape

Row = tuple[int, int, int, int]  # of tape.events.EVENT: tick, kind, site, ion

_SPECIES = ("Na⁺", "K⁺", "Cl⁻", "A⁻")
_PHASE = {
    Phase.REST: "back at rest", Phase.RISING: "the rising phase begins",
    Phase.FALLING: "the falling phase begins", Phase.UNDERSHOOT: "the undershoot begins",
}  # fmt: skip
_AT_A_PROTEIN = {
    EventKind.OPENING: "{} opens", EventKind.INACTIVATION: "{} inactivates",
    EventKind.PUMP_TURN: "{} has turned once", EventKind.BINDING: "transmitter binds to {}",
    EventKind.UNBINDING: "transmitter leaves {}",
}  # fmt: skip


def event_of_a_patch(tape: "Tape", row: Row) -> str:
    """'K⁺ passes the K⁺ leak channel'. Raises KeyError for an event that does not happen in a patch."""
    _, kind, site, ion = row
    if kind == EventKind.PHASE:
        return _PHASE[Phase(site)]
    if kind == EventKind.RELEASE:
        return "transmitter is released"
    if kind == EventKind.CROSSING:
        return f"{_SPECIES[tape.at(0).ions.species[ion]]} passes {_protein(tape, site)}"
    return _AT_A_PROTEIN[EventKind(kind)].format(_protein(tape, site))


def _protein(tape: "Tape", site: int) -> str:
    """'Na⁺ channel 2', or 'the pump' where there is one."""
    layout = tape.plan.setup.layout
    kind = int(layout.kind[site])
    sites, words = np.flatnonzero(layout.kind == kind).tolist(), protein(kind).words
    return f"{words} {1 + sites.index(site)}" if len(sites) > 1 else f"the {words}"


def event_of_a_cable(tape: "CableTape", row: Row) -> str:
    """'a spike passes the axon, 1.2 mm along'."""
    _, kind, site, _ = row
    if kind == EventKind.RELEASE:
        return f"the synapse {tape.plan.synapses[site][0]} releases transmitter"
    names = (section.name for section in tape.plan.sections)
    section = next(n for n in names if site in range(*tape.plan.tree.compartments(n).indices(site + 1)))
    return f"a spike passes the {section}, {tape.plan.tree.x_um[site] / 1000:.1f} mm along"
