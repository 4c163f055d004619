"""The ion counter: what has crossed, what was inside already, and how small a part of it that is."""

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Sprite, Text
from apanim.picture.easing import smooth
from apanim.picture.plots import axes as ax
from apanim.picture.plots.amounts import cell_name, crossed, figures, unit_for
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour
from apanim.script.plots import Geometry
from apanim.script.timeline import Timeline
from apanim.units import ions_in, rounded

_NUMBER_X, _WORD_X, _ICON_X = 168, 182, 46  # from the panel's left edge
_FIRST_Y, _GROUP, _ROWS_Y = 108, 124, (0, 40, 76)
_BIG_PX = 48
_COUNTED = 0.85, 0.95  # between these shares of all that will cross, the part of the whole is told

Quanta = NDArray[np.float64]  # (pathways,) that each pathway's current has carried


def counter(
    timeline: Timeline, cell: Geometry, now: Quanta, since: Quanta, last: Quanta, plate: Standing,
    seen: float,
) -> list[Item]:  # fmt: skip
    """The panel's contents from the quanta carried now, when it came, and when it goes."""
    membrane = timeline.patch_setup.membrane
    moved, all_of_it = crossed(timeline, now, since, cell), crossed(timeline, last, since, cell)
    rows = (
        ("ion_na", "entered", moved.na_in, all_of_it.na_in, membrane.na_in_mM, colour("plot.e_na")),
        ("ion_k", "left", moved.k_out, all_of_it.k_out, membrane.k_in_mM, colour("plot.e_k")),
    )
    quiet, ink, left = colour("text.quiet"), colour("text.ink"), plate.left
    out: list[Item] = [
        Text(left + 28, plate.top + 50, cell_name(timeline, cell), 28, 600, quiet, opacity=seen),
    ]
    for i, (rig, verb, ions, most, inside_mM, tint) in enumerate(rows):
        base, right = plate.top + _FIRST_Y + i * _GROUP, left + _NUMBER_X
        inside = ions_in(inside_mM, cell.volume_um3)
        few, many = unit_for(most), unit_for(inside)
        told = seen * smooth((ions / most - _COUNTED[0]) / (_COUNTED[1] - _COUNTED[0])) if most > 0 else 0.0
        words = (
            (base, f"{timeline.word(few.word)} {timeline.word(verb)}", 600, ink),
            (base + _ROWS_Y[1], f"{timeline.word(many.word)} {timeline.word('already there')}", 600, quiet),
        )
        out += [
            Sprite(rig, left + _ICON_X, base - 16, pose="default", scale=1.5, opacity=seen),
            *ax.readout(figures(ions / few.size), right, base, tint, seen, _BIG_PX, 800),
            Text(
                right,
                base + _ROWS_Y[1],
                figures(inside / many.size),
                28,
                700,
                quiet,
                "end",
                opacity=seen,
            ),
            *(Text(left + _WORD_X, y, text, 28, weight, c, opacity=seen) for y, text, weight, c in words),
        ]
        if told > 0.0:
            part = f"1 {timeline.word('in')} {timeline.number(f'{rounded(inside / ions):,}')}"
            out.append(Text(left + _WORD_X, base + _ROWS_Y[2], part, 28, 700, tint, opacity=told))
    return out
