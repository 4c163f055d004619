"""The focus of the neuron: what is spoken of stays lit, and all the rest of the picture dims."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.focus import Focus
from apanim.picture.views.neuron.samples import PARTS, samples

_SOFT_PX = 60.0  # beside what is lit, over which the light ends
_DIMMED = 0.50  # what is left of the brightness of the rest
LIT = {  # what each highlight leaves lit
    **{part: (part,) for part in PARTS},
    "synapses": (), "electrode": (), "spike": PARTS, "trigger_zone": ("hillock", "initial_segment"),
}  # fmt: skip


def bright(now: Focus) -> NDArray[np.uint8]:
    """(s,) how bright each sample is, 255 where it is spoken of or nothing is."""
    lit = np.zeros(len(samples().part))
    for target, shown in now.leads:
        lit = np.maximum(lit, shown * (1.0 - _away(LIT[target])))
    return np.rint(255 * (1.0 - (1.0 - _DIMMED) * now.strength * (1.0 - lit))).astype(np.uint8)


@lru_cache(maxsize=16)
def _away(parts: tuple[str, ...]) -> NDArray[np.float64]:
    """(s,) 0 in these parts, and softly up to 1 at `_SOFT_PX` from them."""
    from scipy.spatial import KDTree  # slow to import, and few pictures dim the rest

    dots = samples()
    lit = np.isin(dots.part, [PARTS.index(part) for part in parts])
    if not lit.any():
        return np.ones(len(lit))
    at = np.stack([dots.x, dots.y], axis=1)
    far = np.clip(KDTree(at[lit]).query(at)[0] / _SOFT_PX, 0.0, 1.0)
    return np.where(lit, 0.0, far * far * (3.0 - 2.0 * far))
