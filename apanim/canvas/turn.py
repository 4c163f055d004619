"""Turning a part about its pivot: resvg draws a master once, twice as fine, and each angle is cut from it.

A part costs resvg some 35 ms; turning its master costs 2, so a gate may stand at any angle.
"""

import math
from typing import NamedTuple

from PIL import Image

from apanim.canvas.rasterise import rasterise_tight
from apanim.canvas.stamp import NOTHING, SUBPIXELS, Stamp, surface_of

FINER = 2  # pixels of a master to a pixel of the picture, each way


class Master(NamedTuple):
    """A part drawn finely. Its pixel (0, 0) lies (left, top) master pixels from the rig's origin."""

    image: Image.Image
    left: float
    top: float


def master(
    markup: str, view_box: tuple[float, float, float, float], scale: float, finer: int = FINER
) -> Master:
    """`markup` within `view_box` (left, top, width, height): `scale` pixels to the unit, `finer` times."""
    zoom = scale * finer
    image, column, row = rasterise_tight(markup, view_box, zoom)
    bounds = image.getbbox() or (0, 0, 1, 1)
    left, top = view_box[0] * zoom + column + bounds[0], view_box[1] * zoom + row + bounds[1]
    return Master(image.crop(bounds), left, top)


def turned(
    source: Master,
    pivot_px: tuple[float, float],
    angle_deg: float,
    quarters: tuple[int, int],
    stretch: tuple[float, float] = (1.0, 1.0),
) -> Stamp:
    """The part with its pivot (in picture pixels from the rig's origin) on the stamp's origin.

    It is stretched along its own axes, turned clockwise, and shifted by quarters of a pixel.
    """
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    sx, sy = stretch
    px, py = source.left - pivot_px[0] * FINER, source.top - pivot_px[1] * FINER
    shift = [FINER * q / SUBPIXELS for q in quarters]
    corners = [
        (cos * sx * x - sin * sy * y + shift[0], sin * sx * x + cos * sy * y + shift[1])
        for x in (px, px + source.image.width)
        for y in (py, py + source.image.height)
    ]
    left, right = _even(min(x for x, _ in corners), -1), _even(max(x for x, _ in corners), +1)
    top, bottom = _even(min(y for _, y in corners), -1), _even(max(y for _, y in corners), +1)
    if right <= left or bottom <= top:
        return NOTHING
    ox, oy = left - shift[0], top - shift[1]
    matrix = (
        cos / sx, sin / sx, (cos * ox + sin * oy) / sx - px,
        -sin / sy, cos / sy, (-sin * ox + cos * oy) / sy - py,
    )  # fmt: skip
    size = right - left, bottom - top
    fine = source.image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    return Stamp(surface_of(fine.reduce(FINER)), left // FINER, top // FINER)


def _even(value: float, direction: int) -> int:
    """The multiple of FINER beyond `value`, and one pixel of the picture more."""
    whole = math.floor(value / FINER) if direction < 0 else math.ceil(value / FINER)
    return FINER * (whole + direction)
