"""The items of a draw list that hold a course over space: curves, light by column, fields, the neuron."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from apanim.picture.by_value import ByValue


@dataclass(frozen=True, eq=False)
class Curve(ByValue):
    """A plotted curve with a halo, filled down to `floor_y`, less the farther below `top_y`.

    points (n, 2) float32, x rising.
    Only what lies left of `reveal_x` shows, `shift_y` lower than it says. With `bare` it is the line alone,
    for several in one plot.
    """

    points: NDArray[np.float32]
    colour: str
    top_y: float
    floor_y: float
    reveal_x: float
    opacity: float = 1.0
    bare: bool = False
    shift_y: float = 0.0


COLUMN_PX = 4  # between two values of what is given column by column, from x = 0 to 1920
COLUMNS = 1920 // COLUMN_PX + 1


@dataclass(frozen=True, eq=False)
class Tint(ByValue):
    """The colours of n places in a row, each a sum of shares (k, n) float32 of the k `colours`."""

    colours: tuple[str, ...]
    shares: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Shine(ByValue):
    """Light through the still layer `name` (white where it shines), in the colours of `tint` by column.

    The shares say how strong it is. Added; with `screen` laid on, and each of its colours on the others, so
    that bright ground never clips.
    """

    name: str
    tint: Tint
    screen: bool = False


@dataclass(frozen=True, eq=False)
class Profile(ByValue):
    """A curve that changes every frame, y (COLUMNS,) and `tint` by column, with a halo.

    It is drawn from `left` to `right` and filled down to `floor_y`.
    """

    y: NDArray[np.float32]
    tint: Tint
    left: float
    right: float
    top_y: float
    floor_y: float


@dataclass(frozen=True, eq=False)
class SoftLight(ByValue):
    """A coarse field of light over the whole frame, laid on without edges between its cells.

    strength (rows, columns) uint8; its colour is `low` where it is weak and `high` where it is strong.
    """

    strength: NDArray[np.uint8]
    low: str
    high: str


@dataclass(frozen=True, eq=False)
class NeuronBody(ByValue):
    """The neuron (picture.neuron.shape), lit from the top left, coloured at its samples (picture.neuron).

    levels (s,) uint8 of the scale (picture.neuron.ramp); bright (s,) uint8, 255 where it is not dimmed.
    """

    levels: NDArray[np.uint8]
    bright: NDArray[np.uint8]
