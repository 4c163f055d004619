"""The field's membrane as still layers: heads of lipids, row behind row into the haze, cool and warm."""

import math
import random

from apanim.picture import svg
from apanim.picture.design_frame import HEIGHT, WIDTH
from apanim.picture.membrane_parts import head_stops
from apanim.picture.theme import colour, mix, ramp
from apanim.picture.views.field.geometry import DEPTH, HORIZON, row_at, seen

_PITCH = 36.0  # from head to head, px at w = 1
_HEAD = 19.5  # its radius
_BEYOND = 2200.0  # px of ground above and below the stage, for frames that show more
_ASIDE = 200.0  # and beside it
_FIRST, _LAST = row_at(1.8 * HEIGHT), 6.4  # rows of heads
_BANDS = 16  # of the haze
_UNEVEN = 3.2
_MIST_UP, _MIST_DOWN = 110.0, 260.0  # of the horizon
_WARMED = 0.74  # how far the heads take the colour of a depolarised membrane


def haze_at(w: float) -> float:
    """0..1 how far what is `w` away is lost in the haze."""
    return min(max((w - 1.15) / (_LAST - 1.15), 0.0), 1.0) ** 0.7


def band_of(w: float) -> int:
    """The step of the haze that a row is drawn in."""
    return min(int(haze_at(w) * _BANDS), _BANDS - 1)


def haze_in(band: int) -> float:
    return (band + 0.5) / _BANDS


def membrane(*, warm: bool) -> str:
    """SVG of water and membrane over the whole frame; `warm` as it looks when it is depolarised."""
    haze = colour("field.warm_haze") if warm else colour("ground.haze")
    return "".join((_defs(warm, haze), _water(), _floor(haze, warm), _heads(), _mist()))


def _defs(warm: bool, haze: str) -> str:
    top, low, near, horizon = ramp("ground.outside")
    water = [(0, top), (0.3, low), (0.66, near), (0.88, mix(horizon, haze, 0.55)), (1, haze)]
    fades = ((0, 0.0), (0.2, 0.4), (0.3, 1.0), (0.37, 0.8), (0.55, 0.3), (1, 0.0))
    mist: list[svg.Stop] = [(place, haze, see) for place, see in fades]
    out = [
        svg.linear("water", water, 0, 0, 0, HORIZON + 26, absolute=True),
        svg.linear("mist", mist, 0, HORIZON - _MIST_UP, 0, HORIZON + _MIST_DOWN, absolute=True),
        svg.radial("key", [(0, colour("light.ray"), 0.30), (1, colour("light.ray"), 0)], 0.5, 0.5, 0.5),
        svg.linear("front", [(0, top, 0), (1, top, 0.72)], 0, 800, 0, HEIGHT, absolute=True),
    ]
    for band in range(_BANDS):
        out.append(
            svg.radial(f"h{band}", _head(warm, haze, haze_in(band)), 0.5, 0.5, 0.54, focus=(0.34, 0.26))
        )
    return f"<defs>{''.join(out)}</defs>"


def _head(warm: bool, haze: str, lost: float) -> list[svg.Stop]:
    """The gradient of a head so far away, lit from the top left."""
    tones = ramp("lipid.outer")
    if warm:
        tones = tuple(mix(a, b, _WARMED) for a, b in zip(tones, ramp("field.warm"), strict=True))
    dark = mix(tones[2], colour("field.dim"), 0.35)
    stops = head_stops((tones[0], mix(tones[1], tones[2], 0.30), dark), 0.75)
    return [(stop[0], mix(stop[1], haze, 0.20 + 0.79 * lost**0.85)) for stop in stops]


def _water() -> str:
    """What is outside, above the horizon, with rays of light from the top left."""
    ray = "".join(
        f'<path d="M{x},-20 L{x + wide},-20 L{x + lean + 1.9 * wide},330 L{x + lean},330 Z" '
        f'fill="{colour("light.ray")}" opacity="{see}"/>'
        for x, wide, lean, see in ((60, 120, 330, 0.05), (360, 70, 430, 0.04), (700, 150, 520, 0.045))
    )
    return f'<rect {_across(-_BEYOND, HORIZON + 60)} fill="url(#water)"/>{ray}'


def _across(top: float, bottom: float) -> str:
    """A rectangle between two heights, to the edges of every frame."""
    wide = WIDTH + 2 * _ASIDE
    return f'x="{-_ASIDE:g}" y="{top:g}" width="{wide:g}" height="{bottom - top:g}"'


def _floor(haze: str, warm: bool) -> str:
    """What shows between the heads."""
    near = mix(colour("field.dim"), colour("field.warm_haze"), 0.35) if warm else colour("field.dim")
    fill = svg.linear(
        "floor", [(0, haze), (0.3, mix(haze, near, 0.7)), (1, near)], 0, HORIZON, 0, HEIGHT, absolute=True
    )
    return f'<defs>{fill}</defs><rect {_across(HORIZON, HEIGHT + _BEYOND)} fill="url(#floor)"/>'


def _heads() -> str:
    """Row before row, far ones first."""
    rng, out = random.Random(11), []
    step = _PITCH * math.sqrt(3) / 2 / DEPTH
    for number in range(int((_LAST - _FIRST) / step), -1, -1):
        w = _FIRST + number * step
        band, radius, half = band_of(w), _HEAD / w, int((WIDTH / 2 + _ASIDE) * w / _PITCH) + 2
        rows = []
        for i in range(-half, half + 1):
            u = (i + 0.5 * (number % 2)) * _PITCH + rng.uniform(-_UNEVEN, _UNEVEN)
            x, y = seen(u, w, rng.uniform(-_UNEVEN, _UNEVEN))
            rows.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
        out.append(f'<g fill="url(#h{band})">{"".join(rows)}</g>')
    return "".join(out)


def _mist() -> str:
    """The haze before the horizon, light from the left, and the front in shade, where words stand."""
    return (
        f'<rect {_across(HORIZON - _MIST_UP, HORIZON + _MIST_DOWN)} fill="url(#mist)"/>'
        f'<ellipse cx="560" cy="520" rx="900" ry="330" fill="url(#key)"/>'
        f'<rect {_across(800, HEIGHT + _BEYOND)} fill="url(#front)"/>'
    )
