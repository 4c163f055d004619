"""The step of a patch as compiled loops: over its pieces, over steps, over many patches side by side.

`numbers` is a membrane's `MembraneSet.numbers`, in the order of the names below; `powers` are
`exponentials.POWERS_OF_TWO`. What each loop works out stands in physics.patch.
"""

import numpy as np
from numpy.typing import NDArray

from apanim.compiled import compiled
from apanim.physics.exponentials import exp as e_to
from apanim.physics.exponentials import expm1, exprel

Array = NDArray[np.float64]

SLOPE, OFFSET, FACTOR = 0, 6, 12  # six each, as `rates.RateLines` has them
G_NA, E_NA, G_K, E_K, G_FIXED, I_FIXED, C = 18, 19, 20, 21, 22, 23, 24


@compiled
def _relaxed(
    numbers: Array, powers: Array, v: float, m: float, h: float, n: float, dt_ms: float
) -> tuple[float, ...]:  # fmt: skip
    """m, h and n after `dt_ms` at `v`, by exponential Euler."""
    alpha_m = numbers[FACTOR] / exprel(numbers[SLOPE] * v + numbers[OFFSET], powers)
    alpha_n = numbers[FACTOR + 2] / exprel(numbers[SLOPE + 1] * v + numbers[OFFSET + 1], powers)
    alpha_h = numbers[FACTOR + 1] * e_to(numbers[SLOPE + 2] * v + numbers[OFFSET + 2], powers)
    beta_m = numbers[FACTOR + 3] * e_to(numbers[SLOPE + 3] * v + numbers[OFFSET + 3], powers)
    beta_n = numbers[FACTOR + 5] * e_to(numbers[SLOPE + 4] * v + numbers[OFFSET + 4], powers)
    beta_h = numbers[FACTOR + 4] / (e_to(numbers[SLOPE + 5] * v + numbers[OFFSET + 5], powers) + 1.0)
    all_m, all_h, all_n = alpha_m + beta_m, alpha_h + beta_h, alpha_n + beta_n
    m += (m - alpha_m / all_m) * expm1(-dt_ms * all_m, powers)
    h += (h - alpha_h / all_h) * expm1(-dt_ms * all_h, powers)
    n += (n - alpha_n / all_n) * expm1(-dt_ms * all_n, powers)
    return m, h, n


@compiled
def _polarised(
    numbers: Array, powers: Array, v: float, m: float, h: float, n: float, g_ligand: float, drive:
    float, dt_ms: float
) -> tuple[float, ...]:  # fmt: skip
    """V after `dt_ms` with the gates held, the open shares of Na+ and K+, and V's mean in that time."""
    na_open, k_open = m * m * m * h, n * n * (n * n)
    g_na, g_k = numbers[G_NA] * na_open, numbers[G_K] * k_open
    g = g_na + g_k + numbers[G_FIXED] + g_ligand
    drive += g_na * numbers[E_NA] + g_k * numbers[E_K] + numbers[I_FIXED]
    per_c = dt_ms / numbers[C]
    after = v + per_c * (drive - g * v) * exprel(-per_c * g, powers)
    # From the charge balance; of use where there is conductance.
    mean = (drive - (after - v) / per_c) / max(g, 1e-12)
    return after, na_open, k_open, mean


@compiled
def _stepped(
    numbers: Array, powers: Array, v: float, m: float, h: float, n: float, g_ligand: float, drive:
    float, pieces: int, dt_ms: float
) -> tuple[float, ...]:  # fmt: skip
    """A step of so many pieces of `dt_ms`, and the means of V and of both driving forces."""
    v_mean = na_mean = k_mean = 0.0
    m, h, n = _relaxed(numbers, powers, v, m, h, n, dt_ms / 2)
    for piece in range(pieces):
        if piece > 0:
            m, h, n = _relaxed(numbers, powers, v, m, h, n, dt_ms)
        v, na_open, k_open, mean = _polarised(numbers, powers, v, m, h, n, g_ligand, drive, dt_ms)
        v_mean += mean / pieces
        na_mean += na_open * (mean - numbers[E_NA]) / pieces
        k_mean += k_open * (mean - numbers[E_K]) / pieces
    m, h, n = _relaxed(numbers, powers, v, m, h, n, dt_ms / 2)
    return v, m, h, n, v_mean, na_mean, k_mean


@compiled
def advance(
    numbers: Array, powers: Array, state: Array, drive: Array, g_ligand: float, pieces: int, dt_ms:
    float, means: Array
) -> None:  # fmt: skip
    """One step of many patches: `state` (4, p) in place, `drive` (p,) uA/cm2, `means` (3, p) out."""
    for k in range(state.shape[1]):
        v, m, h, n, v_mean, na_mean, k_mean = _stepped(
            numbers, powers, state[0, k], state[1, k], state[2, k], state[3, k], g_ligand, drive[k], pieces,
            dt_ms,
        )  # fmt: skip
        state[0, k], state[1, k], state[2, k], state[3, k] = v, m, h, n
        means[0, k], means[1, k], means[2, k] = v_mean, na_mean, k_mean


@compiled
def run(
    numbers: Array, powers: Array, rows: Array, drive: Array, g_ligand: Array, pieces: int, dt_ms: float
) -> None:  # fmt: skip
    """k steps of one patch from rows[0]: `rows` (k + 1, 4) out, `drive` and `g_ligand` (k,) of each."""
    for k in range(drive.shape[0]):
        v, m, h, n, _, _, _ = _stepped(
            numbers, powers, rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3], g_ligand[k], drive[k], pieces,
            dt_ms,
        )  # fmt: skip
        rows[k + 1, 0], rows[k + 1, 1], rows[k + 1, 2], rows[k + 1, 3] = v, m, h, n


@compiled
def hold(
    numbers: Array, powers: Array, gates: Array, from_mV: float, to_mV: float, pieces: int, dt_ms: float
) -> None:  # fmt: skip
    """`gates` (3, p), in place, while V goes evenly from `from_mV` to `to_mV` in pieces of `dt_ms`."""
    for piece in range(pieces):
        v = from_mV + (to_mV - from_mV) * (piece + 0.5) / pieces
        for k in range(gates.shape[1]):
            m, h, n = _relaxed(numbers, powers, v, gates[0, k], gates[1, k], gates[2, k], dt_ms)
            gates[0, k], gates[1, k], gates[2, k] = m, h, n


@compiled
def run_voltage(
    numbers: Array, powers: Array, v_mV: Array, gates: Array, amplitude: Array, start_ms: Array, end_ms:
    Array, dt_ms: float
) -> None:  # fmt: skip
    """k steps of p patches from v_mV[0]: `v_mV` (k + 1, p) out, `gates` (3, p) in place.

    A current `amplitude` (p,) flows from `start_ms` to `end_ms` (p,); a step that it begins or ends in has
    its exact charge. The half steps of the gates that meet at a voltage are made as one.
    """
    for lane in range(v_mV.shape[1]):
        m, h, n = gates[0, lane], gates[1, lane], gates[2, lane]
        for k in range(v_mV.shape[0] - 1):
            v, t_ms = v_mV[k, lane], k * dt_ms
            m, h, n = _relaxed(numbers, powers, v, m, h, n, dt_ms if k else dt_ms / 2)
            on_ms = min(t_ms + dt_ms, end_ms[lane]) - max(t_ms, start_ms[lane])
            drive = amplitude[lane] * (max(on_ms, 0.0) / dt_ms)
            v_mV[k + 1, lane], _, _, _ = _polarised(numbers, powers, v, m, h, n, 0.0, drive, dt_ms)
        gates[0, lane], gates[1, lane], gates[2, lane] = m, h, n
