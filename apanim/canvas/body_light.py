"""A flat silhouette inflated into a lit, soft body: what shades its colour, and what shines on it.

The height of the body is its blurred silhouette; one distant light from the top left. (SVG's own lighting
filters do the same, and take some seconds for a whole frame.)
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter, sobel

Float = NDArray[np.floating]

_HEIGHTS = ((2.6, 0.09), (8.0, 0.14), (30.0, 0.25), (52.0, 0.50))  # sigma (px), share
_AZIMUTH_DEG = 230.0
_DIFFUSE_DEG, _DIFFUSE_SCALE, _DIFFUSE = 46.0, 62.0, 1.12
_GLOSS_DEG, _GLOSS_SCALE, _GLOSS, _GLOSS_POWER = 50.0, 46.0, 0.6, 20
_SOFT = 1.6
_FINE_SIGMA = 5.0  # px: a wider blur needs no finer pixels than this many to its sigma
_RIM_SIGMA, _RIM = 3.4, 0.8
_LIT, _AMBIENT = 1.18, 0.10
_MELT_SIGMA, _MELT_SLOPE, _MELT_FROM = 6.5, 14.0, 5.6


class LitBody(NamedTuple):
    """(h, w) each: coverage 0..1; shade, which multiplies the colour; rim and gloss, light upon it."""

    alpha: Float
    shade: Float
    rim: Float
    gloss: Float


def melted(alpha: Float, scale: float) -> Float:
    """Parts that nearly touch run into each other, without corners."""
    soft = gaussian_filter(alpha, _MELT_SIGMA * scale, mode="constant")
    return np.clip(_MELT_SLOPE * soft - _MELT_FROM, 0.0, 1.0)


def lit_body(alpha: Float, scale: float) -> LitBody:
    """The lit body of a silhouette (h, w) at `scale` pixels to the design unit."""
    height = np.zeros_like(alpha)
    for sigma, share in _HEIGHTS:
        height += np.float32(share) * _blurred(alpha, sigma * scale)
    slope_x, slope_y = (-sobel(height, axis) / 4.0 * scale for axis in (1, 0))
    diffuse = gaussian_filter(_diffuse(slope_x, slope_y), _SOFT * scale)
    gloss = gaussian_filter(_gloss(slope_x, slope_y), _SOFT * scale)
    edge = np.clip(1.05 * alpha - _blurred(alpha, _RIM_SIGMA * scale), 0.0, 1.0)
    return LitBody(alpha, _LIT * diffuse + _AMBIENT, _RIM * edge, gloss)


def _blurred(values: Float, sigma: float) -> Float:
    """A Gaussian blur; a wide one is made on a smaller picture, which it does not tell from the whole.

    Around the picture there is nothing.
    """
    shrink = int(sigma / _FINE_SIGMA)
    if shrink < 2:
        return gaussian_filter(values, sigma, mode="constant")
    height, width = values.shape
    whole = np.pad(values, ((0, -height % shrink), (0, -width % shrink)))  # squares of `shrink` pixels
    tall, wide = whole.shape
    small = Image.fromarray(whole).resize((wide // shrink, tall // shrink), Image.Resampling.BOX)
    soft = gaussian_filter(np.asarray(small), sigma / shrink, mode="constant")
    return np.asarray(Image.fromarray(soft).resize((wide, tall), Image.Resampling.BICUBIC))[:height, :width]


def _light(elevation_deg: float) -> tuple[float, float, float]:
    turn, rise = math.radians(_AZIMUTH_DEG), math.radians(elevation_deg)
    return math.cos(turn) * math.cos(rise), math.sin(turn) * math.cos(rise), math.sin(rise)


def _diffuse(slope_x: Float, slope_y: Float) -> Float:
    x, y, z = _light(_DIFFUSE_DEG)
    nx, ny = slope_x * _DIFFUSE_SCALE, slope_y * _DIFFUSE_SCALE
    facing = (nx * x + ny * y + z) / np.sqrt(nx * nx + ny * ny + 1.0)
    return np.clip(_DIFFUSE * facing, 0.0, 1.0).astype(np.float32)


def _gloss(slope_x: Float, slope_y: Float) -> Float:
    x, y, z = _light(_GLOSS_DEG)
    z += 1.0  # halfway to the eye
    length = math.sqrt(x * x + y * y + z * z)
    nx, ny = slope_x * _GLOSS_SCALE, slope_y * _GLOSS_SCALE
    facing = (nx * x + ny * y + z) / (length * np.sqrt(nx * nx + ny * ny + 1.0))
    return (_GLOSS * np.clip(facing, 0.0, 1.0) ** _GLOSS_POWER).astype(np.float32)
