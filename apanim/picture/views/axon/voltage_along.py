"""V along the axon, under it and on the same axis, with the bands of what each place could do now."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import WHOLE, Sight
from apanim.picture.drawlist import COLUMNS, Bands, Item, Line, Text, Tint
from apanim.picture.plots import along
from apanim.picture.plots.along import WORDS, PlotGround
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import Look
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.axon.geometry import CENTRE_Y, FIRST_X, LAST_X, RADIUS, beyond_ends
from apanim.picture.views.axon.readiness import ACTIVE, BLOCKED, READY, REFRACTORY, Readiness, Zone, zones

_HEIGHT, _TALLER = 232.0, {"1:1": 250.0, "9:16": 420.0}
_TOP_PX, _FLOOR_PX = 74.0, 26.0  # from the panel's edges to the curve's
_HIGH_MV = 45.0
_BAND_DROP, _BAND_HEIGHT, _BAND_GAP = 14.0, 42.0, 4.0
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


def room(look: Look) -> Room:
    """Where the panel stands."""
    return along.room(look, _HEIGHT, _TALLER)


def plot(v_mV: Float, ready: Readiness, home: Sight, look: Look) -> list[Item]:
    """The panel under the axon as the camera sees that from `home`; `v_mV` and `ready` by column."""
    place, found = room(look), zones(ready)
    (_, top, _, bottom), text = place.box, place.scale
    first, last = home.onto(FIRST_X, 0.0)[0], home.onto(LAST_X, 0.0)[0]
    ground = PlotGround(top + text * _TOP_PX, bottom - text * _FLOOR_PX, first, last, text, home, _HIGH_MV)
    return [
        *_grid(ground, look), *ground.seen(_bands(found, ground, top)), *_band_names(found, ground, top),
        *_borders(found, ground), *ground.seen(ground.curve(v_mV, _tint(ready), FIRST_X, LAST_X)),
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _grid(ground: PlotGround, look: Look) -> tuple[Item, ...]:
    """The panel with its axis, which never change."""
    place, aside = room(look), 16.0 if ground.sight == WHOLE else 10.0
    unit = along.number(ground, aside, _names_y(ground, place.box[1]), "mV")
    return along.plate(place), unit, *along.volts(ground, aside)


def _band_y(ground: PlotGround, top: float) -> float:
    """Where the bands begin under the panel's `top`."""
    return top + ground.text * _BAND_DROP


def _names_y(ground: PlotGround, top: float) -> float:
    """The baseline of the bands' names."""
    return _band_y(ground, top) + ground.text * 31


def _bands(found: list[Zone], ground: PlotGround, top: float) -> Bands:
    bars = []
    for zone in found:
        left = zone.left if zone.left == FIRST_X else zone.left + _BAND_GAP
        right = zone.right if zone.right == LAST_X else zone.right - _BAND_GAP
        hatch = colour("axon.band_hatch") if zone.kind in (REFRACTORY, BLOCKED) else ""
        bars.append((left, right, _BANDS[zone.kind][1], hatch))
    high = _BAND_HEIGHT * ground.text / ground.sight.scale
    return Bands(ground.plane(_band_y(ground, top)), high, tuple(bars))


def _band_names(found: list[Zone], ground: PlotGround, top: float) -> list[Item]:
    """A band's name stands in it as soon as there is room."""
    out: list[Item] = []
    for zone in found:
        name, _, ink = _BANDS[zone.kind]
        size, left, right = WORDS * ground.text, ground.x(zone.left), ground.x(zone.right)
        seen = min(max((right - left - width(name, size, 700) - _NAME_MARGIN) / 40.0, 0.0), 1.0)
        if seen > 0.0:
            middle = (left + right) / 2
            out.append(Text(middle, _names_y(ground, top), name, size, 700, ink, "middle", opacity=seen))
    return out


def _borders(found: list[Zone], ground: PlotGround) -> list[Item]:
    """Dashed lines from the axon down, where one band ends and the next begins."""
    _, top = ground.sight.onto(0.0, CENTRE_Y + RADIUS + 20)
    return [
        Line(
            ((ground.x(z.right), top), (ground.x(z.right), ground.floor)),
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
