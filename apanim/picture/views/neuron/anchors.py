"""What a label may point at: the parts of the neuron, its synapses, and any place of its cable; and
the glass electrode at the cell body, which comes when it first passes current there, and stays."""

import math

from apanim.errors import UserError
from apanim.picture.camera.path import Found
from apanim.picture.drawlist import Item, Scenery
from apanim.picture.easing import smooth
from apanim.picture.shot import Shot
from apanim.picture.views.neuron.geometry import (
    BOUTON_R,
    SOMA_X,
    SOMA_Y,
    axon_width,
    axon_y,
    boutons,
    courses,
    spot,
)
from apanim.picture.views.neuron.synapses import R, endings
from apanim.script.timeline import Timeline, tick_at
from apanim.tape import CableTape
from apanim.tape.morphology import Electrode
from apanim.units import TICKS_PER_S

LAYER = "neuron/pipette"
ALONG = ((955.0, 402.0), (925.0, 420.0))  # where a label may touch it, in the whole view
_COMES_S = 0.4
_AT = "soma"  # the section whose electrode is drawn
Point = tuple[float, float]
_SOMA_EDGE = 62.0
_AXON_X = (1250.0, 1080.0, 1000.0, 1340.0)


def pipette(shot: Shot[CableTape]) -> list[Item]:
    """The electrode at the soma, from its first current on."""
    begun = [a.start_ns for a in shot.tape.plan.acts if isinstance(a, Electrode) and a.section == _AT]
    if not begun:
        return []
    tick = tick_at(shot.timeline, min(begun))
    seen = smooth((shot.tick - tick) / (_COMES_S * TICKS_PER_S)) * shot.camera.wide
    return [Scenery(LAYER, seen)] if seen > 0.0 else []


def anchors(target: str) -> list[Point]:
    """Points in the picture that the label may touch, the best first. Raises UserError if there is none."""
    if target.startswith("synapse "):
        return _synapse(target.removeprefix("synapse "))
    if target in _FIXED:
        return _FIXED[target]
    section, _, share = target.partition("@")
    if section in courses():
        return [spot(section, float(share) if share else 1.0)]
    known = ", ".join([*_FIXED, *(f"synapse {name}" for name in endings()), "a section"])
    raise UserError(f"{target!r} is no part of the picture; the neuron has {known}")


def find(timeline: Timeline, tape: CableTape, name: str, start_tick: int, end_tick: int) -> Found:
    """A part for the camera, at any time. Raises UserError if the neuron has none such."""
    return Found(*anchors(name)[0])


def _round(x: float, y: float, r: float, *degrees: float) -> list[Point]:
    return [(x + r * math.cos(math.radians(d)), y + r * math.sin(math.radians(d))) for d in degrees]


def _synapse(name: str) -> list[Point]:
    if name not in endings():
        raise UserError(f"synapse {name!r} is not drawn; the neuron has {', '.join(endings())}")
    end = endings()[name]
    across = math.degrees(end.way)
    return _round(*end.middle, R - 2, across - 70, across + 70, across)


def _along(*places: float, side: int = -1) -> list[Point]:
    return [(x, axon_y(x) + side * (axon_width(x) / 2 - 3)) for x in places]


_FIXED: dict[str, list[Point]] = {
    "dendrites": [spot("dendrite 1 branch 3 a", 0.4), spot("dendrite 2 c", 0.5), spot("dendrite 5 c", 0.5)],
    "soma": _round(SOMA_X, SOMA_Y, _SOMA_EDGE, 62, 130, -50),
    "nucleus": _round(SOMA_X - 10, SOMA_Y - 2, 30, -40, 60),
    "hillock": _along(650, 660),
    "initial_segment": _along(742, 760),
    "trigger_zone": _along(700, 720),
    "axon": _along(*_AXON_X),
    "terminals": [p for i in (0, 4, 1, 3, 2) for p in _round(*boutons()[i], BOUTON_R - 4, -100, 100, 0)],
    "electrode": list(ALONG),
    "synapses": [p for name in endings() if endings()[name].excites for p in _synapse(name)[:2]],
}
