"""The states of a channel as they are drawn: closed, open, inactivated, blocked, one after the other."""

from typing import Any

from apanim.particles.proteins import protein
from apanim.tape.events import EventKind

CLOSED, OPEN, INACTIVATED, BLOCKED = "closed", "open", "inactivated", "blocked"
_HALF = 0.5  # of its way: the state that a tape begins with
_MOVES = {
    EventKind.OPENING: ("gate", True), EventKind.CLOSING: ("gate", False),
    EventKind.INACTIVATION: ("ball", True), EventKind.RECOVERY: ("ball", False),
    EventKind.BLOCKING: ("plug", True), EventKind.UNBLOCKING: ("plug", False),
}  # fmt: skip
KINDS = tuple(int(kind) for kind in _MOVES)


class Channel:
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
    channel = Channel(tape, site)
    out = [(0, channel.state)]
    for tick, kind, where, _ in tape.events.tolist():
        if where == site and kind in KINDS and channel.moves(kind):
            out.append((tick, channel.state))
    return out
