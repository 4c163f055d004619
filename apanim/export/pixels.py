"""A surface's pixels, without a copy, as the arrays and frames that encoders take."""

from pathlib import Path

import av
import numpy as np
import pygame
from av.video.reformatter import ColorRange
from imageio.v3 import imwrite
from numpy.typing import NDArray
from PIL import Image

from apanim.canvas.tiles import Where, everywhere
from apanim.export.yuv import to_yuv420


def bgra(surface: pygame.Surface) -> NDArray[np.uint8]:
    """A view (height, width, 4) of a 32-bit surface. It locks the surface while it lives."""
    width, height = surface.get_size()
    return pygame.surfarray.pixels2d(surface).T.view(np.uint8).reshape(height, width, 4)


def image(surface: pygame.Surface) -> Image.Image:
    """An RGB copy for a still; the surface is free again on return."""
    raw = surface.get_buffer().raw
    return Image.frombuffer("RGB", surface.get_size(), raw, "raw", "BGRX", surface.get_pitch(), 1)


def write_png(surface: pygame.Surface, path: Path, compress_level: int = 6) -> None:
    """The surface as a PNG under `path`, whatever its suffix."""
    # Into memory first: a writer that meets a full disk would complain of it a second time, when it goes.
    pixels = np.asarray(image(surface))
    path.write_bytes(imwrite("<bytes>", pixels, extension=".png", compress_level=compress_level))


class Yuv420:
    """Turns surfaces of one size (width, height) into limited-range BT.709 yuv420p, tagged.

    It is the same frame each time, painted over: what encodes it has to copy it, as libx264 does. New
    memory for each would cost more than turning it.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self._frame = av.VideoFrame(*size, "yuv420p")
        tag_bt709(self._frame)
        self._everywhere, self._filled = everywhere(size), False
        self._planes = [
            np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            for plane in self._frame.planes
        ]

    def frame(self, surface: pygame.Surface, changed: Where | None = None) -> av.VideoFrame:
        """The surface's picture; the surface is free again on return.

        With `changed`, it differs only there from the one that this was given before.
        """
        where = changed if changed is not None and self._filled else self._everywhere
        to_yuv420(pygame.surfarray.pixels2d(surface).T, *self._planes, *where)
        self._filled = True
        return self._frame


def tag_bt709(picture: av.VideoFrame | av.VideoCodecContext) -> None:
    """Says in the frame or the stream what its numbers mean: BT.709, limited range."""
    picture.color_primaries = 1  # ITU-T H.273 code points, all three
    picture.color_trc = 1
    picture.colorspace = 1
    picture.color_range = ColorRange.MPEG
