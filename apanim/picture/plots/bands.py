"""Bands of a plot over time: what each stretch of it is, tinted, hatched where refractory, and named."""

from typing import NamedTuple

from apanim.picture.drawlist import Item, Shades, Text
from apanim.picture.easing import smooth
from apanim.picture.plots.axes import Axes
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.script.plots import Band
from apanim.script.timeline import Timeline

_NAMES = {
    "rest": "rest", "rising": "rising phase", "falling": "falling phase", "undershoot": "undershoot",
    "absolute": "absolute refractory", "relative": "relative refractory",
}  # fmt: skip
_SHORT = {"rising": "rising", "falling": "falling", "absolute": "absolute", "relative": "relative"}
_HATCH_PX = {"rising": 0, "falling": 0, "undershoot": 0, "absolute": 13, "relative": 26}
_GAP_PX, _FADE_PX = 14.0, 40.0
NAME_ROW = 40  # px that a row of names takes at the top of a plot


def shades(bands: tuple[Band, ...], axes: Axes, now_x: float, seen: float) -> list[Item]:
    """The tinted stretches, as far as `now_x`."""
    areas = tuple(
        (
            float(axes.x(b.from_ns)),
            float(axes.x(b.to_ns)),
            colour(f"band.{b.name}"),
            _HATCH_PX.get(b.name, 0),
        )
        for b in bands
        if b.name != "rest"
    )
    return [Shades(axes.area[1], axes.area[3], areas, now_x, seen, axes.slide)] if areas else []


class _Name(NamedTuple):
    text: str
    left: float
    right: float
    opacity: float


def names(timeline: Timeline, bands: tuple[Band, ...], axes: Axes, now_x: float, seen: float) -> list[Item]:
    """The names in a row at the top: that of the band that time is in, and all others that have room."""
    begun = [b for b in bands if float(axes.x(b.from_ns)) < now_x - 1]
    short = any(_wide(timeline, b) > _across(b, axes) for b in bands if b.name in _SHORT)
    placed: list[_Name] = []
    out: list[Item] = []
    for band in reversed(begun):
        name = _fit(_word(timeline, band, short), band, axes, now_x, placed, present=band is begun[-1])
        if name is None:
            continue
        placed.append(name)
        middle, y = (name.left + name.right) / 2, axes.top + 30
        tint, dark = colour(f"band.{band.name}_ink"), ramp("panel.cool")[1]
        out.append(
            Text(middle, y, name.text, 28, 700, tint, "middle", outline=dark, opacity=seen * name.opacity)
        )
    return out


def _word(timeline: Timeline, band: Band, short: bool) -> str:
    return timeline.word(_SHORT.get(band.name, _NAMES[band.name]) if short else _NAMES[band.name])


def _wide(timeline: Timeline, band: Band) -> float:
    return width(_word(timeline, band, False), 28, 700) + _GAP_PX


def _across(band: Band, axes: Axes) -> float:
    return float(axes.x(band.to_ns) - axes.x(band.from_ns))


def _fit(
    text: str, band: Band, axes: Axes, now_x: float, placed: list[_Name], *, present: bool
) -> _Name | None:
    """The name in the middle of its band; only that of the present one may hang over the edges."""
    left, right = float(axes.x(band.from_ns)), float(axes.x(band.to_ns))
    wide = width(text, 28, 700)
    fits = wide + _GAP_PX <= right - left
    if not (fits or present):
        return None
    edge = wide / 2 + 6
    middle = min(max((left + right) / 2, axes.area[0] + edge), axes.area[2] - edge)
    grown = smooth((min(right, now_x) - left) / _FADE_PX) if fits else 1.0
    name = _Name(text, middle - wide / 2, middle + wide / 2, grown)
    clear = all(name.right + _GAP_PX < p.left or p.right + _GAP_PX < name.left for p in placed)
    return name if clear else None
