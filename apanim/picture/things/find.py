"""A thing by its name."""

from typing import Any

from apanim.picture import views
from apanim.picture.things.point import point
from apanim.picture.things.thing import Thing
from apanim.script.timeline import Timeline


def thing(timeline: Timeline, tape: Any, name: str) -> Thing | None:
    """The thing called `name` (see picture.things.targets) in a scene; None if the scene has none such.

    Whether it is in sight at an instant, the picture's targets tell.
    """
    if not name:
        return None
    if name.startswith("point "):
        return point(timeline, tape, name)
    return views.view_of(timeline).thing(timeline, tape, name)
