"""The size of text: what grows with it, and the blocks that grow as a whole.

Labels, names and captions are set larger where they stand; panels, legend and strip grow as a whole (see
plots.rooms).
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from apanim.errors import UserError
from apanim.picture.drawlist import (
    Bar,
    Curve,
    Dot,
    Glow,
    Item,
    Line,
    Panel,
    Shades,
    Sprite,
    Sprites,
    Text,
)

TEXT_SIZES = {"normal": 1.0, "large": 1.25}

Point = tuple[float, float]


def text_scale(name: str) -> float:
    """How many times as large text is set. Raises UserError, naming all, for a size there is not."""
    if name not in TEXT_SIZES:
        raise UserError(f"text size {name!r}: choose one of {', '.join(TEXT_SIZES)}")
    return TEXT_SIZES[name]


def grown(items: Iterable[Item], scale: float, about: Point) -> list[Item]:
    """A block `scale` times as large, from the point `about`, which stays."""
    return list(items) if scale == 1.0 else [_grown(item, scale, about) for item in items]


def _from(about: Point, scale: float, at: Point) -> Point:
    return about[0] + (at[0] - about[0]) * scale, about[1] + (at[1] - about[1]) * scale


def _grown(item: Item, scale: float, about: Point) -> Item:
    """One item of a block; a block holds flat things and curves."""

    def at(x: float, y: float) -> Point:
        return _from(about, scale, (x, y))

    def across(x: float) -> float:
        return at(x, 0.0)[0]

    def down(y: float) -> float:
        return at(0.0, y)[1]

    match item:
        case Panel() | Bar():
            (x, y), size = at(item.x, item.y), (item.width * scale, item.height * scale)
            return item._replace(x=x, y=y, width=size[0], height=size[1])
        case Text():
            x, y = at(item.x, item.y)
            return item._replace(x=x, y=y, size=item.size * scale, tracking=item.tracking * scale)
        case Sprite():
            x, y = at(item.x, item.y)
            return item._replace(x=x, y=y, scale=item.scale * scale)
        case Sprites():
            x, y = (places * np.float32(scale) for places in (item.x, item.y))
            like = item.like
            lx, ly = at(like.x, like.y)
            like = like._replace(x=lx, y=ly, scale=like.scale * scale)
            return replace(item, like=like, x=x, y=y)
        case Sprites():
            like, (x, y) = item.like, at(item.like.x, item.like.y)
            like = like._replace(x=x, y=y, scale=like.scale * scale)
            return replace(item, like=like, x=item.x * np.float32(scale), y=item.y * np.float32(scale))
        case Dot():
            x, y = at(item.x, item.y)
            return item._replace(x=x, y=y, r=item.r * scale, rim_width=item.rim_width * scale)
        case Glow():
            x, y = at(item.x, item.y)
            return item._replace(x=x, y=y, rx=item.rx * scale, ry=item.ry * scale)
        case Line():
            x, y = at(item.x, item.y)
            return item._replace(points=tuple((px * scale, py * scale) for px, py in item.points), x=x, y=y)
        case Curve():
            points = item.points * np.float32(scale)
            points += np.array(at(0.0, 0.0), np.float32)
            return replace(
                item, points=points, top_y=down(item.top_y), floor_y=down(item.floor_y),
                reveal_x=across(item.reveal_x), shift_y=item.shift_y * scale,
                across=(across(item.across[0]), across(item.across[1]), *item.across[2:]),
            )  # fmt: skip
        case Shades():
            areas = tuple((across(a), across(b), *rest) for a, b, *rest in item.areas)
            return item._replace(
                areas=areas, top_y=down(item.top_y), floor_y=down(item.floor_y),
                reveal_x=across(item.reveal_x), shift_y=item.shift_y * scale,
            )  # fmt: skip
    return item
