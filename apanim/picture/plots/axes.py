"""Axes of a panel: from model time (or V) and a value to the picture, with grid and running curves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Curve, Dot, Glow, Item, Line, Text
from apanim.picture.theme import colour
from apanim.picture.type import width
from apanim.script.plots import Ghost
from apanim.units import NS_PER_MS

Float = NDArray[np.float64]
_POINTS_PER_PX = 2
NUMBER_PX = 36.0  # from the axis to the baseline of its numbers
GHOST = 0.35  # of the strength of a curve
_BEYOND = 0.04  # a curve may leave its axis by this much
_STEPS_MS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1e9)


@dataclass(frozen=True)
class Axes:
    """A plot's area in the picture, `slide` lower while its panel comes or goes.

    `first` to `last` run across it, `low` to `high` up.
    """

    area: Box
    first: float
    last: float
    low: float
    high: float
    slide: float = 0.0

    def x(self, across: Float | float) -> Float:
        """Held at the edges."""
        share = (np.asarray(across, dtype=float) - self.first) / (self.last - self.first)
        return self.area[0] + (self.area[2] - self.area[0]) * np.minimum(np.maximum(share, 0.0), 1.0)

    def y(self, value: Float | float) -> Float:
        """Without the slide."""
        share = (np.asarray(value, dtype=float) - self.low) / (self.high - self.low)
        height = self.area[3] - self.area[1]
        return self.area[3] - height * np.minimum(np.maximum(share, -_BEYOND), 1.0 + _BEYOND)

    def x_at(self, across: float) -> float:
        """`x` of one place, ten times as quick."""
        share = (across - self.first) / (self.last - self.first)
        return self.area[0] + (self.area[2] - self.area[0]) * min(max(share, 0.0), 1.0)

    def y_at(self, value: float) -> float:
        """`y` of one value."""
        share = (value - self.low) / (self.high - self.low)
        return self.area[3] - (self.area[3] - self.area[1]) * min(max(share, -_BEYOND), 1.0 + _BEYOND)

    @property
    def still(self) -> "Axes":
        """The same without the slide."""
        return self if self.slide == 0.0 else replace(self, slide=0.0)

    def lower(self, px: float) -> "Axes":
        """The same time, with a base so much lower."""
        left, top, right, base = self.area
        return self if px == 0.0 else replace(self, area=(left, top, right, base + px))

    @property
    def top(self) -> float:
        return self.area[1] + self.slide

    @property
    def base(self) -> float:
        return self.area[3] + self.slide

    def at(self, across: float, value: float) -> tuple[float, float]:
        """The place in the picture, slide and all."""
        return self.x_at(across), self.y_at(value) + self.slide


def signed(value: float) -> str:
    """A whole number with its sign, the minus a real one."""
    whole = round(value)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)}"


def plain(value: float) -> str:
    """A number as short as it is, the minus a real one."""
    return f"{value:g}".replace("-", "−")


def grid(axes: Axes, marks: Sequence[tuple[float, str]], seen: float) -> list[Item]:
    """A line across at each mark, its text left of it; zero's is the strongest."""
    return list(_grid(axes, tuple(marks), seen))


@lru_cache(maxsize=64)  # it stands still for many seconds
def _grid(axes: Axes, marks: tuple[tuple[float, str], ...], seen: float) -> tuple[Item, ...]:
    out: list[Item] = []
    left, right = axes.area[0], axes.area[2]
    for value, text in marks:
        y = axes.y_at(value) + axes.slide
        strength = 0.5 if value == 0 else 0.30
        out.append(Line(((left, y), (right, y)), colour("plot.grid"), 1.5, strength * seen))
        out.append(Text(left - 14, y + 10, text, 28, 600, colour("text.quiet"), "end", opacity=seen))
    return tuple(out)


def time_axis(
    axes: Axes, seen: float, unit: str, *, named: bool = True, most: float = 4.5, aside: float = 0.0
) -> list[Item]:
    """The axis of model time, `most` steps at most; its numbers and unit where `named`.

    The unit stands `aside` of the axis's end, where curves end on the axis itself."""
    return list(_time_axis(axes, seen, unit, named, most, aside))


@lru_cache(maxsize=64)
def _time_axis(
    axes: Axes, seen: float, unit: str, named: bool, most: float, aside: float
) -> tuple[Item, ...]:
    span_ms = (axes.last - axes.first) / NS_PER_MS
    step = next(s for s in _STEPS_MS if span_ms / s <= most)
    left, right, base = axes.area[0], axes.area[2], axes.base
    tint, quiet = colour("plot.grid"), colour("text.quiet")
    out: list[Item] = [Line(((left, base), (right, base)), tint, 2, 0.6 * seen)]
    if named:
        out.append(Text(right - aside, base + NUMBER_PX, unit, 28, 600, quiet, "end", opacity=seen))
    for k in range(int(span_ms / step + 1e-9) + 1):
        x = left + (right - left) * k * step / span_ms
        out.append(Line(((x, base), (x, base + 8)), tint, 2, 0.6 * seen))
        text = f"{k * step:g}"
        if named and x + width(text, 28, 600) / 2 + 12 < right - aside - width(unit, 28, 600):
            out.append(Text(x, base + NUMBER_PX, text, 28, 600, quiet, "middle", opacity=seen))
    return tuple(out)


def points(across: Float, values: Float, axes: Axes) -> NDArray[np.float32]:
    """The whole curve within the axes, at most a few points to a pixel; what stands still adds none."""
    first = int(np.searchsorted(across, axes.first, side="left"))
    last = int(np.searchsorted(across, axes.last, side="right"))
    x, y = axes.x(across[first:last]), axes.y(values[first:last])
    if len(x) == 0:
        return np.zeros((0, 2), dtype=np.float32)
    cells = np.floor(x * _POINTS_PER_PX)
    fresh = np.concatenate(([True], cells[1:] != cells[:-1]))
    fresh[-1] = True
    return np.stack([x[fresh], y[fresh]], axis=1).astype(np.float32)


def ghost_points(across: Float, values: Float, axes: Axes, ghost: Ghost) -> NDArray[np.float32]:
    """(n, 2) of the stretch that `ghost` names, moved to where it is compared."""
    part = (across >= ghost.from_ns) & (across <= ghost.to_ns)
    return points(across[part] + ghost.later_ns, values[part], axes)


def ghost(path: NDArray[np.float32], axes: Axes, tint: str, seen: float) -> list[Item]:
    """A curve of before, faint and whole."""
    return curve(path, axes, tint, axes.area[2] + 20.0, GHOST * seen, bare=True)


def curve(
    path: NDArray[np.float32], axes: Axes, tint: str, reveal_x: float, seen: float, *, bare: bool = False,
    name: str = "",
) -> list[Item]:  # fmt: skip
    """The curve as far as `reveal_x`; one with a `name` can be pointed at."""
    if len(path) < 2:
        return []
    across = axes.area[0], axes.area[2], axes.first, axes.last
    return [Curve(path, tint, axes.area[1], axes.area[3], reveal_x, seen, bare, axes.slide, name, across)]


def cursor(axes: Axes, x: float, seen: float, top: float | None = None, above: float = 0.0) -> Line:
    """The upright line at now: all the plot's height, or from `top` to `above` px over the axis."""
    start = axes.top if top is None else top
    end = max(axes.base - above, start)
    return Line(((x, start), (x, end)), colour("plot.cursor"), 2, 0.22 * seen)


def head(x: float, y: float, tint: str, seen: float, size: float = 8.0) -> list[Item]:
    """The bright end of a running curve."""
    middle = colour("plot.cursor")
    lamp = ((0.0, middle, 1.0), (0.3, tint, 0.9), (0.5, tint, 0.4), (1.0, tint, 0.0))
    return [Glow(x, y, 3 * size, 3 * size, lamp, seen), Dot(x, y, size, middle, opacity=seen)]


CELL_EM = 0.63  # digits stand in cells of one width, so that a running number does not tremble


@lru_cache(maxsize=256)  # a number of now is the same for many frames at rest
def readout(
    number: str, right: float, base: float, tint: str, seen: float, size: float = 28, weight: int = 700
) -> tuple[Item, ...]:
    """A running number that ends at `right`: digits in cells of one width, the sign close before."""
    cell = CELL_EM * size
    sign = number[0] if number[:1] in "+−" else ""
    x, out = right, []
    for character in reversed(number[len(sign) :]):
        step = cell if character.isdigit() else width(character, size, weight)
        x -= step
        out.append(Text(x + step / 2, base, character, size, weight, tint, "middle", opacity=seen))
    if sign:
        out.append(Text(x, base, sign, size, weight, tint, "end", opacity=seen))
    return tuple(out[::-1])
