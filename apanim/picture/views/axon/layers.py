"""The still layers of the axon by name. Those of its light are grey, white where they shine."""

from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import Layer
from apanim.picture.views.axon import body, light


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "back": lambda _: Layer(body.water(), 1 / 3, filled=True, over=body.inside()),
        "walls": lambda _: Layer(body.walls_and_ends()),
        **{name: lambda _, markup=markup: Layer(markup) for name, markup in light.layers().items()},
    }
