"""Bands of a plot over time: what each stretch of it is, tinted, hatched where refractory, and named."""

from functools import lru_cache
from typing import NamedTuple

from apanim.picture.drawlist import Item, Shades, Text
from apanim.picture.easing import smooth
from apanim.picture.kept import kept_by_owner
from apanim.picture.plots.axes import Axes
from apanim.picture.plots.places import IN_S
from apanim.picture.theme import colour, ramp
from apanim.picture.type import width
from apanim.script.plots import Band
from apanim.script.timeline import Timeline, tick_at
from apanim.units import TICKS_PER_S

# What a band is called, the longest first: one takes the first that it has room for.
_NAMES = {
    "rest": ("rest",), "undershoot": ("undershoot",),
    "rising": ("rising phase", "rising", "rise"), "falling": ("falling phase", "falling", "fall"),
    "absolute": ("absolute refractory period", "absolute refractory", "absolute", "abs."),
    "relative": ("relative refractory period", "relative refractory", "relative", "rel."),
}  # fmt: skip
_ALIKE = {"rising", "falling"}  # called alike, both long or both short
# Of a tint and its stripes: how strong it is on top, and the way between two stripes.
_LOOKS = {"absolute": (0.46, 11.0), "relative": (0.16, 34.0)}
_PLAIN = (0.34, 0.0)
_WEIGHT, _GAP_PX = 700, 6.0  # of a name, and between it and the ends of its band
_APART_PX, _STEP_PX = 8.0, 4.0  # between two names; of the search for a place
_INSET_PX, _LONG_PX = 14.0, 170.0
NAME_ROW = 34.0  # px that the names take at the top of a plot
_BASELINE = 24.0


def shades(
    bands: tuple[Band, ...], axes: Axes, now_x: float, seen: float, below: float = 0.0
) -> list[Item]:
    """The tinted stretches, as far as `now_x`, from their names down to `below` px over the axis."""
    areas = _areas(bands, axes.still)
    return (
        [Shades(axes.area[1] + NAME_ROW, axes.area[3] - below, areas, now_x, seen, axes.slide)]
        if areas
        else []
    )


@lru_cache(maxsize=64)
def _areas(bands: tuple[Band, ...], axes: Axes) -> tuple[tuple[float, float, str, float, float], ...]:
    return tuple(
        (axes.x_at(b.from_ns), axes.x_at(b.to_ns), colour(f"band.{b.name}"), *_LOOKS.get(b.name, _PLAIN))
        for b in bands
        if b.name != "rest"
    )


class _Name(NamedTuple):
    text: str
    middle: float


def names(
    timeline: Timeline, bands: tuple[Band, ...], axes: Axes, tick: int, seen: float, full: bool = False
) -> list[Item]:
    """The names in a row above the curve, each over its own band from when time reaches that; `full`: the
    longest of each, which may hang over what lies beside its band."""
    out: list[Item] = []
    dark, y = ramp("panel.cool")[1], axes.top + _BASELINE
    for band, name in zip(bands, _placed(timeline, bands, axes.still, full), strict=True):
        there = smooth((tick - tick_at(timeline, band.from_ns)) / (IN_S * TICKS_PER_S))
        if name is None or there <= 0.0:
            continue
        tint, opacity = colour(f"band.{band.name}_ink"), seen * there
        out.append(
            Text(name.middle, y, name.text, 28, _WEIGHT, tint, "middle", outline=dark, opacity=opacity)
        )
    return out


@kept_by_owner
def _placed(
    timeline: Timeline, bands: tuple[Band, ...], axes: Axes, full: bool
) -> tuple[_Name | None, ...]:
    """Where every band's name stands; the way it is called never changes. None where there is no room."""
    spans = [(axes.x_at(b.from_ns), axes.x_at(b.to_ns)) for b in bands]
    fitting = (
        [0] * len(bands)
        if full
        else [
            _first(timeline, b, end - start - _GAP_PX) for b, (start, end) in zip(bands, spans, strict=True)
        ]
    )
    shortest = max((k for b, k in zip(bands, fitting, strict=True) if b.name in _ALIKE), default=0)
    out: list[_Name | None] = [None] * len(bands)
    narrow: list[tuple[int, list[str]]] = []
    for i, (band, (left, right), k) in enumerate(zip(bands, spans, fitting, strict=True)):
        forms = _forms(timeline, band)
        text = forms[min(max(k, shortest) if band.name in _ALIKE else k, len(forms) - 1)]
        wide, room = width(text, 28, _WEIGHT), right - left - _GAP_PX
        if wide > room:
            narrow.append((i, forms[forms.index(text) :] if full else [text]))
            continue
        # In a long band it stands where that begins, so that time need not come far before it is inside;
        # not where the name of a narrow one before it may hang over.
        early = room > max(_LONG_PX, wide) and not (narrow and narrow[-1][0] == i - 1)
        out[i] = _Name(text, left + _INSET_PX + wide / 2 if early else (left + right) / 2)
    for i, forms in narrow:
        placed, reach = [name for name in out if name], 2.0 if full else 1.0
        found = (_beside(text, spans[i], placed, axes, reach) for text in forms)
        out[i] = next((name for name in found if name), None)
    return tuple(out)


def _beside(
    text: str, span: tuple[float, float], placed: list[_Name], axes: Axes, reach: float
) -> _Name | None:
    """A name wider than its band, hanging over its ends, as near to the middle as is free: moved by no more
    than `reach` halves of itself."""
    half, centre = width(text, 28, _WEIGHT) / 2, (span[0] + span[1]) / 2
    for step in range(int(reach * half / _STEP_PX) + 1):
        for middle in (centre - step * _STEP_PX, centre + step * _STEP_PX):
            inside = axes.area[0] <= middle - half and middle + half <= axes.area[2]
            apart = (abs(middle - p.middle) - half - width(p.text, 28, _WEIGHT) / 2 for p in placed)
            if inside and all(space >= _APART_PX for space in apart):
                return _Name(text, middle)
    return None


def _forms(timeline: Timeline, band: Band) -> list[str]:
    return [timeline.word(word) for word in _NAMES[band.name]]


def _first(timeline: Timeline, band: Band, room: float) -> int:
    """Which of the names of a band is the first that is no wider than `room` px; the last if none is."""
    forms = _forms(timeline, band)
    return next((k for k, t in enumerate(forms) if width(t, 28, _WEIGHT) <= room), len(forms) - 1)
