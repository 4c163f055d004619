"""How many gates a conductance under clamp asks for: one that relaxes, raised to a power, fitted to it.

Hodgkin & Huxley 1952, J Physiol 117:500, equations 11 and 19: g_K = (a - (a - a0) exp(-t / tau))^4, and
g_Na = g (1 - exp(-t / tau_m))^3 exp(-t / tau_h), from a rest at which Na+ channels are as good as shut.
"""

from collections.abc import Callable

import numpy as np
import scipy  # its parts are imported when they are first used

from apanim.errors import UserError
from apanim.physics.rates import Array

_FAR = 1e3  # a gap where the search strays to numbers that overflow


def rising_fit(t_ms: Array, g: Array, power: int) -> Array:
    """(k,) the best `power` of one rising gate to `g` (k,), from t_ms[0] = 0 on. Raises UserError."""
    before = max(float(g[0]), 0.0) ** (1.0 / power)

    def model(p: Array) -> Array:
        return (p[0] - (p[0] - before) * np.exp(-t_ms / np.exp(p[1]))) ** power

    return _best(model, g, (float(g.max()) ** (1.0 / power), np.log(_half_ms(t_ms, g))))


def rising_and_shutting_fit(t_ms: Array, g: Array, power: int) -> Array:
    """(k,) the best `power` of one rising gate, times one that shuts, to `g` (k,). Raises UserError."""

    def model(p: Array) -> Array:
        return p[0] * (1.0 - np.exp(-t_ms / np.exp(p[1]))) ** power * np.exp(-t_ms / np.exp(p[2]))

    top_ms = max(float(t_ms[int(np.argmax(g))]), 1e-3)
    return _best(model, g, (2.0 * float(g.max()), np.log(top_ms / power), np.log(2.0 * top_ms)))


def misfit(g: Array, fitted: Array) -> float:
    """The greatest gap between the two, as a part of the greatest conductance."""
    return float(np.abs(fitted - g).max() / g.max())


def _half_ms(t_ms: Array, g: Array) -> float:
    half = (g[0] + g.max()) / 2.0
    return max(float(t_ms[int(np.argmax(g >= half))]), 1e-3)


def _best(model: Callable[[Array], Array], g: Array, start: tuple[float, ...]) -> Array:
    if not g.max() > 0.0:
        raise UserError("a clamp finds no conductance here; no gate opens, or all channels are blocked")
    most = float(g.max())

    def missed(p: Array) -> Array:
        return np.nan_to_num((model(p) - g) / most, nan=_FAR, posinf=_FAR, neginf=-_FAR)

    with np.errstate(all="ignore"):
        return model(scipy.optimize.least_squares(missed, start, max_nfev=200).x)
