"""The ion counter: what has crossed, bead by bead, beside what was inside the cell already."""

import numpy as np
from numpy.typing import NDArray

from apanim.physics.cell import Geometry, ions_in
from apanim.picture.drawlist import Bar, Item, Sprite, Text
from apanim.picture.plots import axes as ax
from apanim.picture.plots.amounts import cell_name, crossed, figures, unit_for
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour
from apanim.script.timeline import Timeline

_NUMBER_X, _WORD_X, _ICON_X = 196, 212, 46  # from the panel's left edge
_ROWS_Y = (132, 262)
_BIG_PX, _SECOND_ROW = 56, 46


def counter(
    timeline: Timeline, cell: Geometry, now: NDArray[np.float64], since: NDArray[np.float64],
    plate: Standing, seen: float,
) -> list[Item]:  # fmt: skip
    """The panel's contents from the quanta carried (7,) by pathway, now and when it came."""
    membrane = timeline.patch_plan.membrane
    moved = crossed(timeline, now, since, cell)
    rows = (
        ("ion_na", moved.na_in, "entered", membrane.na_in_mM, colour("plot.e_na")),
        ("ion_k", moved.k_out, "left", membrane.k_in_mM, colour("plot.e_k")),
    )
    size, name = unit_for(cell)
    word = timeline.word(name)
    quiet, ink, left = colour("text.quiet"), colour("text.ink"), plate.left
    rule_y = plate.top + (_ROWS_Y[0] + _ROWS_Y[1] - 8) / 2
    out: list[Item] = [
        Text(left + 28, plate.top + 52, cell_name(timeline, cell), 28, 600, quiet, opacity=seen),
        Bar(left + 28, rule_y, plate.right - left - 56, 1.5, colour("plot.grid"), 0.3 * seen),
    ]
    for (rig, ions, verb, inside_mM, tint), y in zip(rows, _ROWS_Y, strict=True):
        base, right = plate.top + y, left + _NUMBER_X
        inside = figures(ions_in(inside_mM, cell.volume_um3) / size)
        out += [
            Sprite(rig, left + _ICON_X, base - 18, pose="default", scale=1.5, opacity=seen),
            *ax.readout(figures(ions / size), right, base, tint, seen, _BIG_PX - 8, 800),
            Text(left + _WORD_X, base, f"{word} {timeline.word(verb)}", 28, 600, ink, opacity=seen),
            Text(right, base + _SECOND_ROW, inside, 28, 700, quiet, "end", opacity=seen),
            Text(
                left + _WORD_X, base + _SECOND_ROW, f"{word} {timeline.word('inside')}", 28, 600, quiet,
                opacity=seen,
            ),
        ]  # fmt: skip
    return out
