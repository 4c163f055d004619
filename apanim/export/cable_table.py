"""A cable's scene in numbers: one row a world step, V at every named place, as CSV."""

import csv
from pathlib import Path

from apanim.export.whole import whole_file
from apanim.tape import CableTape, stations
from apanim.units import NS_PER_MS, STEPS_PER_S


def write_cable_table(tape: CableTape, path: Path) -> None:
    """lecture_s, model_ms and V (mV) at the stations of the tape's plan. Raises UserError if it cannot."""
    places = stations(tape.plan)
    names = [f"V_mV {name}" for name in places.values()]
    with whole_file(path) as part, part.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["lecture_s", "model_ms", *names])
        for k in range(tape.steps + 1):
            voltages = tape.series.v_mV[k, list(places)]
            row = [k / STEPS_PER_S, tape.series.model_ns[k] / NS_PER_MS, *voltages]
            out.writerow([f"{value:.9g}" for value in row])
