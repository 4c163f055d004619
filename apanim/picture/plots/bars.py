"""Concentrations on both sides of the membrane, as bars to scale."""

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Bar, Item, Line, Sprite, Text
from apanim.picture.plots.amounts import change_mM
from apanim.picture.plots.axes import plain
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour
from apanim.script.plots import Plot
from apanim.script.timeline import Timeline

_FIRST_Y, _GROUP, _ROW = 116, 118, 46
_SIDE_X, _BAR_X, _NUMBER_PX, _BAR_HEIGHT = 146, 272, 94, 22
_IONS = {
    "na": ("ion_na", "Na^+", "plot.e_na"), "k": ("ion_k", "K^+", "plot.e_k"),
    "cl": ("ion_cl", "Cl^−", "plot.cl"),
}  # fmt: skip


def bars(
    timeline: Timeline, plot: Plot, carried: NDArray[np.float64], since: NDArray[np.float64],
    plate: Standing, seen: float, tick: int,
) -> list[Item]:  # fmt: skip
    """The panel's contents from the quanta carried (pathways,), now and when it came.

    The bath outside is without end: its concentrations stay. With a cell a mark stands where each began.
    """
    membrane = timeline.membrane_at(tick)
    change = change_mM(timeline, carried, since, plot.cell) if plot.cell else {}
    quiet, left, top = colour("text.quiet"), plate.left, plate.top
    sides = [(name, side) for name in _IONS for side in ("out", "in")]
    most = max(getattr(membrane, f"{name}_{side}_mM") for name, side in sides)
    out: list[Item] = [
        Text(left + 28, top + 52, timeline.word("Concentration"), 28, 600, quiet, opacity=seen),
        Text(plate.right - 28, top + 52, timeline.word("mM"), 28, 600, quiet, "end", opacity=seen),
    ]
    for i, name in enumerate(plot.ions):
        rig, sign, role = _IONS[name]
        y, tint = top + _FIRST_Y + i * _GROUP, colour(role)
        outside, inside = (getattr(membrane, f"{name}_{side}_mM") for side in ("out", "in"))
        moved = change.get(name)
        out += [
            Sprite(rig, left + 46, y - 10, pose="default", scale=1.4, opacity=seen),
            Text(left + 74, y, sign, 30, 700, tint, opacity=seen),
            *_bar(timeline, plate, "outside", outside, None, most, y, tint, seen),
            *_bar(timeline, plate, "inside", inside, moved, most, y + _ROW, tint, seen),
        ]
    return out


def _bar(
    timeline: Timeline, plate: Standing, side: str, start_mM: float, change: float | None, most_mM: float,
    base: float, tint: str, seen: float,
) -> list[Item]:  # fmt: skip
    """A bar as long as the concentration is now, a mark where it began if it may change, its number."""
    x, y, now = plate.left + _BAR_X, base - 21, start_mM + (change or 0.0)
    whole = plate.right - _NUMBER_PX - x
    per_mM = whole / most_mM
    number = plain(round(now, 0 if now >= 9.5 else 1))
    out: list[Item] = [
        Text(plate.left + _SIDE_X, base, timeline.word(side), 28, 600, colour("text.quiet"), opacity=seen),
        Bar(x, y, whole, _BAR_HEIGHT, colour("plot.bar"), 0.10 * seen),
        Bar(x, y, max(per_mM * now, 3.0), _BAR_HEIGHT, tint, 0.95 * seen),
        Text(plate.right - 28, base, number, 28, 700, colour("text.ink"), "end", opacity=seen),
    ]
    if change is not None:
        began = x + per_mM * start_mM
        mark = ((began, y - 5), (began, y + _BAR_HEIGHT + 5))
        out.insert(3, Line(mark, colour("plot.cursor"), 2.5, 0.9 * seen))
    return out
