"""What can be pointed at on the neuron: its synapses, and every compartment of its cable."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from apanim.picture.drawlist import Item
from apanim.picture.shot import Shot
from apanim.picture.things.targets import Places, Targets, covers, seen
from apanim.picture.views.neuron.geometry import courses
from apanim.picture.views.neuron.synapses import R, endings
from apanim.tape import CablePlan, CableTape

_LEAST_PX = 9.0  # what is thinner is as easy to point at


def targets(shot: Shot[CableTape], items: Sequence[Item]) -> Targets:
    """Everything in sight; `items` are those of the picture."""
    names, x, y, radius = _places(shot.tape.plan)
    sight = shot.camera.sight
    radius = np.maximum(radius * sight.scale, _LEAST_PX)
    return seen(Places(names, *sight.onto(x, y), radius), covers(items), shot.look.frame)


@lru_cache(maxsize=4)
def _places(plan: CablePlan) -> Places:
    """All of them, where they are in the whole view."""
    names = [f"synapse {name}" for name in endings()]
    places = [(*one.middle, R) for one in endings().values()]
    for section in plan.sections:
        first = plan.tree.compartments(section.name).start
        course, count = courses()[section.name], section.compartments
        middles = (np.arange(count) + 0.5) / count
        columns = (np.interp(middles, course.share, column) for column in course.points.T)
        for k, (x, y, wide) in enumerate(zip(*columns, strict=True)):
            names.append(f"compartment {first + k}")
            places.append((x, y, wide / 2))
    x, y, radius = np.array(places, float).T
    return Places(tuple(names), x, y, radius)
