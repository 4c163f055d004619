"""The still layers of the axon by name. Those of its light are grey, white where they shine."""

from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.views.axon import walls
from apanim.picture.views.axon.geometry import LOWER, UPPER

LIGHTS = ("inside", "hatch", "core", "walls_hot", "glow")

_AS_LONG_AS_DRAWN = (-60, 0, 2040, 1080)  # in a stacked frame the axon's ends are seen as far as they go


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    return {
        "back": lambda _: Layer(art("axon/water"), 1 / 3, filled=True, over=art("axon/inside")),
        "back_tall": lambda _: Layer(art("axon/water"), 1 / 3, TALL, filled=True, over=art("axon/inside")),
        "within": lambda _: Layer(art("axon/inside")),
        "walls": lambda _: Layer(_walls()),
        "walls_tall": lambda _: Layer(_walls(), window=_AS_LONG_AS_DRAWN),
        **{name: lambda _, name=name: Layer(art(f"axon/light_{name}")) for name in LIGHTS},
    }


def _walls() -> str:
    return art("axon/wall_defs") + walls.markup(UPPER) + walls.markup(LOWER) + art("axon/ends")
