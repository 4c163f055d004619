"""The neuron's pixels: relief and sample of each are baked once, colours are looked up every frame."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import KDTree

from apanim.canvas.rasterise import rasterise
from apanim.canvas.relief import melted, relief
from apanim.picture import svg
from apanim.picture.drawlist import NeuronBody, SoftLight
from apanim.picture.neuron import shape
from apanim.picture.neuron.ramp import colours
from apanim.picture.neuron.samples import samples
from apanim.picture.stage import HEIGHT, WIDTH
from apanim.picture.theme import Theme, colour, ramp

_SHADES = 256
_BRIGHTEST = 1.28  # shade of the last of them
_NEIGHBOURS = 6  # courses that a pixel may belong to
_COVERS = 200.0  # how much of the ground full light hides, of 255
_SELF_LIT = 0.55  # how far the shading goes where the membrane shines of itself

Float = NDArray[np.floating]


class Skin(NamedTuple):
    """The n pixels of the neuron at one size.

    where: index in `body`, row after row; sample, shade and alpha (0..255) of each. body: written anew
    every frame; gloss: added above it; both lie (left, top) in the frame. table: colour by level and shade.
    """

    where: NDArray[np.intp]
    sample: NDArray[np.intp]
    shade: NDArray[np.uint16]
    alpha: NDArray[np.uint32]
    body: pygame.Surface
    gloss: pygame.Surface
    left: int
    top: int
    table: NDArray[np.uint32]


def skin(scale: float, theme: Theme) -> Skin:
    """Bake the skin, `scale` pixels to the design unit."""
    size = _frame_px(scale)
    melting, fine = (_mask(markup, size, scale) for markup in (shape.melting(), shape.fine()))
    alpha = 1.0 - (1.0 - melted(melting, scale)) * (1.0 - fine)
    lit = relief(alpha, scale)
    rows, columns = np.nonzero(alpha > 0.002)
    top, left = int(rows.min()), int(columns.min())
    box = (int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)
    cover = alpha[rows, columns]
    shade = lit.shade[rows, columns] * (1.0 - lit.rim[rows, columns]) * (1.0 - lit.gloss[rows, columns])
    steps = np.clip(np.rint(shade / _BRIGHTEST * (_SHADES - 1)), 0, _SHADES - 1)
    shine = _over(lit.rim, lit.gloss, theme)[top : top + box[1], left : left + box[0]]
    shine *= alpha[top : top + box[1], left : left + box[0], None]
    return Skin(
        (rows - top) * box[0] + (columns - left), _nearest(columns + 0.5, rows + 0.5, scale),
        steps.astype(np.uint16), np.rint(255 * cover).astype(np.uint32),
        pygame.Surface(box, pygame.SRCALPHA, 32), _surface(shine), left, top, _table(theme),
    )  # fmt: skip


def paint(target: pygame.Surface, baked: Skin, item: NeuronBody, origin: tuple[int, int]) -> None:
    """Lay the neuron on `target`, whose corner lies at `origin`, in the colours of `item`."""
    row = item.levels.astype(np.uint16) << 8
    key = row.take(baked.sample)
    if item.bright.min() == 255:
        key |= baked.shade
    else:
        key |= (baked.shade * item.bright.astype(np.uint16).take(baked.sample)) >> 8
    pixels = pygame.surfarray.pixels2d(baked.body)
    flat = pixels.T.reshape(-1)
    flat[baked.where] = _premultiplied(baked.table.take(key), baked.alpha)
    del pixels, flat
    at = baked.left - origin[0], baked.top - origin[1]
    target.blit(baked.body, at, None, pygame.BLEND_PREMULTIPLIED)
    target.blit(baked.gloss, at, None, pygame.BLEND_RGB_ADD)


def soft_light(
    target: pygame.Surface, item: SoftLight, scale: float, theme: Theme, origin: tuple[int, int]
) -> None:
    """Lay on a coarse field of light, without edges between its cells."""
    if not item.strength.any():
        return
    rows, columns = item.strength.shape
    # Blue first, as the canvas has it: any other order is blitted without the processor's vectors.
    light = _light_table(
        theme.rgb(item.low), theme.rgb(item.high), 255.0 if theme.shaded else _COVERS
    ).take(item.strength, axis=0)
    field = pygame.image.frombuffer(light.tobytes(), (columns, rows), "BGRA")
    whole = _scratch(_frame_px(scale))
    pygame.transform.smoothscale(field, whole.get_size(), whole)
    target.blit(whole, (-origin[0], -origin[1]), None, pygame.BLEND_PREMULTIPLIED)


def _frame_px(scale: float) -> tuple[int, int]:
    """Pixels that hold the whole design frame."""
    return math.ceil(WIDTH * scale - 1e-6), math.ceil(HEIGHT * scale - 1e-6)


@lru_cache(maxsize=4)
def _light_table(low: tuple[int, int, int], high: tuple[int, int, int], covers: float) -> NDArray[np.uint8]:
    """(256, 4) blue, green, red and coverage, premultiplied, by strength."""
    share = np.linspace(0.0, 1.0, 256)[:, None]
    weak, strong = np.array(low[::-1], float), np.array(high[::-1], float)
    tint = weak + (strong - weak) * share**2
    whole = np.concatenate([tint, np.full((256, 1), covers)], axis=1)
    return np.rint(whole * share).astype(np.uint8)


@lru_cache(maxsize=2)
def _scratch(size: tuple[int, int]) -> pygame.Surface:
    """A surface of which every pixel is written before it is read."""
    return pygame.Surface(size, pygame.SRCALPHA, 32)


def _table(theme: Theme) -> NDArray[np.uint32]:
    """The colour of each level (high byte) in each shade (low byte), packed."""
    base = colours(theme.rgbs(ramp("neuron.scale")))
    shades = np.linspace(0.0, _BRIGHTEST, _SHADES)
    heat = np.clip((base[:, 0] - base[0, 0]) / (255.0 - base[0, 0]), 0.0, 1.0)[:, None]
    kept = 1.0 - _SELF_LIT * heat
    shaded = kept * shades[None, :] + (1.0 - kept) * np.minimum(1.06, shades[None, :] ** 0.25)
    rgb24 = np.clip(np.rint(base[:, None, :] * shaded[:, :, None]), 0, 255).astype(np.uint32)
    packed = (rgb24[..., 0] << 16) | (rgb24[..., 1] << 8) | rgb24[..., 2]
    return packed.reshape(-1).astype(np.uint32)


def _premultiplied(packed: NDArray[np.uint32], alpha: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Colours as far as alpha covers: two channels in one multiplication."""
    low = (((packed & 0x00FF00FF) * alpha) >> 8) & 0x00FF00FF
    middle = (((packed & 0x0000FF00) * alpha) >> 8) & 0x0000FF00
    return np.asarray(low | middle | (alpha << 24), np.uint32)


def _mask(markup: str, size: tuple[int, int], scale: float) -> NDArray[np.float32]:
    document = svg.document(markup, 0, 0, size[0] / scale, size[1] / scale, scale)
    image = rasterise(document, *size)
    return np.asarray(image.getchannel("a"), np.float32) / 255.0


def _nearest(x: Float, y: Float, scale: float) -> NDArray[np.intp]:
    """The sample that each pixel belongs to: the one whose edge it lies deepest within."""
    dots = samples()
    tree = KDTree(np.stack([dots.x, dots.y], axis=1) * scale)
    away, which = map(np.asarray, tree.query(np.stack([x, y], axis=1), k=_NEIGHBOURS))
    depth = away - dots.reach[which] * scale
    return which[np.arange(len(which)), depth.argmin(axis=1)].astype(np.intp)


def _over(rim: NDArray[np.float32], gloss: NDArray[np.float32], theme: Theme) -> Float:
    """(h, w, 3) the gloss laid over the rim, premultiplied, 0..255."""
    edge, light = (np.array(theme.rgb(colour(role)), np.float32) for role in ("neuron.rim", "neuron.gloss"))
    return (rim * (1.0 - gloss))[..., None] * edge + gloss[..., None] * light


def _surface(light: NDArray[np.float32]) -> pygame.Surface:
    image = Image.fromarray(np.clip(np.rint(light), 0, 255).astype(np.uint8), "RGB")
    surface = pygame.Surface(image.size, 0, 32)
    surface.blit(pygame.image.frombuffer(image.tobytes(), image.size, "RGB"), (0, 0))
    return surface
