"""The light of the axon: where it is depolarised it glows, where it is refractory it is violet and hatched.

Every layer here is grey, white where it shines; the colour of each column comes from the voltage and the
gates at that place (picture.drawlist.ColumnLight), so a band is never moved by hand.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture import svg
from apanim.picture.drawlist import COLUMN_PX, COLUMNS, ColumnLight, Tint
from apanim.picture.theme import colour
from apanim.picture.views.axon.geometry import (
    CENTRE_Y,
    INSIDE_BOTTOM,
    INSIDE_TOP,
    LOWER_Y,
    OPEN_LEFT,
    OPEN_RIGHT,
    RADIUS,
    UPPER_Y,
    WALL,
    beyond_ends,
)

_SPREAD_PX = 90  # by which the glow round the axon is softer than the light in it

Float = NDArray[np.float64]


def round_axon(v_mV: Float) -> ColumnLight:
    """The glow that the depolarised stretch throws on the water; `v_mV` (COLUMNS,)."""
    strength = _blurred(_share((v_mV + 40.0) / 80.0))
    return _shine("axon/glow", "axon.glow", 0.62 * strength)


def inside_axon(v_mV: Float, refractory: Float) -> list[ColumnLight]:
    """What glows inside; `refractory` (COLUMNS,) 0..1."""
    hot = 0.80 * _share((v_mV + 62.0) / 95.0)
    core = 0.60 * _share((v_mV + 5.0) / 42.0)
    both = np.array([0.36 * refractory, hot]).astype(np.float32)
    return [
        ColumnLight(
            "axon/inside", Tint((colour("axon.refractory"), colour("axon.hot")), both), screen=True
        ),
        _shine("axon/hatch", "axon.hatch", 0.15 * refractory),
        _shine("axon/core", "axon.core_light", core, screen=True),
    ]


def on_walls(v_mV: Float) -> ColumnLight:
    """The same light on the walls."""
    strength = 0.37 * _share((v_mV + 62.0) / 95.0)
    return _shine("axon/walls_hot", "axon.wall_light", strength)


def layers() -> dict[str, str]:
    """The grey layers by name, as markup over the frame."""
    height = INSIDE_BOTTOM - INSIDE_TOP
    inside = f'x="{OPEN_LEFT - 30}" y="{INSIDE_TOP:.1f}" width="{OPEN_RIGHT - OPEN_LEFT + 60}" '
    inside += f'height="{height:.1f}"'
    round_it = [
        (0, "#FFFFFF", 0),
        (0.3, "#FFFFFF", 0.22),
        (0.5, "#FFFFFF", 0.7),
        (0.7, "#FFFFFF", 0.22),
        (1, "#FFFFFF", 0),
    ]
    middle = [(0, "#FFFFFF", 0), (0.5, "#FFFFFF", 1), (1, "#FFFFFF", 0)]
    cut = f'x="{OPEN_LEFT + 36}" width="{OPEN_RIGHT - OPEN_LEFT - 72}"'
    wall = "".join(
        f'<rect {cut} y="{y - WALL / 2:.1f}" height="{WALL:.1f}" fill="#FFF"/>' for y in (UPPER_Y, LOWER_Y)
    )
    hatch = (
        '<defs><pattern id="hatch" width="16" height="16" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="5" height="16" fill="#FFF"/></pattern></defs>'
    )
    top, tall = CENTRE_Y - 1.6 * RADIUS, 3.2 * RADIUS
    return {
        "inside": f'<rect {inside} fill="#FFF"/>',
        "hatch": f'{hatch}<rect {inside} fill="url(#hatch)"/>',
        "core": f"<defs>{svg.linear('m', middle, 0, 0, 0, 1)}</defs>"
        f'<rect {cut} y="{CENTRE_Y - 90}" height="180" fill="url(#m)"/>',
        "walls_hot": wall,
        "glow": f"<defs>{svg.linear('g', round_it, 0, 0, 0, 1)}</defs>"
        f'<rect x="0" y="{top:.1f}" width="1920" height="{tall:.1f}" fill="url(#g)"/>',
    }  # fmt: skip


def _shine(name: str, role: str, strength: Float, *, screen: bool = False) -> ColumnLight:
    return ColumnLight(name, Tint((colour(role),), strength[None, :].astype(np.float32)), screen)


def _share(values: Float) -> Float:
    """Held at 0 and 1."""
    return np.minimum(np.maximum(values, 0.0), 1.0)


def _blurred(strength: Float) -> Float:
    """Softened along the axon, so that the glow has no edge."""
    bell = _bell()
    return np.convolve(beyond_ends(strength, len(bell) // 2), bell, "valid")[:COLUMNS]


@cache
def _bell() -> Float:
    reach = round(_SPREAD_PX / COLUMN_PX)
    bell = np.exp(-0.5 * (np.arange(-2 * reach, 2 * reach + 1) / reach) ** 2)
    return bell / bell.sum()
