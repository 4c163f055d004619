"""BGRA pixels to BT.709 limited-range 4:2:0: the way of colours from the canvas to an encoder.

Y' = 16 + 219 (kr R' + kg G' + kb B') / 255, Cb = 128 + 224 (B' - Y') / (2 (1 - kb)) / 255 and Cr likewise
(ITU-R BT.709-6, 3.2-3.5, with 8-bit quantisation), in fixed point. Each chroma sample is its four pixels'
average.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from apanim.compiled import compiled

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
    pixels: NDArray[np.uint32], luma: NDArray[np.uint8], blue: NDArray[np.uint8], red: NDArray[np.uint8]
) -> None:
    """Fill the planes from `pixels` (h, w), each 0x..RRGGBB, both even; planes may be wider than they need.

    luma (h, >= w); blue and red, the planes Cb and Cr, (h / 2, >= w / 2); all C-contiguous.
    """
    height, width = pixels.shape
    for pair in range(height // 2):
        above, below = pixels[2 * pair], pixels[2 * pair + 1]
        for row in range(2 * pair, 2 * pair + 2):
            source, out = pixels[row], luma[row]
            for x in range(width):
                p = np.int32(source[x] & 0xFFFFFF)
                b, g, r = p & 255, p >> 8 & 255, p >> 16
                out[x] = (_Y[0] * b + _Y[1] * g + _Y[2] * r + _HALF_Y) >> _BITS
        out_u, out_v = blue[pair], red[pair]
        for x in range(width // 2):
            p, q, s, t = above[2 * x], above[2 * x + 1], below[2 * x], below[2 * x + 1]
            b = np.int32((p & 255) + (q & 255) + (s & 255) + (t & 255))
            g = np.int32((p >> 8 & 255) + (q >> 8 & 255) + (s >> 8 & 255) + (t >> 8 & 255))
            r = np.int32((p >> 16 & 255) + (q >> 16 & 255) + (s >> 16 & 255) + (t >> 16 & 255))
            out_u[x] = (_U[0] * b + _U[1] * g + _U[2] * r + _HALF_C) >> _BITS + 2
            out_v[x] = (_V[0] * b + _V[1] * g + _V[2] * r + _HALF_C) >> _BITS + 2
