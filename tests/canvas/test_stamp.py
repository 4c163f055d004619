"""A surface made of an image has its pixels, to the last byte."""

import numpy as np
import pytest
from PIL import Image

from apanim.canvas.stamp import surface_of


@pytest.mark.parametrize("box", [None, (3, 5, 301, 590)])
def test_pixels_are_those_of_the_image(box):
    pixels = np.random.default_rng(1).integers(0, 256, (600, 310, 4), np.uint8)
    pixels[::3, :, 3] = 0  # and what has a colour and no opacity
    surface = surface_of(Image.frombytes("RGBa", (310, 600), pixels.tobytes()), box=box)
    left, top, width, height = box or (0, 0, 310, 600)
    made = np.frombuffer(bytes(surface.get_buffer()), np.uint8).reshape(height, width, 4)
    assert np.array_equal(made[..., [2, 1, 0, 3]], pixels[top : top + height, left : left + width])
