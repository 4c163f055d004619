"""The light of V in each axon: the more depolarised a place, the brighter."""

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import ColumnLight, Tint
from apanim.picture.theme import colour
from apanim.picture.views.race.geometry import Lane

Float = NDArray[np.float64]


def inside(lane: Lane, v_mV: Float) -> list[ColumnLight]:
    """What glows in a lane; `v_mV` (COLUMNS,)."""
    place = f"{lane.among}_{lane.number}"
    hot, core = 0.72 * _share((v_mV + 62.0) / 95.0), 0.50 * _share((v_mV + 5.0) / 42.0)
    tones = Tint((colour("axon.hot"), colour("axon.core_light")), np.array([hot, core]).astype(np.float32))
    wall = Tint((colour("axon.wall_light"),), (0.26 * hot)[None, :].astype(np.float32))
    return [
        ColumnLight(f"race/inside_{place}", tones, screen=True),
        ColumnLight(f"race/wall_{place}", wall),
    ]


def _share(values: Float) -> Float:
    return np.minimum(np.maximum(values, 0.0), 1.0)
