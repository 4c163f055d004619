"""What can be pointed at in the field: its channels."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from apanim.particles.layout import Layout
from apanim.picture.drawlist import Item
from apanim.picture.shot import Shot
from apanim.picture.things.channel import ChannelThing
from apanim.picture.things.targets import Places, Targets, covers, seen
from apanim.picture.things.thing import Thing
from apanim.picture.views.field.geometry import sites
from apanim.script.timeline import Timeline

_LEAST_PX = 12.0  # what is smaller is as easy to point at


def targets(shot: Shot[Any], items: Sequence[Item]) -> Targets:
    """Every channel in sight; `items` are those of the picture."""
    names, x, y, radius = _channels(shot.timeline.patch_setup.layout)
    sight = shot.camera.sight
    return seen(Places(names, *sight.onto(x, y), radius * sight.scale), covers(items), shot.look.frame)


@lru_cache(maxsize=16)
def _channels(layout: Layout) -> Places:
    """Near ones first: they stand before those behind them."""
    row = sites(layout)[::-1]
    x, y = (np.array(column, float) for column in zip(*(site.mouth for site in row), strict=True))
    radius = np.maximum([site.radius for site in row], _LEAST_PX)
    return Places(tuple(f"protein {site.row}" for site in row), x, y, radius)


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """See picture.views."""
    kind, _, which = name.partition(" ")
    if kind != "protein" or not which.isdigit():
        return None
    drawn = {site.row for site in sites(timeline.patch_setup.layout)}
    return ChannelThing(timeline, tape, int(which)) if int(which) in drawn else None
