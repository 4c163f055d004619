"""Concentrations on both sides of the membrane, to scale, and the little by which they change."""

import numpy as np
from numpy.typing import NDArray

from apanim.physics.cell import Geometry
from apanim.picture.drawlist import Bar, Item, Line, Sprite, Text
from apanim.picture.plots.amounts import cell_name, change_mM
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour
from apanim.script.timeline import Timeline

_FIRST_Y, _GROUP, _ROW = 156, 172, 46
_BAR_X, _BAR_PX, _BAR_HEIGHT = 150, 250, 20
_PARTS = 100_000
_IONS = (
    ("na", "ion_na", "Na^+", "plot.e_na"), ("k", "ion_k", "K^+", "plot.e_k"),
    ("cl", "ion_cl", "Cl^−", "plot.cl"),
)  # fmt: skip


def bars(
    timeline: Timeline, cell: Geometry, carried: NDArray[np.float64], since: NDArray[np.float64],
    plate: Standing, seen: float,
) -> list[Item]:  # fmt: skip
    """The panel's contents from the quanta carried (7,) by pathway, now and when it came.

    The bath outside is without end: its concentrations stay.
    """
    membrane = timeline.patch_plan.membrane
    change = change_mM(timeline, carried, since, cell)
    quiet, left, top = colour("text.quiet"), plate.left, plate.top
    most = max(getattr(membrane, f"{name}_{side}_mM") for name, *_ in _IONS for side in ("out", "in"))
    title, unit = timeline.word("Concentration"), timeline.word("mM")
    out: list[Item] = [
        Text(left + 28, top + 52, title, 28, 600, quiet, opacity=seen),
        Text(plate.right - 28, top + 52, unit, 28, 600, quiet, "end", opacity=seen),
        Text(left + 28, top + 92, cell_name(timeline, cell), 28, 600, quiet, opacity=seen),
    ]
    for i, (name, rig, sign, role) in enumerate(_IONS):
        outside, inside = (getattr(membrane, f"{name}_{side}_mM") for side in ("out", "in"))
        y, tint = top + _FIRST_Y + i * _GROUP, colour(role)
        out += [
            Sprite(rig, left + 44, y - 10, pose="default", scale=1.25, opacity=seen),
            Text(left + 72, y, sign, 30, 700, tint, opacity=seen),
            _change(timeline, change[name] / inside, plate.right - 28, y, seen),
            *_bar(timeline, "outside", outside, 0.0, most, (left, y + _ROW), tint, seen),
            *_bar(timeline, "inside", inside, change[name], most, (left, y + 2 * _ROW), tint, seen),
        ]
    return out


def _change(timeline: Timeline, share: float, right: float, y: float, seen: float) -> Text:
    """'+55 in 100,000': the change inside, in parts of what was there."""
    parts = round(share * _PARTS)
    sign = "+" if parts > 0 else "−" if parts < 0 else "±"
    text = f"{sign}{abs(parts)} {timeline.word('in 100,000')}"
    return Text(right, y, text, 28, 700, colour("text.ink"), "end", opacity=seen)


def _bar(
    timeline: Timeline, side: str, start_mM: float, change: float, most_mM: float, at: tuple[float, float],
    tint: str, seen: float,
) -> list[Item]:  # fmt: skip
    """A bar as long as the concentration is now, an upright line where it began, and its number."""
    left, base = at
    per_mM = _BAR_PX / most_mM
    x, y = left + _BAR_X, base - 20
    began = x + per_mM * start_mM
    number = f"{start_mM + change:.3f}" if side == "inside" else f"{start_mM:.0f}"
    return [
        Text(left + 28, base, timeline.word(side), 28, 600, colour("text.quiet"), opacity=seen),
        Bar(x, y, _BAR_PX, _BAR_HEIGHT, colour("plot.bar"), 0.10 * seen),
        Bar(x, y, max(per_mM * (start_mM + change), 3.0), _BAR_HEIGHT, tint, 0.95 * seen),
        Line(((began, y - 5), (began, y + _BAR_HEIGHT + 5)), colour("plot.cursor"), 2.5, 0.9 * seen),
        Text(left + 532, base, number, 28, 700, colour("text.ink"), "end", opacity=seen),
    ]
