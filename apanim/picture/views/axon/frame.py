"""The axon's picture at one instant, a pure function of the timeline, the tape and the tick."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera.path import darkened
from apanim.picture.drawlist import OPACITY_LEVELS, Beads, Item, Line, Scenery, Text
from apanim.picture.overlay import caption, title
from apanim.picture.shot import Look, Shot
from apanim.picture.theme import colour
from apanim.picture.views.axon import channels, light
from apanim.picture.views.axon import ion_streams as stream
from apanim.picture.views.axon import local_circuits as loops
from apanim.picture.views.axon import voltage_along as plot
from apanim.picture.views.axon.geometry import (
    CENTRE_Y,
    COLUMN_X,
    FIRST_X,
    INSIDE_BOTTOM,
    INSIDE_TOP,
    LAST_X,
    RADIUS,
)
from apanim.picture.views.axon.labels import axon_labels
from apanim.picture.views.axon.local_circuits import Current
from apanim.picture.views.axon.readiness import RAISED_MV, Readiness, readiness
from apanim.picture.views.axon.state import at_columns, blocked_at
from apanim.script.timeline import model_ns_at
from apanim.tape import CableTape
from apanim.units import TICKS_PER_S

_NA, _K, _CL = 0, 1, 2
_KEPT_FREE = ((60, 40, 640, 240), (1320, 40, 1860, 190))  # title, and the arrow of travel
_LEVELS = (15, 21)  # of depth: out of focus, and small
Float = NDArray[np.float64]
_ARROW_PX, _ARROW_AT = 340, (1724, 150)  # its length, and its right end in 16 to 9
_ARROW_DROP = 190.0  # below the safe area of a stacked frame
_ARROW_COLOUR, _ARROW_INK = colour("axon.travel"), colour("axon.travel_ink")


def frame(shot: Shot[CableTape]) -> list[Item]:
    """Everything on screen. Raises UserError if a label names a part that is not drawn."""
    timeline, tape, tick, look = shot.timeline, shot.tape, shot.tick, shot.look
    plan, state = tape.plan, tape.at(tick)
    here = at_columns(plan, state)
    now_ns = model_ns_at(timeline, tick)
    ready, blocked = readiness(plan, here, now_ns), blocked_at(plan, now_ns)
    flowing = loops.currents(plan, state.v_mV)
    drift = 0 if look.reduced_motion else tick
    tall = "_tall" if look.frame.stacked else ""
    trails, beads = stream.ions(tape, tick)
    out: list[Item] = [
        *shot.camera.lens(),
        Scenery(f"axon/back{tall}"), light.round_axon(here.v_mV), *light.inside_axon(here.v_mV, ready.tint),
        Scenery(f"axon/walls{tall}"), light.on_walls(here.v_mV), _drifting(drift),
        *channels.sprites(here, blocked), *channels.chips(here), *trails, *beads, *loops.loops(flowing),
        *shot.camera.glass(), *darkened(shot), *axon_labels(shot),
    ]  # fmt: skip
    out += plot.plot(here.v_mV, ready, shot.camera.home, look) if look.plots else []
    out += [*title.title(timeline, tick, look), *_travel(flowing, ready, look)]
    out += caption.caption(timeline, tick, look, wide=True) if look.captions else []
    return out


def _travel(flowing: list[Current], ready: Readiness, look: Look) -> list[Item]:
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
    _, top, edge, _ = look.frame.safe
    end, y = (edge, top + _ARROW_DROP) if look.frame.stacked else _ARROW_AT
    start = end - _ARROW_PX
    shaft = ((start + 4, y), (end - 4, y))
    dark = colour("text.outline_cool")
    out: list[Item] = [
        Line(shaft, _ARROW_COLOUR, 6, either),
        Text(
            end if look.frame.stacked else start,
            y - 28,
            "direction of travel",
            28 * look.scale,
            600,
            _ARROW_INK,
            "end" if look.frame.stacked else "start",
            outline=dark,
            opacity=either,
        ),
    ]
    for share, tip, back in ((right, end, -22), (left, start, 22)):
        if share > 0.0:
            barb = ((tip + back, y - 18), (tip, y), (tip + back, y + 18))
            out.append(Line(barb, _ARROW_COLOUR, 6, share))
    return out


@cache
def _crowd() -> tuple[NDArray[np.uint8], Float, Float, Float, NDArray[np.uint8]]:
    """rig (n,), home (n, 2), period_s (n, 2), phase (n, 2), depth (n,)."""
    rng = np.random.default_rng(14)
    homes, rigs = [], []
    while len(homes) < 46:
        y = rng.choice((rng.uniform(40, CENTRE_Y - RADIUS - 34), rng.uniform(CENTRE_Y + RADIUS + 26, 670)))
        x = rng.uniform(30, 1890)
        if not any(a < x < c and b < y < d for a, b, c, d in _KEPT_FREE):
            homes.append((x, y))
            rigs.append(_CL if len(homes) % 4 == 0 else _NA)
    for i in range(40):
        homes.append((rng.uniform(150, 1770), rng.uniform(INSIDE_TOP + 40, INSIDE_BOTTOM - 40)))
        rigs.append(_NA if i % 8 == 7 else _K)
    count = len(homes)
    return (
        np.array(rigs, np.uint8), np.array(homes), rng.uniform(7, 15, (count, 2)),
        rng.uniform(0, 2 * np.pi, (count, 2)), rng.integers(*_LEVELS, count).astype(np.uint8),
    )  # fmt: skip


def _drifting(tick: int) -> Beads:
    """The crowd at `tick`: each bead on its own slow round."""
    rig, home, period_s, phase, depth = _crowd()
    at = home + 16.0 * np.sin(2 * np.pi * tick / (TICKS_PER_S * period_s) + phase)
    x, y = at.T.astype(np.float32)
    return Beads(rig, x, y, depth, _opacity())


@cache
def _opacity() -> NDArray[np.uint8]:
    return np.full(len(_crowd()[0]), OPACITY_LEVELS, np.uint8)
