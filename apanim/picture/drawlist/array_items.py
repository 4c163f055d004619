"""The items of a draw list that hold arrays: many things in one, and what has a value for each place."""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from apanim.picture.drawlist.items import Sprite

BEAD_RIGS = (
    "ion_na", "ion_k", "ion_cl", "anion_protein", "ion_na_label", "ion_k_label", "ion_cl_label",
    "transmitter",
)  # fmt: skip
TRAIL_RIGS = ("trail_na", "trail_k", "trail_cl")
OPACITY_LEVELS = 8  # of beads and trails
COLUMN_PX = 4  # between two values of what is given column by column, from x = 0 to 1920
COLUMNS = 1920 // COLUMN_PX + 1


class ByValue:
    """Equality over all fields, where a field may be an array."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))  # type: ignore[arg-type]
        return all(np.array_equal(a, b) for a, b in pairs)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class Beads(ByValue):
    """n ions, far ones first. rig (n,) index of BEAD_RIGS; x, y (n,) float32; depth (n,) level
    (camera/depth.py); opacity (n,) 1..OPACITY_LEVELS; tilt (n,) degrees, or None where all are upright."""

    rig: NDArray[np.uint8]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    depth: NDArray[np.uint8]
    opacity: NDArray[np.uint8]
    tilt: NDArray[np.int8] | None = None


@dataclass(frozen=True, eq=False)
class Sprites(ByValue):
    """n sprites that are all `like` one but for their place, x and y (n,) float32 added to its own, and
    opacity (n,) 1..OPACITY_LEVELS, as a share of its own. So many cost little more than one."""

    like: Sprite
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    opacity: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Trails(ByValue):
    """n streaks of light behind moving ions, additive. rig (n,) index of TRAIL_RIGS; x, y (n,) the head;
    angle (n,) int16 degrees of the way it moves; length (n,) int16; opacity (n,) 1..OPACITY_LEVELS."""

    rig: NDArray[np.uint8]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    angle: NDArray[np.int16]
    length: NDArray[np.int16]
    opacity: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Curve(ByValue):
    """A plotted curve with a halo, filled down to `floor_y`, less the farther below `top_y`.

    points (n, 2) float32, x rising.
    Only what lies left of `reveal_x` shows, `shift_y` lower than it says. With `bare` it is the line alone,
    for several in one plot. A curve that can be pointed at has a `name` (see picture.plots.traced), and
    `across` says which places x stand for which values: x, x, value, value.
    """

    points: NDArray[np.float32]
    colour: str
    top_y: float
    floor_y: float
    reveal_x: float
    opacity: float = 1.0
    bare: bool = False
    shift_y: float = 0.0
    name: str = ""
    across: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Tint(ByValue):
    """The colours of n places in a row, each a sum of shares (k, n) float32 of the k `colours`."""

    colours: tuple[str, ...]
    shares: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ColumnLight(ByValue):
    """Light through the still layer `name` (white where it shines), in the colours of `tint` by column.

    The shares say how strong it is. Added; with `screen` laid on, and each of its colours on the others, so
    that bright ground never clips.
    """

    name: str
    tint: Tint
    screen: bool = False


@dataclass(frozen=True, eq=False)
class ColumnCurve(ByValue):
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


class ColourScale(NamedTuple):
    """The colours of the levels of a LitShape: those of `roles` stand at `stops`, 0..1, which rise.

    share (levels,) says where on the scale each level is.
    """

    roles: tuple[str, ...]
    stops: tuple[float, ...]
    share: NDArray[np.float64]

    def table(self, rgb: NDArray[np.float64]) -> NDArray[np.float64]:
        """(levels, 3) the colour of every level, from those of the roles (k, 3)."""
        return np.stack([np.interp(self.share, self.stops, rgb[:, i]) for i in range(3)], axis=1)


@dataclass(frozen=True, eq=False, repr=False)
class Silhouette:
    """A shape that stays, lit from the top left. One is equal to itself only, and may be a key.

    melting, fine: its parts as white SVG, those that run into one another without a corner, and the others.
    x, y, reach (s,): its samples along the courses of its parts, and half the width there, px.
    rim, gloss: roles of the light at its edge and on it.
    """

    name: str
    melting: str
    fine: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    reach: NDArray[np.float64]
    scale: ColourScale
    rim: str
    gloss: str

    def __repr__(self) -> str:
        return self.name


@dataclass(frozen=True, eq=False)
class LitShape(ByValue):
    """A shape coloured at its samples: levels (s,) uint8 of its scale; bright (s,) uint8, 255 where it is
    not dimmed."""

    shape: Silhouette
    levels: NDArray[np.uint8]
    bright: NDArray[np.uint8]
