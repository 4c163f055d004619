"""Seeing a scene from nearer: where a lens puts things, and the resampling of a passing moment of a move.

A lens at rest costs nothing: all is drawn sharp, moved by whole pixels. On the move the scene is drawn at a
near level, with a little more than the frame, and brought to its size in one piece, so that nothing in it
trembles against anything else.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import pygame

from apanim.canvas.stamp import Stamp
from apanim.picture.design_frame import Box
from apanim.picture.drawlist import Beads, Dim, Dissolve, Item, Lens, Sprite, Sprites, Trails, Veil
from apanim.picture.rigs import rig

_MARGIN = 14  # pixels drawn beyond the frame, among which the resampled piece finds whole ends
_NEAR_ENOUGH = 0.08
_APART = {Lens, Veil, Dim, Dissolve}
_ANYWHERE = 1 << 30  # of a pixel
_BEAD, _TRAIL = 40.0, 110.0  # reach of the largest bead, and of the longest streak
_SOFTEST = 1.42  # a level is stretched by at most this much while a larger one is there
Origin = tuple[float, float]  # pixels from the scene's corner to the frame's

Draw = Callable[[pygame.Surface, Iterable[Item], Origin], None]
PLAIN = Lens()


def by_lens(items: Iterable[Item]) -> Iterator[tuple[Lens, list[Item]]]:
    """The items of each lens, back to front; what covers the frame is alone and plain."""
    run: list[Item] = []
    lens = PLAIN
    for item in items:
        kind = type(item)
        if kind not in _APART:
            run.append(item)
            continue
        if run:
            yield lens, run
            run = []
        if isinstance(item, Lens):
            lens = item
        else:
            yield PLAIN, [item]
    if run:
        yield lens, run


def nearest_level(lens: Lens) -> float:
    """The scale to draw at: the lens's own if it may be, else the least that is near enough."""
    if lens.scale in lens.levels:
        return lens.scale
    return min((v for v in lens.levels if v * _SOFTEST >= lens.scale), default=max(lens.levels))


def still_origin(lens: Lens, middle: Origin, scale: float) -> Origin:
    """Where the frame's corner lies in the scene, in its pixels; whole ones unless the lens glides.

    `middle`: pixels from the frame's corner to the stage's middle.
    """
    x, y = _corner(lens, middle, scale * lens.scale, 1.0)
    return (x, y) if lens.glides else (float(round(x)), float(round(y)))


def resampled(
    target: pygame.Surface, draw: Draw, items: list[Item], lens: Lens, level: float, scale: float,
    middle: Origin,
) -> None:  # fmt: skip
    """Lay `items`, drawn at `level` on a clear sheet, over `target` as large as the lens has them."""
    stretch = lens.scale / level
    left, top = _corner(lens, middle, scale * level, stretch)
    part = _touched(target, items, lens, scale, middle)
    if not part:
        return
    across = _whole_ends(left + part.left / stretch, part.width, stretch)
    down = _whole_ends(top + part.top / stretch, part.height, stretch)
    sheet = _sheet((across.taken, down.taken), "drawn")
    sheet.fill((0, 0, 0, 0))
    draw(sheet, items, (float(across.first), float(down.first)))
    sized = _sheet((across.length, down.length), "sized")
    pygame.transform.smoothscale(sheet, sized.get_size(), sized)
    sized = _shifted(_shifted(sized, across.beyond, (1, 0)), down.beyond, (0, 1))
    at = part.left + across.at, part.top + down.at
    target.blit(sized, at, None, pygame.BLEND_PREMULTIPLIED)


def stretched(
    target: pygame.Surface, stamp: Stamp, opacity: float, lens: Lens, level: float, scale: float,
    middle: Origin,
) -> None:  # fmt: skip
    """Lay a soft layer, kept at `level`, over `target` as large as the lens has it."""
    stretch = lens.scale / level
    (left, top), (width, height) = (
        _corner(lens, middle, scale * level, stretch),
        target.get_size(),
    )
    wide, high = stamp.surface.get_size()
    across = _whole_ends(left, width, stretch, stamp.left, stamp.left + wide)
    down = _whole_ends(top, height, stretch, stamp.top, stamp.top + high)
    if min(across.taken, down.taken, across.length, down.length) < 2:
        return
    corner = across.first - stamp.left, down.first - stamp.top
    kept = stamp.surface.subsurface((*corner, across.taken, down.taken))
    solid = not kept.get_flags() & pygame.SRCALPHA
    sized = _sheet((across.length, down.length), "solid" if solid else "sized")
    pygame.transform.smoothscale(kept, sized.get_size(), sized)
    if opacity < 1.0:
        sized.fill((round(255 * opacity),) * 4, special_flags=pygame.BLEND_RGBA_MULT)
    target.blit(sized, (across.at, down.at), None, 0 if solid else pygame.BLEND_PREMULTIPLIED)


def _touched(
    target: pygame.Surface, items: list[Item], lens: Lens, scale: float, middle: Origin
) -> pygame.Rect:
    """The part of the frame that `items` may reach."""
    frame, box = target.get_rect(), _extent(items)
    if box is None:
        return frame
    zoom = scale * lens.scale
    left, top = _corner(lens, middle, zoom, 1.0)
    x, y = math.floor(box[0] * zoom - left), math.floor(box[1] * zoom - top)
    far = math.ceil(box[2] * zoom - left), math.ceil(box[3] * zoom - top)
    return frame.clip((x, y, far[0] - x, far[1] - y))


def _corner(lens: Lens, middle: Origin, zoom: float, stretch: float) -> Origin:
    """The frame's corner in pixels of a scene drawn at `zoom` and to be stretched after that."""
    return lens.x * zoom - middle[0] / stretch, lens.y * zoom - middle[1] / stretch


class _Ends(NamedTuple):
    """Along one axis: `taken` pixels of the drawn scene, from `first` on, become `length` pixels of the
    frame, from `at` on, and belong `beyond` pixels farther."""

    first: int
    taken: int
    at: int
    length: int
    beyond: float


def _whole_ends(
    start: float, length: int, stretch: float, least: int = -_ANYWHERE, most: int = _ANYWHERE
) -> _Ends:
    """Whole numbers of pixels, as resampling wants them, that lie as the lens says, or all but.

    Of the pixels beyond the two ends those are taken that fall nearest to whole ones, from `least` on and
    before `most`.
    """
    larger = int(stretch > 1.0)
    # What grows is spread from middle to middle of its end pixels; what shrinks, from edge to edge.
    middle = 0.5 if larger else 0.0

    def falls(source: int) -> float:
        return (source + middle - start) * stretch - middle

    def off(source: int) -> float:
        return abs(falls(source) - round(falls(source)))

    end = start + length / stretch
    # Two more at either end, so that neither rounding nor a shift bares the frame's edge.
    begin, stop = max(math.floor(start) - 2, least), min(math.ceil(end) + 2, most - larger)
    first = min(range(max(begin - _MARGIN, least), begin + 1), key=off)
    last = max(first, min(range(stop, min(stop + _MARGIN, most - larger) + 1), key=off))
    at, to = round(falls(first)), round(falls(last))
    if larger and to - at <= last - first:  # by less than a pixel: moved as it is, true in the middle
        middle_px = (begin + stop) / 2
        place = (middle_px - start) * stretch - (middle_px - begin)
        return _Ends(begin, stop - begin, round(place), stop - begin, place - round(place))
    beyond = (falls(first) - at + falls(last) - to) / 2
    return _Ends(first, last - first + larger, at, to - at, beyond)


def _shifted(sheet: pygame.Surface, beyond: float, way: tuple[int, int]) -> pygame.Surface:
    """The sheet moved by a part of a pixel: mixed with itself a pixel farther. It is spoilt by that."""
    if abs(beyond) < _NEAR_ENOUGH:
        return sheet
    step = 1 if beyond > 0 else -1
    here, there = round(255 * (1.0 - abs(beyond))), round(255 * abs(beyond))
    mixed = _sheet(sheet.get_size(), f"mixed {way}")
    mixed.fill((0, 0, 0, 0))
    mixed.blit(sheet, (0, 0), None, pygame.BLEND_RGBA_ADD)
    mixed.fill((here, here, here, here), special_flags=pygame.BLEND_RGBA_MULT)
    sheet.fill((there, there, there, there), special_flags=pygame.BLEND_RGBA_MULT)
    mixed.blit(sheet, (step * way[0], step * way[1]), None, pygame.BLEND_RGBA_ADD)
    return mixed


def _sheet(size: tuple[int, int], use: str) -> pygame.Surface:
    """A surface to work on: a part of a larger one that is kept, for new ones are dear.

    It has opacity unless its use is "solid".
    """
    kept = _sheets.get(use)
    if kept is None or kept.get_width() < size[0] or kept.get_height() < size[1]:
        wide, high = map(max, size, kept.get_size() if kept else size)
        kept = _sheets[use] = pygame.Surface((wide, high), 0 if use == "solid" else pygame.SRCALPHA, 32)
    return kept.subsurface((0, 0, *size))


_sheets: dict[str, pygame.Surface] = {}  # by use: as large as any that was asked for


# ---- how far things reach, so that only that part of a frame is worked on


@cache
def rig_reach(name: str) -> float:
    """How far anything of a rig can be from its origin or a pivot."""
    _, _, width, height = rig(name).view_box
    return math.hypot(width, height)


def _extent(items: Iterable[Item]) -> Box | None:
    """A box of the scene that holds all of `items`; None if some of them may reach anywhere."""
    boxes = []
    for item in items:
        if isinstance(item, Sprite):
            reach = rig_reach(item.rig) * item.scale
            boxes.append((item.x - reach, item.y - reach, item.x + reach, item.y + reach))
        elif isinstance(item, Beads | Trails | Sprites):
            if len(item.x):
                reach = _reach(item)
                low, high = (item.x.min(), item.y.min()), (item.x.max(), item.y.max())
                boxes.append((low[0] - reach, low[1] - reach, high[0] + reach, high[1] + reach))
        else:
            return None
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    sides = np.array(boxes, float)
    left, top = sides[:, :2].min(axis=0)
    right, bottom = sides[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _reach(item: Beads | Trails | Sprites) -> float:
    """How far from its place any of several can be."""
    if isinstance(item, Sprites):
        like = item.like
        return rig_reach(like.rig) * like.scale + max(abs(like.x), abs(like.y))
    return _BEAD if isinstance(item, Beads) else _TRAIL
