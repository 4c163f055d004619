"""The still layers of the axon by name. Those of its light are grey, white where they shine."""

from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.views.axon import walls
from apanim.picture.views.axon.geometry import LOWER, UPPER

LIGHTS = ("inside", "hatch", "core", "walls_hot", "glow")


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "back": lambda _: Layer(art("axon/water"), 1 / 3, filled=True, over=art("axon/inside")),
        "back_tall": lambda _: Layer(art("axon/water"), 1 / 3, TALL, filled=True, over=art("axon/inside")),
        "within": lambda _: Layer(art("axon/inside")),
        "walls": lambda _: Layer(
            art("axon/wall_defs") + walls.markup(UPPER) + walls.markup(LOWER) + art("axon/ends")
        ),
        **{name: lambda _, name=name: Layer(art(f"axon/light_{name}")) for name in LIGHTS},
    }
