"""The events of a tape as named marks, one a tick: what the player steps between."""

from collections.abc import Callable, Iterator
from itertools import groupby

from apanim.particles.layout import Kind
from apanim.tape import CableTape, EventKind, Phase, Tape
from apanim.window.film import Mark

Row = tuple[int, int, int, int]  # of tape.events.EVENT: tick, kind, site, ion

_SPECIES = ("Na⁺", "K⁺", "Cl⁻", "A⁻")
_PROTEIN = {
    Kind.NA_CHANNEL: "Na⁺ channel",
    Kind.K_CHANNEL: "K⁺ channel",
    Kind.NA_LEAK: "Na⁺ leak channel",
    Kind.K_LEAK: "K⁺ leak channel",
    Kind.CL_LEAK: "Cl⁻ leak channel",
    Kind.PUMP: "pump",
    Kind.LIGAND_CHANNEL: "ligand-gated channel",
}
_PHASE = {
    Phase.REST: "back at rest",
    Phase.RISING: "the rising phase begins",
    Phase.FALLING: "the falling phase begins",
    Phase.UNDERSHOOT: "the undershoot begins",
}
_NAMED = 2  # events of one tick that are named; the rest are counted


def event_marks(tape: Tape | CableTape) -> Iterator[Mark]:
    """One mark for each tick at which something happens, in order, naming what does."""
    name = _in_a_cable(tape) if isinstance(tape, CableTape) else _in_a_patch(tape)
    for tick, rows in groupby(tape.events.tolist(), key=lambda row: row[0]):
        names = [name(row) for row in rows]
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        text = " · ".join(names[:_NAMED] + more)
        yield Mark(tick, text[0].upper() + text[1:])


def _in_a_patch(tape: Tape) -> Callable[[Row], str]:
    layout, species = tape.plan.layout, tape.at(0).ions.species

    def protein(site: int) -> str:
        what = Kind(int(layout.kind[site]))
        sites = layout.sites(what).tolist()
        return f"{_PROTEIN[what]} {1 + sites.index(site)}" if len(sites) > 1 else f"the {_PROTEIN[what]}"

    def name(row: Row) -> str:
        _, kind, site, ion = row
        match EventKind(kind):
            case EventKind.CROSSING:
                return f"{_SPECIES[species[ion]]} passes {protein(site)}"
            case EventKind.OPENING:
                return f"{protein(site)} opens"
            case EventKind.INACTIVATION:
                return f"{protein(site)} inactivates"
            case EventKind.PUMP_TURN:
                return f"{protein(site)} has turned once"
            case EventKind.RELEASE:
                return "transmitter is released"
            case EventKind.BINDING:
                return f"transmitter binds to {protein(site)}"
            case EventKind.UNBINDING:
                return f"transmitter leaves {protein(site)}"
            case EventKind.PHASE:
                return _PHASE[Phase(site)]
        raise ValueError(f"event kind {kind} does not happen in a patch")

    return name


def _in_a_cable(tape: CableTape) -> Callable[[Row], str]:
    spans = [(section.name, tape.plan.tree.compartments(section.name)) for section in tape.plan.sections]

    def name(row: Row) -> str:
        _, kind, site, _ = row
        if kind == EventKind.RELEASE:
            return f"the synapse {tape.plan.synapses[site][0]} releases transmitter"
        section = next(section for section, span in spans if span.start <= site < span.stop)
        return f"a spike passes the {section}, {tape.plan.tree.x_um[site] / 1000:.1f} mm along"

    return name
