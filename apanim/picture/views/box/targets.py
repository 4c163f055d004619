"""What can be pointed at in the box: its channel, and every ion."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from apanim.particles.proteins import Kind
from apanim.picture.drawlist import Beads, Item
from apanim.picture.shot import Shot
from apanim.picture.things.channel import ChannelThing
from apanim.picture.things.targets import Places, Targets, covers, seen
from apanim.picture.things.thing import Thing
from apanim.picture.views.box.geometry import CHANNEL_X, MID_Y
from apanim.script.timeline import Timeline

_ION_PX, _CHANNEL_PX = 11.0, 150.0


def targets(shot: Shot[Any], items: Sequence[Item]) -> Targets:
    """Everything in sight; `items` are those of the picture."""
    sites = shot.timeline.patch_setup.layout.sites(Kind.NA_CHANNEL)[:1]
    beads = next((item for item in items if isinstance(item, Beads)), None)
    x, y = ([], []) if beads is None else (beads.x.tolist(), beads.y.tolist())
    names = [*(f"ion {k}" for k in range(len(x))), *(f"protein {site}" for site in sites)]
    sight = shot.camera.sight
    at = sight.onto(np.array([*x, *(CHANNEL_X for _ in sites)]), np.array([*y, *(MID_Y for _ in sites)]))
    radius = np.array([_ION_PX] * len(x) + [_CHANNEL_PX] * len(sites)) * sight.scale
    return seen(Places(names, *at, radius), covers(items), shot.look.frame)


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """See picture.views. An ion of the box has no life on the tape, and so nothing to be told."""
    kind, _, which = name.partition(" ")
    sites = timeline.patch_setup.layout.sites(Kind.NA_CHANNEL)[:1].tolist()
    mine = kind == "protein" and which.isdigit() and int(which) in sites
    return ChannelThing(timeline, tape, int(which)) if mine else None
