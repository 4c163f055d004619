"""What happens in a scene, and to what: the events of its tape as sentences with places for names, and the
states of a channel as they are drawn, one after the other."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.ions import IonPhase, Species
from apanim.particles.proteins import protein
from apanim.picture.plots import traced
from apanim.script.timeline import Timeline, model_ns_at
from apanim.tape import CablePlan, CableTape, EventKind, Phase
from apanim.units import NS_PER_MS

CLOSED, OPEN, INACTIVATED, BLOCKED = "closed", "open", "inactivated", "blocked"
_HALF = 0.5  # of its way: the state that a tape begins with
_MOVES = {
    EventKind.OPENING: ("gate", True), EventKind.CLOSING: ("gate", False),
    EventKind.INACTIVATION: ("ball", True), EventKind.RECOVERY: ("ball", False),
    EventKind.BLOCKING: ("plug", True), EventKind.UNBLOCKING: ("plug", False),
}  # fmt: skip
KINDS = tuple(int(kind) for kind in _MOVES)
SPECIES = {Species.NA: "Na⁺", Species.K: "K⁺", Species.CL: "Cl⁻", Species.A: "A⁻"}
_PHASES = {
    Phase.REST: "Back at rest", Phase.RISING: "The rising phase begins",
    Phase.FALLING: "The falling phase begins", Phase.UNDERSHOOT: "The undershoot begins",
}  # fmt: skip
_STATES = {
    OPEN: "{thing} opens", CLOSED: "{thing} closes", INACTIVATED: "{thing} inactivates",
    BLOCKED: "A drug blocks {thing}",
}  # fmt: skip
_AT_A_PROTEIN = {
    EventKind.PUMP_TURN: "{thing} has turned once",
    EventKind.BINDING: "Transmitter binds to {thing}", EventKind.UNBINDING: "Transmitter leaves {thing}",
}  # fmt: skip


class ChannelState:
    """One drawn channel, told move by move how it stands; `state` is what that makes it."""

    def __init__(self, tape: Any, site: int) -> None:
        layout, world = tape.plan.setup.layout, tape.step(0)
        kind = protein(int(layout.kind[site]))
        order = int((layout.kind[:site] == kind.kind).sum())
        columns = {"gate": kind.opening, "ball": kind.docking, "plug": kind.plugging}
        self._stands = {
            part: bool(column) and float(getattr(world, column)[order]) > _HALF
            for part, column in columns.items()
        }

    @property
    def state(self) -> str:
        if self._stands["plug"]:
            return BLOCKED
        return INACTIVATED if self._stands["ball"] else OPEN if self._stands["gate"] else CLOSED

    def moves(self, kind: int) -> bool:
        """It has moved; whether it is in another state now."""
        before = self.state
        part, there = _MOVES[EventKind(kind)]
        self._stands[part] = there
        return self.state != before


def states(tape: Any, site: int) -> list[tuple[int, str]]:
    """(tick, state) of every change so far, the first at tick 0."""
    channel = ChannelState(tape, site)
    out = [(0, channel.state)]
    for tick, kind, where, _ in tape.events.tolist():
        if where == site and kind in KINDS and channel.moves(kind):
            out.append((tick, channel.state))
    return out


class Happening(NamedTuple):
    """`words` have places for {thing} and {ion}; `name` is what to look at, `thing` what is to be named, by
    the names of picture.things.targets."""

    tick: int
    kind: EventKind
    words: str
    name: str
    thing: str = ""
    ion: str = ""


def happenings(
    timeline: Timeline, tape: Any, first_tick: int = 0, last_tick: int | None = None
) -> Iterator[Happening]:
    """All that happens between two ticks, these included, seen or not, in order of time; on a tape that
    grows, so far."""
    events = tape.events
    if last_tick is not None:
        events = events[: np.searchsorted(events["tick"], last_tick, "right")]
    if isinstance(tape, CableTape):
        yield from _of_a_cable(tape.plan, events[np.searchsorted(events["tick"], first_tick) :])
    else:
        yield from _of_a_patch(timeline, tape, events, first_tick)


def _of_a_patch(
    timeline: Timeline, tape: Any, events: NDArray[Any], first_tick: int
) -> Iterator[Happening]:
    channels: dict[int, ChannelState] = {}
    rows = events.tolist()
    # Of a channel that opens and inactivates in one step, only what it has come to is told.
    last = {(tick, site): row for row, (tick, kind, site, _) in enumerate(rows) if kind in KINDS}
    was: dict[int, str] = {}
    for row, (tick, kind, site, ion) in enumerate(rows):
        owner = f"protein {site}"
        if tick < first_tick and kind not in KINDS:
            continue
        if kind == EventKind.CROSSING:
            ions = tape.at(tick).ions
            out = ions.phase[ion] == IonPhase.OUTWARD
            words = "{ion} leaves through {thing}" if out else "{ion} enters through {thing}"
            species = SPECIES[Species(int(ions.species[ion]))]
            yield Happening(tick, EventKind.CROSSING, words, f"ion {ion}", owner, species)
        elif kind in KINDS:
            channel = channels.get(site)
            if channel is None:
                channel = channels[site] = ChannelState(tape, site)
            was.setdefault(site, channel.state)
            channel.moves(kind)
            if row == last[tick, site] and channel.state != was.pop(site) and tick >= first_tick:
                yield Happening(tick, EventKind(kind), _STATES[channel.state], owner, owner)
        elif kind == EventKind.PHASE:
            point = traced.point("V", model_ns_at(timeline, tick) / NS_PER_MS)
            yield Happening(tick, EventKind.PHASE, _PHASES[Phase(site)], point)
        elif kind == EventKind.RELEASE:
            yield Happening(tick, EventKind.RELEASE, "Transmitter is released", "bouton 0")
        else:
            yield Happening(tick, EventKind(kind), _AT_A_PROTEIN[EventKind(kind)], owner, owner)


def _of_a_cable(plan: CablePlan, events: NDArray[Any]) -> Iterator[Happening]:
    for tick, kind, site, _ in events.tolist():
        if kind == EventKind.RELEASE:
            name = f"synapse {plan.synapses[site][0]}"
            yield Happening(tick, EventKind.RELEASE, "{thing} releases transmitter", name, name)
        else:
            name = f"compartment {site}"
            yield Happening(tick, EventKind.ARRIVAL, "The spike reaches {thing}", name, name)
