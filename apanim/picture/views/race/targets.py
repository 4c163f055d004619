"""What can be pointed at in a race: the compartments of its axons, and again on the curves of V."""

from collections.abc import Sequence

import numpy as np

from apanim.picture.drawlist import ColumnCurve, Item
from apanim.picture.shot import Shot
from apanim.picture.things.compartment import Compartment
from apanim.picture.things.targets import Places, Targets, covers, over, seen, together
from apanim.picture.things.thing import Thing
from apanim.picture.views.race.geometry import COLUMN_X, FIRST_X, LAST_X, compartments_x, lanes
from apanim.script.timeline import Timeline
from apanim.tape import CableTape

_CURVE_PX = 18.0


def targets(shot: Shot[CableTape], items: Sequence[Item]) -> Targets:
    """Everything in sight; `items` are those of the picture."""
    sight, plan, home = shot.camera.sight, shot.tape.plan, shot.camera.home
    curves = [one for one in items if isinstance(one, ColumnCurve)]
    x = compartments_x(plan)
    on_lanes, on_curves = list[Places](), list[Places]()
    for lane in lanes(plan):
        rows = np.arange(lane.rows.start, lane.rows.stop)
        rows = rows[(x[rows] >= FIRST_X) & (x[rows] <= LAST_X)]
        names = [f"compartment {row}" for row in rows.tolist()]
        reach = np.full(len(rows), lane.size.radius * sight.scale)
        on_lanes.append(Places(names, *sight.onto(x[rows], np.full(len(rows), lane.y)), reach))
        if lane.number < len(curves):
            y = np.interp(x[rows], COLUMN_X, curves[lane.number].y)
            at_x, at_y = sight.onto(x[rows], y)
            inside = (at_x >= home.onto(FIRST_X, 0.0)[0]) & (at_x <= home.onto(LAST_X, 0.0)[0])
            names = [name for name, there in zip(names, inside.tolist(), strict=True) if there]
            reach = np.full(len(names), _CURVE_PX)
            on_curves.append(Places(names, at_x[inside], at_y[inside], reach))
    below = seen(together(on_lanes), covers(items), shot.look.frame)
    return over(seen(together(on_curves), (), shot.look.frame), below) if on_curves else below


def thing(timeline: Timeline, tape: CableTape, name: str) -> Thing | None:
    """See picture.views."""
    kind, _, row = name.partition(" ")
    if kind == "compartment" and row.isdigit() and int(row) < tape.plan.tree.size:
        return Compartment(timeline, tape, int(row))
    return None
