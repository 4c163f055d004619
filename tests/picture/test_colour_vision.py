"""Sodium, potassium and chloride are told apart by any colour vision, and by shape where there is none.

The real sprites, 18 px wide as in the close-up, through the simulation of Machado, Oliveira & Fernandes
2009 (IEEE TVCG 15: 1283, severity 1.0, linear RGB), compared by CIEDE2000.
"""

from itertools import combinations

import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from apanim.canvas.rasterise import rasterise
from apanim.picture import svg
from apanim.picture.rigs import rig, rig_markup
from apanim.picture.theme import theme, theme_names

IONS = ("ion_na", "ion_k", "ion_cl")
PAIRS = list(combinations(IONS, 2))
SIZE_PX, BEAD_WIDTH = 18, 22  # on screen, and the sodium bead's own
LEAST_DELTA_E = 13.0
SHIFTS = [(x / 4, y / 4) for x in range(4) for y in range(4)]  # a bead lands on any quarter of a pixel

VISIONS = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)  # of linear sRGB, D65
WHITE_XYZ = np.array([0.95047, 1.0, 1.08883])
# Sharma, Wu & Dalal 2005 (Color Res. Appl. 30: 21), table 1: L*, a*, b* twice, and CIEDE2000.
SHARMA = """
50.0000  2.6772 -79.7751 50.0000  0.0000 -82.7485  2.0425
50.0000  3.1571 -77.2803 50.0000  0.0000 -82.7485  2.8615
50.0000  2.8361 -74.0200 50.0000  0.0000 -82.7485  3.4412
50.0000 -1.3802 -84.2814 50.0000  0.0000 -82.7485  1.0000
50.0000 -1.1848 -84.8006 50.0000  0.0000 -82.7485  1.0000
50.0000 -0.9009 -85.5211 50.0000  0.0000 -82.7485  1.0000
50.0000  0.0000   0.0000 50.0000 -1.0000   2.0000  2.3669
50.0000 -1.0000   2.0000 50.0000  0.0000   0.0000  2.3669
50.0000  2.4900  -0.0010 50.0000 -2.4900   0.0009  7.1792
50.0000  2.4900  -0.0010 50.0000 -2.4900   0.0010  7.1792
50.0000  2.4900  -0.0010 50.0000 -2.4900   0.0011  7.2195
50.0000  2.4900  -0.0010 50.0000 -2.4900   0.0012  7.2195
50.0000 -0.0010   2.4900 50.0000  0.0009  -2.4900  4.8045
50.0000 -0.0010   2.4900 50.0000  0.0011  -2.4900  4.7461
50.0000  2.5000   0.0000 50.0000  0.0000  -2.5000  4.3065
50.0000  2.5000   0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000  2.5000   0.0000 61.0000 -5.0000  29.0000 22.8977
50.0000  2.5000   0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000  2.5000   0.0000 58.0000 24.0000  15.0000 19.4535
50.0000  2.5000   0.0000 50.0000  3.1736   0.5854  1.0000
50.0000  2.5000   0.0000 50.0000  1.8634   0.5757  1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387  1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864  1.2630
61.2901  3.7196  -5.3901 61.4292  2.2480  -4.9620  1.8731
35.0831 -44.1164  3.7933 35.0232 -40.0716  1.5901  1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619  2.0373
36.4612 47.8580  18.3852 36.2715 50.5065  21.2231  1.4146
90.8027 -2.0831   1.4410 91.1528 -1.6435   0.0447  1.4441
90.9257 -0.5406  -0.9208 88.6381 -0.8985  -0.7239  1.5381
 6.7747 -0.2908  -2.4247  5.8714 -0.0985  -2.2286  0.6377
 2.0776  0.0795  -1.1350  0.9033 -0.0636  -0.5514  0.9082
"""


def ciede2000(one, other):
    """The colour difference of two L*, a*, b* (CIE 142-2001, in the steps of Sharma et al.)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_ab = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_ab**7 / (mean_ab**7 + 25.0**7))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = 0.0 if grey else (h2 - h1 + 180) % 360 - 180
    if not grey and abs(h2 - h1) <= 180:  # at half a turn exactly, the sign is the difference's own
        turn = h2 - h1
    d_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, c, h = (l1 + l2) / 2, (c1 + c2) / 2, h1 + h2
    if not grey:
        h = h / 2 if abs(h1 - h2) <= 180 else (h + 360 if h < 360 else h - 360) / 2
    wave = (
        1 - 0.17 * np.cos(np.radians(h - 30)) + 0.24 * np.cos(np.radians(2 * h))
        + 0.32 * np.cos(np.radians(3 * h + 6)) - 0.20 * np.cos(np.radians(4 * h - 63))
    )  # fmt: skip
    by_l = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    by_c = (c2 - c1) / (1 + 0.045 * c)
    by_h = d_hue / (1 + 0.015 * c * wave)
    bend = np.radians(60 * np.exp(-(((h - 275) / 25) ** 2)))
    cross = -np.sin(bend) * 2 * np.sqrt(c**7 / (c**7 + 25.0**7))
    return float(np.sqrt(by_l**2 + by_c**2 + by_h**2 + cross * by_c * by_h))


def lab(linear_rgb):
    """L*, a*, b* under D65 of linear sRGB."""
    share = TO_XYZ @ linear_rgb / WHITE_XYZ
    x, y, z = np.where(share > (6 / 29) ** 3, np.cbrt(share), share * (29 / 6) ** 2 / 3 + 4 / 29)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def bead(name, look, shift=(0.0, 0.0)):
    """The ion (height, width, 4), 0..1, where sodium's bead is 18 px wide, moved by a `shift` in pixels."""
    left, top, width, height = rig(name).view_box
    zoom = SIZE_PX / BEAD_WIDTH
    size = round(width * zoom) + 2, round(height * zoom) + 2
    corner = left - (1 + shift[0]) / zoom, top - (1 + shift[1]) / zoom
    markup = theme(look).sprite(name, rig_markup(name))
    document = svg.document(markup, *corner, size[0] / zoom, size[1] / zoom, zoom)
    return np.asarray(rasterise(document, *size).convert("RGBA"), float) / 255


def mean_colour(name, look):
    """Linear light of the bead, weighted by how much it covers."""
    picture = bead(name, look)
    srgb, cover = picture[..., :3], picture[..., 3:]
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return (linear * cover).sum(axis=(0, 1)) / cover.sum()


def seen(linear_rgb, vision):
    """The colour as that vision has it, within what a screen shows."""
    return np.clip(np.asarray(VISIONS[vision]) @ linear_rgb, 0.0, 1.0)


def silhouette(name, look, shift=(0.0, 0.0)):
    """The bead's outline (64, 64), centred and scaled to one area: ions far away are smaller, not other."""
    cover = bead(name, look, shift)[..., 3]
    ys, xs = np.indices(cover.shape)
    middle = [float((at * cover).sum() / cover.sum()) for at in (ys, xs)]
    steps = np.linspace(-0.9, 0.9, 64) * np.sqrt(cover.sum())
    rows, columns = np.meshgrid(middle[0] + steps, middle[1] + steps, indexing="ij")
    return map_coordinates(cover, [rows, columns], order=1) > 0.5


def overlap(one, other):
    """What two silhouettes share, of what they cover together."""
    return (one & other).sum() / (one | other).sum()


@pytest.mark.parametrize("row", SHARMA.strip().splitlines())
def test_ciede2000_gives_the_published_values(row):
    *labs, expected = (float(n) for n in row.split())
    assert ciede2000(labs[:3], labs[3:]) == pytest.approx(expected, abs=1e-4)
    assert ciede2000(labs[3:], labs[:3]) == pytest.approx(expected, abs=1e-4)


def test_grey_stays_grey_in_every_vision():
    for vision in VISIONS:
        assert seen(np.full(3, 0.4), vision) == pytest.approx(np.full(3, 0.4), abs=1e-5)


def test_the_simulation_confuses_what_it_should():
    """Red and a green as light lose most of their difference without the red or the green cone."""
    red, green = np.array([0.5, 0.1, 0.05]), np.array([0.12, 0.21, 0.05])
    normal = ciede2000(lab(red), lab(green))
    lost = ciede2000(lab(seen(red, "deuteranopia")), lab(seen(green, "deuteranopia")))
    kept = ciede2000(lab(seen(red, "tritanopia")), lab(seen(green, "tritanopia")))
    assert lost < normal / 3
    assert kept > normal / 2


@pytest.mark.parametrize("look", theme_names())
@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_ions_differ_in_colour_to_every_vision(pair, vision, look):
    one, other = (lab(seen(mean_colour(name, look), vision)) for name in pair)
    assert ciede2000(one, other) >= LEAST_DELTA_E


@pytest.mark.parametrize("look", theme_names())
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_ions_differ_in_shape_without_colour(pair, look):
    """Two ions differ by far more than one ion does from itself on other pixels."""
    one, other = ([silhouette(name, look, shift) for shift in SHIFTS] for name in pair)
    itself = min(overlap(a, b) for same in (one, other) for a, b in combinations(same, 2))
    nearest = max(overlap(a, b) for a in one for b in other)
    assert itself > 0.96
    assert 1 - nearest >= 4 * (1 - itself)
