"""The still layers of the neuron by name."""

from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import Layer
from apanim.picture.views.neuron import backdrop, colour_key, synapses


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "water": lambda _: Layer(backdrop.water(), 1 / 3),
        "cell": lambda _: Layer(backdrop.on_the_cell()),
        "synapses": lambda _: Layer(synapses.layer()),
        **{f"key_{place}": lambda _, at=place: Layer(colour_key.bar(at)) for place in colour_key.PLACES},
    }
