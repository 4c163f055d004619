"""Where things are in the close-up: the waving membrane, the proteins in it, and nanometres as pixels."""

import math
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.particles.layout import PX_PER_NM
from apanim.picture.design_frame import HORIZON_Y, MID_X, WIDTH

MID_Y = HORIZON_Y  # the membrane's mid-plane
CHIP_DY = 102  # charge chips from the mid-plane

# Along the normal of the membrane up to here, upright beyond: so that a pore's ions follow its tilt.
_NORMAL_REACH, _UPRIGHT_FROM = 150.0, 330.0

_CELL_PX = 4  # between two entries of the tables, which reach far beyond the frame
_FIRST_CELL = -12 * WIDTH // _CELL_PX
_TABLE_X = np.arange(-12 * WIDTH, 12 * WIDTH, float(_CELL_PX))

Float = NDArray[np.float64]


def membrane_y(x: float | NDArray[np.floating]) -> Float:
    """Height of the membrane's mid-plane at `x`: two quiet sines. Of one place, `foot` is quicker."""
    x = np.asarray(x, dtype=float)
    return MID_Y + 10 * np.sin(2 * np.pi * (x + 140) / 1640) + 4 * np.sin(2 * np.pi * x / 610 + 1.1)


def tilt_rad(x: float | NDArray[np.floating]) -> Float:
    """Slope of the membrane at `x`, clockwise positive."""
    x = np.asarray(x, dtype=float)
    slope = (20 * np.pi / 1640) * np.cos(2 * np.pi * (x + 140) / 1640)
    return np.arctan(slope + (8 * np.pi / 610) * np.cos(2 * np.pi * x / 610 + 1.1))


class Foot(NamedTuple):
    """Where a protein stands: height of the mid-plane and the membrane's tilt."""

    y: float
    tilt_rad: float


@lru_cache(maxsize=4096)
def foot(x: float) -> Foot:
    """The membrane at `x`, remembered: proteins stand still."""
    return Foot(float(membrane_y(x)), float(tilt_rad(x)))


def tilt_deg(x: float) -> float:
    """`tilt_rad` in degrees."""
    return math.degrees(foot(x).tilt_rad)


def place(protein_x: float, dx: float, dy: float) -> tuple[float, float]:
    """A point (dx, dy) of a protein's own frame, in the picture."""
    y, angle = foot(protein_x)
    cos, sin = math.cos(angle), math.sin(angle)
    return protein_x + dx * cos - dy * sin, y + dx * sin + dy * cos


def from_nm(x_nm: NDArray[np.floating], y_nm: NDArray[np.floating]) -> tuple[Float, Float]:
    """Places of the world (nm; y outward) in the picture. Near the membrane y runs along its normal."""
    x = MID_X + PX_PER_NM * np.asarray(x_nm, dtype=float)
    out = PX_PER_NM * np.asarray(y_nm, dtype=float)
    share = (_UPRIGHT_FROM - np.abs(out)) / (_UPRIGHT_FROM - _NORMAL_REACH)
    share = np.minimum(np.maximum(share, 0.0), 1.0)
    cell = np.floor(x / _CELL_PX)
    row, beyond = cell.astype(np.intp) - _FIRST_CELL, x - _CELL_PX * cell
    lean = _tilts().at(row, beyond) * share * share * (3 - 2 * share)
    return x + out * np.sin(lean), _heights().at(row, beyond) - out * np.cos(lean)


class _Table(NamedTuple):
    """A curve by cells of `_CELL_PX`: its value where each begins, and its slope there (per px)."""

    value: Float
    slope: Float

    def at(self, row: NDArray[np.intp], beyond_px: Float) -> Float:
        """The curve so far beyond the beginning of the cells `row`, as straight lines run between them."""
        return self.slope.take(row, mode="clip") * beyond_px + self.value.take(row, mode="clip")


def _table(values: Float) -> _Table:
    return _Table(values[:-1], np.diff(values) / np.diff(_TABLE_X))


@cache
def _tilts() -> _Table:
    """`tilt_rad` every few pixels: between two it is true to a thousandth of one."""
    return _table(tilt_rad(_TABLE_X))


@cache
def _heights() -> _Table:
    """`membrane_y` at the same places."""
    return _table(membrane_y(_TABLE_X))


def x_from_nm(x_nm: float) -> float:
    """Horizontal place in the picture of a protein at `x_nm`."""
    return MID_X + PX_PER_NM * x_nm
