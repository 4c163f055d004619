"""Pixels as an encoder takes them, against BT.709's own equations in floating point."""

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apanim.canvas.raster import Picture
from apanim.canvas.tiles import everywhere
from apanim.export.pixels import Yuv420, to_yuv420

COLOUR = st.tuples(*[st.integers(0, 255)] * 3)


def planes_of(pixels):
    height, width = pixels.shape
    planes = [np.zeros(size, np.uint8) for size in ((height, width), *[(height // 2, width // 2)] * 2)]
    to_yuv420(pixels, *planes, *everywhere((width, height)))
    return planes


def bt709(red, green, blue):
    """Y', Cb and Cr of colours 0..255, not rounded."""
    grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (
        16 + 219 / 255 * grey,
        128 + 224 / 255 * (blue - grey) / 1.8556,
        128 + 224 / 255 * (red - grey) / 1.5748,
    )


def test_every_sample_is_the_nearest_to_what_the_standard_says():
    pixels = np.random.default_rng(1).integers(0, 1 << 32, (90, 160), dtype=np.uint32)
    red, green, blue = (pixels >> shift & 255 for shift in (16, 8, 0))
    said = bt709(red.astype(float), green.astype(float), blue.astype(float))
    for plane, exact in zip(planes_of(pixels), said, strict=True):
        if plane.shape != exact.shape:
            exact = exact.reshape(45, 2, 80, 2).mean(axis=(1, 3))
        assert np.abs(plane - exact).max() < 0.502


@given(COLOUR)
def test_a_flat_colour_is_what_the_standard_says(colour):
    pixels = np.full((2, 4), colour[0] << 16 | colour[1] << 8 | colour[2], np.uint32)
    for plane, exact in zip(planes_of(pixels), bt709(*colour), strict=True):
        assert np.abs(plane - exact).max() < 0.502


@pytest.mark.parametrize(("level", "luma"), [(0, 16), (255, 235), (128, 126)])
def test_greys_have_no_colour(level, luma):
    planes = planes_of(np.full((2, 2), level * 0x010101, np.uint32))
    assert [np.unique(plane).tolist() for plane in planes] == [[luma], [128], [128]]


def test_a_frame_has_the_planes_of_its_surface_whatever_room_its_rows_take():
    surface = pygame.Surface((158, 90), 0, 32)  # no multiple of what frames are aligned to
    surface.fill((200, 40, 90))
    frame = Yuv420((158, 90))(Picture(surface))
    assert (frame.width, frame.height, frame.format.name, frame.colorspace) == (158, 90, "yuv420p", 1)
    said = bt709(200, 40, 90)
    seen = [plane[:rows, :columns] for plane, rows, columns in _rows(frame)]
    assert [plane.shape for plane in seen] == [(90, 158), (45, 79), (45, 79)]
    assert all(np.abs(plane - exact).max() < 0.502 for plane, exact in zip(seen, said, strict=True))
    surface.fill((0, 0, 0))  # it is free again


def _rows(frame):
    for plane in frame.planes:
        yield np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size), plane.height, plane.width
