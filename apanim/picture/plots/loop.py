"""The positive feedback of the rising phase: V, the Na+ channels, their current, each driving the next.

An arrow is as strong as the model's rate at this instant, against the greatest of the scene: V opens
channels at d(g_Na)/dt, open channels let Na+ in at I_Na, and Na+ lifts V at dV/dt.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import Item, Line, Text
from apanim.picture.kept import kept
from apanim.picture.plots import columns
from apanim.picture.plots.axes import signed
from apanim.picture.plots.columns import Recorded
from apanim.picture.plots.places import Standing
from apanim.picture.theme import colour, mix
from apanim.script.timeline import Timeline, model_ns_at
from apanim.tape.readings import Readings, readings

Float = NDArray[np.float64]
_RX, _RY, _CENTRE_Y = 176.0, 84.0, 152.0  # of the ellipse that the arrows run along, from the panel's top
_ARCS_DEG = ((-52.0, -4.0), (64.0, 116.0), (184.0, 232.0))  # V to channels, channels to Na+, Na+ to V
_FAINT, _WIDTHS_PX = 0.28, (4.0, 9.0)
_SIDE_PX = 134.0  # of the lower words, from the middle
_LEVELS = 12  # of strength, each drawn once
_BARB_PX = 9.0


class _Strengths(NamedTuple):
    """(steps + 1,) each, 0..1."""

    opening: Float
    entering: Float
    rising: Float


def loop(timeline: Timeline, tape: Recorded, plate: Standing, seen: float, tick: int) -> list[Item]:
    """The panel's contents."""
    reads = readings(timeline.membrane_at(tick))
    now_ns = model_ns_at(timeline, tick)
    times, v_mV, g_na = (columns.along(timeline, tape, name, tick) for name in ("model_ns", "v_mV", "g_Na"))
    if timeline.origin is None:
        rates = kept(tape, "loop", lambda: _strengths(reads, times, v_mV, g_na))
    else:
        rates = _strengths(reads, times, v_mV, g_na)
    strengths = [float(np.interp(now_ns, times, rate)) for rate in rates]
    v, g = (float(np.interp(now_ns, times, values)) for values in (v_mV, g_na))
    middle, quiet = (plate.left + plate.right) / 2, colour("text.quiet")
    out: list[Item] = [
        Text(
            plate.left + 28,
            plate.top + 46,
            timeline.word("Positive feedback"),
            28,
            600,
            quiet,
            opacity=seen,
        )
    ]
    for (start, end), strength in zip(_ARCS_DEG, strengths, strict=True):
        out += _arrow((middle, plate.top + _CENTRE_Y), start, end, strength, seen)
    nodes = (
        (0, 92, "V rises", f"{timeline.number(signed(v))} {timeline.word('mV')}"),
        (_SIDE_PX, 196, "channels open", f"{100 * reads.na_open(g):.0f} %"),
        (-_SIDE_PX, 196, "Na^+ enters", ""),
    )
    for aside, y, words, number in nodes:
        x = middle + aside
        ink, tint = colour("text.ink"), colour("plot.trace")
        out.append(Text(x, plate.top + y, timeline.word(words), 28, 700, ink, "middle", opacity=seen))
        if number:
            out.append(Text(x, plate.top + y + 34, number, 28, 600, tint, "middle", opacity=seen))
    return out


def _strengths(reads: Readings, model_ns: Float, v_mV: Float, g_na: Float) -> _Strengths:
    """The three rates along the tape, as shares of their greatest; where time stands still, as before."""
    moving = np.concatenate(([True], np.diff(model_ns) > 0))
    t, v, g = model_ns[moving], v_mV[moving], g_na[moving]
    if len(t) < 2:
        return _Strengths(*(np.zeros(len(model_ns)) for _ in range(3)))
    rates = np.gradient(g, t), -g * (v - reads.e_na_mV), np.gradient(v, t)
    ups = [np.maximum(rate, 0.0) for rate in rates]
    return _Strengths(*(np.interp(model_ns, t, up / max(float(up.max()), 1e-12)) for up in ups))


def _arrow(
    centre: tuple[float, float], start_deg: float, end_deg: float, strength: float, seen: float
) -> list[Item]:
    """A piece of the ellipse with a barb at its end."""
    level = round(strength * _LEVELS) / _LEVELS
    wide = _WIDTHS_PX[0] + (_WIDTHS_PX[1] - _WIDTHS_PX[0]) * level
    tint = mix(colour("plot.grid"), colour("plot.trace"), min(1.0, 3 * level))
    opacity = seen * (_FAINT + (1.0 - _FAINT) * level**0.6)
    path = tuple(_on_ellipse(centre, a) for a in np.linspace(start_deg, end_deg, 17))
    (x0, y0), (x1, y1) = path[-2], path[-1]
    way = math.atan2(y1 - y0, x1 - x0)
    reach = _BARB_PX + 1.2 * wide
    barb = tuple(
        (x1 - reach * math.cos(way + turn), y1 - reach * math.sin(way + turn)) for turn in (-0.6, 0.6)
    )
    return [Line(path, tint, wide, opacity), Line((barb[0], (x1, y1), barb[1]), tint, wide, opacity)]


def _on_ellipse(centre: tuple[float, float], degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return centre[0] + _RX * math.cos(angle), centre[1] + _RY * math.sin(angle)
