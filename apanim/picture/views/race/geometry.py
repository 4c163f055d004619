"""Where things are in a race: the axons as lanes one beneath the other, micrometres as pixels along them.

Widths are out of scale, and so are the nodes (lies.LANE_WIDTHS, lies.NODE_WIDTH).
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.lies import LANE_WIDTHS, NODE_WIDTH
from apanim.picture.drawlist import COLUMN_PX, COLUMNS
from apanim.tape import CablePlan
from apanim.tape.axons import Strand, strands

FIRST_X, LAST_X = 200.0, 1800.0  # the stretch that is seen, and the plot's axis
CAP_X = 184.0  # left of it the axons are rounded off
EXTENT = (-60, 176, 1900, 668)  # of the lanes, and of the glow round them
COLUMN_X = np.linspace(0.0, COLUMN_PX * (COLUMNS - 1.0), COLUMNS)
NODE_PX = NODE_WIDTH.value  # of a drawn node, from myelin to myelin
_PITCH = 50.0  # of the channels of a bare axon
RIG_WALL = 162.0  # px of membrane that a channel's rig is drawn for

Float = NDArray[np.float64]


class Size(NamedTuple):
    """Of a lane's parts, px: half the axon's width, the thickness of its wall and of all its myelin."""

    radius: float
    wall: float
    sheath: float

    @property
    def scale(self) -> float:
        """Of the sprites of its channels."""
        return self.wall / RIG_WALL

    @property
    def reach(self) -> float:
        return self.radius + self.sheath


SIZES = {1: Size(84.0, 40.0, 38.0), 2: Size(LANE_WIDTHS.value / 2, 27.0, 26.0), 3: Size(34.0, 18.0, 18.0)}
_MIDDLES = {1: (426.0,), 2: (340.0, 550.0), 3: (288.0, 436.0, 584.0)}


class RaceLane(NamedTuple):
    """One axon: its place from the top, its name and sections, its compartments, and where it is drawn."""

    number: int
    among: int
    strand: Strand
    rows: slice
    y: float
    size: Size

    @property
    def name(self) -> str:
        return self.strand.name


@lru_cache(maxsize=8)
def lanes(plan: CablePlan) -> tuple[RaceLane, ...]:
    """The axons of a plan, from the top."""
    found, out, first = strands(plan.sections), list[RaceLane](), 0
    for number, strand in enumerate(found):
        end = first + sum(section.compartments for section in strand.sections)
        y, size = _MIDDLES[len(found)][number], SIZES[len(found)]
        out.append(RaceLane(number, len(found), strand, slice(first, end), y, size))
        first = end
    return tuple(out)


def middles(count: int) -> tuple[float, ...]:
    """The heights of so many lanes."""
    return _MIDDLES[count]


def x_of_um(plan: CablePlan, um: Float | float) -> Float:
    """Place in the picture of a place along an axon."""
    left, right = plan.window_um
    return FIRST_X + (LAST_X - FIRST_X) * (np.asarray(um, float) - left) / (right - left)


@lru_cache(maxsize=8)
def compartments_x(plan: CablePlan) -> Float:
    """(n,) place in the picture of the middle of every compartment."""
    return x_of_um(plan, plan.tree.along_um)


def at_columns(plan: CablePlan, lane: RaceLane, values: Float) -> Float:
    """(COLUMNS,) of `values` (n,) of all compartments: those of a lane, between their middles."""
    return np.interp(COLUMN_X, compartments_x(plan)[lane.rows], np.asarray(values, float)[lane.rows])


class Internode(NamedTuple):
    """A wrapped stretch, from myelin's end to myelin's end, px; the section that it is."""

    left: float
    right: float
    section: str


@lru_cache(maxsize=16)
def internodes(plan: CablePlan, number: int) -> tuple[Internode, ...]:
    """The internodes of a lane that are in sight."""
    out, start = list[Internode](), 0.0
    lane = lanes(plan)[number]
    for section in lane.strand.sections:
        end = start + section.length_um
        left, right = (float(x_of_um(plan, um)) for um in (start, end))
        if section in lane.strand.internodes and left < 1940.0:
            half = min(NODE_PX, 0.4 * (right - left)) / 2
            out.append(Internode(left + half, right - half, section.name))
        start = end
    return tuple(out)


@lru_cache(maxsize=16)
def pores(plan: CablePlan, number: int) -> Float:
    """(k,) where the drawn channels of a lane stand: at its nodes, or all along a bare one."""
    wrapped = internodes(plan, number)
    if not wrapped:
        return np.arange(FIRST_X, 1930.0, _PITCH)
    half = (wrapped[1].left - wrapped[0].right) / 2 if len(wrapped) > 1 else NODE_PX / 2
    return np.array([*(one.left - half for one in wrapped), max(one.right for one in wrapped) + half])
