"""The still layers of the axon by name. Those of its light are grey, white where they shine; its
walls are lipids in a row, with gaps for the channels."""

import random
from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.membrane_parts import HEAD_DY, PITCH
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.views.axon.geometry import (
    LOWER,
    LOWER_Y,
    OPEN_LEFT,
    OPEN_RIGHT,
    SCALE,
    UPPER,
    UPPER_Y,
    free_of_channels,
)

_PITCH = PITCH * SCALE
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
    return art("axon/wall_defs") + _wall(UPPER) + _wall(LOWER) + art("axon/ends")


def _wall(wall: int) -> str:
    """SVG of one wall, transparent elsewhere; its lipids are defined in assets/layers/axon."""
    rng = random.Random(5 + wall)
    y = UPPER_Y if wall == UPPER else LOWER_Y
    width = OPEN_RIGHT - OPEN_LEFT + 60
    core = (
        f'<rect x="{OPEN_LEFT - 30}" y="{y - 62 * SCALE:.1f}" width="{width}" '
        f'height="{124 * SCALE:.1f}" fill="url(#core)"/>'
    )
    tails, heads = "", ""
    for i in range(int((OPEN_RIGHT - OPEN_LEFT + 40) / _PITCH)):
        x = OPEN_LEFT - 20 + i * _PITCH
        turn, shift = rng.uniform(-4, 4), rng.uniform(-1, 1)
        if not free_of_channels(x, wall):
            continue
        stand = f'transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({SCALE} {-wall * SCALE})"'
        tails += f'<use href="#to" {stand}/><use href="#ti" {stand}/>'
        for leaf, side in (("i", -wall), ("o", wall)):
            at = f"translate({x:.1f} {y + side * HEAD_DY * SCALE + shift:.1f}) scale({SCALE})"
            heads += f'<use href="#h{leaf}" transform="{at}"/>'
    return core + tails + heads
