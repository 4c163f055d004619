"""Runs of many patches at once, and what counts as a spike in them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.physics import patch
from apanim.physics.exponentials import POWERS_OF_TWO
from apanim.physics.patch import NonFiniteStateError, PatchState
from apanim.physics.patch_loops import run_voltage as run_loop
from apanim.physics.rates import Array
from apanim.physics.sets import MembraneSet

SPIKE_MV = 0.0  # a spike goes above this
STEP_PHI_MS = 0.025  # the step of run_voltage times the rates' factor: the faster the gates, the shorter


class Trace(NamedTuple):
    """Patches along time: t_ms (k,); v_mV, m, h, n (k, ...) as the patches' shape."""

    t_ms: Array
    v_mV: Array
    m: Array
    h: Array
    n: Array

    def state(self, which: int | slice | NDArray[np.intp]) -> PatchState:
        """The patches at the samples `which`."""
        return PatchState(*(x[which] for x in self[1:]))


def lanes(state: PatchState, shape: tuple[int, ...]) -> PatchState:
    """`state` repeated to `shape`, to run many patches side by side."""
    return PatchState(*(np.broadcast_to(x, shape).copy() for x in state))


def run(
    membrane: MembraneSet,
    state: PatchState,
    until_ms: float,
    amplitude_uA_cm2: float | Array = 0.0,
    pulse_ms: tuple[float | Array, float | Array] = (0.0, np.inf),
    step_ms: float = 0.01,
) -> Trace:
    """The patches from `state` for `until_ms`, with a current pulse from pulse_ms[0] to pulse_ms[1].

    Amplitude and pulse times may differ from patch to patch; a pulse that ends inside a step carries its
    exact charge. Raises NonFiniteStateError with the quantity and the time.
    """
    steps, dt = _steps(until_ms, step_ms)
    out = [np.empty((steps + 1, *np.shape(x))) for x in state]
    for kept, x in zip(out, state, strict=True):
        kept[0] = x
    for k in range(steps):
        current = amplitude_uA_cm2 * _on(pulse_ms, k * dt, dt)
        state = patch.step(state, membrane, dt, current, k * dt)
        for kept, x in zip(out, state, strict=True):
            kept[k + 1] = x
    return Trace(np.linspace(0.0, until_ms, steps + 1), *out)


def run_voltage(
    membrane: MembraneSet,
    state: PatchState,
    until_ms: float,
    amplitude_uA_cm2: float | Array = 0.0,
    pulse_ms: tuple[float | Array, float | Array] = (0.0, np.inf),
    step_ms: float | None = None,
) -> tuple[Array, Array]:
    """t_ms (k,) and v_mV (k, ...) of `run`, at a third of its cost or less.

    The half steps of the gates that meet at a voltage are made as one, which is the same, and steps are
    not split: the time step is `step_ms` itself, or as short as the set's rates ask for (`usual_step_ms`).
    """
    steps, dt = _steps(until_ms, usual_step_ms(membrane) if step_ms is None else step_ms)
    shape = np.shape(state.v_mV)
    out = np.empty((steps + 1, state.v_mV.size))
    out[0] = np.ravel(state.v_mV)
    gates = np.array(state[1:], dtype=float).reshape(3, -1)
    given = (amplitude_uA_cm2, *pulse_ms)
    pulse = (np.broadcast_to(np.asarray(x, dtype=float), shape).ravel().copy() for x in given)
    run_loop(membrane.numbers, POWERS_OF_TWO, out, gates, *pulse, dt)
    out = out.reshape(-1, *shape)
    t = np.linspace(0.0, until_ms, steps + 1)
    if not np.isfinite(out[-1]).all():
        first = int(np.argmax(~np.isfinite(out).all(axis=tuple(range(1, out.ndim)))))
        raise NonFiniteStateError(f"v_mV is not finite at {t[first]:.6g} ms in membrane {membrane.name!r}")
    return t, out


def usual_step_ms(membrane: MembraneSet) -> float:
    """A step at which thresholds are within 0.005 mV, and rheobases within 0.02 %, of a quarter of it."""
    return min(max(STEP_PHI_MS / membrane.phi, 0.002), STEP_PHI_MS)


def _steps(until_ms: float, step_ms: float) -> tuple[int, float]:
    steps = max(1, int(np.ceil(until_ms / step_ms - 1e-9)))
    return steps, until_ms / steps


def _on(pulse_ms: tuple[float | Array, float | Array], t_ms: float, dt_ms: float) -> float | Array:
    """The part of a step during which a pulse is on: exact charge where it begins or ends inside."""
    start, end = pulse_ms
    if isinstance(start, float) and isinstance(end, float):
        return max(0.0, min(t_ms + dt_ms, end) - max(t_ms, start)) / dt_ms
    on = np.minimum(t_ms + dt_ms, end) - np.maximum(t_ms, start)
    return np.clip(on, 0.0, None) / dt_ms


def peaks(v_mV: Array) -> NDArray[np.bool_]:
    """(k, ...) true where a local maximum of `v_mV` along time is above SPIKE_MV."""
    found = np.zeros(v_mV.shape, dtype=bool)
    inner = v_mV[1:-1]
    found[1:-1] = (inner > v_mV[:-2]) & (inner >= v_mV[2:]) & (inner > SPIKE_MV)
    return found


def fired(t_ms: Array, v_mV: Array, after_ms: float | Array = 0.0) -> NDArray[np.bool_]:
    """Whether each patch has a spike whose peak comes later than `after_ms`, the end of the stimulus."""
    late = t_ms.reshape((-1,) + (1,) * (v_mV.ndim - 1)) > after_ms
    return np.any(peaks(v_mV) & late, axis=0)


def rises(v_mV: Array, level_mV: float = SPIKE_MV) -> NDArray[np.bool_]:
    """(k - 1, ...) true where `v_mV` rises through `level_mV` from a sample to the next."""
    return (v_mV[1:] > level_mV) & (v_mV[:-1] <= level_mV)
