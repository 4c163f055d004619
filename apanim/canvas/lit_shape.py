"""A lit shape's pixels: light and sample of each are baked and kept, colours are looked up every frame."""

from importlib.metadata import version
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray
from PIL import Image

from apanim.cache import code_digest, digest
from apanim.canvas.blit import ADD, COPY, FULL, LEFT, OVER, ROW, TOP, draw, surface_rows
from apanim.canvas.rasterise import PICTURES, rasterise_tight
from apanim.canvas.stamp import Stamp, areas, frame_px, surface_over
from apanim.canvas.tiles import TILE_HEIGHT, TILE_WIDTH, Damage, Hashes, hash_rows, no_hashes
from apanim.compiled import compiled
from apanim.picture.drawlist import LitShape, Silhouette
from apanim.picture.theme import Theme

_SHADES = 256
_BRIGHTEST = 1.28  # shade of the last of them
_EMPTY = 0.002  # coverage that adds to no colour as much as half a step
_NEIGHBOURS = 6  # courses that a pixel may belong to
_TILE = 48, 24  # px: of thin branches little more than themselves is copied
_SELF_LIT = 0.55  # how far the shading goes where the membrane shines of itself

Float = NDArray[np.floating]


class Body(NamedTuple):
    """The n pixels of a silhouette at one size, sample after sample.

    where: index in `body`, row after row; shade and alpha (0..255) of each. starts: (s + 1,) the first
    pixel of each sample. body: written anew where a sample is not as `shown` (s,) says (-1: not yet);
    gloss: added above it; both lie (left, top) in the frame. turns: how often each tile of the body was
    written. parts: (p, ROW) for `blit.draw`, what of the two is not empty, as if they lay at (0, 0).
    table: colour by level and shade.
    """

    where: NDArray[np.intp]
    shade: NDArray[np.uint16]
    alpha: NDArray[np.uint32]
    starts: NDArray[np.intp]
    shown: NDArray[np.int32]
    body: NDArray[np.uint32]
    turns: NDArray[np.uint64]
    gloss: pygame.Surface
    parts: NDArray[np.int64]
    left: int
    top: int
    table: NDArray[np.uint32]


def bake_body(shape: Silhouette, scale: float, theme: Theme) -> Body:
    """Bake `shape`, `scale` pixels to the design unit, or read what is kept of it on disk."""
    pixels = _kept_pixels(shape, scale, theme)
    where, cover = pixels.where, pixels.cover.astype(np.uint32)
    width, height, left, top = pixels.box.tolist()
    body = np.zeros((height, width), np.uint32)
    body.flat[where] = cover << np.uint32(24)
    shine = np.zeros((*body.shape, 3), np.uint8)
    shine.reshape(-1, 3)[where] = pixels.gloss
    gloss, surface = _surface(shine), surface_over(body)
    filled = areas(Stamp(surface, left, top), _TILE)
    parts = b"".join(
        surface_rows(mix, [(one.subsurface(area), area[:2]) for area in filled])
        for one, mix in ((surface, OVER), (gloss, ADD))
    )
    return Body(
        where, pixels.shade.astype(np.uint16), cover, pixels.starts,
        np.full(len(pixels.starts) - 1, -1, np.int32), body,
        no_hashes((width, height)), gloss, np.frombuffer(parts, np.int64).reshape(-1, ROW),
        left, top, _table(shape, theme),
    )  # fmt: skip


class _Pixels(NamedTuple):
    """The n pixels that are not empty in a box, sample after sample.

    `where` in it they are; their shade, coverage and gloss (n, 3), 0..255; `starts` (s + 1,) is the first
    of each sample; `box` (4,) width and height, and the corner's left and top in the frame.
    """

    where: NDArray[np.intp]
    shade: NDArray[np.uint8]
    cover: NDArray[np.uint8]
    gloss: NDArray[np.uint8]
    starts: NDArray[np.intp]
    box: NDArray[np.intp]


def _kept_pixels(shape: Silhouette, scale: float, theme: Theme) -> _Pixels:
    code = code_digest("canvas/lit_shape.py", "canvas/body_light.py", "canvas/rasterise.py")
    versions = " ".join(version(name) for name in ("numpy", "scipy", "pillow", "resvg"))
    samples = np.stack([shape.x, shape.y, shape.reach]).astype(np.float64).tobytes()
    tints = f"{theme.rgb(shape.rim)} {theme.rgb(shape.gloss)}"
    key = digest(code, versions, shape.melting, shape.fine, samples, f"{scale!r} {tints}")
    kept = PICTURES.load_arrays(key)
    if kept is not None and kept.keys() == set(_Pixels._fields):
        return _Pixels(**kept)
    made = _make_pixels(shape, scale, theme)
    PICTURES.save_arrays(key, made._asdict())
    return made


def _make_pixels(shape: Silhouette, scale: float, theme: Theme) -> _Pixels:
    from apanim.canvas.body_light import lit_body, melted  # scipy's filters: only for what is not kept

    (melting, fine), left, top = _masks((shape.melting, shape.fine), scale)
    alpha = 1.0 - (1.0 - melted(melting, scale)) * (1.0 - fine)
    lit = lit_body(alpha, scale)
    rows, columns = np.nonzero(alpha > _EMPTY)
    sample = _nearest(shape, left + columns + 0.5, top + rows + 0.5, scale)
    order = np.argsort(sample, kind="stable")
    rows, columns = rows[order], columns[order]
    starts = np.searchsorted(sample[order], np.arange(len(shape.x) + 1))
    shade = lit.shade[rows, columns] * (1.0 - lit.rim[rows, columns]) * (1.0 - lit.gloss[rows, columns])
    steps = np.clip(np.rint(shade / _BRIGHTEST * (_SHADES - 1)), 0, _SHADES - 1)
    light = _over(shape, lit.rim, lit.gloss, theme)[rows, columns] * alpha[rows, columns, None]
    height, width = alpha.shape
    return _Pixels(
        rows * width + columns, steps.astype(np.uint8),
        np.rint(255 * alpha[rows, columns]).astype(np.uint8),
        np.clip(np.rint(light), 0, 255).astype(np.uint8), starts, np.array([width, height, left, top]),
    )  # fmt: skip


class BodyStroke:
    """A shape in the colours of `item`, on a target whose corner lies at `origin`: a stroke.

    A baked body shows one at a time: this one, until another is made of it.
    """

    def __init__(self, baked: Body, item: LitShape, origin: tuple[int, int]) -> None:
        now = (item.levels.astype(np.int32) << 8) | item.bright
        written = baked.body.reshape(-1), baked.where, baked.shade, baked.alpha, baked.starts
        _colour(*written, baked.table, now, baked.shown, baked.turns, baked.body.shape[1])
        self._body, self._at = baked, (baked.left - origin[0], baked.top - origin[1])
        self._rows = baked.parts.copy()
        self._rows[:, LEFT] += self._at[0]
        self._rows[:, TOP] += self._at[1]

    def hash(self, hashes: Hashes) -> None:
        """The blits', and how often what lies on each tile was written."""
        hash_rows(hashes, self._rows)
        turns = self._body.turns
        row, column = np.nonzero(turns)
        tiles = np.zeros((len(row), ROW), np.int64)
        tiles[:, 0], tiles[:, LEFT : TOP + 1] = turns[row, column], self._at
        tiles[:, LEFT] += column * TILE_WIDTH
        tiles[:, TOP] += row * TILE_HEIGHT
        tiles[:, TOP + 1 :] = TILE_WIDTH, TILE_HEIGHT, COPY, FULL
        hash_rows(hashes, tiles)

    def draw(self, target: pygame.Surface, damage: Damage) -> None:
        draw(target, self._rows, damage)


@compiled
def _colour(
    body: NDArray[np.uint32], where: NDArray[np.intp], shade: NDArray[np.uint16], alpha: NDArray[np.uint32],
    starts: NDArray[np.intp], table: NDArray[np.uint32], now: NDArray[np.int32], shown: NDArray[np.int32],
    turns: NDArray[np.uint64], width: int,
) -> None:  # fmt: skip
    """Write the pixels of all samples that are not as they were; the others are as `now` says already.

    `turns` counts the pixels written in each tile of the body, which is so wide.
    """
    for sample in range(len(now)):
        if now[sample] == shown[sample]:
            continue
        shown[sample] = now[sample]
        level, bright = now[sample] & 0xFF00, (now[sample] & 255) + 1
        for pixel in range(starts[sample], starts[sample + 1]):
            colour, cover = table[level | (shade[pixel] * bright >> 8)], alpha[pixel]
            # Multiplied by what they cover, two channels at once.
            even = ((colour & np.uint32(0x00FF00FF)) * cover >> np.uint32(8)) & np.uint32(0x00FF00FF)
            green = ((colour & np.uint32(0x0000FF00)) * cover >> np.uint32(8)) & np.uint32(0x0000FF00)
            body[where[pixel]] = even | green | cover << np.uint32(24)
            turns[where[pixel] // width // TILE_HEIGHT, where[pixel] % width // TILE_WIDTH] += np.uint64(1)


def _table(shape: Silhouette, theme: Theme) -> NDArray[np.uint32]:
    """The colour of each level (high byte) in each shade (low byte), packed."""
    base = shape.scale.table(theme.rgbs(shape.scale.roles))
    shades = np.linspace(0.0, _BRIGHTEST, _SHADES)
    heat = np.clip((base[:, 0] - base[0, 0]) / (255.0 - base[0, 0]), 0.0, 1.0)[:, None]
    kept = 1.0 - _SELF_LIT * heat
    shaded = kept * shades[None, :] + (1.0 - kept) * np.minimum(1.06, shades[None, :] ** 0.25)
    rgb24 = np.clip(np.rint(base[:, None, :] * shaded[:, :, None]), 0, 255).astype(np.uint32)
    packed = (rgb24[..., 0] << 16) | (rgb24[..., 1] << 8) | rgb24[..., 2]
    return packed.reshape(-1).astype(np.uint32)


def _masks(markups: tuple[str, ...], scale: float) -> tuple[tuple[NDArray[np.float32], ...], int, int]:
    """How much of each pixel each silhouette covers, 0..1, in one box that holds them all; its corner."""
    width, height = frame_px(scale)
    window = 0.0, 0.0, width / scale, height / scale
    drawn = [rasterise_tight(markup, window, scale) for markup in markups]
    left, top = min(x for _, x, _ in drawn), min(y for _, _, y in drawn)
    size = (
        max(x + image.width for image, x, _ in drawn) - left,
        max(y + image.height for image, _, y in drawn) - top,
    )
    out = []
    for image, x, y in drawn:
        whole = Image.new("L", size)
        whole.paste(image.getchannel("a"), (x - left, y - top))
        out.append(np.asarray(whole, np.float32) / 255.0)
    return tuple(out), left, top


def _nearest(shape: Silhouette, x: Float, y: Float, scale: float) -> NDArray[np.intp]:
    """The sample that each pixel belongs to: the one whose edge it lies deepest within."""
    from scipy.spatial import KDTree  # slow to import, and what is kept needs none

    tree = KDTree(np.stack([shape.x, shape.y], axis=1) * scale)
    away, which = map(np.asarray, tree.query(np.stack([x, y], axis=1), k=_NEIGHBOURS))
    depth = away - shape.reach[which] * scale
    return which[np.arange(len(which)), depth.argmin(axis=1)].astype(np.intp)


def _over(shape: Silhouette, rim: NDArray[np.float32], gloss: NDArray[np.float32], theme: Theme) -> Float:
    """(h, w, 3) the gloss laid over the rim, premultiplied, 0..255."""
    edge, light = (np.array(theme.rgb(tint), np.float32) for tint in (shape.rim, shape.gloss))
    return (rim * (1.0 - gloss))[..., None] * edge + gloss[..., None] * light


def _surface(light: NDArray[np.uint8]) -> pygame.Surface:
    """(h, w, 3) as a surface."""
    size = light.shape[1], light.shape[0]
    surface = pygame.Surface(size, 0, 32)
    surface.blit(pygame.image.frombuffer(light.tobytes(), size, "RGB"), (0, 0))
    return surface
