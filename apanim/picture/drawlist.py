"""The draw list: what is on screen at one instant, as plain data, back to front.

Design units (1920 x 1080, y downwards), opacities 0..1, angles in degrees clockwise. A colour is a role's
(picture.theme), for a canvas to put in, or '#RRGGBB'. Every item is immutable and compares by value, arrays
included; those without arrays are named tuples (picture.items). A canvas needs to know nothing else.
"""

from dataclasses import dataclass

from apanim.picture.beads import BEAD_RIGS, OPACITY_LEVELS, TRAIL_RIGS, Beads, Sprites, Trails
from apanim.picture.curves import COLUMN_PX, COLUMNS, Curve, NeuronBody, Profile, Shine, SoftLight, Tint
from apanim.picture.items import (
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

__all__ = [
    "BEAD_RIGS",
    "COLUMNS",
    "COLUMN_PX",
    "OPACITY_LEVELS",
    "TRAIL_RIGS",
    "Bands",
    "Bar",
    "Beads",
    "Curve",
    "Dim",
    "Dot",
    "DrawList",
    "Glow",
    "Item",
    "Lens",
    "Line",
    "NeuronBody",
    "Panel",
    "Points",
    "Profile",
    "Scenery",
    "Shades",
    "Shine",
    "SoftLight",
    "Sprite",
    "Sprites",
    "Text",
    "Tint",
    "Trails",
    "Veil",
]

Item = (
    Lens | Scenery | Sprite | Sprites | Beads | Trails | Glow | Veil | Dim | Panel | Bar | Dot | Line
    | Curve | Text | Shine | Profile | Bands | Shades | SoftLight | NeuronBody
)  # fmt: skip


@dataclass(frozen=True)
class DrawList:
    """The items of one instant, back to front."""

    items: tuple[Item, ...]
