"""Rates of the Hodgkin-Huxley gates.

Source: Hodgkin & Huxley 1952, J Physiol 117:500, equations 12, 13, 20, 21, 23, 24, in the modern sign:
u = V - V_rest is the depolarisation in mV, rates are per ms at 6.3 deg C.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics.exponentials import exp_of, exprel_of

Array = NDArray[np.float64]


class RateLines(NamedTuple):
    """The arguments of the rates' six exponentials as straight lines of V, and the rates' factors.

    slope, offset (6,): x = slope V + offset, in the order exprel for alpha_m, alpha_n; exp for alpha_h,
    beta_m, beta_n, beta_h. factor (6,) per ms: alpha of m, h, n, then beta of m, h, n.
    """

    slope: Array
    offset: Array
    factor: Array


def rate_lines(
    u_zero_mV: float, shifts_mV: tuple[float, float, float], speeds: tuple[float, float, float],
    inactivation: float,
) -> RateLines:  # fmt: skip
    """The 1952 rates with each gate's curve (m, h, n) shifted along V and multiplied by its speed."""
    m, h, n = (u_zero_mV + shift for shift in shifts_mV)
    slope = np.array([-1 / 10, -1 / 10, -1 / 20, -1 / 18, -1 / 80, -1 / 10])
    offset = np.array([(25 + m) / 10, (10 + n) / 10, h / 20, m / 18, n / 80, (30 + h) / 10])
    factor = np.tile(speeds, 2) * np.array([1.0, 0.07, 0.1, 4.0, inactivation, 0.125])
    return RateLines(slope, offset, factor)


def gate_rates(lines: RateLines, v_mV: Array) -> tuple[Array, Array]:
    """alpha and beta (3, ...) of m, h, n at `v_mV` (...), per ms.

    x / (exp(x) - 1) is written 1 / exprel(x), which is exact where it is 0/0: u_m = 25 and u_n = 10.
    """
    v = np.asarray(v_mV, dtype=float)
    column = (6,) + (1,) * v.ndim
    x = lines.slope.reshape(column) * v + lines.offset.reshape(column)
    linear, e = exprel_of(x[:2]), exp_of(x[2:])
    f = lines.factor
    alpha, beta = np.empty((3, *v.shape)), np.empty((3, *v.shape))
    alpha[0] = f[0] / linear[0]
    alpha[1] = f[1] * e[0]
    alpha[2] = f[2] / linear[1]
    beta[0] = f[3] * e[1]
    beta[1] = f[4] / (e[3] + 1.0)
    beta[2] = f[5] * e[2]
    return alpha, beta
