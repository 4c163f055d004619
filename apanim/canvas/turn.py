"""Turning a part about its pivot: resvg draws a master once, twice as fine, and each angle is cut from it.

A part costs resvg many times what turning its master costs, so a gate may stand at any angle.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from apanim.canvas.rasterise import rasterise_tight
from apanim.canvas.stamp import NOTHING, SUBPIXELS, Stamp, surface_of, surface_over
from apanim.compiled import compiled

FINER = 2  # pixels of a master to a pixel of the picture, each way
SHRUNK_FINER = 3  # the same for what is only shrunk
_FINEST = 1 << 16  # places between two pixels of a master


class Master(NamedTuple):
    """A part drawn finely. Its pixel (0, 0) lies (left, top) master pixels from the rig's origin."""

    image: Image.Image
    left: float
    top: float


class Turnable(NamedTuple):
    """A master to be turned: pixels (h, w) uint32 as the canvas has them, the outermost of them empty."""

    pixels: NDArray[np.uint32]
    left: float
    top: float


def master_bytes(source: Master | Turnable) -> int:
    """Memory that it takes."""
    if isinstance(source, Turnable):
        return source.pixels.nbytes
    return 4 * source.image.width * source.image.height


def master(
    markup: str, view_box: tuple[float, float, float, float], scale: float, finer: int = FINER
) -> Master:
    """`markup` within `view_box` (left, top, width, height): `scale` pixels to the unit, `finer` times."""
    zoom = scale * finer
    image, column, row = rasterise_tight(markup, view_box, zoom)
    bounds = image.getbbox() or (0, 0, 1, 1)
    left, top = view_box[0] * zoom + column + bounds[0], view_box[1] * zoom + row + bounds[1]
    return Master(image.crop(bounds), left, top)


def to_turn(source: Master) -> Turnable:
    """A master `FINER` times fine, each pixel the mean of a square of FINER x FINER round its corner.

    One look between its pixels then says as much as the mean of four looks at the master.
    """
    width, height = source.image.size
    pixels = np.zeros((height + 4, width + 4, 4), np.uint16)
    raw = source.image.tobytes("raw", "BGRa")
    pixels[2:-2, 2:-2] = np.frombuffer(raw, np.uint8).reshape(height, width, 4)
    across = pixels[:, :-1] + pixels[:, 1:]
    mean = ((across[:-1] + across[1:] + 2) >> 2).astype(np.uint8)
    return Turnable(mean.view(np.uint32)[..., 0], source.left - 1.5, source.top - 1.5)


def roomy(source: Master, room: int) -> Master:
    """The master with `room` empty pixels around it."""
    width, height = source.image.size
    wide = Image.new("RGBa", (width + 2 * room, height + 2 * room))
    wide.paste(source.image, (room, room))
    return Master(wide, source.left - room, source.top - room)


def tilted(source: Master, angle_deg: float) -> Master:
    """A `roomy` master turned clockwise about the rig's origin, within its own bounds."""
    if angle_deg == 0.0:
        return source
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    left, top = source.left, source.top
    matrix = (
        cos, sin, cos * left + sin * top - left,
        -sin, cos, cos * top - sin * left - top,
    )  # fmt: skip
    turned = source.image.transform(
        source.image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
    )
    return Master(turned, left, top)


def shrunk(
    source: Master, room: int, finer: float, quarters: tuple[int, int], blur_px: float = 0.0
) -> Stamp:
    """A `roomy` master whole and upright, cut down by `finer`, shifted by quarters of a pixel, blurred."""
    dx, dy = (q / SUBPIXELS for q in quarters)
    spread = math.ceil(3 * blur_px) + 1
    left = math.floor((source.left + room) / finer) - spread
    top = math.floor((source.top + room) / finer) - spread
    right = math.ceil((source.left + source.image.width - room) / finer + dx) + spread
    bottom = math.ceil((source.top + source.image.height - room) / finer + dy) + spread
    box = (
        (left - dx) * finer - source.left, (top - dy) * finer - source.top,
        (right - dx) * finer - source.left, (bottom - dy) * finer - source.top,
    )  # fmt: skip
    small = source.image.resize((right - left, bottom - top), Image.Resampling.HAMMING, box=box)
    if blur_px > 0.05:
        small = small.filter(ImageFilter.GaussianBlur(blur_px))
    return Stamp(surface_of(small), left, top)


def turned(
    source: Turnable,
    pivot_px: tuple[float, float],
    angle_deg: float,
    quarters: tuple[int, int],
    stretch: tuple[float, float] = (1.0, 1.0),
) -> Stamp:
    """The part with its pivot (picture pixels from the rig's origin) on the stamp's.

    It is stretched along its own axes, turned clockwise, and shifted by quarters of a pixel.
    """
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    sx, sy = stretch
    height, width = source.pixels.shape
    px, py = source.left - pivot_px[0] * FINER, source.top - pivot_px[1] * FINER
    shift = [FINER * q / SUBPIXELS for q in quarters]
    corners = [
        (cos * sx * x - sin * sy * y + shift[0], sin * sx * x + cos * sy * y + shift[1])
        for x in (px, px + width)
        for y in (py, py + height)
    ]
    left, right = _even(min(x for x, _ in corners), -1), _even(max(x for x, _ in corners), +1)
    top, bottom = _even(min(y for _, y in corners), -1), _even(max(y for _, y in corners), +1)
    if right <= left or bottom <= top:
        return NOTHING
    # Where in the source the middle of the first pixel falls, and how far the next to the right and down.
    ox, oy = left + FINER / 2 - shift[0], top + FINER / 2 - shift[1]
    places = (
        (cos * ox + sin * oy) / sx - px - 0.5, FINER * cos / sx, FINER * sin / sx,
        (-sin * ox + cos * oy) / sy - py - 0.5, -FINER * sin / sy, FINER * cos / sy,
    )  # fmt: skip
    size = (right - left) // FINER, (bottom - top) // FINER
    seen = np.zeros(size[::-1], np.uint32)
    _look(source.pixels, seen, *(round(place * _FINEST) for place in places))
    return Stamp(surface_over(seen), left // FINER, top // FINER)


@compiled
def _look(
    source: NDArray[np.uint32], seen: NDArray[np.uint32],
    x: int, x_right: int, x_down: int, y: int, y_right: int, y_down: int,
) -> None:  # fmt: skip
    """Fill `seen` with what `source` has between its pixels; places are in steps of 1 / _FINEST."""
    height, width = source.shape
    for row in range(seen.shape[0]):
        at_x, at_y = x + row * x_down, y + row * y_down
        for column in range(seen.shape[1]):
            left, top = at_x >> 16, at_y >> 16
            if 0 <= left < width - 1 and 0 <= top < height - 1:
                right, down = np.uint32(at_x >> 8 & 255), np.uint32(at_y >> 8 & 255)
                upper = _between(source[top, left], source[top, left + 1], right)
                lower = _between(source[top + 1, left], source[top + 1, left + 1], right)
                seen[row, column] = _between(upper, lower, down)
            at_x += x_right
            at_y += y_right


@compiled
def _between(one: Any, other: Any, share: Any) -> Any:
    """Two pixels mixed, `share` of 256 the other: two channels in one multiplication."""
    mask, half = np.uint32(0x00FF00FF), np.uint32(0x00800080)
    rest, byte = np.uint32(256) - share, np.uint32(8)
    even = ((one & mask) * rest + (other & mask) * share + half) >> byte & mask
    odd = (one >> byte & mask) * rest + (other >> byte & mask) * share + half
    return even | odd & ~mask


def _even(value: float, direction: int) -> int:
    """The multiple of FINER beyond `value`, and one pixel of the picture more."""
    whole = math.floor(value / FINER) if direction < 0 else math.ceil(value / FINER)
    return FINER * (whole + direction)
