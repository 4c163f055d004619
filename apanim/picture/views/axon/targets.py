"""What can be pointed at on the axon: its channels, the ions in them, its compartments, and V along it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import ColumnCurve, Item
from apanim.picture.rigs import rig
from apanim.picture.shot import Shot
from apanim.picture.things.targets import Places, Targets, covers, over, seen, together
from apanim.picture.views.axon.geometry import (
    CENTRE_Y,
    COLUMN_X,
    FIRST_X,
    INSIDE_BOTTOM,
    LAST_X,
    SCALE,
    channels,
    compartments_x,
)
from apanim.picture.views.axon.ion_streams import passing
from apanim.tape import CablePlan, CableTape

_CURVE_PX, _BEAD_PX = 18.0, 10.0
_BODY = 1.3  # of a channel's half-width: how far its middle reaches


def targets(shot: Shot[CableTape], items: Sequence[Item]) -> Targets:
    """Everything in sight; `items` are those of the picture."""
    sight, plan = shot.camera.sight, shot.tape.plan
    names, x, y, radius = together((_beads(shot.tape, shot.tick), _still(plan)))
    scene = Places(names, *sight.onto(x, y), radius * sight.scale)
    return over(_along(shot, items), seen(scene, covers(items), shot.look.frame))


def _beads(tape: CableTape, tick: int) -> Places:
    """The ions on their way through a channel."""
    beads = passing(tape, tick)
    numbers = zip(beads.channel.astype(int), beads.number.astype(int), strict=True)
    names = [f"bead {channel} {number}" for channel, number in numbers]
    return Places(names, beads.x, beads.y, np.full(len(names), _BEAD_PX))


def _along(shot: Shot[CableTape], items: Sequence[Item]) -> Targets:
    """The compartments once more, on the curve of V along the axon."""
    curve = next((one for one in items if isinstance(one, ColumnCurve)), None)
    rows = _in_sight(shot.tape.plan)
    x = compartments_x(shot.tape.plan)[rows]
    if curve is None:
        rows, x = rows[:0], x[:0]
    y = x if curve is None else np.interp(x, COLUMN_X, curve.y)
    x, y = shot.camera.home.onto(x, y)  # as the panel lies
    names = [f"compartment {row}" for row in rows.tolist()]
    return seen(Places(names, x, y, np.full(len(x), _CURVE_PX)), (), shot.look.frame)


@lru_cache(maxsize=4)
def _still(plan: CablePlan) -> Places:
    """The channels, and the compartments in the stretch that is seen."""
    rows, row = _in_sight(plan), channels()
    x = compartments_x(plan)[rows]
    wide = [_BODY * SCALE * rig(one.rig).half_width for one in row]
    pores = Places(
        [f"channel {number}" for number in range(len(row))],
        np.array([one.x for one in row]), np.array([one.y for one in row]), np.array(wide),
    )  # fmt: skip
    reach = np.full(len(rows), INSIDE_BOTTOM - CENTRE_Y)
    names = [f"compartment {row}" for row in rows.tolist()]
    return together((pores, Places(names, x, np.full(len(rows), CENTRE_Y), reach)))


@lru_cache(maxsize=4)
def _in_sight(plan: CablePlan) -> NDArray[np.intp]:
    x = compartments_x(plan)
    return np.flatnonzero((x >= FIRST_X) & (x <= LAST_X))
