"""The views by name: each is one folder below this one, and known to nothing else but this list."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from apanim.errors import UserError

if TYPE_CHECKING:
    from apanim.picture.camera import Sight
    from apanim.picture.camera.path import Found
    from apanim.picture.drawlist import Item, Scenery
    from apanim.picture.onstage import Upper
    from apanim.picture.scenery import Layer
    from apanim.picture.shot import Look, Shot
    from apanim.picture.things.targets import Targets
    from apanim.picture.things.thing import Thing
    from apanim.script.plots import Place
    from apanim.script.timeline import Timeline


class View(Protocol):
    """The door of a view: a package with these functions.

    draws: whether what the scene has on stage is what it draws.
    PANELS: the places (see plots.rooms) at which panels of its own stand.
    home: where its camera stands in the whole view, which nothing but the frame and the panels decide.
    find: a part that it draws, for the camera, as it is between two ticks; UserError if it draws none such.
    layers: its still layers by name, as "NAME/LAYER" in a draw list, each made when it is asked for.
    frame: the items of one instant, back to front.
    targets: what can be pointed at in the picture that those items make.
    thing: one of them, to be looked into; None for one that the scene has not.
    GROUND: by name, its still layers that are ground, and what stays of each where there is none: the name
    of another, or nothing.
    UPPER: how it stands in the upper part of the frame, above the stage of V(t).
    """

    PANELS: "frozenset[Place]"
    GROUND: "Mapping[str, str]"

    @property
    def UPPER(self) -> "Upper": ...

    def draws(self, timeline: "Timeline") -> bool: ...
    def home(self, timeline: "Timeline", look: "Look") -> "Sight": ...
    def find(
        self, timeline: "Timeline", tape: Any, name: str, start_tick: int, end_tick: int
    ) -> "Found": ...
    def layers(self) -> "Mapping[str, Callable[[Scenery], Layer]]": ...
    def frame(self, shot: "Shot[Any]") -> "list[Item]": ...
    def targets(self, shot: "Shot[Any]", items: "Sequence[Item]") -> "Targets": ...
    def thing(self, timeline: "Timeline", tape: Any, name: str) -> "Thing | None": ...


VIEWS = {  # by name, where its door is; imported when it is first used
    "membrane": "apanim.picture.views.membrane",
    "box": "apanim.picture.views.box",
    "field": "apanim.picture.views.field",
    "axon": "apanim.picture.views.axon",
    "race": "apanim.picture.views.race",
    "neuron": "apanim.picture.views.neuron",
}


def view_of(timeline: "Timeline") -> View:
    """The view that `timeline` names. Raises UserError if there is none, or if it does not draw this."""
    name = timeline.view
    if name in VIEWS and _opened(VIEWS[name]).draws(timeline):
        return _opened(VIEWS[name])
    why = "does not draw what is on stage" if name in VIEWS else "is unknown"
    fitting = [repr(one) for one, place in VIEWS.items() if _opened(place).draws(timeline)]
    raise UserError(f"scene '{timeline.name}': view={name!r} {why}; use {' or '.join(fitting)}")


def view(name: str) -> View:
    """The view called `name`, as a draw list names its layers. Raises KeyError if there is none."""
    return _opened(VIEWS[name])


@cache
def _opened(place: str) -> View:
    return cast(View, import_module(place))
