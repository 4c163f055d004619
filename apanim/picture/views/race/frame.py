"""The picture of a race at one instant, a pure function of the timeline, the tape and the tick: each axon's
channels, the light of its V, and the current inside it."""

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera.path import darkened
from apanim.picture.drawlist import ColumnLight, Item, Line, Scenery, Tint
from apanim.picture.overlay import caption, title
from apanim.picture.place_channels import posed
from apanim.picture.shot import Shot
from apanim.picture.theme import colour
from apanim.picture.views.race import marks, sheath
from apanim.picture.views.race import voltage_along as plot
from apanim.picture.views.race.geometry import RaceLane, at_columns, compartments_x, lanes, pores
from apanim.picture.views.race.labels import race_labels
from apanim.tape import CablePlan, CableTape, PatchState

_FULL_NA = 0.12  # at which an arrowhead is as bright as it gets
_LEAST = 0.06
_STEPS = 16
Float = NDArray[np.float64]


def frame(shot: Shot[CableTape]) -> list[Item]:
    """Everything on screen. Raises UserError if a label names a part that is not drawn."""
    timeline, tape, tick, look = shot.timeline, shot.tape, shot.tick, shot.look
    plan, state = tape.plan, tape.at(tick)
    running = lanes(plan)
    along = [at_columns(plan, lane, state.v_mV) for lane in running]
    tall = "_tall" if look.frame.stacked else ""
    out: list[Item] = [
        *shot.camera.lens(),
        Scenery(f"race/back{tall}"),
        Scenery(f"race/axons_{len(running)}"),
    ]
    for lane, v_mV in zip(running, along, strict=True):
        out += _inside(lane, v_mV)
        out += sheath.sheaths(timeline, plan, lane, tick)
        out += _sprites(plan, lane, state)
        out += _arrows(plan, lane, state)
    out += [*shot.camera.glass(), *darkened(shot), *marks.names(shot, running), *race_labels(shot)]
    out += plot.plot(plan, along, shot.camera, look, timeline.word("mm")) if look.plots else []
    out += [*title.title(timeline, tick, look), *marks.clock(shot)]
    out += caption.caption(timeline, tick, look, wide=True) if look.captions else []
    return out


def _arrows(plan: CablePlan, lane: RaceLane, state: PatchState) -> list[Item]:
    """An arrowhead between every two places with channels, and one between those of a bare axon."""
    rows, tree = lane.rows, plan.tree
    x = compartments_x(plan)[rows]
    places = pores(plan, lane.number)
    every = 1 if lane.strand.internodes else 2
    middles = ((places[1:] + places[:-1]) / 2)[::every]
    flow_nA = -np.diff(state.v_mV[rows]) * tree.along_uS[rows.start : rows.stop - 1]  # on to the right
    here = np.interp(middles, (x[1:] + x[:-1]) / 2, flow_nA)
    high = 0.62 * (lane.size.radius - lane.size.wall)
    out: list[Item] = []
    for at, nA in zip(middles.tolist(), here.tolist(), strict=True):
        share = round(min(abs(nA) / _FULL_NA, 1.0) * _STEPS) / _STEPS
        if share > _LEAST:
            out += _arrow(at, lane.y, high, 1.0 if nA > 0 else -1.0, share)
    return out


def _arrow(x: float, y: float, high: float, way: float, share: float) -> list[Item]:
    tip, back = 0.55 * high * way, -0.35 * high * way
    barb = ((back, -high), (tip, 0.0), (back, high))
    edge = colour("axon.loop_edge")
    return [Line(barb, colour("axon.loop"), 5.0, share, None, edge, 9.0, x, y)]


def _inside(lane: RaceLane, v_mV: Float) -> list[ColumnLight]:
    """What glows in a lane; `v_mV` (COLUMNS,)."""
    place = f"{lane.among}_{lane.number}"
    hot, core = 0.72 * _share((v_mV + 62.0) / 95.0), 0.50 * _share((v_mV + 5.0) / 42.0)
    tones = Tint((colour("axon.hot"), colour("axon.core_light")), np.array([hot, core]).astype(np.float32))
    wall = Tint((colour("axon.wall_light"),), (0.26 * hot)[None, :].astype(np.float32))
    return [
        ColumnLight(f"race/inside_{place}", tones, screen=True),
        ColumnLight(f"race/wall_{place}", wall),
    ]


def _share(values: Float) -> Float:
    return np.minimum(np.maximum(values, 0.0), 1.0)


def _sprites(plan: CablePlan, lane: RaceLane, state: PatchState) -> list[Item]:
    """All channels of a lane, each with the light in its pore: of both kinds in turn, in both walls."""
    places = pores(plan, lane.number)
    x = compartments_x(plan)[lane.rows]
    m, h, n = (np.interp(places, x, gate[lane.rows]).tolist() for gate in state[1:])
    half = lane.size.radius - lane.size.wall / 2
    out: list[Item] = []
    for i, place in enumerate(places.tolist()):
        for wall in (-1, 1):
            rig = "k_channel" if (i + (wall > 0)) % 2 else "na_channel"
            out += posed(rig, place, lane.y + wall * half, lane.size.scale, wall > 0, (m[i], h[i], n[i]))
    return out
