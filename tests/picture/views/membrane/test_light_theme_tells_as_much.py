"""In the light theme charges and depolarisation are as clear as in the dark one: measured from pixels."""

import numpy as np
import pygame
import pytest

from apanim.canvas.raster import RasterCanvas
from apanim.picture.drawlist import DrawList, Scenery, Sprite
from apanim.picture.theme import theme
from apanim.picture.views.membrane.frame import band
from apanim.picture.views.membrane.geometry import CHIP_DY, membrane_y

SIZE = (1920, 1080)
X = 960
FACES = {"outside": -CHIP_DY, "inside": CHIP_DY}
CHIP_R = 11  # px within a chip's disc
LEAST = 3.0  # WCAG 1.4.11, for graphics that have to be seen


def painted(look, *items):
    """(height, width, 3) 0..1."""
    canvas = RasterCanvas(SIZE, theme(look))
    ground = Scenery("membrane/backdrop"), Scenery("membrane/bilayer", proteins=())
    canvas.paint(DrawList((*ground, *items)))
    return pygame.surfarray.array3d(canvas.surface).transpose(1, 0, 2) / 255.0


def linear(rgb):
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(rgb):
    return float((linear(rgb) @ np.array((0.2126, 0.7152, 0.0722))).mean())


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    """CIE L*a*b* of the mean colour, D65."""
    xyz = linear(rgb).reshape(-1, 3).mean(axis=0) @ np.array(
        ((0.4124, 0.2126, 0.0193), (0.3576, 0.7152, 0.1192), (0.1805, 0.0722, 0.9505))
    )
    f = np.cbrt(xyz / np.array((0.9505, 1.0, 1.089)))
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("sign", ["charge_plus", "charge_minus"])
def test_a_chip_stands_out_from_its_ground_and_its_sign_from_it(look, face, sign):
    y = round(float(membrane_y(X))) + FACES[face]
    with_chip = painted(look, Sprite(sign, X, y))
    ground = painted(look)[y - 14 : y + 15, X - 14 : X + 15]
    mark = with_chip[y - 1 : y + 2, X - 6 : X + 7]
    disc = with_chip[y + 6 : y + 9, X - 9 : X - 5]
    if look == "light":
        assert contrast(disc, ground) >= LEAST
    assert contrast(mark, disc) >= LEAST
    assert max(contrast(mark, ground), contrast(disc, ground)) >= LEAST


def test_depolarised_membrane_differs_from_resting_as_in_the_dark():
    told = {}
    for look in ("dark", "light"):
        faces = [painted(look, *band(v_mV))[630:700, 300:1600] for v_mV in (-70.0, 40.0)]
        told[look] = float(np.linalg.norm(lab(faces[0]) - lab(faces[1])))
    assert told["light"] >= 0.9 * told["dark"], told
