"""The drawn channels of each axon: two at every node, or all along a bare wall."""

import numpy as np

from apanim.picture.drawlist import Item
from apanim.picture.place_channels import posed
from apanim.picture.views.race.geometry import Lane, compartments_x, pores
from apanim.tape import CablePlan, PatchState


def sprites(plan: CablePlan, lane: Lane, state: PatchState) -> list[Item]:
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
