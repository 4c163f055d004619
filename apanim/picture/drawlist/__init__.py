"""The draw list: what is on screen at one instant, as plain data, back to front.

Design units (see picture.stage), opacities 0..1, angles in degrees clockwise. A colour is a role's
(picture.theme), for a canvas to put in, or '#RRGGBB'. Every item is immutable and compares by value,
arrays included; those without arrays are named tuples (items.py). A canvas needs to know nothing else.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from apanim.picture.drawlist.array_items import (
    BEAD_RIGS,
    COLUMN_PX,
    COLUMNS,
    OPACITY_LEVELS,
    TRAIL_RIGS,
    Beads,
    ColourScale,
    ColumnCurve,
    ColumnLight,
    Curve,
    LitShape,
    Silhouette,
    SoftLight,
    Sprites,
    Tint,
    Trails,
)
from apanim.picture.drawlist.items import (
    Bands,
    Bar,
    Dim,
    Dot,
    Glow,
    Lens,
    Line,
    Panel,
    Points,
    Scenery,
    Shades,
    Sprite,
    Text,
    Veil,
)
from apanim.picture.frames import LANDSCAPE, Frame

__all__ = [
    "BEAD_RIGS",
    "COLUMNS",
    "COLUMN_PX",
    "OPACITY_LEVELS",
    "TRAIL_RIGS",
    "Bands",
    "Bar",
    "Beads",
    "ColourScale",
    "ColumnCurve",
    "ColumnLight",
    "Curve",
    "Dim",
    "Dissolve",
    "Dot",
    "DrawList",
    "Glow",
    "Item",
    "Lens",
    "Line",
    "LitShape",
    "Panel",
    "Points",
    "Scenery",
    "Shades",
    "Silhouette",
    "SoftLight",
    "Sprite",
    "Sprites",
    "Text",
    "Tint",
    "Trails",
    "Veil",
]


class Dissolve(NamedTuple):
    """A whole other picture, its items back to front, laid over all that was drawn so far.

    It stands still: a canvas keeps what it has painted for as long as it is given the same tuple.
    """

    items: tuple[Any, ...]
    opacity: float


Item = (
    Lens | Scenery | Sprite | Sprites | Beads | Trails | Glow | Veil | Dim | Panel | Bar | Dot | Line
    | Curve | Text | ColumnLight | ColumnCurve | Bands | Shades | SoftLight | LitShape | Dissolve
)  # fmt: skip


@dataclass(frozen=True)
class DrawList:
    """The items of one instant, back to front, and the shape of the picture that they make."""

    items: tuple[Item, ...]
    frame: Frame = LANDSCAPE
