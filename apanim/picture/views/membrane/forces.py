"""What drives an ion, as arrows beside a pore: their lengths are millivolts of the model at this instant.

A cation is pushed by its gradient and by the voltage; out of the cell by V - E in all. At a leak the two
parts stand side by side, -E and V; at a receptor, whose one pore lets both cations through, V - E of each.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from apanim.particles.layout import Layout
from apanim.picture.camera import Camera
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.easing import presence, smooth
from apanim.picture.kept import kept_by_owner
from apanim.picture.labels.draw import under
from apanim.picture.labels.engine import overlap
from apanim.picture.membrane_parts import HEAD_DY
from apanim.picture.plots.columns import Recorded
from apanim.picture.shot import Look
from apanim.picture.theme import colour
from apanim.picture.type import box as text_box
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
_FREE_STAGED_X = (820.0, 1160.0)  # right of the title, which is close above the membrane there
_BESIDE_PX = 28.0  # words from the arrow's middle line
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
    look: Look, taken: Sequence[Box] = (), staged: bool = False,
) -> list[Item]:  # fmt: skip
    """The arrows that are on at `tick`, in the whole view. Words stand inside the safe area where nothing
    else of the frame is `taken`, or not at all. `staged`: above the stage of V(t)."""
    plan, out = timeline.patch_setup, list[Item]()
    for span in timeline.active("forces", tick):
        owner = _owner(tape, span, plan.layout, staged)
        seen = camera.wide * presence(tick, span.start_tick, span.end_tick, _IN_S, _OUT_S)
        if owner < 0 or seen <= 0.0:
            continue
        grown = smooth((tick - span.start_tick) / (_GROWS_S * TICKS_PER_S))
        pair = forces_at(span.target, v_mV, readings(timeline.membrane_at(tick)))
        for side, force in zip((-1, +1), pair, strict=True):
            x = proteins[owner].x + side * _ASIDE_PX
            out_px = _FOOT_OUT_PX.get(span.target, HEAD_DY) if force.push_mV > 0 else HEAD_DY
            foot = camera.sight.onto(x, float(membrane_y(x)) + (-out_px if force.push_mV > 0 else out_px))
            named = force._replace(name=timeline.word(force.name))
            out += _arrow(named, foot, side, grown, seen, look, taken)
    return out


def shown(timeline: Timeline, tick: int) -> float:
    """How far arrows are there, 0..1."""
    spans = timeline.active("forces", tick)
    return max((presence(tick, s.start_tick, s.end_tick, _IN_S, _OUT_S) for s in spans), default=0.0)


@kept_by_owner
def _owner(tape: Recorded, span: Span, layout: Layout, staged: bool) -> int:
    free = _FREE_STAGED_X if staged else _FREE_X
    return find_part(tape, layout, span.target, span.start_tick, span.end_tick, between=free).owner


def _arrow(
    force: Force, foot: tuple[float, float], side: int, grown: float, seen: float, look: Look,
    taken: Sequence[Box],
) -> list[Item]:  # fmt: skip
    """An arrow from its `foot` on, its name and millivolts at its tip, or beside it where that is taken."""
    out, (x, y) = force.push_mV > 0, foot
    way = -1 if out else 1
    longest = max(_LEAST_PX, abs(force.push_mV) * _PX_PER_MV)
    tip = y + way * longest * grown
    barb = ((x - _BARB[0], tip - way * _BARB[1]), (x, tip), (x + _BARB[0], tip - way * _BARB[1]))
    dark = colour("text.outline_cool" if out else "text.outline_warm")
    shape = {"under": dark, "under_width": _UNDER_WIDTH}
    ways = _words(force, (x, tip, (y + tip) / 2), side, seen, look.scale)
    words = next((w for w in ways if all(_free(text_box(text), look, taken) for text in w)), ())
    return [
        Line(((x, y), (x, tip - way * 2)), force.tint, _WIDTH, seen, **shape),
        Line(barb, force.tint, _WIDTH, seen, **shape),
        *(under(text) for text in words),
        *words,
    ]


def _words(
    force: Force, at: tuple[float, float, float], side: int, seen: float, scale: float
) -> Iterator[tuple[Text, ...]]:
    """The ways to set the words of an arrow at x with its tip and its middle `at` these heights."""
    (x, tip, middle), row, size = at, _ROW_PX * scale, _SIZE * scale
    out = force.push_mV > 0
    dark = colour("text.outline_cool" if out else "text.outline_warm")
    beyond = tip - 18 - row if out else tip + 16 + size
    anchors: tuple[tuple[float, float, Literal["start", "middle", "end"]], ...] = (
        (x, beyond, "middle"),
        (x + side * _BESIDE_PX, middle, "start" if side > 0 else "end"),
        (x - side * _BESIDE_PX, middle, "end" if side > 0 else "start"),
    )
    for text_x, first, anchor in anchors:
        style = {"anchor": anchor, "outline": dark, "opacity": seen}
        yield tuple(
            Text(text_x, first + k * row, words, size, _WEIGHT, force.tint, **style)
            for k, words in enumerate((force.name, f"{abs(force.push_mV):.0f} mV"))
        )


def _free(words: Box, look: Look, taken: Sequence[Box]) -> bool:
    """Whether words stand inside the safe area, and on nothing."""
    left, top, right, bottom = look.frame.safe
    inside = left <= words[0] and top <= words[1] and words[2] <= right and words[3] <= bottom
    return inside and all(overlap(words, one) == (0.0, 0.0) for one in taken)
