"""The still layers of a race by name: water, axons cut open lengthwise, and masks for their light."""

from collections.abc import Callable, Mapping

from apanim.picture.drawlist import Scenery
from apanim.picture.scenery import TALL, Layer, art
from apanim.picture.theme import colour, ramp
from apanim.picture.views.race.geometry import CAP_X, SIZES, Size, middles

_END_X = 2000.0
_ROUND = 0.6  # of the end: how much flatter than a circle
_AS_LONG_AS_DRAWN = (-60, 0, 2040, 1080)


def layers() -> Mapping[str, Callable[[Scenery], Layer]]:
    """See picture.views."""
    out: dict[str, Callable[[Scenery], Layer]] = {
        "back": lambda _: Layer(art("axon/water"), 1 / 3, filled=True),
        "back_tall": lambda _: Layer(art("axon/water"), 1 / 3, TALL, filled=True),
    }
    for count, size in SIZES.items():
        out[f"axons_{count}"] = lambda _, c=count, s=size: Layer(_axons(c, s), window=_AS_LONG_AS_DRAWN)
        for row, y in enumerate(middles(count)):
            out[f"inside_{count}_{row}"] = lambda _, y=y, s=size: Layer(_inside(y, s, "#FFF"))
            out[f"wall_{count}_{row}"] = lambda _, y=y, s=size: Layer(_walls(y, s, "#FFF", "#FFF"))
    return out


def _axons(count: int, size: Size) -> str:
    """Axoplasm between two walls of lipid, closed on the left."""
    out = ""
    stops = zip((0, 0.14, 0.5, 0.78, 0.93, 1), ramp("axon.inside"), strict=True)
    shades = "".join(f'<stop offset="{at}" stop-color="{tone}"/>' for at, tone in stops)
    for row, y in enumerate(middles(count)):
        top = y - size.radius
        out += (
            f'<defs><linearGradient id="in{row}" x1="0" y1="{top}" x2="0" y2="{top + 2 * size.radius}" '
            f'gradientUnits="userSpaceOnUse">{shades}</linearGradient></defs>'
            + _inside(y, size, f"url(#in{row})")
            + _walls(y, size, ramp("axon.core")[1], ramp("lipid.outer")[1])
        )
    return out


def _inside(y: float, size: Size, fill: str) -> str:
    half = size.radius - size.wall / 2
    return f'<path d="{_cap(y, half)}" fill="{fill}"/>'


def _walls(y: float, size: Size, core: str, heads: str) -> str:
    """The wall as a band with a row of heads along each face, drawn as dots."""
    half, dot = size.radius - size.wall / 2, 0.17 * size.wall
    face, body = size.wall / 2 - dot, size.wall - 2 * dot
    dots = f'fill="none" stroke-linecap="round" stroke-width="{2 * dot:.2f}" stroke="{heads}"'
    out = f'<path d="{_cap(y, half)}" fill="none" stroke="{core}" stroke-width="{body:.2f}"/>'
    for radius in (half - face, half + face):
        out += f'<path d="{_cap(y, radius)}" {dots} stroke-dasharray="0.01 {2.15 * dot:.2f}"/>'
    edge = colour("axon.shadow")
    return out + (
        f'<path d="{_cap(y, half + size.wall / 2)}" fill="none" stroke="{edge}" stroke-opacity="0.35" '
        'stroke-width="1.5"/>'
        if core != heads
        else ""
    )


def _cap(y: float, half: float) -> str:
    """A course along the lower wall, round the left end, and back along the upper one."""
    return f"M{_END_X},{y + half} H{CAP_X} A{_ROUND * half},{half} 0 0 1 {CAP_X},{y - half} H{_END_X}"
