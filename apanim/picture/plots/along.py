"""What panels of V along an axon have in common: they lie under it, on the axis that it lies on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from apanim.picture.camera import WHOLE, Sight
from apanim.picture.design_frame import HEIGHT
from apanim.picture.drawlist import ColumnCurve, Item, Lens, Line, Panel, Text, Tint
from apanim.picture.overlay import caption
from apanim.picture.plots import rooms
from apanim.picture.plots.axes import signed
from apanim.picture.plots.rooms import Room
from apanim.picture.shot import Look
from apanim.picture.theme import colour

WORDS = 28.0  # the size of what is written on the axes
_ABOVE_CAPTION, _GAP = 16.0, 14.0  # of a panel in 16 to 9, and in a stacked frame
_TICKS_MV = (40, 0, -70)
_LOW_MV = -90.0

Float = NDArray[np.float64]


def room(look: Look, height: float, stacked: Mapping[str, float]) -> Room:
    """Where the panel stands: above the caption, however large that is; `height` is that in 16 to 9, and
    `stacked` what it is laid out with in the other frames, by their names."""
    scale, (left, _, right, _) = rooms.panel_scale(look), look.frame.safe
    over = caption.box(look, wide=True)[1]
    if look.frame.stacked:
        bottom = over - _GAP
        return Room((left, bottom - scale * stacked[look.frame.name], right, bottom), scale)
    bottom = over - _ABOVE_CAPTION
    return Room((left, bottom - height, right, bottom), scale)


@dataclass(frozen=True)
class PlotGround:
    """The panel in the frame: `top` and `floor` are its curves', `first` and `last` its axis' ends.

    `text` is how many times as large its words are, `sight` what is seen of the axon, and `high_mV` stands
    at its top.
    """

    top: float
    floor: float
    first: float
    last: float
    text: float
    sight: Sight
    high_mV: float

    def x(self, x: float) -> float:
        """Where a place along the axon is in the frame."""
        return self.sight.onto(x, 0.0)[0]

    def y(self, v_mV: Float | float) -> Float:
        """The height of a voltage in the frame."""
        share = (np.asarray(v_mV, float) - _LOW_MV) / (self.high_mV - _LOW_MV)
        return self.floor - (self.floor - self.top) * np.minimum(np.maximum(share, -0.05), 1.1)

    def plane(self, y: Any) -> Any:
        """A height of the frame on the plane that the camera sees."""
        return (y - HEIGHT / 2) / self.sight.scale + self.sight.y

    def curve(self, v_mV: Float, tint: Tint, left: float, right: float) -> ColumnCurve:
        """V (COLUMNS,) between two places on that plane."""
        high, low = self.plane(self.top - 8), self.plane(self.floor)
        return ColumnCurve(self.plane(self.y(v_mV)).astype(np.float32), tint, left, right, high, low)

    def seen(self, *items: Item) -> list[Item]:
        """What lies on that plane, as the camera sees it."""
        if self.sight == WHOLE:
            return list(items)
        return [Lens(*self.sight, (self.sight.scale,)), *items, Lens()]


def volts(ground: PlotGround, aside: float) -> list[Item]:
    """The lines of V's axis, with their numbers so far `aside`."""
    out: list[Item] = []
    for v in _TICKS_MV:
        y, line = float(ground.y(v)), colour("plot.grid")
        out.append(Line(((ground.first, y), (ground.last, y)), line, 1.5, 0.32))
        out.append(number(ground, aside, y + 10 * ground.text, signed(v)))
    return out


def between_volts(ground: PlotGround) -> float:
    """A baseline between the two lowest numbers, where there is room for their unit."""
    return float(ground.y((_TICKS_MV[1] + _TICKS_MV[2]) / 2)) + 10 * ground.text


def number(ground: PlotGround, aside: float, base: float, words: str) -> Text:
    """What stands at the left of V's axis."""
    size, quiet = WORDS * ground.text, colour("text.quiet")
    return Text(ground.first - aside, base, words, size, 600, quiet, "end")


def plate(place: Room) -> Panel:
    """What the panel lies on."""
    left, top, right, bottom = place.box
    return Panel(left, top, right - left, bottom - top, "cool")
