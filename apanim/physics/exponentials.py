"""exp, expm1 and (exp(x) - 1) / x, of a number in a compiled loop and of an array: the last digit is the
same on every machine, and the same in both.

numpy, scipy and the C libraries differ in it from processor to processor and from release to release, and a
spike near threshold grows such a difference. These add, multiply and divide only, in an order that no
compiler may change.

Source: the reductions and coefficients of FreeBSD's msun e_exp.c and s_expm1.c (Sun Microsystems 1993);
exp is right to 1, the others to 4 and 5 units in the last place.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from apanim.compiled import compiled

_LOWEST = -1022  # the exponent of the least normal number
POWERS_OF_TWO = np.ldexp(1.0, np.arange(_LOWEST, 1024))  # (2046,) for `exp`; a loop is handed its arrays
POWERS_OF_TWO.flags.writeable = False

_TOO_LARGE, _TOO_SMALL = 709.782712893384, -708.396418532264  # beyond them exp is infinite, or not normal
_PER_LN2, _LN2_HIGH, _LN2_LOW = (
    1.44269504088896338700,
    6.93147180369123816490e-01,
    1.90821492927058770002e-10,
)
_P1, _P2, _P3 = 1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05
_P4, _P5 = -1.65339022054652515390e-06, 4.13813679705723846039e-08
_Q1, _Q2, _Q3 = -3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05
_Q4, _Q5 = 4.00821782732936239552e-06, -2.01099218183624371326e-07
_HALF_LN2 = 0.34657359027997264
_FEW = 24  # so many are quicker one by one


@compiled
def exp(x: float, powers: NDArray[np.float64]) -> float:
    """e to the x; `powers` is POWERS_OF_TWO. No number where x is none."""
    if x > _TOO_LARGE:
        return np.inf
    if x < _TOO_SMALL:
        return 0.0
    if x != x:
        return x
    k = int(np.floor(x * _PER_LN2 + 0.5))
    high, low = x - k * _LN2_HIGH, k * _LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5))))
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    if k > 1023:
        return y * 2.0 * powers[1023 + 1022]
    return y * powers[k + 1022]


@compiled
def expm1(x: float, powers: NDArray[np.float64]) -> float:
    """e to the x, less 1: exact near 0 too."""
    if x > _HALF_LN2 or x < -_HALF_LN2 or x != x:
        return exp(x, powers) - 1.0
    half = 0.5 * x
    h = x * half
    r = 1.0 + h * (_Q1 + h * (_Q2 + h * (_Q3 + h * (_Q4 + h * _Q5))))
    t = 3.0 - r * half
    e = h * ((r - t) / (6.0 - x * t))
    return x - (x * e - h)


@compiled
def exprel(x: float, powers: NDArray[np.float64]) -> float:
    """(e to the x, less 1) / x, which is 1 at 0."""
    if x == 0.0:
        return 1.0
    return expm1(x, powers) / x


def exp_of(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """`exp` of each, of any shape: the same steps, where there are many for all at once."""
    if x.size <= _FEW:
        return _each(exp, x)
    inside = np.clip(x, _TOO_SMALL, _TOO_LARGE)
    floor = np.floor(inside * _PER_LN2 + 0.5)
    k = np.where(floor == floor, floor, 0.0).astype(np.int64)
    high, low = inside - k * _LN2_HIGH, k * _LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (_P1 + t * (_P2 + t * (_P3 + t * (_P4 + t * _P5))))
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    y = y * np.where(k > 1023, 2.0, 1.0) * POWERS_OF_TWO[np.minimum(k, 1023) - _LOWEST]
    return np.where(x > _TOO_LARGE, np.inf, np.where(x < _TOO_SMALL, 0.0, y))


def expm1_of(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """`expm1` of each."""
    if x.size <= _FEW:
        return _each(expm1, x)
    near = np.clip(x, -_HALF_LN2, _HALF_LN2)
    half = 0.5 * near
    h = near * half
    r = 1.0 + h * (_Q1 + h * (_Q2 + h * (_Q3 + h * (_Q4 + h * _Q5))))
    t = 3.0 - r * half
    e = h * ((r - t) / (6.0 - near * t))
    return np.where(near == x, near - (near * e - h), exp_of(x) - 1.0)


def exprel_of(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """`exprel` of each."""
    if x.size <= _FEW:
        return _each(exprel, x)
    at_zero = x == 0.0
    return np.where(at_zero, 1.0, expm1_of(x) / np.where(at_zero, 1.0, x))


def _each(one: Callable[..., float], x: NDArray[np.float64]) -> NDArray[np.float64]:
    values = [one(value, POWERS_OF_TWO) for value in np.ravel(x).tolist()]
    return np.array(values, dtype=float).reshape(x.shape)
