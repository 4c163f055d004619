"""The current inside each axon, as arrowheads: as bright as it is strong, the way that charge goes."""

import numpy as np

from apanim.picture.drawlist import Item, Line
from apanim.picture.theme import colour
from apanim.picture.views.race.geometry import Lane, compartments_x, pores
from apanim.tape import CablePlan, PatchState

_FULL_NA = 0.12  # at which an arrowhead is as bright as it gets
_LEAST = 0.06
_STEPS = 16


def arrows(plan: CablePlan, lane: Lane, state: PatchState) -> list[Item]:
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
