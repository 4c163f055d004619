"""V along the axon, under it and on the same axis, with the bands of what each place could do now."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import WHOLE, Sight
from apanim.picture.drawlist import COLUMNS, Bands, ColumnCurve, Item, Lens, Line, Panel, Text, Tint
from apanim.picture.overlay import caption
from apanim.picture.plots import rooms
from apanim.picture.plots.axes import signed
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import Look
from apanim.picture.stage import HEIGHT
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.picture.views.axon.geometry import CENTRE_Y, FIRST_X, LAST_X, RADIUS, beyond_ends
from apanim.picture.views.axon.readiness import ACTIVE, BLOCKED, READY, REFRACTORY, Readiness, Zone, zones

_WIDTH, _HEIGHT, _ABOVE_CAPTION = 1728.0, 232.0, 16.0
_TALLER, _GAP = {"1:1": 250.0, "9:16": 420.0}, 14.0  # of stacked frames, as it is laid out
_TOP_PX, _FLOOR_PX = 74.0, 26.0  # from the panel's edges to the curve's
_LOW_MV, _HIGH_MV = -90.0, 45.0
_TICKS_MV = (40, 0, -70)
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
    """Where the panel stands: above the caption, however large that is."""
    scale, (left, _, right, _) = rooms.panel_scale(look), look.frame.safe
    over = caption.box(look, wide=True)[1]
    if look.frame.stacked:
        bottom = over - _GAP
        return Room((left, bottom - scale * _TALLER[look.frame.name], right, bottom), scale)
    bottom = over - _ABOVE_CAPTION
    return Room((left, bottom - _HEIGHT, right, bottom), scale)


class _Ground(NamedTuple):
    """The panel in the frame: its heights, the size of its words, and where the axon is seen from."""

    top: float
    floor: float
    text: float
    home: Sight

    @property
    def first(self) -> float:
        return self.home.onto(FIRST_X, 0.0)[0]

    @property
    def last(self) -> float:
        return self.home.onto(LAST_X, 0.0)[0]

    @property
    def aside(self) -> float:
        """From the axis to its numbers."""
        return 16.0 if self.home == WHOLE else 10.0

    def x(self, x: float) -> float:
        return self.home.onto(x, 0.0)[0]

    def y(self, v_mV: Float | float) -> Float:
        share = (np.asarray(v_mV, float) - _LOW_MV) / (_HIGH_MV - _LOW_MV)
        return self.floor - (self.floor - self.curve_top) * np.minimum(np.maximum(share, -0.05), 1.1)

    @property
    def curve_top(self) -> float:
        return self.top + self.text * _TOP_PX

    @property
    def band(self) -> float:
        return self.top + self.text * _BAND_DROP

    @property
    def names(self) -> float:
        """The baseline of the bands' names."""
        return self.band + self.text * 31

    def plane(self, y: Any) -> Any:
        """A height of the frame on the plane that the camera sees."""
        return (y - HEIGHT / 2) / self.home.scale + self.home.y


def plot(v_mV: Float, ready: Readiness, home: Sight, look: Look) -> list[Item]:
    """The panel under the axon as the camera sees that from `home`; `v_mV` and `ready` by column."""
    place, found = room(look), zones(ready)
    (_, top, _, bottom), text = place.box, place.scale
    ground = _Ground(top, bottom - text * _FLOOR_PX, text, home)
    curve = ColumnCurve(
        ground.plane(ground.y(v_mV)).astype(np.float32), _tint(ready), FIRST_X, LAST_X,
        ground.plane(ground.curve_top - 8), ground.plane(ground.floor),
    )  # fmt: skip
    there, back = ([], []) if home == WHOLE else ([Lens(*home, (home.scale,))], [Lens()])
    return [
        *_grid(ground, look), *there, _bands(found, ground), *back, *_band_names(found, ground),
        *_borders(found, ground), *there, curve, *back,
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _grid(ground: _Ground, look: Look) -> tuple[Item, ...]:
    """The panel with its axis, which never change."""
    left, top, edge, bottom = room(look).box
    out: list[Item] = [Panel(left, top, edge - left, bottom - top, "cool")]
    size, quiet, right = 28 * ground.text, colour("text.quiet"), ground.first - ground.aside
    out.append(Text(right, ground.names, "mV", size, 600, quiet, "end"))
    for v in _TICKS_MV:
        y = float(ground.y(v))
        out.append(Line(((ground.first, y), (ground.last, y)), colour("plot.grid"), 1.5, 0.32))
        out.append(Text(right, y + 10 * ground.text, signed(v), size, 600, quiet, "end"))
    return tuple(out)


def _bands(found: list[Zone], ground: _Ground) -> Bands:
    bars = []
    for zone in found:
        left = zone.left if zone.left == FIRST_X else zone.left + _BAND_GAP
        right = zone.right if zone.right == LAST_X else zone.right - _BAND_GAP
        hatch = colour("axon.band_hatch") if zone.kind in (REFRACTORY, BLOCKED) else ""
        bars.append((left, right, _BANDS[zone.kind][1], hatch))
    high = _BAND_HEIGHT * ground.text / ground.home.scale
    return Bands(ground.plane(ground.band), high, tuple(bars))


def _band_names(found: list[Zone], ground: _Ground) -> list[Item]:
    """A band's name stands in it as soon as there is room."""
    out: list[Item] = []
    for zone in found:
        name, _, ink = _BANDS[zone.kind]
        size, left, right = 28 * ground.text, ground.x(zone.left), ground.x(zone.right)
        seen = min(max((right - left - width(name, size, 700) - _NAME_MARGIN) / 40.0, 0.0), 1.0)
        if seen > 0.0:
            middle = (left + right) / 2
            out.append(Text(middle, ground.names, name, size, 700, ink, "middle", opacity=seen))
    return out


def _borders(found: list[Zone], ground: _Ground) -> list[Item]:
    """Dashed lines from the axon down, where one band ends and the next begins."""
    _, top = ground.home.onto(0.0, CENTRE_Y + RADIUS + 20)
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
