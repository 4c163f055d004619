"""The scene in numbers: one row a world step, as CSV."""

import csv
from pathlib import Path

from apanim.export.cable_table import write_cable_table
from apanim.export.whole import whole_file
from apanim.particles.ledger import PATHWAYS, owed
from apanim.tape import CableTape, Tape
from apanim.units import NS_PER_MS, STEPS_PER_S

_STATE = ("lecture_s", "model_ms", "V_mV", "m", "h", "n")
_FLOW = ("g_Na_mS_cm2", "g_K_mS_cm2", "I_Na_uA_cm2", "I_K_uA_cm2")
_LIGAND = ("g_ligand_mS_cm2", "I_ligand_Na_uA_cm2", "I_ligand_K_uA_cm2")
_DRAWN = ("na_open", "na_inactivated", "k_open", "ligand_open", "transmitter_bound")
COLUMNS = (
    *_STATE,
    *_FLOW,
    *_LIGAND,
    *_DRAWN,
    *(f"carried_{pathway}" for pathway in PATHWAYS),
    *(f"crossed_{pathway}" for pathway in PATHWAYS),
    *(f"owed_{pathway}" for pathway in PATHWAYS),
)


def write_table(tape: Tape | CableTape, path: Path) -> None:
    """Write every world step of `tape` to `path`; of a cable see `write_cable_table`.

    Gated conductances and currents; counts of drawn channels; by pathway the quanta that its current has
    carried (outward positive), the drawn crossings, and what is owed. Raises UserError if it cannot.
    """
    if isinstance(tape, CableTape):
        write_cable_table(tape, path)
        return
    s, gated = tape.series, tape.gated()
    with whole_file(path) as part, part.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for k in range(tape.steps + 1):
            smooth = (
                k / STEPS_PER_S, s.model_ns[k] / NS_PER_MS, s.v_mV[k], s.m[k], s.h[k], s.n[k],
                *(gated[name][k] for name in (*_FLOW, *_LIGAND)),
            )  # fmt: skip
            debts = owed(s.carried[k], s.crossed[k])
            out.writerow(
                [f"{value:.9g}" for value in smooth]
                + [int(s[name][k]) for name in _DRAWN]
                + [f"{value:.9g}" for value in s.carried[k]]
                + [int(value) for value in (*s.crossed[k], *debts)]
            )
