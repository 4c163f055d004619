"""The channels of the field as they are now: open, plugged, and how far their lights have followed."""

from typing import Any, NamedTuple

import numpy as np

from apanim.particles.layout import Layout
from apanim.particles.proteins import protein
from apanim.picture.easing import smooth
from apanim.picture.views.field.geometry import RADIUS, FieldSite, sites
from apanim.units import TICKS_PER_S

_LAG_S, _LOOKS = (
    0.24,
    8,
)  # how long a light takes to follow its channel, and at how many moments that is read
_LAGS = tuple(round(_LAG_S * TICKS_PER_S * i / _LOOKS) for i in range(_LOOKS))


class Lit(NamedTuple):
    """A channel as it is now: its site, whether the model has it open or plugged, and 0..1 how far it
    shines, and how far the ball, or a drug's molecule, has come."""

    site: FieldSite
    is_open: bool
    is_plugged: bool
    shines: float
    docked: float
    blocked: float = 0.0


def lit(tape: Any, layout: Layout, tick: int) -> list[Lit]:
    """All channels, far ones first. A light is what its channel was, on the whole, in the last moment."""
    late = [tape.at(max(tick - lag, 0)) for lag in _LAGS]
    now = {}
    for kind in RADIUS:
        gating, plugging = protein(kind).gating, protein(kind).plugging
        assert gating is not None
        states = np.array([world.population(gating).state for world in late])  # (looks, n)
        conducts, _, plugged = gating.tables[:, states]
        plugs = np.array([getattr(world, plugging) for world in late])
        conducts &= plugs <= 0.0
        rows = conducts[0], plugged[0], conducts.mean(axis=0), plugged.mean(axis=0), plugs[0]
        now[kind] = [row.tolist() for row in rows]
    out = []
    for site in sites(layout):
        is_open, is_plugged, shines, docked, blocked = (column[site.order] for column in now[site.kind])
        out.append(Lit(site, is_open, is_plugged, smooth(shines), smooth(docked), smooth(blocked)))
    return out
