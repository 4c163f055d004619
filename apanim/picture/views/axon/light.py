"""The light of the axon: where it is depolarised it glows, where it is refractory it is violet and hatched.

The layers of light are grey, white where they shine. The colour of each column comes from the voltage and
the gates at that place (picture.drawlist.ColumnLight), so a band is never moved by hand.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import COLUMN_PX, COLUMNS, ColumnLight, Tint
from apanim.picture.theme import colour
from apanim.picture.views.axon.geometry import (
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
