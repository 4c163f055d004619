"""V along the axon, under it and on the same axis, with the bands of what each place could do now."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import COLUMNS, Bands, ColumnCurve, Item, Line, Panel, Text, Tint
from apanim.picture.plots.axes import signed
from apanim.picture.stage import Box
from apanim.picture.text_size import moved
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.axon.geometry import CENTRE_Y, FIRST_X, LAST_X, RADIUS, beyond_ends
from apanim.picture.views.axon.readiness import ACTIVE, BLOCKED, READY, REFRACTORY, Readiness, Zone, zones

_X, _Y, _WIDTH, _HEIGHT = 96, 692, 1728, 232
BOX: Box = (_X, _Y, _X + _WIDTH, _Y + _HEIGHT)
_TOP, _FLOOR = _Y + 74, _Y + _HEIGHT - 26
_LOW_MV, _HIGH_MV = -90.0, 45.0
_TICKS_MV = (40, 0, -70)
_BAND_Y, _BAND_HEIGHT, _BAND_GAP = _Y + 14, 42, 4
_BANDS = {  # name, ground, ink
    READY: ("ready", colour("axon.band_ready"), colour("axon.band_ready_ink")),
    ACTIVE: ("active", colour("axon.band_active"), colour("axon.band_active_ink")),
    REFRACTORY: ("refractory", colour("axon.band_refractory"), colour("axon.band_refractory_ink")),
    BLOCKED: ("blocked", colour("axon.band_refractory"), colour("axon.band_refractory_ink")),
}
_CURVE = tuple(colour(f"axon.curve_{name}") for name in ("ready", "active", "refractory"))
_SMOOTH_COLUMNS = 7
_BELL = np.ones(_SMOOTH_COLUMNS) / _SMOOTH_COLUMNS
_NAME_MARGIN = 28

Float = NDArray[np.float64]


def plot(v_mV: Float, ready: Readiness, higher: float = 0.0) -> list[Item]:
    """The panel, `higher` than it is at home by so many px; `v_mV` and `ready` by column."""
    found = zones(ready)
    panel: list[Item] = [
        *_grid(), _bands(found), *_band_names(found),
    ]  # fmt: skip
    curve = ColumnCurve(_y(v_mV).astype(np.float32), _tint(ready), FIRST_X, LAST_X, _TOP - 8, _FLOOR)
    return [*moved(panel, -higher), *_borders(found, _FLOOR - higher), *moved([curve], -higher)]


def _y(v_mV: Float | float) -> Float:
    share = (np.asarray(v_mV, float) - _LOW_MV) / (_HIGH_MV - _LOW_MV)
    return _FLOOR - (_FLOOR - _TOP) * np.minimum(np.maximum(share, -0.05), 1.1)


@cache
def _grid() -> tuple[Item, ...]:
    """The panel with its axis, which never change."""
    out: list[Item] = [Panel(_X, _Y, _WIDTH, _HEIGHT, "cool")]
    out.append(Text(FIRST_X - 16, _BAND_Y + 31, "mV", 28, 600, colour("text.quiet"), "end"))
    for v in _TICKS_MV:
        y = float(_y(v))
        out.append(Line(((FIRST_X, y), (LAST_X, y)), colour("plot.grid"), 1.5, 0.32))
        out.append(Text(FIRST_X - 16, y + 10, signed(v), 28, 600, colour("text.quiet"), "end"))
    return tuple(out)


def _bands(found: list[Zone]) -> Bands:
    bars = []
    for zone in found:
        left = zone.left if zone.left == FIRST_X else zone.left + _BAND_GAP
        right = zone.right if zone.right == LAST_X else zone.right - _BAND_GAP
        hatch = colour("axon.band_hatch") if zone.kind in (REFRACTORY, BLOCKED) else ""
        bars.append((left, right, _BANDS[zone.kind][1], hatch))
    return Bands(_BAND_Y, _BAND_HEIGHT, tuple(bars))


def _band_names(found: list[Zone]) -> list[Item]:
    """A band's name stands in it as soon as there is room."""
    out: list[Item] = []
    for zone in found:
        name, _, ink = _BANDS[zone.kind]
        room = zone.right - zone.left - width(name, 28, 700) - _NAME_MARGIN
        seen = min(max(room / 40.0, 0.0), 1.0)
        if seen > 0.0:
            middle = (zone.left + zone.right) / 2
            out.append(Text(middle, _BAND_Y + 31, name, 28, 700, ink, "middle", opacity=seen))
    return out


def _borders(found: list[Zone], floor: float) -> list[Item]:
    """Dashed lines from the axon down, where one band ends and the next begins."""
    return [
        Line(
            ((z.right, CENTRE_Y + RADIUS + 20), (z.right, floor)),
            colour("axon.border"),
            2,
            0.4,
            dash=(3, 8),
        )
        for z in found[:-1]
    ]


def _tint(ready: Readiness) -> Tint:
    """The curve's colour at every column: that of its band, softly changing."""
    on = ready.active > 0
    tired = np.where(on, 0.0, ready.tint)
    shares = 1.0 - on - tired, on.astype(float), tired  # in the order of _CURVE
    smooth = [
        np.convolve(beyond_ends(row, _SMOOTH_COLUMNS // 2), _BELL, "valid")[:COLUMNS] for row in shares
    ]
    return Tint(_CURVE, np.array(smooth).astype(np.float32))
