"""Pictures with straight alpha as frames for encoders: Y'CbCr of BT.709, limited range, and alpha of full.

What is clear has a colour too, which nobody sees but the encoder, and its neighbours: at a soft edge the
colours of both are blended by it. So it is that of what stands near.
"""

import av
import numpy as np
import pygame
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from apanim.canvas.raster import Picture
from apanim.export.pixels import bgra, tag_bt709

_BLOCK = 8  # pixels: what encoders transform together, or a part of that


class _Yuva:
    """Turns surfaces of one size (width, height), with alpha or opaque, into frames of `pix_fmt`."""

    pix_fmt = ""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size

    def __call__(self, picture: Picture) -> av.VideoFrame:
        """The picture as a frame of its own, tagged."""
        pixels = bgra(picture.surface).copy()
        if picture.surface.get_flags() & pygame.SRCALPHA:
            _bleed(pixels)
        else:
            pixels[..., 3] = 255
        frame = av.VideoFrame.from_ndarray(pixels, format="bgra").reformat(
            format=self.pix_fmt, src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG, dst_color_range=ColorRange.MPEG,
        )  # fmt: skip
        tag_bt709(frame)
        return frame


class Yuva420(_Yuva):
    """Frames of yuva420p, of 8 bits."""

    pix_fmt = "yuva420p"


class Yuva444(_Yuva):
    """Frames of yuva444p10le, of 10 bits."""

    pix_fmt = "yuva444p10le"


def _bleed(pixels: NDArray[np.uint8]) -> None:
    """Give clear pixels of (h, w, 4), B G R A, the colour that their block has on average, by alpha."""
    high, wide = pixels.shape[:2]
    rows, columns = np.arange(0, high, _BLOCK), np.arange(0, wide, _BLOCK)
    alpha = pixels[..., 3].astype(np.float32)
    total = np.add.reduceat(np.add.reduceat(alpha, rows, 0), columns, 1)
    clear = pixels[..., 3] == 0
    for channel in range(3):
        light = np.add.reduceat(np.add.reduceat(alpha * pixels[..., channel], rows, 0), columns, 1)
        mean = np.rint(light / np.maximum(total, 1.0)).astype(np.uint8)
        spread = np.repeat(np.repeat(mean, _BLOCK, 0), _BLOCK, 1)[:high, :wide]
        pixels[..., channel][clear] = spread[clear]
