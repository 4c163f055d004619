"""Charges on a membrane's faces: chips whose sign is that of V, faint as it passes zero."""

import numpy as np
from numpy.typing import NDArray

BALANCE_mV = -5.0  # here neither face is drawn charged
SHRUNK = 0.6  # of its size: how small a chip is when it changes its sign
_BLANK_mV, _FULL_mV = 6.0, 32.0  # from the balance: nothing yet; all there

Float = NDArray[np.float64]


def chip_opacity(v_mV: Float | float) -> Float:
    """How plain the charges are drawn at `v_mV`."""
    share = (np.abs(v_mV - BALANCE_mV) - _BLANK_mV) / (_FULL_mV - _BLANK_mV)
    return np.minimum(np.maximum(share, 0.0), 1.0)
