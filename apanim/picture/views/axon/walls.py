"""The axon's two walls: lipids in a row, with gaps for the channels."""

import random

from apanim.picture.membrane_parts import HEAD_DY, PITCH
from apanim.picture.views.axon.geometry import (
    LOWER_Y,
    OPEN_LEFT,
    OPEN_RIGHT,
    SCALE,
    UPPER,
    UPPER_Y,
    free_of_channels,
)

_PITCH = PITCH * SCALE


def markup(wall: int) -> str:
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
