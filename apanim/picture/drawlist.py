"""The draw list: what is on screen at one instant, as plain data, back to front.

Design units (1920 x 1080, y downwards), opacities 0..1, angles in degrees clockwise. A colour is a role's
(picture.theme), for a canvas to put in, or '#RRGGBB'. Every item is immutable and compares by value, arrays
included; those without arrays are named tuples, for hundreds are made and looked up for every frame. A
canvas needs to know nothing else.
"""

from dataclasses import dataclass, fields
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray


class _ByValue:
    """Equality over all fields, where a field may be an array."""

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))  # type: ignore[arg-type]
        return all(np.array_equal(a, b) for a, b in pairs)

    __hash__ = None  # type: ignore[assignment]


class Scenery(NamedTuple):
    """A still layer over the whole frame, by name (picture.scenery); `proteins` leave gaps in a bilayer."""

    name: str
    opacity: float = 1.0
    additive: bool = False
    proteins: tuple[tuple[str, float], ...] = ()


class Sprite(NamedTuple):
    """A rig, or one part of it turned about its own pivot, which stands at (x, y).

    With `part` the pose is in the place and the angle; `shape` replaces the path of a part that bends.
    Without `part` the whole rig is drawn in its pose `pose`: a name, or "a>b:share" for a pose between two.
    With `mirror` it stands upside down (never turned, so that the light stays), and has no `part`.
    """

    rig: str
    x: float
    y: float
    part: str = ""
    pose: str = ""
    shape: str = ""
    scale: float = 1.0
    angle: float = 0.0
    opacity: float = 1.0
    additive: bool = False
    mirror: bool = False


BEAD_RIGS = (
    "ion_na", "ion_k", "ion_cl", "anion_protein", "ion_na_label", "ion_k_label", "ion_cl_label",
    "transmitter",
)  # fmt: skip
OPACITY_LEVELS = 8  # of beads and trails


@dataclass(frozen=True, eq=False)
class Beads(_ByValue):
    """n ions, far ones first. rig (n,) index of BEAD_RIGS; x, y (n,) float32; depth (n,) level
    (picture.depth); opacity (n,) 1..OPACITY_LEVELS; tilt (n,) degrees, or None where all are upright."""

    rig: NDArray[np.uint8]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    depth: NDArray[np.uint8]
    opacity: NDArray[np.uint8]
    tilt: NDArray[np.int8] | None = None


@dataclass(frozen=True, eq=False)
class Sprites(_ByValue):
    """n sprites that are all `like` one but for their place, x and y (n,) float32 added to its own, and
    opacity (n,) 1..OPACITY_LEVELS, as a share of its own. So many cost little more than one."""

    like: Sprite
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    opacity: NDArray[np.uint8]


TRAIL_RIGS = ("trail_na", "trail_k", "trail_cl")


@dataclass(frozen=True, eq=False)
class Trails(_ByValue):
    """n streaks of light behind moving ions, additive. rig (n,) index of TRAIL_RIGS; x, y (n,) the head;
    angle (n,) int16 degrees of the way it moves; length (n,) int16; opacity (n,) 1..OPACITY_LEVELS."""

    rig: NDArray[np.uint8]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    angle: NDArray[np.int16]
    length: NDArray[np.int16]
    opacity: NDArray[np.uint8]


class Glow(NamedTuple):
    """An additive ellipse of light; `stops` from the middle out, as (place 0..1, colour, opacity)."""

    x: float
    y: float
    rx: float
    ry: float
    stops: tuple[tuple[float, str, float], ...]
    opacity: float = 1.0


class Veil(NamedTuple):
    """A wash of one colour over all that was drawn so far."""

    colour: str
    opacity: float


class Dim(NamedTuple):
    """All that was drawn so far less bright and colourful; at `strength` 1 as far as the theme says."""

    strength: float


class Panel(NamedTuple):
    """A rounded plate for text, with a soft shadow; `tone` as the ground that it lies on."""

    x: float
    y: float
    width: float
    height: float
    tone: Literal["cool", "warm"]
    opacity: float = 1.0


class Bar(NamedTuple):
    """A small filled rectangle with round ends."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    opacity: float = 1.0


class Dot(NamedTuple):
    """A filled circle with a rim."""

    x: float
    y: float
    r: float
    colour: str
    rim: str = ""
    rim_width: float = 0.0
    opacity: float = 1.0


class Line(NamedTuple):
    """Straight pieces through `points`; dashes as (on, off); a dark `under` line `under_width` wide.

    The points are counted from (x, y): a shape that moves keeps its points, and a canvas knows it again.
    """

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    opacity: float = 1.0
    dash: tuple[float, float] | None = None
    under: str = ""
    under_width: float = 0.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, eq=False)
class Curve(_ByValue):
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
class Tint(_ByValue):
    """The colours of n places in a row, each a sum of shares (k, n) float32 of the k `colours`."""

    colours: tuple[str, ...]
    shares: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Shine(_ByValue):
    """Light through the still layer `name` (white where it shines), in the colours of `tint` by column.

    The shares say how strong it is. Added; with `screen` laid on, and each of its colours on the others, so
    that bright ground never clips.
    """

    name: str
    tint: Tint
    screen: bool = False


@dataclass(frozen=True, eq=False)
class Profile(_ByValue):
    """A curve that changes every frame, y (COLUMNS,) and `tint` by column, with a halo.

    It is drawn from `left` to `right` and filled down to `floor_y`.
    """

    y: NDArray[np.float32]
    tint: Tint
    left: float
    right: float
    top_y: float
    floor_y: float


class Bands(NamedTuple):
    """A row of rounded bars between `y` and `y + height`: (left, right, colour, hatched) each."""

    y: float
    height: float
    bars: tuple[tuple[float, float, str, bool], ...]


@dataclass(frozen=True, eq=False)
class SoftLight(_ByValue):
    """A coarse field of light over the whole frame, laid on without edges between its cells.

    strength (rows, columns) uint8; its colour is `low` where it is weak and `high` where it is strong.
    """

    strength: NDArray[np.uint8]
    low: str
    high: str


@dataclass(frozen=True, eq=False)
class NeuronBody(_ByValue):
    """The neuron (picture.neuron.shape), lit from the top left, coloured at its samples (picture.neuron).

    levels (s,) uint8 of the scale (picture.neuron.ramp); bright (s,) uint8, 255 where it is not dimmed.
    """

    levels: NDArray[np.uint8]
    bright: NDArray[np.uint8]


class Shades(NamedTuple):
    """Tinted stretches of a plot from `top_y` to `floor_y`: (left, right, colour, strength, hatch) each.

    strength is the tint's opacity on top, which halves on the way down; hatch the way between two stripes
    at 45 degrees, 0 for none, the stronger the stronger the tint. Only what lies left of `reveal_x` shows,
    `shift_y` lower than it says.
    """

    top_y: float
    floor_y: float
    areas: tuple[tuple[float, float, str, float, float], ...]
    reveal_x: float
    opacity: float = 1.0
    shift_y: float = 0.0


class Text(NamedTuple):
    """One line of text, (x, y) the start, middle or end of its baseline. Markup: `Na^+`, `A^{2−}`.

    With `outline` it carries a soft dark edge, for text that lies on the scene itself.
    """

    x: float
    y: float
    text: str
    size: float
    weight: int
    colour: str
    anchor: Literal["start", "middle", "end"] = "start"
    tracking: float = 0.0
    outline: str = ""
    opacity: float = 1.0


class Lens(NamedTuple):
    """What follows, up to the next lens, is seen `scale` times as large, (x, y) in the middle of the frame.

    Without a lens, and after a plain one, things are where they say. A canvas draws sharp at any scale in
    `levels`; for another it draws at one of them and resamples, as a passing moment of a move allows.
    With `glides` the place is kept to a part of a pixel, for soft layers in slow motion (and nothing but
    still layers is seen through it); else to a pixel.
    """

    x: float = 960.0
    y: float = 540.0
    scale: float = 1.0
    levels: tuple[float, ...] = (1.0,)
    glides: bool = False


Item = (
    Lens | Scenery | Sprite | Sprites | Beads | Trails | Glow | Veil | Dim | Panel | Bar | Dot | Line
    | Curve | Text | Shine | Profile | Bands | Shades | SoftLight | NeuronBody
)  # fmt: skip


@dataclass(frozen=True)
class DrawList:
    """The items of one instant, back to front."""

    items: tuple[Item, ...]
