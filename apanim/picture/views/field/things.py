"""What can be looked into in the field: its channels."""

from typing import Any

from apanim.picture.things.channel import DrawnChannel
from apanim.picture.things.thing import Thing
from apanim.picture.views.field.geometry import sites
from apanim.script.timeline import Timeline


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """See picture.views."""
    kind, _, which = name.partition(" ")
    if kind != "protein" or not which.isdigit():
        return None
    drawn = {site.row for site in sites(timeline.patch_setup.layout)}
    return DrawnChannel(timeline, tape, int(which)) if int(which) in drawn else None
