"""The axon's picture at one instant, a pure function of the timeline, the tape and the tick."""

import numpy as np

from apanim.picture import caption, title
from apanim.picture.aim import cuts, hush
from apanim.picture.axon import channels, light, loops, plot, stream, water
from apanim.picture.axon.here import at_columns
from apanim.picture.axon.labels import labels
from apanim.picture.axon.loops import Current
from apanim.picture.axon.place import COLUMN_X, FIRST_X, LAST_X
from apanim.picture.axon.zones import RAISED_MV, Readiness, readiness
from apanim.picture.camera import Camera, Leg
from apanim.picture.drawlist import DrawList, Item, Line, Scenery, Text
from apanim.picture.theme import colour
from apanim.script.timeline import Timeline
from apanim.tape import CableTape

_ARROW_LEFT, _ARROW_RIGHT, _ARROW_Y = 1384, 1724, 150
_ARROW_COLOUR, _ARROW_INK = colour("axon.travel"), colour("axon.travel_ink")


def axon_frame(
    timeline: Timeline, tape: CableTape, tick: int, way: tuple[Leg, ...], camera: Camera, *,
    captions: bool, plots: bool, still: bool, scale: float = 1.0,
) -> DrawList:  # fmt: skip
    """Everything on screen at `tick`, through `camera` on its `way`; `still` halts what only drifts.

    Raises UserError if a label names a part that is not drawn.
    """
    plan, state = tape.plan, tape.at(tick)
    here = at_columns(plan, state)
    ready = readiness(plan, here)
    flowing = loops.currents(plan, state.v_mV)
    trails, beads = stream.ions(tape, tick)
    out: list[Item] = [
        *camera.lens(),
        Scenery("axon_back"), light.round_axon(here.v_mV), *light.inside_axon(here.v_mV, ready.tint),
        Scenery("axon_walls"), light.on_walls(here.v_mV), water.drifting(0 if still else tick),
        *channels.sprites(here), *channels.chips(here), *trails, *beads, *loops.loops(flowing),
        *camera.glass(), *cuts(timeline, tick, reduced_motion=still), *hush(way, tick),
        *labels(timeline, tape, tick, way, scale),
    ]  # fmt: skip
    out += plot.plot(here.v_mV, ready, _higher(scale)) if plots else []
    out += [*title.title(timeline, tick, scale), *_travel(flowing, ready, scale)]
    out += caption.caption(timeline, tick, wide=True, scale=scale) if captions else []
    return DrawList(tuple(out))


def _higher(scale: float) -> float:
    """By how much a larger caption lifts the plot above it."""
    return caption.box(wide=True)[1] - caption.box(scale, wide=True)[1]


def _travel(flowing: list[Current], ready: Readiness, scale: float) -> list[Item]:
    """Which way spikes run: the way of every local current that ends on membrane that is ready."""
    ahead = [
        c for c in flowing
        if FIRST_X - 60 < c.sink < LAST_X + 60 and np.interp(c.sink, COLUMN_X, ready.raised_mV) < RAISED_MV
    ]  # fmt: skip
    right = max((c.strength for c in ahead if c.sink > c.source), default=0.0)
    left = max((c.strength for c in ahead if c.sink < c.source), default=0.0)
    either = max(left, right)
    if either <= 0.0:
        return []
    shaft = ((_ARROW_LEFT + 4, _ARROW_Y), (_ARROW_RIGHT - 4, _ARROW_Y))
    dark = colour("text.outline_cool")
    out: list[Item] = [
        Line(shaft, _ARROW_COLOUR, 6, either),
        Text(
            _ARROW_LEFT,
            122,
            "direction of travel",
            28 * scale,
            600,
            _ARROW_INK,
            outline=dark,
            opacity=either,
        ),
    ]
    for share, tip, back in ((right, _ARROW_RIGHT, -22), (left, _ARROW_LEFT, 22)):
        if share > 0.0:
            barb = ((tip + back, _ARROW_Y - 18), (tip, _ARROW_Y), (tip + back, _ARROW_Y + 18))
            out.append(Line(barb, _ARROW_COLOUR, 6, share))
    return out
