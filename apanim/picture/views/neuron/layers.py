"""The still layers of the neuron by name, and where the camera stands for all of it to be in sight."""

from collections.abc import Callable, Mapping
from functools import cache

from apanim.picture.camera import WHOLE, Sight, fitting
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Scenery
from apanim.picture.plots.places import view_room
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.shot import Look
from apanim.picture.views.neuron import backdrop, colour_key, synapses
from apanim.picture.views.neuron.samples import samples
from apanim.script.timeline import Timeline

_AIR = 24.0  # px round it


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "water": lambda _: Layer(backdrop.water(), 1 / 3),
        "water_tall": lambda _: Layer(backdrop.water(TALL), 1 / 3, TALL),
        "cell": lambda _: Layer(backdrop.on_the_cell()),
        "pipette": lambda _: Layer(art("neuron/pipette")),
        "synapses": lambda _: Layer(synapses.layer()),
        **{
            name: lambda _, room=room: Layer(colour_key.bar(room), 1.0, _around(room.box))
            for name, room in colour_key.bars().items()
        },
    }


def home(timeline: Timeline, look: Look) -> Sight:
    """All of the cell: as it is in 16 to 9, elsewhere as large as it can be between title and panels."""
    return fitting(view_room(timeline, look), _extent()) if look.frame.stacked else WHOLE


@cache
def _extent() -> Box:
    x, y, r = samples()[:3]
    return (
        float((x - r).min()) - _AIR, float((y - r).min()) - _AIR,
        float((x + r).max()) + _AIR, float((y + r).max()) + _AIR,
    )  # fmt: skip


def _around(box: Box) -> Box:
    """Left, top, width and height of a window on it."""
    left, top, right, bottom = box
    return left, top, right - left, bottom - top
