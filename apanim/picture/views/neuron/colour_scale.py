"""From voltage to colour: the scale of the overview, and the light that depolarised membrane gives."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import ColourScale
from apanim.picture.easing import presence
from apanim.picture.theme import ramp
from apanim.script.timeline import Timeline

LOW_MV, HIGH_MV = -70.0, 40.0  # the scale's ends
STOPS = (
    0.0,
    0.07,
    0.23,
    0.60,
    1.0,
)  # where its colours stand; the part below threshold is told apart finely
LEVELS = 256
_FIRST_MV, _LAST_MV = -90.0, 50.0  # of the levels

_SPARE = 2.3
_IN_S, _OUT_S = 0.6, 0.6

Float = NDArray[np.float64]


def level(v_mV: Float) -> NDArray[np.uint8]:
    """0..255 for -90..+50 mV."""
    share = (np.asarray(v_mV, float) - _FIRST_MV) / (_LAST_MV - _FIRST_MV)
    return np.rint(np.clip(share, 0.0, 1.0) * (LEVELS - 1)).astype(np.uint8)


def top_mV(timeline: Timeline, tick: int) -> float:
    """The voltage of the scale's upper end: lower while V(t) spans a part of the range."""
    top = HIGH_MV
    for start, end, goal in _close(timeline):
        top += (goal - HIGH_MV) * presence(tick, start, end, _IN_S, _OUT_S)
    return top


def _close(timeline: Timeline) -> list[tuple[int, int, float]]:
    """(start, end, upper end of the scale, mV) of every run of windows that span a part of the range.

    It ends far beyond that part, so that threshold keeps clear of the colours of a spike.
    """
    runs: list[tuple[int, int, float]] = []
    for window in timeline.traces:
        if window.range_mV is None or window.range_mV[1] <= LOW_MV:
            continue
        top = 10.0 * round((LOW_MV + _SPARE * (window.range_mV[1] - LOW_MV)) / 10.0)
        if top >= HIGH_MV:
            continue
        if runs and runs[-1][1:] == (window.start_tick, top):
            runs[-1] = (runs[-1][0], window.end_tick, top)
        else:
            runs.append((window.start_tick, window.end_tick, top))
    return runs


def stretched(v_mV: Float, top: float) -> Float:
    """Voltages as the scale from -70 to `top` mV shows them, for `level`."""
    if top == HIGH_MV:
        return v_mV
    return LOW_MV + (np.asarray(v_mV, float) - LOW_MV) * (HIGH_MV - LOW_MV) / (top - LOW_MV)


@cache
def colour_scale() -> ColourScale:
    """The colours of the levels."""
    v = np.linspace(_FIRST_MV, _LAST_MV, LEVELS)
    share = np.clip((v - LOW_MV) / (HIGH_MV - LOW_MV), 0.0, 1.0)
    return ColourScale(ramp("neuron.scale"), STOPS, share)


def heat(v_mV: Float) -> Float:
    """0 at rest to 1 at the crest of a spike: how far a place shines of itself."""
    return np.clip((np.asarray(v_mV, float) - LOW_MV - 2.0) / 95.0, 0.0, 1.0)
