"""A trial view: the membrane potential of a patch as a needle on a dial. Its door, and all of it."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from apanim.picture.camera import WHOLE, Sight
from apanim.picture.camera import path as camera_path
from apanim.picture.camera.path import Found, unknown
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.drawlist import Item, Line, Scenery, Text
from apanim.picture.labels import Labelled, LabelStyle, LabelWay, Placed, labels
from apanim.picture.onstage import UPPER
from apanim.picture.overlay import caption, title
from apanim.picture.plots.trace_panel import trace_panel
from apanim.picture.scenery import Layer
from apanim.picture.theme import colour, ramp
from apanim.picture.things.targets import Places, Targets, covers, seen
from apanim.world import Plan

_X, _Y, _R = 700.0, 640.0, 300.0
__all__ = ["UPPER", "draws", "find", "frame", "layers", "targets", "thing"]
_PARTS = {"hub": (_X, _Y), "rest": (_X - 0.8 * _R, _Y - 0.3 * _R), "needle": None}


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    face = (
        f'<circle cx="{_X}" cy="{_Y}" r="{_R}" fill="{colour("plot.bar")}" stroke="{colour("text.ink")}"/>'
    )
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ramp("ground.outside")[0]}"/>'
    return {"ground": lambda _: Layer(ground, 0.25, filled=True), "face": lambda _: Layer(face)}


PANELS = frozenset()
GROUND = {}


def home(timeline, look) -> Sight:
    return WHOLE


def draws(timeline) -> bool:
    return isinstance(timeline.plan, Plan)


def find(timeline, tape, name, start_tick, end_tick) -> Found:
    if name not in _PARTS:
        raise unknown(name, list(_PARTS))
    return Found(*(_PARTS[name] or _tip(tape, start_tick)))


def frame(shot) -> list[Item]:
    v_mV = shot.tape.at(shot.tick).patch.v_mV
    out = [*shot.camera.lens(), Scenery("dial/ground"), Scenery("dial/face")]
    out += [Line(((_X, _Y), _tip(shot.tape, shot.tick)), colour("plot.trace"), 9)]
    out += [Text(_X, _Y + 80, "millivolts", 40, 700, colour("text.ink"), "middle")]
    out += [*shot.camera.glass(), *camera_path.darkened(shot), *labels(shot, lambda of: _Dial(of.tape))]
    out += title.title(shot.timeline, shot.tick, shot.look)
    out += trace_panel(shot, v_mV) if shot.look.plots else []
    out += caption.caption(shot.timeline, shot.tick, shot.look, wide=True) if shot.look.captions else []
    return out


def targets(shot, items) -> Targets:
    tip = np.array([shot.camera.sight.onto(*_tip(shot.tape, shot.tick))])
    return seen(Places(["needle 0"], *tip.T, np.full(1, 40.0)), covers(items), shot.look.frame)


def thing(timeline, tape, name) -> None:
    return None


def _tip(tape, tick) -> tuple[float, float]:
    turn = math.radians(-150 + 120 * (float(tape.at(tick).patch.v_mV) + 80) / 120)
    return _X + 0.9 * _R * math.cos(turn), _Y + 0.9 * _R * math.sin(turn)


@dataclass
class _Dial(Labelled):
    tape: object
    style = LabelStyle(32, colour("text.ink"), colour("text.leader"), colour("text.outline_cool"))

    def place(self, span, sight, owner, others: Sequence[Placed]) -> Placed:
        x, y = sight.onto(*find(None, self.tape, span.target, span.start_tick, span.end_tick)[:2])
        end = (x + 90, y - 60 - 50 * len(others))
        return Placed(span, LabelWay((end,), (end[0] + 12, end[1] + 11), "start"), sight)

    def leader(self, placed, tick):
        at = find(None, self.tape, placed.span.target, tick, tick)[:2]
        return placed.sight.onto(*at), *placed.way.bends
