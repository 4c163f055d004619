"""What drives an ion, as arrows beside a pore: their lengths are millivolts of the model at this instant.

A cation is pushed by its gradient and by the voltage; out of the cell by V - E in all. At a leak the two
parts stand side by side, -E and V; at a receptor, whose one pore lets both cations through, V - E of each.
"""

from typing import NamedTuple

from apanim.particles.layout import Layout
from apanim.picture.camera import Camera
from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.kept import kept_by_owner
from apanim.picture.membrane_parts import HEAD_DY
from apanim.picture.plots.columns import Recorded
from apanim.picture.theme import colour
from apanim.picture.views.membrane.geometry import membrane_y
from apanim.picture.views.membrane.label_targets import find_part
from apanim.picture.views.membrane.proteins import Posed
from apanim.script.timeline import Span, Timeline
from apanim.tape.readings import Readings, readings
from apanim.units import TICKS_PER_S

_PX_PER_MV = 0.78
_LEAST_PX = 26.0  # a shorter arrow has no room for its head
_ASIDE_PX = 92.0
_FOOT_OUT_PX = {"ligand_stream": 150.0}  # a receptor is tall; elsewhere arrows rise from the lipid heads
_WIDTH, _UNDER_WIDTH, _BARB = 8.0, 14.0, (14.0, 15.0)
_FREE_X = (496.0, 1160.0)  # right of the name of the inside, left of the panels
_SIZE, _WEIGHT, _ROW_PX = 28, 600, 36
_IN_S, _OUT_S, _GROWS_S = 0.30, 0.20, 0.60

_VOLTAGE, _NA, _K = colour("text.leader"), colour("plot.e_na"), colour("plot.e_k")


class Force(NamedTuple):
    """One arrow: `push_mV` above 0 drives a cation out of the cell."""

    name: str
    push_mV: float
    tint: str


def forces_at(name: str, v_mV: float, membrane: Readings) -> tuple[Force, Force]:
    """The two forces to show at the part `name` of a patch of `membrane` at `v_mV`, left and right."""
    if name == "k_leak":
        return Force("gradient", -membrane.e_k_mV, _K), Force("voltage", v_mV, _VOLTAGE)
    if name == "na_leak":
        return Force("gradient", -membrane.e_na_mV, _NA), Force("voltage", v_mV, _VOLTAGE)
    return Force("Na^+", v_mV - membrane.e_na_mV, _NA), Force("K^+", v_mV - membrane.e_k_mV, _K)


def forces(
    timeline: Timeline, tape: Recorded, proteins: list[Posed], tick: int, camera: Camera, v_mV: float,
    scale: float = 1.0,
) -> list[Item]:  # fmt: skip
    """The arrows that are on at `tick`, in the whole view; words are `scale` times as large."""
    plan, out = timeline.patch_setup, list[Item]()
    for span in timeline.active("forces", tick):
        owner = _owner(tape, span, plan.layout)
        seen = camera.wide * presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
        if owner < 0 or seen <= 0.0:
            continue
        grown = smooth((tick - span.start_tick) / (_GROWS_S * TICKS_PER_S))
        pair = forces_at(span.target, v_mV, readings(timeline.membrane_at(tick)))
        for side, force in zip((-1, +1), pair, strict=True):
            x = proteins[owner].x + side * _ASIDE_PX
            rise = _FOOT_OUT_PX.get(span.target, HEAD_DY) if force.push_mV > 0 else HEAD_DY
            out += _arrow(force._replace(name=timeline.word(force.name)), x, rise, grown, seen, scale)
    return out


def shown(timeline: Timeline, tick: int) -> float:
    """How far arrows are there, 0..1."""
    spans = timeline.active("forces", tick)
    return max((presence(tick, s.start_tick, s.end_tick, _IN_S, _OUT_S) for s in spans), default=0.0)


@kept_by_owner
def _owner(tape: Recorded, span: Span, layout: Layout) -> int:
    return find_part(tape, layout, span.target, span.start_tick, span.end_tick, between=_FREE_X).owner


def _arrow(force: Force, x: float, rise: float, grown: float, seen: float, scale: float) -> list[Item]:
    """An arrow from `rise` px off the mid-plane on, its name and millivolts at its tip."""
    out = force.push_mV > 0
    way = -1 if out else 1
    foot = float(membrane_y(x)) + way * rise
    tip = foot + way * max(_LEAST_PX, abs(force.push_mV) * _PX_PER_MV) * grown
    barb = ((x - _BARB[0], tip - way * _BARB[1]), (x, tip), (x + _BARB[0], tip - way * _BARB[1]))
    dark = colour("text.outline_cool" if out else "text.outline_warm")
    shape = {"under": dark, "under_width": _UNDER_WIDTH}
    row = _ROW_PX * scale
    first = tip - 18 - row if out else tip + 16 + _SIZE * scale
    style = {"anchor": "middle", "outline": dark, "opacity": seen}
    words = (force.name, f"{abs(force.push_mV):.0f} mV")
    return [
        Line(((x, foot), (x, tip - way * 2)), force.tint, _WIDTH, seen, **shape),
        Line(barb, force.tint, _WIDTH, seen, **shape),
        *(
            Text(x, first + k * row, text, _SIZE * scale, _WEIGHT, force.tint, **style)
            for k, text in enumerate(words)
        ),
    ]
