"""How a membrane is drawn in every view that shows one: its lipids, and the charges on its faces.

Chips of charge have the sign of V, and are faint as it passes zero.
"""

import numpy as np
from numpy.typing import NDArray

from apanim.picture import svg
from apanim.picture.theme import colour, mix, ramp

Float = NDArray[np.float64]

HEAD_DY = 66  # heads from the mid-plane
HEAD_R = 15
PITCH = 29.5

BALANCE_mV = -5.0  # here neither face is drawn charged
SHRUNK = 0.6  # of its size: how small a chip is when it changes its sign
_BLANK_mV, _FULL_mV = 6.0, 32.0  # from the balance: nothing yet; all there


def head_stops(tones: tuple[str, ...], shade: float) -> list[svg.Stop]:
    """The gradient of a head lit from the top left; `tones` light, base and dark."""
    light, base, dark = tones
    return [
        (0, colour("lipid.glint")), (0.22, light), (0.58, base), (0.88, mix(base, dark, shade)),
        (1, dark),
    ]  # fmt: skip


def tail_stops(base: str) -> list[svg.Stop]:
    """The gradient of tails, from under a head of the colour `base` to the mid-plane."""
    warm, body, dark = ramp("lipid.tail")
    return [(0, mix(base, warm, 0.35)), (0.6, body), (1, dark)]


def tails(side: int, a: float = 0.0, b: float = 0.0) -> str:
    """Path data of two wavy tails from the head, on `side` (-1 up) of the mid-plane, swayed by `a`, `b`."""
    s = side
    return (
        f"M-5,{s * 56} C{-9 + a},{s * 44} {-2 + b},{s * 36} {-6 + a},{s * 25} "
        f"C{-9 + b},{s * 16} -3,{s * 10} -6,{s * 3}"
        f"M5,{s * 56} C{2 + b},{s * 46} {10 + a},{s * 36} {5 + b},{s * 26} "
        f"C{2 + a},{s * 16} 9,{s * 12} 6,{s * 4}"
    )


def tail_strokes(body: str, ridge: float) -> tuple[tuple[str, float, float], ...]:
    """Colour, opacity and width of what tails are drawn with: edge, body, and a ridge lit by `ridge`."""
    return (
        (colour("lipid.tail_edge"), 0.55, 7.4), (body, 1.0, 5.2), (colour("lipid.tail_light"), ridge, 1.5),
    )  # fmt: skip


def chip_opacity(v_mV: Float | float) -> Float:
    """How plain the charges are drawn at `v_mV`."""
    share = (np.abs(v_mV - BALANCE_mV) - _BLANK_mV) / (_FULL_mV - _BLANK_mV)
    return np.minimum(np.maximum(share, 0.0), 1.0)
