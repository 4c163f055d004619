"""The scene in numbers: one row a world step, as CSV."""

import csv
from pathlib import Path

from apanim.export.whole import whole_file
from apanim.tape import CableTape, Tape


def write_table(tape: Tape | CableTape, path: Path) -> None:
    """Write the table of `tape` to `path`, see tape.table. Raises UserError if it cannot."""
    table = tape.table()
    with whole_file(path) as part, part.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(table.columns)
        for row in table.rows:
            out.writerow([f"{value:.9g}" if isinstance(value, float) else value for value in row])
