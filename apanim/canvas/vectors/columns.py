"""What is given column by column, as vectors: gradients along the frame for light, curve and bands."""

import numpy as np
from numpy.typing import NDArray

from apanim.canvas.vectors.defs import Defs
from apanim.picture import scenery, svg
from apanim.picture.design_frame import WIDTH, Box
from apanim.picture.drawlist import COLUMN_PX, Bands, ColumnCurve, ColumnLight, Scenery, Tint
from apanim.picture.theme import Theme

_NEAR_ENOUGH = 1.5  # of 255: how far a gradient may be from its columns
_LINE, _HALO, _HALO_OPACITY, _FILL_OPACITY = 5.5, 12.0, 0.22, 0.25
_CORNER, _HATCH_OPACITY, _BAR_OPACITY = 8, 0.15, 0.94

Float = NDArray[np.float64]


def shine(item: ColumnLight, defs: Defs, theme: Theme) -> str:
    """Gradients of light, seen through the item's layer: one; or, where it is screened, one a colour."""
    if item.screen and len(item.tint.colours) > 1:
        rows = zip(item.tint.colours, item.tint.shares, strict=True)
        return "".join(
            shine(ColumnLight(item.name, Tint((one,), row[None]), screen=True), defs, theme)
            for one, row in rows
        )
    stops = _stops(item.tint, theme)
    if not stops:
        return ""
    light = defs.define(f"light {stops}", _along(stops))
    layer = scenery.layer(Scenery(item.name))
    area = _area(layer.window)
    mask = defs.define(f"mask {item.name}", _mask(defs.scoped(layer.markup), area))
    blend = "multiply" if theme.shaded else "screen"
    rect = f'<rect {area} fill="url(#{light})" mask="url(#{mask})"/>'
    return f'<g style="mix-blend-mode:{blend}">{rect}</g>'


def profile(item: ColumnCurve, defs: Defs, theme: Theme) -> str:
    """Fill, halo and line of the curve in the colours of its columns."""
    paint = defs.define(f"light {item.tint}", _along(_stops(item.tint, theme)))
    first, last = int(item.left // COLUMN_PX), int(item.right // COLUMN_PX)
    points = [(x * COLUMN_PX, float(item.y[x])) for x in range(first, last + 1)]
    path = svg.polyline(points)
    line = f'd="{path}" fill="none" stroke="url(#{paint})" stroke-linejoin="round"'
    return (
        f'<path d="{path} L{item.right:g},{item.floor_y:g} L{item.left:g},{item.floor_y:g} Z" '
        f'fill="url(#{paint})" opacity="{_FILL_OPACITY}"/>'
        f'<path {line} stroke-width="{_HALO}" opacity="{_HALO_OPACITY}"/>'
        f'<path {line} stroke-width="{_LINE}"/>'
    )


def bands(item: Bands, defs: Defs) -> str:
    """The bars; a hatched one has slanting stripes."""
    out = ""
    for left, right, tint, hatch in item.bars:
        if right - left < 2 * _CORNER:
            continue
        plate = f'x="{left:.2f}" y="{item.y:g}" width="{right - left:.2f}" height="{item.height:g}"'
        out += f'<rect {plate} rx="{_CORNER}" fill="{tint}" opacity="{_BAR_OPACITY}"/>'
        if hatch:
            stripes = defs.define(
                f"hatch {hatch}",
                '<pattern id="{id}" width="16" height="16" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="5" height="16" fill="{hatch}"/></pattern>',
            )
            out += f'<rect {plate} rx="{_CORNER}" fill="url(#{stripes})" opacity="{_HATCH_OPACITY}"/>'
    return out


def _area(window: Box) -> str:
    return 'x="{:g}" y="{:g}" width="{:g}" height="{:g}"'.format(*window)


def _mask(markup: str, area: str) -> str:
    return f'<mask id="{{id}}" maskUnits="userSpaceOnUse" {area}>{markup}</mask>'


def _along(stops: tuple[tuple[float, str, float], ...]) -> str:
    return svg.linear("{id}", stops, 0, 0, WIDTH, 0, absolute=True)


def _stops(tint: Tint, theme: Theme) -> tuple[tuple[float, str, float], ...]:
    """The columns as the stops of a gradient, only where it bends; none if nothing shines.

    The opacity is the whole of the shares, the colour that of the light without it.
    """
    shares = tint.shares.astype(float)
    strength = shares.sum(axis=0)
    if strength.max(initial=0.0) <= 0.0:
        return ()
    parts = np.where(strength > 1e-6, shares / np.maximum(strength, 1e-6), 1.0 / len(shares))
    colours = parts.T @ theme.rgbs(tint.colours)
    values = np.column_stack([colours, 255.0 * np.clip(strength, 0.0, 1.0)])
    last = len(values) - 1
    return tuple(
        (round(i / last, 5), "#{:02X}{:02X}{:02X}".format(*np.rint(values[i, :3]).astype(int)),
         round(float(values[i, 3]) / 255.0, 4))
        for i in _bends(values, 0, last)
    )  # fmt: skip


def _bends(values: Float, first: int, last: int) -> list[int]:
    """The rows of `values` between which it is nearly straight (Douglas and Peucker 1973)."""
    share = np.linspace(0.0, 1.0, last - first + 1)[:, None]
    off = np.abs(values[first] * (1 - share) + values[last] * share - values[first : last + 1]).max(axis=1)
    worst = int(np.argmax(off))
    if off[worst] <= _NEAR_ENOUGH:
        return [first, last]
    return _bends(values, first, first + worst)[:-1] + _bends(values, first + worst, last)
