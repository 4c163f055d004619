"""A scene in numbers, one row a world step: what a tape gives to be written as a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from apanim.particles.ledger import PATHWAYS, owed
from apanim.units import NS_PER_MS, STEPS_PER_S

if TYPE_CHECKING:
    from apanim.tape.cable import CableTape
    from apanim.tape.reader import Tape

_STATE = ("lecture_s", "model_ms", "V_mV", "m", "h", "n")
_FLOW = ("g_Na_mS_cm2", "g_K_mS_cm2", "I_Na_uA_cm2", "I_K_uA_cm2")
_LIGAND = ("g_ligand_mS_cm2", "I_ligand_Na_uA_cm2", "I_ligand_K_uA_cm2")
_DRAWN = ("na_open", "na_inactivated", "k_open", "ligand_open", "transmitter_bound")


class Table(NamedTuple):
    """The names of the columns, and the rows in order: floats for quantities, ints for counts."""

    columns: tuple[str, ...]
    rows: Iterator[list[float | int]]


def patch_table(tape: "Tape") -> Table:
    """Gated conductances and currents; counts of drawn channels; by pathway the quanta that its current has
    carried (outward positive), the drawn crossings, and what is owed."""
    by_pathway = (f"{what}_{pathway}" for what in ("carried", "crossed", "owed") for pathway in PATHWAYS)
    return Table((*_STATE, *_FLOW, *_LIGAND, *_DRAWN, *by_pathway), _patch_rows(tape))


def _patch_rows(tape: "Tape") -> Iterator[list[float | int]]:
    s, gated = tape.series, tape.gated()
    for k in range(tape.steps + 1):
        state = k / STEPS_PER_S, s.model_ns[k] / NS_PER_MS, s.v_mV[k], s.m[k], s.h[k], s.n[k]
        smooth = (*state, *(gated[name][k] for name in (*_FLOW, *_LIGAND)))
        counts = (*s.crossed[k], *owed(s.carried[k], s.crossed[k]))
        yield [
            *map(float, smooth), *(int(s[name][k]) for name in _DRAWN), *map(float, s.carried[k]),
            *map(int, counts),
        ]  # fmt: skip


def cable_table(tape: "CableTape", places: dict[int, str]) -> Table:
    """V (mV) at `places`: compartments and their names."""
    names = (f"V_mV {name}" for name in places.values())
    return Table(("lecture_s", "model_ms", *names), _cable_rows(tape, list(places)))


def _cable_rows(tape: "CableTape", places: list[int]) -> Iterator[list[float | int]]:
    for k in range(tape.steps + 1):
        voltages = tape.series.v_mV[k, places]
        yield [k / STEPS_PER_S, float(tape.series.model_ns[k] / NS_PER_MS), *map(float, voltages)]
