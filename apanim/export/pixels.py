"""A surface's pixels as the arrays, files and frames that exports take; for encoders in BT.709's colours.

Y' = 16 + 219 (kr R' + kg G' + kb B') / 255, Cb = 128 + 224 (B' - Y') / (2 (1 - kb)) / 255 and Cr likewise
(ITU-R BT.709-6, 3.2-3.5, with 8-bit quantisation), limited range, 4:2:0, in fixed point. Each chroma
sample is its four pixels' average.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import pygame
from av.video.reformatter import ColorRange
from imageio.v3 import imwrite
from numpy.typing import NDArray
from PIL import Image

from apanim.canvas.raster import Picture
from apanim.canvas.tiles import TILE_HEIGHT, everywhere
from apanim.compiled import bytes_at, compiled, pixels_at

# Against the default of 6 a 1080p frame takes two fifths of the time and a tenth more room.
_COMPRESSION = 3


def bgra(surface: pygame.Surface) -> NDArray[np.uint8]:
    """A view (height, width, 4) of a 32-bit surface. It locks the surface while it lives."""
    width, height = surface.get_size()
    return pygame.surfarray.pixels2d(surface).T.view(np.uint8).reshape(height, width, 4)


def image(surface: pygame.Surface) -> Image.Image:
    """A copy for a still, RGB, or RGBA of a surface with alpha; the surface is free again on return."""
    mode, layout = ("RGBA", "BGRA") if surface.get_flags() & pygame.SRCALPHA else ("RGB", "BGRX")
    raw = surface.get_buffer().raw
    return Image.frombuffer(mode, surface.get_size(), raw, "raw", layout, surface.get_pitch(), 1)


def write_png(surface: pygame.Surface, path: Path) -> None:
    """The surface as a PNG under `path`, whatever its suffix."""
    # Into memory first: a writer that meets a full disk would complain of it a second time, when it goes.
    pixels = np.asarray(image(surface))
    path.write_bytes(imwrite("<bytes>", pixels, extension=".png", compress_level=_COMPRESSION))


class Yuv420:
    """Turns surfaces of one size (width, height) into limited-range BT.709 yuv420p, tagged.

    It is the same frame each time, painted over: what encodes it has to copy it, as all encoders here do.
    New memory for each would cost more than turning it.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self._frame = av.VideoFrame(*size, "yuv420p")
        tag_bt709(self._frame)
        self._everywhere, self._filled = everywhere(size), False
        self._planes = [
            np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            for plane in self._frame.planes
        ]

    def __call__(self, picture: Picture) -> av.VideoFrame:
        """The picture, which differs from the one that this was given before only where it is damaged.

        Its surface is free again on return.
        """
        surface, damage = picture
        damage = damage if damage is not None and self._filled else self._everywhere
        to_yuv420(pygame.surfarray.pixels2d(surface).T, *self._planes, *damage)
        self._filled = True
        return self._frame


def tag_bt709(picture: av.VideoFrame | av.VideoCodecContext) -> None:
    """Says in the frame or the stream what its numbers mean: BT.709, limited range."""
    picture.color_primaries = 1  # ITU-T H.273 code points, all three
    picture.color_trc = 1
    picture.colorspace = 1
    picture.color_range = ColorRange.MPEG


_KR, _KG, _KB = 0.2126, 0.7152, 0.0722
_LUMA, _CHROMA = 219 / 255, 224 / 255
_BITS = 16
_ONE = 1 << _BITS


def _fixed(shares: Sequence[float], total: float) -> tuple[int, int, int]:
    """The shares (blue, green, red) in fixed point, with the sum of `total`, so that greys stay grey."""
    blue, _, red = (round(share * _ONE) for share in shares)
    return blue, round(total * _ONE) - blue - red, red


_Y = _fixed((_LUMA * _KB, _LUMA * _KG, _LUMA * _KR), _LUMA)
_U = _fixed([_CHROMA / 2 / (1 - _KB) * part for part in (1 - _KB, -_KG, -_KR)], 0.0)
_V = _fixed([_CHROMA / 2 / (1 - _KR) * part for part in (-_KB, -_KG, 1 - _KR)], 0.0)
_HALF_Y = (16 << _BITS) + _ONE // 2
_HALF_C = (128 << _BITS + 2) + 2 * _ONE  # of the sum of four pixels


@compiled
def to_yuv420(
    pixels: NDArray[np.uint32], luma: NDArray[np.uint8], blue: NDArray[np.uint8], red: NDArray[np.uint8],
    starts: NDArray[np.int64], spans: NDArray[np.int64],
) -> None:  # fmt: skip
    """Fill the planes from `pixels` (h, w), each 0x..RRGGBB, both even; planes may be wider than they need.

    luma (h, >= w); blue and red, the planes Cb and Cr, both (h / 2, >= w / 2); all C-contiguous.
    `starts` and `spans` say where, as `tiles.Damage`.
    """
    source, wide = pixels_at(pixels.ctypes.data), pixels.strides[0] // 4
    out_y, out_u, out_v = bytes_at(luma.ctypes.data), bytes_at(blue.ctypes.data), bytes_at(red.ctypes.data)
    for y in range(0, pixels.shape[0], 2):
        band = y // TILE_HEIGHT
        for s in range(starts[band], starts[band + 1]):
            first, count = spans[s, 0], spans[s, 1] - spans[s, 0]
            for row in (y, y + 1):
                _luma(source, row * wide + first, out_y, row * luma.shape[1] + first, count)
            to = y // 2 * blue.shape[1] + first // 2
            _chroma(source, y * wide + first, wide, out_u, out_v, to, count // 2)


@compiled
def _luma(source: Any, at: int, out: Any, to: int, count: int) -> None:
    for x in range(count):
        p = np.int32(source[at + x] & 0xFFFFFF)
        b, g, r = p & 255, p >> 8 & 255, p >> 16
        out[to + x] = (_Y[0] * b + _Y[1] * g + _Y[2] * r + _HALF_Y) >> _BITS


@compiled
def _chroma(source: Any, at: int, wide: int, out_u: Any, out_v: Any, to: int, count: int) -> None:
    """From two rows of `source`, which has so many pixels from one row to the next."""
    for x in range(count):
        above = at + 2 * x
        p, q, s, t = source[above], source[above + 1], source[above + wide], source[above + wide + 1]
        b = np.int32((p & 255) + (q & 255) + (s & 255) + (t & 255))
        g = np.int32((p >> 8 & 255) + (q >> 8 & 255) + (s >> 8 & 255) + (t >> 8 & 255))
        r = np.int32((p >> 16 & 255) + (q >> 16 & 255) + (s >> 16 & 255) + (t >> 16 & 255))
        out_u[to + x] = (_U[0] * b + _U[1] * g + _U[2] * r + _HALF_C) >> _BITS + 2
        out_v[to + x] = (_V[0] * b + _V[1] * g + _V[2] * r + _HALF_C) >> _BITS + 2
