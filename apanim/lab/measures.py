"""What an experiment asks of its run: one number of a stretch of it, or two stretches compared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from apanim.physics.rates import Array
from apanim.tape import Tape
from apanim.tape.phases import peaks
from apanim.units import NS_PER_MS, TICKS_PER_STEP


class TapeStretch(NamedTuple):
    """A stretch of a tape, (k,) each: model time, voltage, and the current through its Na+ channels."""

    t_ms: Array
    v_mV: Array
    i_na_uA_cm2: Array


@dataclass(frozen=True)
class Measure:
    """A number that can be read off a stretch, with its unit as it is shown."""

    unit: str
    value: Callable[[TapeStretch], float]


def stretch(tape: Tape, from_tick: int, to_tick: int) -> TapeStretch:
    """What `tape` is from one tick to another."""
    rows = slice(from_tick // TICKS_PER_STEP, to_tick // TICKS_PER_STEP + 1)
    s = tape.series
    return TapeStretch(s.model_ns[rows] / NS_PER_MS, s.v_mV[rows], tape.gated()["I_Na_uA_cm2"][rows])


def _spikes(at: TapeStretch) -> float:
    """How many local maxima above 0 mV."""
    return float(len(peaks(at.v_mV)))


def _height_mV(at: TapeStretch) -> float:
    """How far V rises above what it is at first."""
    return float(at.v_mV.max() - at.v_mV[0])


def _half_width_ms(at: TapeStretch) -> float:
    """For how long V is above the middle between what it is at first and its peak, around that peak."""
    half = 0.5 * (at.v_mV[0] + at.v_mV.max())
    top = int(np.argmax(at.v_mV))
    before = np.flatnonzero(at.v_mV[:top] < half)
    after = np.flatnonzero(at.v_mV[top:] < half)
    if not len(before) or not len(after):
        return float("inf")
    rise, fall = int(before[-1]), top + int(after[0]) - 1
    return _crossing_ms(at, half, fall) - _crossing_ms(at, half, rise)


def _crossing_ms(at: TapeStretch, level_mV: float, row: int) -> float:
    share = (level_mV - at.v_mV[row]) / (at.v_mV[row + 1] - at.v_mV[row])
    return float(at.t_ms[row] + share * (at.t_ms[row + 1] - at.t_ms[row]))


def _sodium_left(at: TapeStretch) -> float:
    """The part of its largest current through Na+ channels that flows at its end."""
    largest = np.abs(at.i_na_uA_cm2).max()
    return float(abs(at.i_na_uA_cm2[-1]) / largest) if largest > 0 else 0.0


MEASURES = {
    "spikes": Measure("", _spikes),
    "peak_mV": Measure("mV", lambda at: float(at.v_mV.max())),
    "height_mV": Measure("mV", _height_mV),
    "end_mV": Measure("mV", lambda at: float(at.v_mV[-1])),
    "half_width_ms": Measure("ms", _half_width_ms),
    "sodium_left": Measure("", _sodium_left),
}
COMPARED: dict[str, Callable[[float, float], float]] = {
    "difference": lambda value, other: value - other,
    "ratio": lambda value, other: value / other if other else float("inf"),
}
