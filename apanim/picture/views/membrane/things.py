"""What can be looked into in the close-up: ions, proteins, transmitter, and the other cell's ending."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from apanim.particles.ions import IonPhase, Species
from apanim.particles.proteins import Kind
from apanim.picture.theme import colour
from apanim.picture.things.channel import ChannelThing, DrawnProtein, capital
from apanim.picture.things.names import called
from apanim.picture.things.thing import Facts, Thing, ThingPath, ago
from apanim.picture.views.membrane.fixtures import has_synapse
from apanim.picture.views.membrane.geometry import from_nm
from apanim.script.timeline import Timeline
from apanim.tape import EventKind
from apanim.tape.readings import ATP_SPENT_TURN, leg

_IONS = {Species.NA: "Na⁺ ion", Species.K: "K⁺ ion", Species.CL: "Cl⁻ ion", Species.A: "protein anion"}
_TINTS = {Species.NA: "plot.e_na", Species.K: "plot.e_k", Species.CL: "plot.cl", Species.A: "text.warm"}
_CYCLE = (
    "open to the inside, takes up 3 Na⁺", "shut round 3 Na⁺, ATP spent",
    "open to the outside, 3 Na⁺ out, takes up 2 K⁺", "shut round 2 K⁺",
)  # fmt: skip


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """See picture.views."""
    kind, _, which = name.partition(" ")
    if not which.isdigit():
        return None
    row, world = int(which), tape.at(0)
    layout = timeline.patch_setup.layout
    if kind == "ion" and row < len(world.ions.species):
        return _Ion(timeline, tape, row)
    if kind == "protein" and row < len(layout.kind):
        return (_Pump if layout.kind[row] == Kind.PUMP else ChannelThing)(timeline, tape, row)
    if kind == "transmitter" and row < len(world.transmitter.pos):
        return _Molecule(timeline, tape, row)
    return _Bouton(timeline, tape) if kind == "bouton" and has_synapse(layout) else None


class _Ion:
    """An ion: of which kind, on which side, and how often it crossed."""

    def __init__(self, timeline: Timeline, tape: Any, row: int) -> None:
        self._timeline, self._tape, self._row = timeline, tape, row

    def facts(self, tick: int) -> Facts:
        word, row, ions = self._timeline.word, self._row, self._tape.at(tick).ions
        crossed = [moment for moment in self.moments() if moment <= tick]
        rows = [
            (word("where"), self._where(ions)),
            (word("crossings so far"), str(len(crossed))),
        ]
        if crossed:
            rows.append((word("last crossing"), ago(self._timeline, crossed[-1], tick)))
        return Facts(capital(word(_IONS[Species(int(ions.species[row]))])), tuple(rows))

    def _where(self, ions: Any) -> str:
        word, row = self._timeline.word, self._row
        phase, owner = int(ions.phase[row]), int(ions.owner[row])
        side = "outside" if ions.pos[row, 1] > 0 else "inside"
        if owner < 0 or phase == IonPhase.FREE:
            return word(side)
        told = {
            IonPhase.APPROACHING: f"{side}, bound for {{thing}}", IonPhase.BOUND: "held by {thing}",
            IonPhase.INWARD: "on its way in through {thing}",
            IonPhase.OUTWARD: "on its way out through {thing}",
        }[IonPhase(phase)]  # fmt: skip
        return word(told).replace("{thing}", called(self._timeline, f"protein {owner}"))

    def moments(self) -> list[int]:
        events = self._tape.events
        mine = (events["kind"] == EventKind.CROSSING) & (events["ion"] == self._row)
        return events["tick"][mine].tolist()

    def way(self, ticks: Sequence[int]) -> ThingPath:
        rows = [self._tape.at(tick).ions for tick in ticks]
        pos = np.array([ions.pos[self._row] for ions in rows], float).reshape(-1, 3)
        ions, x_y = self._tape.at(0).ions, from_nm(pos[:, 0], pos[:, 1])
        z_nm = 0.0 * pos[:, 2] if ions.labelled[self._row] else pos[:, 2]
        return ThingPath(*x_y, z_nm, colour(_TINTS[Species(int(ions.species[self._row]))]))


class _Pump(DrawnProtein):
    """A pump: its place in its cycle, and what it has done."""

    def facts(self, tick: int) -> Facts:
        word = self._timeline.word
        began, turns = (
            float(world.pump_turns[self.order]) for world in (self._tape.at(0), self._tape.at(tick))
        )
        now, moved = leg(turns), self.through(tick)
        state = now.goal if now.progress > 0.5 else now.origin
        (spent,) = ATP_SPENT_TURN
        atp = math.floor(turns - spent) - math.floor(began - spent)
        rows = (
            (word("in its cycle"), word(_CYCLE[state])),
            (word("{ion} moved out").replace("{ion}", "Na⁺"), str(moved["Na⁺"])),
            (word("{ion} moved in").replace("{ion}", "K⁺"), str(moved["K⁺"])),
            (word("ATP spent"), str(atp)),
        )
        return Facts(self.title(), rows)


class _Molecule:
    """A molecule of transmitter."""

    def __init__(self, timeline: Timeline, tape: Any, row: int) -> None:
        self._timeline, self._tape, self._row = timeline, tape, row

    def facts(self, tick: int) -> Facts:
        word, molecules = self._timeline.word, self._tape.at(tick).transmitter
        bound = int(molecules.phase[self._row]) == IonPhase.BOUND
        where = "bound to a receptor" if bound else "free"
        return Facts(capital(word("transmitter")), ((word("where"), word(where)),))

    def moments(self) -> list[int]:
        return []

    def way(self, ticks: Sequence[int]) -> ThingPath:
        rows = [self._tape.at(tick).transmitter for tick in ticks]
        pos = np.array([molecules.pos[self._row] for molecules in rows], float).reshape(-1, 3)
        return ThingPath(*from_nm(pos[:, 0], pos[:, 1]), pos[:, 2], colour("text.leader"))


class _Bouton:
    """The ending of the other cell, which releases."""

    def __init__(self, timeline: Timeline, tape: Any) -> None:
        self._timeline, self._tape = timeline, tape

    def facts(self, tick: int) -> Facts:
        word, released = self._timeline.word, [moment for moment in self.moments() if moment <= tick]
        rows = [(word("releases so far"), str(len(released)))]
        if released:
            rows.append((word("last release"), ago(self._timeline, released[-1], tick)))
        return Facts(capital(word("axon terminal")), tuple(rows))

    def moments(self) -> list[int]:
        events = self._tape.events
        return events["tick"][events["kind"] == EventKind.RELEASE].tolist()

    def way(self, ticks: Sequence[int]) -> None:
        return None
