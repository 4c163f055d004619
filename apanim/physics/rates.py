"""Rates of the Hodgkin-Huxley gates.

Source: Hodgkin & Huxley 1952, J Physiol 117:500, equations 12, 13, 20, 21, 23, 24, in the modern sign:
u = V - V_rest is the depolarisation in mV, rates are per ms at 6.3 deg C.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import exprel

Array = NDArray[np.float64]


class Rates(NamedTuple):
    """Opening (alpha) and closing (beta) rates of the three gates, per ms; shapes as the voltage."""

    alpha_m: Array
    beta_m: Array
    alpha_h: Array
    beta_h: Array
    alpha_n: Array
    beta_n: Array


def hodgkin_huxley(u_m: Array, u_h: Array, u_n: Array, phi: float) -> Rates:
    """Rates at depolarisations `u_m`, `u_h`, `u_n` (mV, any shape), all multiplied by `phi`.

    x / (exp(x) - 1) is written 1 / exprel(x), which is exact where it is 0/0: u_m = 25 and u_n = 10.
    """
    return Rates(
        alpha_m=phi / exprel((25.0 - u_m) / 10.0),
        beta_m=phi * 4.0 * np.exp(-u_m / 18.0),
        alpha_h=phi * 0.07 * np.exp(-u_h / 20.0),
        beta_h=phi / (np.exp((30.0 - u_h) / 10.0) + 1.0),
        alpha_n=phi * 0.1 / exprel((10.0 - u_n) / 10.0),
        beta_n=phi * 0.125 * np.exp(-u_n / 80.0),
    )
