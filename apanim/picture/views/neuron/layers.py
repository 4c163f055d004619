"""The still layers of the neuron by name."""

from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.stage import Box
from apanim.picture.views.neuron import backdrop, colour_key, synapses


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


def _around(box: Box) -> Box:
    """Left, top, width and height of a window on it."""
    left, top, right, bottom = box
    return left, top, right - left, bottom - top
