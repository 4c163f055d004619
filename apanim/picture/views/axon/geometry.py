"""Where things are in the axon's picture: its two walls, its channels, and micrometres as pixels."""

from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist import COLUMN_PX, COLUMNS
from apanim.picture.rigs import rig
from apanim.tape import CablePlan

CENTRE_Y, RADIUS = 440, 166
SCALE = 0.42  # of the sprites
WALL = 162 * SCALE  # thickness of a wall
FIRST_X, LAST_X = 200, 1800  # the stretch that is seen, and the plot's axis
OPEN_LEFT, OPEN_RIGHT = 96, 1836  # where the cylinder is cut open
EXTENT = (-60, 170, 1900, 710)  # of all this, and of the glow round it
UPPER_Y, LOWER_Y = CENTRE_Y - RADIUS + WALL / 2, CENTRE_Y + RADIUS - WALL / 2  # the walls' middles
INSIDE_TOP, INSIDE_BOTTOM = UPPER_Y + WALL / 2 - 8, LOWER_Y - WALL / 2 + 8
UPPER, LOWER = -1, +1

_PITCH, _FIRST, _SHIFT = 88, 232, 44  # of the channels; the lower wall's stand between the upper's
_LAST = LAST_X - 10

COLUMN_X = np.linspace(0.0, COLUMN_PX * (COLUMNS - 1.0), COLUMNS)

Float = NDArray[np.float64]


class AxonChannel(NamedTuple):
    """One drawn channel: its rig, where it stands, and in which wall."""

    rig: str
    x: float
    wall: int

    @property
    def y(self) -> float:
        return UPPER_Y if self.wall == UPPER else LOWER_Y


@cache
def channels() -> tuple[AxonChannel, ...]:
    """All drawn channels, the upper wall's first, left to right; Na+ and K+ in turn."""
    out = []
    for wall, first, turn in ((UPPER, _FIRST, 0), (LOWER, _FIRST + _SHIFT, 1)):
        for i, x in enumerate(range(first, _LAST, _PITCH)):
            out.append(AxonChannel(("na_channel", "k_channel")[(i + turn) % 2], float(x), wall))
    return tuple(out)


def gaps(wall: int) -> list[float]:
    """The middles between neighbouring channels of a wall: there the charge chips sit."""
    xs = [c.x for c in channels() if c.wall == wall]
    return [(a + b) / 2 for a, b in pairwise(xs)]


def free_of_channels(x: float, wall: int) -> bool:
    """Whether a lipid may stand at `x`: neighbours overlap a protein's edge and seat it."""
    return all(c.wall != wall or abs(x - c.x) >= rig(c.rig).half_width * SCALE - 5 for c in channels())


def x_of_um(plan: CablePlan, um: float | Float) -> Float:
    """Place in the picture of a place along the axon."""
    left, right = plan.window_um
    return FIRST_X + (LAST_X - FIRST_X) * (np.asarray(um, float) - left) / (right - left)


@lru_cache(maxsize=4)
def compartments_x(plan: CablePlan) -> Float:
    """(n,) place in the picture of the middle of every compartment."""
    return x_of_um(plan, plan.tree.x_um)


def beyond_ends(values: NDArray[np.floating], columns: int) -> NDArray[np.floating]:
    """`values` by column, going on as they end for so many `columns` more on both sides."""
    return np.concatenate((values[:1].repeat(columns), values, values[-1:].repeat(columns)))


def along(plan: CablePlan, values: Float, x: float | Float) -> Float:
    """`values` (n,) of the compartments, at the places `x` in the picture, between their middles."""
    return np.asarray(np.interp(x, compartments_x(plan), values))
